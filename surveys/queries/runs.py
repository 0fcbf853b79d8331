"""Runs and their doors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from events.models import Activity
from events.models.activities import CODE_ALPHABET
from grants.models import Organisation
from grants.prepared import prepared_statements
from surveys.models import PersonalLink, Questionnaire, QuestionnaireVersion, Response, Run, SurveyKind, Wave

_CODE = re.compile(rf"[{CODE_ALPHABET}]{{8}}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,32}")
_RELATED = ("run__organisation", "run__project", "run__activity", "run__series", "run__version")
# Nothing else of them is shown to participants; the version's document is read once per process.
_NEEDED = (
    "name",
    "public_code",
    "stopped_at",
    "run__kind",
    "run__mode",
    "run__key",
    "run__closed_at",
    "run__kiosk_code",
    "run__organisation__name",
    "run__project__title",
    "run__activity__title",
    "run__activity__starts_on",
    "run__activity__public_code",
    "run__activity__organisation",
    "run__series__title",
    "run__version__published_at",
)


def wave_of_code(*, code: str) -> Wave | None:
    """The door of a survey's link, in capitals or not, with what its pages show."""
    if not _CODE.fullmatch(code.upper()):
        return None
    with prepared_statements():
        wave = _waves().filter(public_code=code.upper()).first()
    return wave and _whole(wave)


def waves_of_kiosk(*, code: str) -> list[Wave]:
    """The doors of the run whose kiosk has this code, "before" first; none where it is switched off."""
    if not _SECRET.fullmatch(code):
        return []
    return [_whole(wave) for wave in _waves().filter(run__kiosk_code=code).order_by("-name")]


def personal_link(*, wave: Wave, code: str) -> PersonalLink | None:
    """The personal link of this door's run with this code, revoked or not."""
    return PersonalLink.objects.filter(run_id=wave.run_id, code=code).first() if _SECRET.fullmatch(code) else None


def _waves() -> QuerySet[Wave]:
    return Wave.objects.select_related(*_RELATED).only(*_NEEDED).order_by()


def _whole(wave: Wave) -> Wave:
    """Nobody need ask again whose it is."""
    for thing in (wave.run.project, wave.run.activity, wave.run.series):
        if thing:
            thing.organisation = wave.run.organisation
    return wave


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
