"""Whose code is this? For staff of one organisation; strangers are never told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from events.codes import Token, read_short_code, read_token, token_in
from events.models import PersonalCode
from grants.models import Organisation


class Standing(StrEnum):
    """What a scanned or typed code turned out to be."""

    OURS = "ours"
    REVOKED = "code_revoked"
    FOREIGN = "code_of_another_organisation"
    DAMAGED = "code_damaged"
    UNKNOWN = "code_unknown"


@dataclass(frozen=True)
class CodeAnswer:
    """The standing of a code; `code` is set only when it is the organisation's own. It means `code.person.standing`:
    its holder, or who the holder was merged into."""

    standing: Standing
    code: PersonalCode | None = None


def identify(entry: str, *, organisation: Organisation) -> CodeAnswer:
    """Who a scanned link, a bare token or a typed short code stands for, in this organisation."""
    token_text = token_in(entry)
    if token_text is not None:
        return identify_token(token_text, organisation=organisation)
    short = read_short_code(entry)
    if short is None:
        return CodeAnswer(Standing.UNKNOWN)
    code = _codes().filter(organisation=organisation, short_code=short).first()
    return _of_own(code) if code else CodeAnswer(Standing.UNKNOWN)


def identify_token(text: str, *, organisation: Organisation) -> CodeAnswer:
    """Who a token stands for. The key to verify with is the one of the organisation that its serial belongs to."""
    token = read_token(text)
    code = _codes().filter(serial=token.serial).first() if token else None
    if token is None or code is None or not _is_genuine(token, code):
        return CodeAnswer(Standing.DAMAGED)
    if code.organisation_id != organisation.pk:
        return CodeAnswer(Standing.FOREIGN)
    return _of_own(code)


def _codes() -> QuerySet[PersonalCode]:
    return PersonalCode.objects.select_related("person__merged_into", "organisation")


def _is_genuine(token: Token, code: PersonalCode) -> bool:
    # Retired keys verify as well: printed codes never die.
    key = code.organisation.signing_keys.filter(number=token.key_number).first()
    return key is not None and token.is_signed_by(bytes(key.public_key))


def _of_own(code: PersonalCode) -> CodeAnswer:
    revoked = code.revoked_at is not None or code.person.standing.withdrawn_at is not None
    return CodeAnswer(Standing.REVOKED if revoked else Standing.OURS, code)
