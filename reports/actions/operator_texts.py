"""The texts that an operator writes into its summary itself."""

from __future__ import annotations

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import Organisation, User
from reports.actions.swapping import swap
from reports.forms.summary import SLOTS
from reports.models import OperatorText, OperatorTextVersion
from reports.models.texts import FORM_LANGUAGES
from reports.narrative.typed import check_length, normalised
from rules.errors import AppError


@transaction.atomic
def save_operator_text(
    organisation: Organisation, *, slot: str, language: str, text: str, seen_revision: int, by: User | None
) -> OperatorText:
    """Let this text stand in the organisation's summaries. `seen_revision`: the one that was read before typing, 0
    where there was none. The same text once more changes nothing, whatever was seen.

    Raises AppError text_changed_meanwhile (409) when another revision stands there by now, text_too_long (422),
    no_such_text (404).
    """
    if slot not in SLOTS or language not in FORM_LANGUAGES:
        raise AppError("no_such_text", 404)
    plain = normalised(text)
    check_length(plain)
    place = {"organisation": organisation, "slot": slot, "language": language}
    row, is_mine = swap(OperatorText, place, {"text": plain}, seen=seen_revision, by=by)
    if is_mine:
        OperatorTextVersion.objects.create(of=row, revision=row.revision, text=row.text, made_by=by)
        record_audit(organisation, by, "summary_text.save", row, slot=slot, language=language, revision=row.revision)
    return row


def restore_operator_version(version: OperatorTextVersion, *, seen_revision: int, by: User | None) -> OperatorText:
    """Let an earlier version stand there again, as a new revision. Raises AppError text_changed_meanwhile (409)."""
    of = version.of
    place = {"slot": of.slot, "language": of.language}
    return save_operator_text(of.organisation, **place, text=version.text, seen_revision=seen_revision, by=by)
