import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def _key(to, on_delete, **more):
    return models.ForeignKey(on_delete=on_delete, related_name=more.pop("related_name", "survey_runs"), to=to, **more)


KINDS = [
    ("satisfaction", "satisfaction"),
    ("test", "test before and after"),
    ("opinion", "opinion survey"),
    ("expert", "expert evaluation"),
]
KIND_CODES = [code for code, _label in KINDS]
MODES = [("named", "named"), ("confidential", "confidential"), ("anonymous", "anonymous")]


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_fill_in")]

    operations = [
        migrations.DeleteModel("Answer"),
        migrations.DeleteModel("Option"),
        migrations.DeleteModel("Question"),
        migrations.RenameField("response", "sheet", "answers"),
        migrations.RemoveField("questionnaireversion", "text_kk"),
        migrations.RemoveField("questionnaireversion", "text_ru"),
        migrations.RemoveField("questionnaireversion", "text_en"),
        migrations.RemoveField("run", "public_code"),
        migrations.RunSQL(
            "UPDATE surveys_questionnaire SET created_at = CURRENT_TIMESTAMP WHERE created_at IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("questionnaire", "created_at", models.DateTimeField(auto_now_add=True)),
        migrations.AlterField(
            "questionnaire", "kind", models.CharField(choices=KINDS, max_length=12, verbose_name="kind")
        ),
        migrations.AlterField("run", "organisation", _key("grants.organisation", django.db.models.deletion.CASCADE)),
        migrations.AlterField(
            "run", "project", _key("grants.project", django.db.models.deletion.PROTECT, verbose_name="project")
        ),
        migrations.AlterField("run", "kind", models.CharField(choices=KINDS, max_length=12, verbose_name="kind")),
        migrations.AlterField("run", "mode", models.CharField(choices=MODES, max_length=12, verbose_name="who answered")),
        migrations.AlterField(
            "response",
            "version",
            _key(
                "surveys.questionnaireversion",
                django.db.models.deletion.PROTECT,
                related_name="responses",
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "response",
            "run",
            _key("surveys.run", django.db.models.deletion.PROTECT, related_name="responses", db_index=False),
        ),
        migrations.AddIndex("response", models.Index(fields=["run", "wave", "rating"], name="response_of_run")),
        migrations.AddConstraint(
            "questionnaire",
            models.CheckConstraint(condition=Q(kind__in=KIND_CODES), name="questionnaire_kind_known"),
        ),
        migrations.AddConstraint(
            "questionnaireversion",
            models.UniqueConstraint(
                condition=Q(published_at__isnull=True), fields=("questionnaire",), name="questionnaire_one_draft"
            ),
        ),
        migrations.AddConstraint(
            "run",
            models.UniqueConstraint(
                condition=Q(activity__isnull=False, kind="satisfaction"),
                fields=("activity", "kind"),
                name="run_one_satisfaction_per_activity",
            ),
        ),
        migrations.AddConstraint(
            "run",
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | Q(series__isnull=True), name="run_about_one_thing"
            ),
        ),
        migrations.AddConstraint(
            "run", models.CheckConstraint(condition=Q(kind__in=KIND_CODES), name="run_kind_known")
        ),
        migrations.AddConstraint(
            "run",
            models.CheckConstraint(
                condition=Q(mode__in=["named", "confidential", "anonymous"]), name="run_mode_known"
            ),
        ),
        migrations.AddConstraint(
            "run", models.CheckConstraint(condition=~Q(kind="test", mode="anonymous"), name="run_test_is_paired")
        ),
        migrations.AddConstraint(
            "run",
            models.CheckConstraint(
                condition=Q(quota_columns="") | ~Q(quota_rows=""), name="run_quota_columns_with_rows"
            ),
        ),
        migrations.AddConstraint(
            "response",
            models.UniqueConstraint(
                condition=Q(pair__isnull=False), fields=("run", "wave", "pair"), name="response_once_per_pair"
            ),
        ),
        migrations.AddConstraint(
            "response",
            models.CheckConstraint(condition=Q(wave__in=["only", "pre", "post"]), name="response_wave_known"),
        ),
        migrations.AddConstraint(
            "response",
            models.CheckConstraint(
                condition=Q(source__in=["phone", "personal", "kiosk", "paper", "import", "api"]),
                name="response_source_known",
            ),
        ),
    ]
