"""An issued report keeps what its organisation was called that day; of older ones only today's name is known."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def todays_name(apps, schema_editor):
    report, organisation = apps.get_model("reports", "IssuedReport"), apps.get_model("grants", "Organisation")
    name = organisation.objects.filter(pk=OuterRef("organisation")).values("name")
    report.objects.update(issuer=Subquery(name))


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_operator_texts")]

    operations = [
        migrations.AddField("issuedreport", "issuer", models.CharField(max_length=300, default=""), preserve_default=False),
        migrations.RunPython(todays_name, migrations.RunPython.noop),
        migrations.AddConstraint(
            "issuedreport", models.CheckConstraint(condition=~Q(issuer=""), name="issued_by_somebody_named")
        ),
    ]
