"""Personal codes: issue, revoke, issue again; the organisation's keys behind them."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actions.people import hold_person
from events.codes import new_serial, new_short_code, sign_token
from events.models import Person, PersonalCode, SigningKey
from events.signing_keys import new_pair, open_private_key
from grants.actions.audit import record_audit
from grants.models import Organisation, User
from rules.errors import AppError

_LAST_KEY_NUMBER = 255


@transaction.atomic
def issue_code(person: Person) -> PersonalCode:
    """The person's live code, made if there is none; having one makes the person an identified one.

    Raises AppError person_withdrawn when their data were deleted.
    """
    held = hold_person(person)
    found = held.codes.filter(revoked_at__isnull=True).first()
    code = found or _new_code(held)
    if not held.is_identified:
        held.is_identified = True
        held.save(update_fields=["is_identified"])
    person.is_identified = True
    return code


@transaction.atomic
def revoke_code(code: PersonalCode, *, by: User | None) -> None:
    """Make a lost code worthless; its short code is never given to anybody else. Twice is once."""
    if code.revoked_at is None:
        code.revoked_at = timezone.now()
        code.save(update_fields=["revoked_at"])
        record_audit(code.organisation, by, "code.revoke", code)


@transaction.atomic
def reissue_code(person: Person, *, by: User | None) -> PersonalCode:
    """Revoke the person's code and give a new one."""
    hold_person(person)
    for code in person.codes.filter(revoked_at__isnull=True):
        revoke_code(code, by=by)
    return issue_code(person)


def token_of(code: PersonalCode) -> str:
    """The signed token of a code, for its QR. Always the same for the same code, as long as the key is the same."""
    key, private = _usable_key(code.organisation)
    return sign_token(bytes(code.serial), key_number=key.number, private_key=private).text


def _new_code(person: Person) -> PersonalCode:
    # A short code that is taken already: about once in a million people. Draw again.
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return PersonalCode.objects.create(
                    person=person,
                    organisation=person.organisation,
                    serial=new_serial(),
                    short_code=new_short_code(),
                )
        except IntegrityError:
            continue
    raise AppError("try_again", 409)


def _usable_key(organisation: Organisation) -> tuple[SigningKey, EllipticCurvePrivateKey]:
    """The organisation's newest key that can still sign, made on first use.

    A key whose secret was lost (another SECRET_KEY) is retired, not deleted: it goes on verifying what it has signed.
    """
    for _attempt in range(3):
        # First the number, then the key: one made in between is seen by the second read.
        last = organisation.signing_keys.order_by("-number").values_list("number", flat=True).first() or 0
        newest = organisation.signing_keys.filter(retired_at__isnull=True).order_by("-number").first()
        if newest is None:
            _make_key(organisation, last + 1)
            continue
        private = open_private_key(bytes(newest.encrypted_private_key))
        if private:
            return newest, private
        organisation.signing_keys.filter(pk=newest.pk).update(retired_at=timezone.now())
    raise AppError("try_again", 409)


def _make_key(organisation: Organisation, number: int) -> None:
    if number > _LAST_KEY_NUMBER:
        raise AppError("keys_used_up", 409)
    public, encrypted = new_pair()
    try:
        with transaction.atomic():
            SigningKey.objects.create(
                organisation=organisation,
                number=number,
                public_key=public,
                encrypted_private_key=encrypted,
            )
    except IntegrityError:
        return  # another request was first; its key is as good
