from django.db import migrations
from django.db.models import F

from surveys.reference_data import load_questionnaires

LANGUAGES = ("kk", "ru", "en")


def _words(row):
    return {code: text for code in LANGUAGES if (text := getattr(row, f"text_{code}"))}


def _document(version):
    """The version's rows as one document. Ready-made satisfaction is counted from its question "overall"."""
    questions = []
    for question in version.questions.order_by("position"):
        row = {"code": question.code, "type": question.type, "text": _words(question)}
        if question.is_required:
            row["required"] = True
        options = [
            {"code": option.code, "text": _words(option), **({} if option.value is None else {"value": option.value})}
            for option in question.options.order_by("position")
        ]
        questions.append({**row, "options": options} if options else row)
    document = {"title": _words(version), "languages": list(LANGUAGES)}
    if version.questionnaire.kind == "satisfaction" and version.questions.filter(code="overall").exists():
        document["satisfaction"] = "overall"
    return {**document, "questions": questions}


def fill_in(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    questionnaires = model("Questionnaire").objects
    questionnaires.filter(kind__in=("pre_test", "post_test")).update(kind="test")
    for version in model("QuestionnaireVersion").objects.select_related("questionnaire"):
        version.document = _document(version)
        version.save(update_fields=["document"])
    for run in model("Run").objects.select_related("activity", "version__questionnaire"):
        run.organisation_id, run.project_id = run.activity.organisation_id, run.activity.project_id
        run.kind, run.mode = run.version.questionnaire.kind, "anonymous"
        run.save(update_fields=["organisation", "project", "kind", "mode"])
        model("Wave").objects.create(run=run, name="only", public_code=run.public_code, stopped_at=run.closed_at)
    _sheets(model)
    load_questionnaires(apps)


def _sheets(model):
    """What each sheet said, as one document: every question of its version was shown."""
    for run in model("Run").objects.select_related("version"):
        codes = list(run.version.questions.order_by("position").values_list("code", flat=True))
        for response in model("Response").objects.filter(run=run).iterator():
            sheet = dict.fromkeys(codes)
            rows = response.answers.annotate(asked=F("question__code"), chosen=F("option__code"), value=F("option__value"))
            for row in rows:
                sheet[row.asked] = row.chosen or row.text
                if row.asked == "overall":
                    response.rating = row.value
            response.sheet, response.version_id = sheet, run.version_id
            response.save(update_fields=["sheet", "version", "rating"])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_documents_waves_sheets")]
    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
