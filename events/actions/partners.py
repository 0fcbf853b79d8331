"""Partners, their part in activities and projects, and memoranda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from events.models import Activity, Involvement, Memorandum, PartnerRole
from grants.actions.audit import record_audit
from grants.models import Measure, Organisation, Partner, Project, User
from rules.errors import AppError
from rules.slugs import folded


@dataclass(frozen=True)
class PartnerFacts:
    """What is known of a partner."""

    name: str
    head_name: str = ""
    contact: str = ""
    address: str = ""
    is_foreign: bool = False


@dataclass(frozen=True)
class InvolvementLine:
    """One organisation's part, its name as chosen or typed."""

    name: str
    role: str = PartnerRole.PARTNER
    gave: str = ""


@dataclass(frozen=True)
class MemorandumFacts:
    """What a memorandum says; `partner` by its name as chosen or typed."""

    partner: str
    number: str = ""
    signed_on: date | None = None
    subject: str = ""
    measure: Measure | None = None
    activity: Activity | None = None


@transaction.atomic
def create_partner(organisation: Organisation, facts: PartnerFacts, *, by: User | None) -> Partner:
    """A new partner. Raises AppError partner_name_taken."""
    _hold(organisation)
    return _save(Partner(organisation=organisation), facts, "partner.create", by)


@transaction.atomic
def change_partner(partner: Partner, facts: PartnerFacts, *, by: User | None) -> Partner:
    """Other facts of a partner. Raises AppError partner_name_taken."""
    _hold(partner.organisation)
    return _save(Partner.objects.get(pk=partner.pk), facts, "partner.change", by)


def _save(row: Partner, facts: PartnerFacts, verb: str, by: User | None) -> Partner:
    known = _known(row.organisation).get(folded(facts.name))
    if known and known.pk != row.pk:
        raise AppError("partner_name_taken", 409)
    for name, value in vars(facts).items():
        setattr(row, name, " ".join(value.split()) if isinstance(value, str) else value)
    row.save()
    record_audit(row.organisation, by, verb, row)
    return row


def partner_named(organisation: Organisation, name: str, *, by: User | None) -> Partner:
    """The partner of this name, however it is spaced and capitalised; made where there is none. In a transaction."""
    known = _known(organisation).get(folded(name))
    if known:
        return known
    made = Partner.objects.create(organisation=organisation, name=" ".join(name.split())[:300])
    record_audit(organisation, by, "partner.create", made)
    return made


@transaction.atomic
def write_involvements(
    project: Project, activity: Activity | None, lines: Sequence[InvolvementLine], *, by: User | None
) -> bool:
    """Make the parts of partners in an activity, or in the project as a whole, be these; returns whether anything
    changed. Raises AppError partner_involved_twice."""
    rows = Involvement.objects.filter(project=project, activity=activity)
    before = [(folded(row.partner.name), row.role, row.gave) for row in rows.select_related("partner")]
    wished = [(folded(line.name), line.role, " ".join(line.gave.split())) for line in lines]
    if wished == before:
        return False
    _hold(project.organisation)
    if twice := next((line for line, key in zip(lines, wished, strict=True) if _times(wished, key) > 1), None):
        raise AppError("partner_involved_twice", 422, name=twice.name)
    rows.delete()
    for line in lines:
        Involvement.objects.create(
            project=project,
            activity=activity,
            partner=partner_named(project.organisation, line.name, by=by),
            role=line.role,
            gave=" ".join(line.gave.split()),
        )
    if activity is None:
        record_audit(project.organisation, by, "project.partners", project, number=len(lines))
    return True


def _times(wished: Sequence[tuple[str, str, str]], key: tuple[str, str, str]) -> int:
    return sum(other[:2] == key[:2] for other in wished)


def follow_project(activity: Activity) -> None:
    """The activity has moved to another project: what partners gave to it goes with it, and its memoranda too where
    the other project has not the same one."""
    activity.involvements.update(project=activity.project)
    for memorandum in activity.memoranda.all():
        twins = Memorandum.objects.filter(project=activity.project, partner=memorandum.partner_id)
        if twins.filter(number=memorandum.number, signed_on=memorandum.signed_on).exists():
            memorandum.activity = None
        else:
            memorandum.project, memorandum.measure = activity.project, activity.measure
        memorandum.save(update_fields=["activity", "project", "measure"])


@transaction.atomic
def create_memorandum(project: Project, facts: MemorandumFacts, *, by: User | None) -> Memorandum:
    """A memorandum of a project. Raises AppError memorandum_taken, measure_of_another_project,
    activity_of_another_project."""
    row = Memorandum(organisation=project.organisation, project=project)
    return _save_memorandum(row, facts, "memorandum.create", by)


@transaction.atomic
def change_memorandum(memorandum: Memorandum, facts: MemorandumFacts, *, by: User | None) -> Memorandum:
    """Other facts of a memorandum. Raises as `create_memorandum`."""
    row = Memorandum.objects.select_related("project", "organisation").get(pk=memorandum.pk)
    return _save_memorandum(row, facts, "memorandum.change", by)


@transaction.atomic
def delete_memorandum(memorandum: Memorandum, *, by: User | None) -> None:
    """Take a memorandum off the list; its partner stays."""
    record_audit(memorandum.organisation, by, "memorandum.delete", memorandum, number=memorandum.number)
    memorandum.delete()


def _save_memorandum(row: Memorandum, facts: MemorandumFacts, verb: str, by: User | None) -> Memorandum:
    _hold(row.organisation)
    if facts.measure and facts.measure.project_id != row.project_id:
        raise AppError("measure_of_another_project", 422)
    if facts.activity and facts.activity.project_id != row.project_id:
        raise AppError("activity_of_another_project", 422)
    row.partner = partner_named(row.organisation, facts.partner, by=by)
    row.number, row.subject = " ".join(facts.number.split()), " ".join(facts.subject.split())
    row.signed_on, row.measure, row.activity = facts.signed_on, facts.measure, facts.activity
    # The database's own constraint lets two without a date pass.
    same = Memorandum.objects.filter(project=row.project, partner=row.partner, number=row.number)
    if same.filter(signed_on=row.signed_on).exclude(pk=row.pk).exists():
        raise AppError("memorandum_taken", 409)
    row.save()
    record_audit(row.organisation, by, verb, row)
    return row


def _known(organisation: Organisation) -> dict[str, Partner]:
    return {folded(partner.name): partner for partner in Partner.objects.of(organisation)}


def _hold(organisation: Organisation) -> None:
    """Two people writing the same new name at once make one partner."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
