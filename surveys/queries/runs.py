"""Runs and their doors."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from events.models import Activity
from grants.models import Organisation
from surveys.models import Questionnaire, QuestionnaireVersion, Response, Run, SurveyKind


def runs_of(*, organisation: Organisation) -> QuerySet[Run]:
    """An organisation's runs, the latest first, with what they are about."""
    related = ("project", "activity__kind", "series", "version__questionnaire")
    return Run.objects.of(organisation).select_related(*related).prefetch_related("waves")


def satisfaction_run(*, activity: Activity) -> Run | None:
    """The activity's satisfaction survey, open or closed."""
    runs = Run.objects.filter(activity=activity, kind=SurveyKind.SATISFACTION)
    return runs.select_related("version", "organisation").first()


def responses_of(*, runs: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many sheets have come at each door of these runs; every requested run has an entry. One query."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in runs}
    rows = Response.objects.filter(run__in=found).order_by().values_list("run", "wave").annotate(n=Count("pk"))
    for run, wave, n in rows:
        found[run][wave] = n
    return found


def runs_about(*, activity: Activity) -> QuerySet[Run]:
    """What is asked about an activity: its own runs, and those of its series."""
    about = Q(activity=activity)
    if activity.series_id:
        about |= Q(series=activity.series_id)
    return runs_of(organisation=activity.organisation).filter(about)


def newest_version(*, run: Run) -> QuestionnaireVersion | None:
    """A published version of the run's questionnaire that is newer than what it asks now."""
    versions = QuestionnaireVersion.objects.filter(
        questionnaire=run.version.questionnaire_id, published_at__isnull=False, number__gt=run.version.number
    )
    return versions.order_by("-number").first()


def questionnaires_to_ask(*, organisation: Organisation, kind: str) -> list[QuestionnaireVersion]:
    """The newest published version of each questionnaire of a kind that may be asked with: one's own before the
    library's, the latest first."""
    versions = QuestionnaireVersion.objects.select_related("questionnaire").filter(
        questionnaire__in=Questionnaire.objects.usable_by(organisation).filter(kind=kind, retired_at__isnull=True),
        published_at__isnull=False,
    )
    newest = {version.questionnaire_id: version for version in versions.order_by("number")}
    return sorted(newest.values(), key=lambda one: (one.questionnaire.organisation_id is None, -one.questionnaire_id))
