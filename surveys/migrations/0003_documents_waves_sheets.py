import django.db.models.deletion
import events.models.activities
import surveys.models.runs
import uuid
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("satisfaction", "satisfaction"),
    ("test", "test before and after"),
    ("opinion", "opinion survey"),
    ("expert", "expert evaluation"),
]
MODES = [("named", "named"), ("confidential", "confidential"), ("anonymous", "anonymous")]
WAVES = [("only", "once"), ("pre", "before"), ("post", "after")]
SOURCES = [
    ("phone", "own phone"),
    ("personal", "personal link"),
    ("kiosk", "tablet in the hall"),
    ("paper", "paper"),
    ("import", "file"),
    ("api", "program"),
]


def _maker():
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """Adds; 0004 fills in; 0005 tightens."""

    dependencies = [
        ("surveys", "0002_questionnaires"),
        ("events", "0007_people_and_paper"),
        ("grants", "0003_satisfaction_formula"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="questionnaire",
            options={"verbose_name": "questionnaire", "verbose_name_plural": "questionnaires"},
        ),
        migrations.AddField("questionnaire", "retired_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("questionnaire", "created_by", _maker()),
        migrations.AddField(
            "questionnaire", "created_at", models.DateTimeField(auto_now_add=True, null=True), preserve_default=False
        ),
        migrations.AddField("questionnaireversion", "document", models.JSONField(default=dict)),
        migrations.AddField("questionnaireversion", "revision", models.PositiveIntegerField(default=1)),
        migrations.AlterModelOptions(
            name="run",
            options={"ordering": ["-opened_at", "-pk"], "verbose_name": "survey", "verbose_name_plural": "surveys"},
        ),
        migrations.RemoveConstraint("run", "run_once_per_activity"),
        migrations.AddField(
            "run",
            "organisation",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="survey_runs",
                to="grants.organisation",
            ),
        ),
        migrations.AddField(
            "run",
            "project",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="survey_runs",
                to="grants.project",
                verbose_name="project",
            ),
        ),
        migrations.AlterField(
            "run",
            "activity",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="survey_runs",
                to="events.activity",
                verbose_name="activity",
            ),
        ),
        migrations.AddField(
            "run",
            "series",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="survey_runs",
                to="events.series",
                verbose_name="series",
            ),
        ),
        migrations.AddField("run", "kind", models.CharField(choices=KINDS, max_length=12, null=True, verbose_name="kind")),
        migrations.AddField(
            "run", "mode", models.CharField(choices=MODES, max_length=12, null=True, verbose_name="who answered")
        ),
        migrations.AddField(
            "run",
            "planned",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="planned number of respondents"),
        ),
        migrations.AddField("run", "quota_rows", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.AddField(
            "run", "quota_columns", models.CharField(blank=True, default="", max_length=40), preserve_default=False
        ),
        migrations.AddField("run", "kiosk_code", models.CharField(blank=True, max_length=32, null=True, unique=True)),
        migrations.AddField("run", "results_code", models.CharField(blank=True, max_length=32, null=True, unique=True)),
        migrations.AddField("run", "opened_by", _maker()),
        migrations.AlterField("run", "key", models.BinaryField(default=surveys.models.runs.new_run_key, null=True)),
        migrations.CreateModel(
            name="Wave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(choices=WAVES, default="only", max_length=4)),
                (
                    "public_code",
                    models.CharField(
                        default=events.models.activities.new_public_code, editable=False, max_length=8, unique=True
                    ),
                ),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waves", to="surveys.run"
                    ),
                ),
            ],
            options={
                "ordering": ["run", "-name"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "name"), name="wave_once_per_run"),
                    models.CheckConstraint(
                        condition=models.Q(("name__in", ["only", "pre", "post"])), name="wave_name_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="for whom")),
                (
                    "code",
                    models.CharField(
                        default=surveys.models.runs.new_link_code, editable=False, max_length=32, unique=True
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="personal_links", to="surveys.run"
                    ),
                ),
            ],
            options={"ordering": ["name", "pk"]},
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.CharField(max_length=40)),
                ("column", models.CharField(blank=True, max_length=40)),
                ("planned", models.PositiveIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="surveys.run"
                    ),
                ),
            ],
            options={
                "ordering": ["run", "pk"],
                "constraints": [models.UniqueConstraint(fields=("run", "row", "column"), name="quota_cell_once")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=40)),
                ("text_kk", models.TextField(blank=True, verbose_name="in Kazakh")),
                ("text_ru", models.TextField(blank=True, verbose_name="in Russian")),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("changed_by", _maker()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="surveys.run"
                    ),
                ),
            ],
            options={
                "ordering": ["run", "question"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "question"), name="remark_once_per_question")
                ],
            },
        ),
        migrations.AddField(
            "response",
            "version",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="responses",
                to="surveys.questionnaireversion",
            ),
        ),
        migrations.AddField("response", "wave", models.CharField(choices=WAVES, default="only", max_length=4)),
        # Named otherwise until the old table of answers, whose reverse name it is, has gone.
        migrations.AddField("response", "sheet", models.JSONField(default=dict)),
        migrations.AddField("response", "rating", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("response", "pair", models.CharField(blank=True, max_length=64, null=True)),
        migrations.AddField(
            "response", "name", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AddField("response", "source", models.CharField(choices=SOURCES, default="phone", max_length=8)),
    ]
