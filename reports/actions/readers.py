"""Reading another organisation's projects: asked for by a link, allowed project by project, taken back at any time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import Organisation, Project, User
from reports.models import ReadingGrant
from rules.errors import AppError

LIFETIME = timedelta(days=14)
_SALT = "reports.reading-request"


def reading_request(organisation: Organisation, *, by: User) -> str:
    """What stands in the link by which this organisation asks to read. It opens nothing by itself: whoever gets it
    sees who asks, and decides. So it is signed and not stored, and one link serves for many grantees."""
    record_audit(organisation, by, "reading.ask", organisation)
    return _signer().sign(str(organisation.pk))


def who_asks(token: str) -> Organisation | None:
    """The organisation behind a link; None where the link was not made here.

    Raises AppError reading_request_expired (410).
    """
    try:
        number = _signer().unsign(token, max_age=LIFETIME)
    except signing.SignatureExpired as expired:
        raise AppError("reading_request_expired", 410) from expired
    except signing.BadSignature:
        return None
    return Organisation.objects.filter(pk=int(number)).first()


@transaction.atomic
def allow_reading(reader: Organisation, projects: Iterable[Project], *, by: User) -> list[ReadingGrant]:
    """Let another organisation read these projects, which are of one organisation; returns what is new. What it may
    read already stays as it is, so a second tap changes nothing.

    Raises AppError reading_of_itself (422).
    """
    given = []
    for project in projects:
        if project.organisation_id == reader.pk:
            raise AppError("reading_of_itself", 422)
        grant, is_new = ReadingGrant.objects.get_or_create(
            project=project, reader=reader, taken_back_at=None, defaults={"given_by": by}
        )
        if is_new:
            given.append(grant)
            record_audit(project.organisation, by, "reading.allow", project, reader=reader.name)
            record_audit(reader, None, "reading.allowed", project, grantee=project.organisation.name)
    return given


@transaction.atomic
def take_back(grant: ReadingGrant, *, by: User) -> None:
    """End a reader's right to one project. Doing it twice changes nothing."""
    ended = ReadingGrant.objects.filter(pk=grant.pk, taken_back_at__isnull=True).update(taken_back_at=timezone.now())
    if ended:
        owner = grant.project.organisation
        record_audit(owner, by, "reading.take_back", grant.project, reader=grant.reader.name)
        record_audit(grant.reader, None, "reading.taken_back", grant.project, grantee=owner.name)


def _signer() -> signing.TimestampSigner:
    # A dot: a colon would end a link in some messengers.
    return signing.TimestampSigner(sep=".", salt=_SALT)
