"""Runs and their doors."""

from __future__ import annotations

import re

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.models import Activity
from events.models.activities import CODE_ALPHABET
from grants.models import Organisation
from surveys.models import Run, SurveyKind, Wave

_CODE = re.compile(rf"[{CODE_ALPHABET}]{{8}}")
_RELATED = (
    "run__organisation",
    "run__project__grantee",
    "run__activity__kind",
    "run__series",
    "run__version",
)


def wave_of_code(*, code: str) -> Wave | None:
    """The door of a survey's link, in capitals or not. The document of its version is not read yet."""
    if not _CODE.fullmatch(code.upper()):
        return None
    waves = Wave.objects.select_related(*_RELATED).defer("run__version__document")
    return waves.filter(public_code=code.upper()).first()


def runs_of(*, organisation: Organisation) -> QuerySet[Run]:
    """An organisation's runs, the latest first, with what they are about."""
    related = ("project", "activity__kind", "series", "version__questionnaire")
    return Run.objects.of(organisation).select_related(*related).prefetch_related("waves")


def satisfaction_run(*, activity: Activity) -> Run | None:
    """The activity's satisfaction survey, open or closed."""
    runs = Run.objects.filter(activity=activity, kind=SurveyKind.SATISFACTION)
    return runs.select_related("version", "organisation").first()


def activities_to_ask(*, organisation: Organisation) -> QuerySet[Activity]:
    """Activities at which people meet and that were not cancelled, the latest first; `has_run`: a survey was opened."""
    run = Run.objects.filter(activity=OuterRef("pk"))
    return (
        Activity.objects.of(organisation)
        .filter(Q(kind__gathers_people=True) | Exists(run), cancelled_at__isnull=True)
        .annotate(has_run=Exists(run))
        .select_related("kind", "project")
        .order_by("-starts_on", "-starts_at", "-ref")
    )
