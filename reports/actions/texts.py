"""The texts of a report: type one, take an earlier version back, go back to the ready one. Every revision is kept, and
nobody writes over words that they have not seen."""

from __future__ import annotations

from django.db import transaction

from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import Measure, Project, User
from reports.actions.swapping import NOT_TYPED_YET, swap
from reports.catalogue import places
from reports.models import NarrativeText, NarrativeVersion
from reports.models.texts import FORM_LANGUAGES
from reports.narrative.slots import ACTIVITY, MEASURE, SECTION, SECTIONS
from reports.narrative.typed import check_typed, normalised
from rules.errors import AppError


def save_text(
    project: Project, *, slot: str, language: str, text: str, seen_revision: int, by: User | None
) -> NarrativeText:
    """Let this text stand at a slot. `seen_revision`: the one that was read before typing, 0 where there was none. The
    same text once more changes nothing, whatever was seen.

    Raises AppError text_changed_meanwhile (409) when another revision stands there by now, text_too_long or
    placeholder_unknown (422), no_such_text (404).
    """
    _check_slot(project, slot, language)
    plain = normalised(text)
    check_typed(plain, slot)
    return _put(project, slot, language, text=plain, is_typed=True, seen=seen_revision, by=by)


def back_to_ready(project: Project, *, slot: str, language: str, seen_revision: int, by: User | None) -> None:
    """Let the ready text stand at a slot again; what was typed stays among the versions. Where nothing was typed there
    is nothing to do.

    Raises AppError text_changed_meanwhile (409), no_such_text (404).
    """
    _check_slot(project, slot, language)
    if seen_revision != NOT_TYPED_YET:
        _put(project, slot, language, text="", is_typed=False, seen=seen_revision, by=by)
    elif NarrativeText.objects.filter(project=project, slot=slot, language=language, is_typed=True).exists():
        raise AppError("text_changed_meanwhile", 409)


def restore_version(version: NarrativeVersion, *, seen_revision: int, by: User | None) -> NarrativeText:
    """Let an earlier version stand there again, as a new revision. Raises AppError text_changed_meanwhile (409),
    no_such_text (404)."""
    of = version.of
    _check_slot(of.project, of.slot, of.language)
    text, is_typed = version.text, version.is_typed
    return _put(of.project, of.slot, of.language, text=text, is_typed=is_typed, seen=seen_revision, by=by)


@transaction.atomic
def _put(
    project: Project, slot: str, language: str, *, text: str, is_typed: bool, seen: int, by: User | None
) -> NarrativeText:
    place = {"organisation_id": project.organisation_id, "project": project, "slot": slot, "language": language}
    row, is_mine = swap(NarrativeText, place, {"text": text, "is_typed": is_typed}, seen=seen, by=by)
    if is_mine:
        _keep_version(row, by)
    return row


def _keep_version(row: NarrativeText, by: User | None) -> None:
    NarrativeVersion.objects.create(of=row, revision=row.revision, text=row.text, is_typed=row.is_typed, made_by=by)
    verb = "report_text.save" if row.is_typed else "report_text.ready"
    record_audit(row.organisation, by, verb, row, slot=row.slot, language=row.language, revision=row.revision)


def _check_slot(project: Project, slot: str, language: str) -> None:
    """Raises AppError no_such_text (404) where the project's reports have no such place."""
    if language not in FORM_LANGUAGES or not _is_slot(project, slot):
        raise AppError("no_such_text", 404)


def _is_slot(project: Project, slot: str) -> bool:
    kind, _colon, name = slot.partition(":")
    if kind == SECTION:
        return name in SECTIONS and name in places("final", project.edition_id)
    # As str() writes it: no other spelling of a number is a slot.
    if not (name.isascii() and name.isdecimal() and len(name) < 19 and str(int(name)) == name):
        return False
    if kind == MEASURE:
        return Measure.objects.filter(project=project, pk=int(name)).exists()
    return kind == ACTIVITY and Activity.objects.filter(project=project, pk=int(name), cancelled_at=None).exists()
