"""An organisation's own kinds of activity: add, change, retire, restore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from events.models import ActivityKind
from grants.actions.audit import record_audit
from grants.models import Organisation, User
from rules.errors import AppError
from rules.slugs import folded, slug_of

# Own codes begin so, and no shared one has a hyphen: the two never meet, whatever is added to the shared list.
OWN = "own-"
LONGEST_CODE = 40
NAMES = ("name_kk", "name_ru", "name_en")


@dataclass(frozen=True)
class KindFacts:
    """What an organisation says about a kind of its own; the codes are those of rules.kinds."""

    name_kk: str
    name_ru: str
    name_en: str
    unit: str = "people"
    gathers_people: bool = True
    usual_evidence: Sequence[str] = ()
    features: Sequence[str] = ()


@transaction.atomic
def create_kind(organisation: Organisation, facts: KindFacts, *, by: User | None) -> ActivityKind:
    """A new kind behind the shared ones, its code made from its Kazakh name. Raises AppError kind_name_taken."""
    _hold(organisation)
    kind = ActivityKind(organisation=organisation, position=1000)
    _say(kind, facts)
    kind.code = _free_code(organisation, facts.name_kk)
    kind.save()
    record_audit(organisation, by, "kind.create", kind, code=kind.code)
    return kind


@transaction.atomic
def change_kind(kind: ActivityKind, facts: KindFacts, *, by: User | None) -> ActivityKind:
    """Other names, unit, documents or features; the code stays. Activities keep the unit they have. Raises AppError
    kind_name_taken."""
    organisation = _own(kind)
    _hold(organisation)
    row = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    _say(row, facts)
    row.save()
    record_audit(organisation, by, "kind.change", row, code=row.code)
    return row


def retire_kind(kind: ActivityKind, *, by: User | None) -> None:
    """Offer it no longer for new activities; those that are of it stay."""
    _set_retired(kind, True, by)


def restore_kind(kind: ActivityKind, *, by: User | None) -> None:
    """Offer it again."""
    _set_retired(kind, False, by)


@transaction.atomic
def _set_retired(kind: ActivityKind, retired: bool, by: User | None) -> None:
    organisation = _own(kind)
    row = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    if bool(row.retired_at) is retired:
        return
    row.retired_at = timezone.now() if retired else None
    row.save(update_fields=["retired_at"])
    record_audit(organisation, by, "kind.retire" if retired else "kind.restore", row, code=row.code)


def _own(kind: ActivityKind) -> Organisation:
    """Shared kinds belong to nobody who could change them."""
    if kind.organisation is None:
        raise AppError("kind_is_shared", 404)
    return kind.organisation


def _hold(organisation: Organisation) -> None:
    """Two people adding the same kind at once: one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _say(kind: ActivityKind, facts: KindFacts) -> None:
    others = ActivityKind.objects.usable_by(kind.organisation).exclude(pk=kind.pk)
    for name in NAMES:
        wished = folded(getattr(facts, name))
        if any(folded(getattr(other, name)) == wished for other in others):
            raise AppError("kind_name_taken", 409, name=getattr(facts, name), field=name)
        setattr(kind, name, " ".join(getattr(facts, name).split()))
    kind.unit, kind.gathers_people = facts.unit, facts.gathers_people
    kind.usual_evidence, kind.features = list(facts.usual_evidence), list(facts.features)


def _free_code(organisation: Organisation, name: str) -> str:
    taken = set(ActivityKind.objects.usable_by(organisation).values_list("code", flat=True))
    stem = OWN + (slug_of(name, longest=LONGEST_CODE - len(OWN) - 4) or "kind")
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
    return next(code for code in numbered if code not in taken)
