"""Writing contests: rules, nominations, jury, entries, results. Names only with consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.actions.once import done_before, note_done
from events.models import Activity, Contest, ContestEntry, JuryMember, NameConsent, Nomination
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError
from rules.slugs import folded

ADULT = 18


@dataclass(frozen=True)
class ContestFacts:
    """Rules in words, age limits in years, the last day for entries."""

    rules_text: str = ""
    youngest: int | None = None
    oldest: int | None = None
    entries_until: date | None = None


@dataclass(frozen=True)
class NominationLine:
    """A nomination; `pk` of one that is there already, None for a new one."""

    title: str
    pk: int | None = None


@dataclass(frozen=True)
class JuryLine:
    """A member of the jury as entered."""

    name: str
    post: str = ""
    is_chair: bool = False
    has_consented: bool = False


@dataclass(frozen=True)
class EntryFacts:
    """A work as entered."""

    title: str = ""
    nomination: Nomination | None = None
    author_name: str = ""
    name_consent: str = NameConsent.NONE
    author_age: int | None = None
    from_where: str = ""


@dataclass(frozen=True)
class Added:
    """An entry, and whether this act made it: a form sent twice finds the first one."""

    entry: ContestEntry
    is_new: bool


def contest_of(activity: Activity) -> Contest:
    """The activity's contest, made where there is none. Raises AppError contest_not_here (404) where neither its kind
    has one nor anything was entered."""
    found = Contest.objects.filter(activity=activity).first()
    if found:
        return found
    if "contest" not in activity.kind.features:
        raise AppError("contest_not_here", 404)
    return Contest.objects.get_or_create(activity=activity)[0]


@transaction.atomic
def set_contest(
    contest: Contest,
    facts: ContestFacts,
    *,
    nominations: Sequence[NominationLine],
    jury: Sequence[JuryLine],
    by: User | None,
) -> None:
    """Set rules, nominations and jury. A nomination left out is deleted. Raises AppError nomination_in_use,
    nomination_twice, jury_without_consent, jury_twice."""
    row = _hold(contest)
    for name, value in vars(facts).items():
        setattr(row, name, value)
    row.save()
    _write_nominations(row, nominations)
    _write_jury(row, jury)
    record_audit(row.activity.organisation, by, "contest.set", row, nominations=len(nominations), jury=len(jury))


def _write_nominations(contest: Contest, lines: Sequence[NominationLine]) -> None:
    titles = [folded(line.title) for line in lines]
    if twice := next((line for line in lines if titles.count(folded(line.title)) > 1), None):
        raise AppError("nomination_twice", 422, title=twice.title)
    known = {row.pk: row for row in contest.nominations.all()}
    kept = {line.pk for line in lines if line.pk} & set(known)
    for pk in set(known) - kept:
        if known[pk].entries.exists():
            raise AppError("nomination_in_use", 409, title=known[pk].title)
        known[pk].delete()
    # Two that change places: out of the way first, for titles are given once.
    for pk in kept:
        Nomination.objects.filter(pk=pk).update(title=f"\x1f{pk}")
    for line in lines:
        if line.pk in kept:
            Nomination.objects.filter(pk=line.pk).update(title=line.title)
        else:
            Nomination.objects.create(contest=contest, title=line.title)


def _write_jury(contest: Contest, lines: Sequence[JuryLine]) -> None:
    names = [folded(line.name) for line in lines]
    if twice := next((line for line in lines if names.count(folded(line.name)) > 1), None):
        raise AppError("jury_twice", 422, name=twice.name)
    if not all(line.has_consented for line in lines):
        raise AppError("jury_without_consent", 422)
    contest.jury.all().delete()
    JuryMember.objects.bulk_create(JuryMember(contest=contest, **vars(line)) for line in lines)


@transaction.atomic
def add_entry(contest: Contest, facts: EntryFacts, *, act: UUID, by: User | None) -> Added:
    """Take a work in under the next number; `act` makes a form sent twice one entry. Raises AppError
    name_without_consent, guardian_needed, age_for_consent, nomination_of_another_contest, act_of_another_session."""
    row = _hold(contest)
    organisation = row.activity.organisation
    if before := done_before(organisation, "contest.entry", act):
        first = row.entries.filter(pk=before.details["entry"]).first()
        if first is None:
            raise AppError("act_of_another_session", 409)
        return Added(first, is_new=False)
    last = row.entries.aggregate(last=Max("number"))["last"] or 0
    entry = ContestEntry(contest=row, number=last + 1)
    _say(entry, facts)
    note_done(organisation, by, "contest.entry", act, entry=entry.pk, number=entry.number)
    return Added(entry, is_new=True)


@transaction.atomic
def change_entry(
    entry: ContestEntry, facts: EntryFacts, *, by: User | None, name_shown: str | None = None
) -> ContestEntry:
    """Other facts of a work; its number stays. `name_shown`: the name as it stood on the page where they were written.
    Who left it alone does not bring back a name that was erased meanwhile. Raises as `add_entry`."""
    contest = _hold(entry.contest)
    row = ContestEntry.objects.get(pk=entry.pk)
    row.contest = contest
    if name_shown is not None and facts.author_name == name_shown != row.author_name:
        facts = replace(facts, author_name=row.author_name, name_consent=row.name_consent)
    _say(row, facts)
    record_audit(contest.activity.organisation, by, "contest.entry_change", row)
    return row


@transaction.atomic
def withdraw_entry(entry: ContestEntry, *, withdrawn: bool, by: User | None) -> None:
    """Take a work out of the contest, or bring it back. Its number is not given again; a place is given up."""
    contest = _hold(entry.contest)
    row = ContestEntry.objects.get(pk=entry.pk)
    if bool(row.withdrawn_at) is withdrawn:
        return
    row.withdrawn_at = timezone.now() if withdrawn else None
    row.place, row.prize = (None, "") if withdrawn else (row.place, row.prize)
    row.save(update_fields=["withdrawn_at", "place", "prize"])
    record_audit(contest.activity.organisation, by, "contest.withdraw" if withdrawn else "contest.bring_back", row)


@transaction.atomic
def forget_author(entry: ContestEntry, *, by: User | None) -> None:
    """The consent was withdrawn: the name is gone, the work, its age and place stay."""
    contest = _hold(entry.contest)
    ContestEntry.objects.filter(pk=entry.pk).update(author_name="", name_consent=NameConsent.NONE)
    record_audit(contest.activity.organisation, by, "contest.forget_author", entry)


@transaction.atomic
def set_results(contest: Contest, results: Mapping[int, tuple[int | None, str]], *, by: User | None) -> None:
    """Set place (1–3 or None) and prize by the entry's id; others stay as they are. Withdrawn works get none."""
    row = _hold(contest)
    entries = list(row.entries.filter(pk__in=results, withdrawn_at=None))
    for entry in entries:
        entry.place, entry.prize = results[entry.pk]
    ContestEntry.objects.bulk_update(entries, ["place", "prize"], batch_size=200)
    record_audit(row.activity.organisation, by, "contest.results", row, places=sum(bool(e.place) for e in entries))


def _hold(contest: Contest) -> Contest:
    """The contest as it is now: entries get their numbers one after the other."""
    found = Contest.objects.select_for_update(of=("self",)).select_related("activity__organisation")
    return found.get(pk=contest.pk)


def _say(entry: ContestEntry, facts: EntryFacts) -> None:
    _check_consent(entry.contest, facts)
    if facts.nomination and facts.nomination.contest_id != entry.contest_id:
        raise AppError("nomination_of_another_contest", 422)
    for name, value in vars(facts).items():
        setattr(entry, name, value)
    if not entry.author_name:
        entry.name_consent = NameConsent.NONE
    entry.save()


def _check_consent(contest: Contest, facts: EntryFacts) -> None:
    """A name needs consent; a child's own word is not enough, and without an age nobody knows who is a child."""
    if not facts.author_name:
        return
    if facts.name_consent == NameConsent.NONE:
        raise AppError("name_without_consent", 422)
    if facts.name_consent == NameConsent.GUARDIAN:
        return
    if facts.author_age is None and (contest.youngest or 0) < ADULT:
        raise AppError("age_for_consent", 422)
    if facts.author_age is not None and facts.author_age < ADULT:
        raise AppError("guardian_needed", 422)
