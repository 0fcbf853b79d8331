"""Rows of people that may be one person, for somebody to decide. Nothing is ever merged by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations

from django.utils import timezone

from events.models import Attendance, DifferentPeople, Person, PersonMerge
from events.queries.people import standing_people
from grants.models import Organisation
from rules.codes import GENDERS
from rules.names import SHORTER, Words, alike, words_of_name

# Why a pair is shown.
PHONE, NAME, INITIAL, OTHER_NAMES = "phone", "name", "initial", "other_names"
# In this order: what tells most stands first.
_WEIGHT = {PHONE: 0, NAME: 1, INITIAL: 2}
# So many pairs are looked at closely; the rest comes when these are decided.
_PAIRS_AT_MOST = 300
# Of many rows with one phone or name each is compared with the first alone.
_ALL_WITH_ALL = 6
_HISTORY = 50

Pair = tuple[int, int]


@dataclass
class Side:
    """One row of a pair: the person, their number of visits, and what was stated last."""

    person: Person
    visits: int = 0
    gender: str = ""
    age: int | None = None
    day: date | None = None
    sessions: dict[int, datetime] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Two rows that may be one person. `kept` is the one that would stay: with more visits, else the older one.

    `together`: both were counted at one session, with the times; whoever came as two people looks the same.
    """

    kept: Side
    merged: Side
    why: tuple[str, ...]
    together: tuple[str, datetime, datetime] | None


def suggestions(*, organisation: Organisation) -> list[Suggestion]:
    """Pairs that may be one person and that nobody has decided about, the likeliest first. Five queries."""
    people = {person.pk: person for person in standing_people(organisation).exclude(name="", phone="").order_by("pk")}
    pairs = _candidates(people.values())
    for decided in DifferentPeople.objects.of(organisation).values_list("first", "second"):
        pairs.pop(decided, None)
    ranked = sorted(pairs.items(), key=lambda item: (_WEIGHT[item[1][0]], item[0]))[:_PAIRS_AT_MOST]
    sides = _sides(people, {pk for pair, _why in ranked for pk in pair})
    titles = _titles(ranked, sides)
    found = (_suggestion(sides[one], sides[other], why, titles) for (one, other), why in ranked)
    return [suggestion for suggestion in found if suggestion]


def merges_of(*, organisation: Organisation) -> list[PersonMerge]:
    """The latest merges, undone ones too."""
    return list(PersonMerge.objects.of(organisation).select_related("kept", "merged", "by", "undone_by")[:_HISTORY])


def _candidates(people: Iterable[Person]) -> dict[Pair, tuple[str, ...]]:
    """Pairs by phone and by name, smaller id first, with why."""
    named = [(person, words_of_name(person.name)) for person in people]
    words = {person.pk: found for person, found in named}
    pairs: dict[Pair, tuple[str, ...]] = {}
    for pair in _within(_grouped((person.phone, person.pk) for person, _words in named if person.phone)):
        names = alike(words[pair[0]], words[pair[1]])
        pairs[pair] = (PHONE, NAME if names else OTHER_NAMES) if all(words[pk] for pk in pair) else (PHONE,)
    for pair in _within(_grouped((found, person.pk) for person, found in named if len(found) > 1)):
        pairs.setdefault(pair, (NAME,))
    for pair in _shortened(words):
        pairs.setdefault(pair, (INITIAL,))
    return pairs


def _grouped(items: Iterable[tuple[object, int]]) -> Iterable[list[int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for key, pk in items:
        groups[key].append(pk)
    return groups.values()


def _within(groups: Iterable[list[int]]) -> Iterator[Pair]:
    for group in groups:
        if len(group) <= _ALL_WITH_ALL:
            yield from combinations(sorted(group), 2)
        else:
            first = min(group)
            yield from ((first, other) for other in sorted(group) if other != first)


def _shortened(words: dict[int, Words]) -> Iterator[Pair]:
    """Pairs of which one name is shorter. Each is only compared with who shares its rarest whole word."""
    index: dict[str, list[int]] = defaultdict(list)
    for pk, found in words.items():
        for word in set(found):
            index[word].append(pk)
    for pk, found in words.items():
        whole = [word for word in found if len(word) > 1]
        if len(found) < 2 or not whole:
            continue
        rarest = min(whole, key=lambda word: (len(index[word]), word))
        for other in index[rarest]:
            if other != pk and alike(found, words[other]) == SHORTER:
                yield (min(pk, other), max(pk, other))


def _sides(people: dict[int, Person], chosen: set[int]) -> dict[int, Side]:
    sides = {pk: Side(people[pk]) for pk in chosen}
    rows = (
        Attendance.objects.live()
        .filter(person__in=chosen)
        .order_by("observed_at", "pk")
        .values_list(
            "person", "session", "observed_at", "is_counted", "gender", "age", "birth_year", "activity__starts_on"
        )
    )
    for pk, session, observed, is_counted, gender, age, birth_year, starts_on in rows:
        side = sides[pk]
        side.visits += is_counted
        side.sessions[session] = observed
        if gender in GENDERS:
            side.gender = gender
        day = starts_on or timezone.localdate(observed)
        if age is not None or birth_year:
            side.age, side.day = age if age is not None else day.year - (birth_year or day.year), day
    codes = Person.objects.filter(pk__in=chosen, codes__revoked_at__isnull=True, codes__isnull=False)
    for pk, code in codes.values_list("pk", "codes__short_code"):
        sides[pk].code = "-".join(code[place : place + 2] for place in range(0, len(code), 2))
    return sides


def _titles(ranked: list[tuple[Pair, tuple[str, ...]]], sides: dict[int, Side]) -> dict[int, str]:
    """Where both of a pair were counted."""
    shared = {
        session for (one, other), _why in ranked for session in sides[one].sessions.keys() & sides[other].sessions
    }
    rows = Attendance.objects.filter(session__in=shared).order_by().values_list("session", "activity__title").distinct()
    return dict(rows)


def _suggestion(one: Side, other: Side, why: tuple[str, ...], titles: dict[int, str]) -> Suggestion | None:
    if _contradict(one, other):
        return None
    # A grantee's own keys are given on purpose: two of them are two people unless name and phone both agree.
    if one.person.external_key and other.person.external_key and why not in {(PHONE, NAME), (NAME,)}:
        return None
    kept, merged = sorted((one, other), key=lambda side: (-side.visits, side.person.pk))
    shared = sorted(kept.sessions.keys() & merged.sessions.keys())
    together = None
    if shared:
        together = (titles[shared[0]], kept.sessions[shared[0]], merged.sessions[shared[0]])
    return Suggestion(kept, merged, why, together)


def _contradict(one: Side, other: Side) -> bool:
    """Whether gender, or the age by more than a year, says that these are two people."""
    if one.gender and other.gender and one.gender != other.gender:
        return True
    stated = [(side.day, side.age) for side in (one, other) if side.day and side.age is not None]
    if len(stated) < 2:
        return False
    (since, earlier), (until, later) = sorted(stated)
    passed = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return abs(earlier + passed - later) > 1
