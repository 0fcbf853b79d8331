"""Runs: open, stop a door, close for good."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import Activity, Series
from grants.actions.audit import record_audit
from grants.models import Project, User
from rules.errors import AppError
from surveys.erasing import clear_away
from surveys.importing.kept_files import forget_files_of
from surveys.models import Answered, Mode, QuestionnaireVersion, Response, Run, SurveyKind, Wave, WaveName

SATISFACTION = "satisfaction"
# What is usual for a kind. A test must be able to pair, experts are named with their consent.
USUAL_MODE = {
    SurveyKind.SATISFACTION: Mode.ANONYMOUS,
    SurveyKind.TEST: Mode.CONFIDENTIAL,
    SurveyKind.OPINION: Mode.ANONYMOUS,
    SurveyKind.EXPERT: Mode.NAMED,
}
_SHUFFLE_AT_ONCE = 500


@transaction.atomic
def open_run(
    *,
    version: QuestionnaireVersion,
    project: Project,
    activity: Activity | None = None,
    series: Series | None = None,
    mode: str = "",
    planned: int | None = None,
    by: User | None,
) -> Run:
    """Ask with a published version about an activity, a series, or the project.

    Raises AppError version_not_published, test_needs_pairs (an anonymous test), survey_here_already (a second
    satisfaction survey of one activity), elsewhere (the activity or series is another project's).
    """
    kind = version.questionnaire.kind
    chosen = mode or USUAL_MODE[SurveyKind(kind)]
    if version.published_at is None:
        raise AppError("version_not_published", 409)
    if kind == SurveyKind.TEST and chosen == Mode.ANONYMOUS:
        raise AppError("test_needs_pairs", 422)
    if any(thing is not None and thing.project_id != project.pk for thing in (activity, series)):
        raise AppError("survey_elsewhere", 422)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                organisation=project.organisation,
                project=project,
                activity=activity,
                series=series,
                version=version,
                kind=kind,
                mode=chosen,
                planned=planned,
                opened_by=by,
            )
    except IntegrityError as taken:
        raise AppError("survey_here_already", 409) from taken
    names = (WaveName.PRE, WaveName.POST) if kind == SurveyKind.TEST else (WaveName.ONLY,)
    Wave.objects.bulk_create(Wave(run=run, name=name) for name in names)
    record_audit(run.organisation, by, "survey.open", activity or series or project, **_told(run))
    return run


@transaction.atomic
def open_run_once(
    *,
    version: QuestionnaireVersion,
    project: Project,
    activity: Activity | None = None,
    series: Series | None = None,
    mode: str = "",
    planned: int | None = None,
    by: User | None,
) -> tuple[Run, bool]:
    """`open_run`, unless the same questionnaire is being asked about the same thing: then that run. Says whether it is
    new. So a form that is sent twice opens one run."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    same = Run.objects.filter(
        project=project,
        activity=activity,
        series=series,
        version__questionnaire=version.questionnaire,
        closed_at__isnull=True,
    )
    found = same.first()
    if found:
        return found, False
    made = open_run(
        version=version, project=project, activity=activity, series=series, mode=mode, planned=planned, by=by
    )
    return made, True


def open_satisfaction_run(activity: Activity, by: User | None) -> Run:
    """The activity's satisfaction survey; where there never was one, the ready-made one is opened now. A closed one
    stays closed and is returned."""
    runs = Run.objects.filter(activity=activity, kind=SurveyKind.SATISFACTION).select_related("version")
    found = runs.first()
    if found:
        return found
    try:
        return open_run(version=_ready_made(SATISFACTION), project=activity.project, activity=activity, by=by)
    except AppError as refused:
        if refused.code != "survey_here_already":
            raise
        return runs.get()


@transaction.atomic
def stop_wave(wave: Wave, *, by: User | None) -> Wave:
    """Let nobody new in by this door; the run stays open, and who has begun may finish."""
    held = Wave.objects.select_for_update(of=("self",)).select_related("run__organisation").get(pk=wave.pk)
    if held.stopped_at is None:
        held.stopped_at = timezone.now()
        held.save(update_fields=["stopped_at"])
        record_audit(held.run.organisation, by, "survey.stop", held.run, wave=held.name)
    return held


@transaction.atomic
def restart_wave(wave: Wave, *, by: User | None) -> Wave:
    """Let people in again. Raises AppError survey_closed where the run is closed: its key is gone."""
    held = Wave.objects.select_for_update(of=("self",)).select_related("run__organisation").get(pk=wave.pk)
    if held.run.closed_at:
        raise AppError("survey_closed", 410)
    if held.stopped_at:
        held.stopped_at = None
        held.save(update_fields=["stopped_at"])
        record_audit(held.run.organisation, by, "survey.restart", held.run, wave=held.name)
    return held


@transaction.atomic
def close_run(run: Run, *, by: User | None) -> Run:
    """Take nobody new, for good. The key goes, so that nobody can ever find out who has answered or whose two sheets a
    pair is; and sheets lose the order in which they came. Who had begun before may still send."""
    held = Run.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    if held.closed_at:
        return held
    held.closed_at, held.key = timezone.now(), None
    held.kiosk_code = None
    held.save(update_fields=["closed_at", "key", "kiosk_code"])
    held.waves.filter(stopped_at__isnull=True).update(stopped_at=held.closed_at)
    _shuffle(held)
    record_audit(held.organisation, by, "survey.close", held, **_told(held))
    transaction.on_commit(lambda: _forget_the_rest(held))
    return held


@transaction.atomic
def change_mode(run: Run, *, mode: str, by: User | None) -> Run:
    """Ask in another mode. Raises AppError mode_is_fixed once anything was answered, test_needs_pairs."""
    held = Run.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    if held.mode == mode:
        return held
    if held.responses.exists():
        raise AppError("mode_is_fixed", 409)
    if held.kind == SurveyKind.TEST and mode == Mode.ANONYMOUS:
        raise AppError("test_needs_pairs", 422)
    held.mode = mode
    held.save(update_fields=["mode"])
    record_audit(held.organisation, by, "survey.mode", held, mode=mode)
    return held


def _shuffle(run: Run) -> None:
    """Write sheets and marks anew in the order of their random ids: where a database keeps rows as they came, their
    place would still tell who came when.

    The run's row is locked as for an update of its key: whoever writes a sheet needs a share of it (the foreign key
    does), so that none comes between reading and deleting."""
    sheets, marks = list(run.responses.order_by("pk")), list(run.answered.order_by("pk"))
    run.responses.all().delete()
    run.answered.all().delete()
    Response.objects.bulk_create(sheets, batch_size=_SHUFFLE_AT_ONCE)
    Answered.objects.bulk_create(marks, batch_size=_SHUFFLE_AT_ONCE)


def _forget_the_rest(run: Run) -> None:
    forget_files_of(run)
    clear_away()


def _ready_made(code: str) -> QuestionnaireVersion:
    versions = QuestionnaireVersion.objects.select_related("questionnaire").filter(
        questionnaire__organisation__isnull=True, questionnaire__code=code, published_at__isnull=False
    )
    return versions.order_by("-number")[0]


def _told(run: Run) -> dict[str, Any]:
    return {"survey": run.pk, "kind": run.kind, "mode": run.mode}
