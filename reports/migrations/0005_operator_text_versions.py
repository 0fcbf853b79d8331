"""An operator's texts keep their versions; of older ones there is what stands there now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def what_stands_there(apps, schema_editor):
    text, version = apps.get_model("reports", "OperatorText"), apps.get_model("reports", "OperatorTextVersion")
    version.objects.bulk_create(
        version(of_id=one.pk, revision=one.revision, text=one.text, made_by_id=one.changed_by_id)
        for one in text.objects.all()
    )
    changed = text.objects.filter(pk=OuterRef("of")).values("changed_at")
    version.objects.update(made_at=Subquery(changed))


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_issuer_by_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "OperatorTextVersion",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="reports.operatortext",
                    ),
                ),
            ],
            {
                "ordering": ["of", "-revision"],
                "constraints": [models.UniqueConstraint(fields=("of", "revision"), name="operator_version_once")],
            },
        ),
        migrations.RunPython(what_stands_there, migrations.RunPython.noop),
    ]
