"""Links for respondents who are asked by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError
from surveys.models import PersonalLink, Run

MOST_LINKS = 1000
LONGEST_NAME = 200


def names_in(text: str) -> list[str]:
    """The names of a pasted list, one a line, each once, in their order."""
    lines = (" ".join(line.replace("\x00", "").split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


@transaction.atomic
def make_links(run: Run, *, names: Iterable[str], by: User | None) -> list[PersonalLink]:
    """A link for each name that has no living one yet; returns the new ones.

    Raises AppError survey_closed, links_too_many, name_too_long.
    """
    held = Run.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    if held.closed_at:
        raise AppError("survey_closed", 410)
    living = set(held.personal_links.filter(revoked_at__isnull=True).values_list("name", flat=True))
    wanted = [name for name in dict.fromkeys(names) if name not in living]
    if len(living) + len(wanted) > MOST_LINKS:
        raise AppError("links_too_many", 422, most=MOST_LINKS)
    if any(len(name) > LONGEST_NAME for name in wanted):
        raise AppError("name_too_long", 422, most=LONGEST_NAME)
    made = PersonalLink.objects.bulk_create(PersonalLink(run=held, name=name) for name in wanted)
    if made:
        # The trail says how many, not whom.
        record_audit(held.organisation, by, "survey.links", held, made=len(made))
    return made


@transaction.atomic
def revoke_link(link: PersonalLink, *, by: User | None) -> PersonalLink:
    """Let nobody in by this link any more; what was answered by it stays."""
    held = PersonalLink.objects.select_for_update(of=("self",)).select_related("run__organisation").get(pk=link.pk)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        record_audit(held.run.organisation, by, "survey.link_revoke", held.run, link=held.pk)
    return held
