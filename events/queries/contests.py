"""Contests: how many entries, which of them need a look, who has won. Entries are works, never people."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q

from events.models import Activity, Contest, ContestEntry

TOO_YOUNG, TOO_OLD = "too_young", "too_old"
PLACES = (1, 2, 3)


@dataclass(frozen=True)
class ContestCounts:
    """Works taken in, those withdrawn left out; `winners` have a place or a prize."""

    entries: int
    withdrawn: int
    winners: int


@dataclass(frozen=True)
class EntryLine:
    """A work and what is odd about it: TOO_YOUNG, TOO_OLD or ""."""

    entry: ContestEntry
    warning: str


@dataclass
class ResultGroup:
    """The winners of one nomination (None: entries without one), first places first."""

    title: str | None
    winners: list[ContestEntry] = field(default_factory=list)


@dataclass(frozen=True)
class SharedPlace:
    """A place that several entries of a nomination have."""

    nomination: str | None
    place: int
    numbers: list[int]


def contest_counts(*, activity: Activity) -> ContestCounts:
    """How many entries the activity's contest has. One query."""
    live = Q(withdrawn_at__isnull=True)
    sums = ContestEntry.objects.filter(contest__activity=activity).aggregate(
        entries=Count("pk", filter=live),
        withdrawn=Count("pk", filter=~live),
        winners=Count("pk", filter=live & (Q(place__isnull=False) | ~Q(prize=""))),
    )
    return ContestCounts(**sums)


def entries_of(*, contest: Contest) -> list[EntryLine]:
    """Every work in the order of its number, withdrawn ones too. One query."""
    return [EntryLine(entry, age_warning(contest, entry.author_age)) for entry in _entries(contest)]


def age_warning(contest: Contest, age: int | None) -> str:
    """TOO_YOUNG or TOO_OLD against the contest's limits; "" within them or where the age is not known."""
    if age is None:
        return ""
    if contest.youngest is not None and age < contest.youngest:
        return TOO_YOUNG
    return TOO_OLD if contest.oldest is not None and age > contest.oldest else ""


def results_of(*, contest: Contest) -> list[ResultGroup]:
    """The winners by nomination, in the order of the nominations, entries without one last. Two queries."""
    groups: dict[int | None, ResultGroup] = {one.pk: ResultGroup(one.title) for one in contest.nominations.all()}
    groups[None] = ResultGroup(None)
    winners = [entry for entry in _entries(contest) if not entry.withdrawn_at and (entry.place or entry.prize)]
    for entry in sorted(winners, key=lambda entry: (entry.place or 9, entry.number)):
        groups[entry.nomination_id].winners.append(entry)
    return [group for group in groups.values() if group.winners]


def shared_places(*, contest: Contest) -> list[SharedPlace]:
    """Places that more than one entry of a nomination has: perhaps meant, perhaps a slip."""
    found = []
    for group in results_of(contest=contest):
        for place in PLACES:
            numbers = [entry.number for entry in group.winners if entry.place == place]
            if len(numbers) > 1:
                found.append(SharedPlace(group.title, place, numbers))
    return found


def _entries(contest: Contest) -> list[ContestEntry]:
    return list(contest.entries.select_related("nomination").order_by("number"))
