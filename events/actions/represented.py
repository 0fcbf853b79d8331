"""The organisations that participants came for: name, list at an activity, put two spellings together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from events.facts import Circumstances
from events.models import Activity, Represented, RepresentedAt
from grants.actions.audit import record_audit
from grants.models import Organisation, User
from rules.errors import AppError
from rules.names import fold_organisation

LONGEST_NAME = 300
MOST_LINES = 1000
# "1. ", "2) ", "- ", "• ": the list's own numbering, not a part of the name.
_NUMBERING = re.compile(r"^\s*(?:\d{1,4}[.)]\s+|[-–—•*]\s*)")


@dataclass(frozen=True)
class Listed:
    """What became of a pasted list: the names that came in, and those that were there already or twice in it."""

    added: list[str]
    known: list[str]


def organisation_named(organisation: Organisation, name: str) -> Represented | None:
    """The organisation of this name, made where nobody has named it yet; None for a name without a letter or digit."""
    plain = " ".join(name.split())[:LONGEST_NAME]
    key = fold_organisation(plain)
    if not key:
        return None
    return Represented.objects.get_or_create(organisation=organisation, key=key, defaults={"name": plain})[0]


def came_for(circumstances: Circumstances, activity: Activity, name: str) -> Circumstances:
    """The circumstances of somebody who came to an activity for the organisation of this name; unchanged where there is
    none."""
    found = organisation_named(activity.organisation, name) if fold_organisation(name) else None
    return replace(circumstances, represents_id=found.pk) if found else circumstances


def lines_of_list(text: str) -> list[str]:
    """The names in a pasted list, one a line, without the list's own numbers."""
    plain = (" ".join(_NUMBERING.sub("", line).split()) for line in text.splitlines())
    return [line for line in plain if line]


@transaction.atomic
def list_organisations(activity: Activity, names: Iterable[str], *, by: User | None) -> Listed:
    """Add organisations to an activity's list, each once, whichever spelling. The same list again adds nothing."""
    added: list[str] = []
    known: list[str] = []
    rows = activity.represented_at.select_related("represented")
    there = {row.represented.merged_into_id or row.represented_id for row in rows}
    for name in names:
        represented = organisation_named(activity.organisation, name)
        if represented is None:
            continue
        standing = represented.merged_into_id or represented.pk
        if standing in there:
            known.append(name)
            continue
        there.add(standing)
        _row, is_new = RepresentedAt.objects.get_or_create(activity=activity, represented_id=standing)
        (added if is_new else known).append(name)
    if added:
        record_audit(activity.organisation, by, "represented.list", activity, number=len(added))
    return Listed(added, known)


@transaction.atomic
def unlist_organisation(row: RepresentedAt, *, by: User | None) -> None:
    """Take an organisation off an activity's list. People who came for it go on saying so."""
    record_audit(row.activity.organisation, by, "represented.unlist", row.activity, name=row.represented.name)
    row.delete()


@transaction.atomic
def rename_represented(represented: Represented, *, name: str, by: User | None) -> None:
    """Another spelling of its name. Raises AppError represented_without_name (422), represented_name_taken (409)."""
    plain = " ".join(name.split())[:LONGEST_NAME]
    key = fold_organisation(plain)
    if not key:
        raise AppError("represented_without_name", 422)
    represented.name, represented.key = plain, key
    try:
        with transaction.atomic():
            represented.save(update_fields=["name", "key"])
    except IntegrityError as taken:
        raise AppError("represented_name_taken", 409) from taken
    record_audit(represented.organisation, by, "represented.rename", represented)


@transaction.atomic
def merge_represented(represented: Represented, *, into: Represented, by: User | None) -> None:
    """Say that `represented` is another spelling of `into`: from now on the two count as one. Every entry stays as it
    was written, so it can be undone. Doing it again changes nothing.

    Raises AppError represented_same (422) for one and the same.
    """
    both = Represented.objects.select_for_update().filter(pk__in=[represented.pk, into.pk]).order_by("pk")
    held = {row.pk: row for row in both}
    one, other = held[represented.pk], held[into.pk]
    standing = other.merged_into_id or other.pk
    if standing == one.pk:
        raise AppError("represented_same", 422)
    if one.merged_into_id == standing:
        return
    Represented.objects.filter(merged_into=one).update(merged_into=standing)
    one.merged_into_id = standing
    one.save(update_fields=["merged_into"])
    record_audit(one.organisation, by, "represented.merge", one, into=standing)


@transaction.atomic
def split_represented(represented: Represented, *, by: User | None) -> None:
    """Take a spelling out again: it stands for itself."""
    represented.merged_into = None
    represented.save(update_fields=["merged_into"])
    record_audit(represented.organisation, by, "represented.split", represented)
