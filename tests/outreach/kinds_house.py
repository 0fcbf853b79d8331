"""What tests/outreach/addresses.py puts behind the addresses of kinds, partners, memoranda, contests and series."""

import uuid

from events.actions.contests import ContestFacts as Facts
from events.actions.contests import EntryFacts, JuryLine, NominationLine, add_entry, set_contest, set_results
from events.actions.partners import InvolvementLine, MemorandumFacts, create_memorandum, write_involvements
from events.models import Contest
from grants.models import Partner


def kinds_of(make, activity, *, kind, series, owner, mark) -> tuple[dict[str, object], dict[str, object]]:
    """A partner with its parts and a memorandum, a contest with an entry that won."""
    project = activity.project
    write_involvements(project, None, [InvolvementLine(f"{mark} серіктес", gave=f"{mark} зал")], by=owner)
    write_involvements(project, activity, [InvolvementLine(f"{mark} серіктес", "organiser")], by=owner)
    partner = Partner.objects.of(make.organisation).get()
    signed = MemorandumFacts(partner.name, number="1", subject=f"{mark} тақырып", activity=activity)
    memorandum = create_memorandum(project, signed, by=owner)
    contest = Contest.objects.create(activity=activity)
    lines = {"nominations": [NominationLine(f"{mark} сурет")], "jury": [JuryLine(f"{mark} төреші", has_consented=True)]}
    set_contest(contest, Facts(rules_text=f"{mark} ереже"), by=owner, **lines)
    facts = EntryFacts(f"{mark} сурет", contest.nominations.get(), f"{mark} автор", "guardian", 12, f"{mark} мектеп")
    entry = add_entry(contest, facts, act=uuid.uuid4(), by=owner).entry
    set_results(contest, {entry.pk: (1, f"{mark} диплом")}, by=owner)
    values = {
        **{f"events:kind_{verb}": {"pk": kind.pk} for verb in ("edit", "retire", "restore")},
        **{f"events:series_{verb}": {"pk": series.pk} for verb in ("copy", "move", "cancel")},
        **{f"events:partner{verb}": {"pk": partner.pk} for verb in ("", "_edit")},
        **{f"events:memorandum_{verb}": {"pk": memorandum.pk} for verb in ("edit", "delete")},
        **{f"events:contest_entry{verb}": {"pk": entry.pk} for verb in ("", "_withdraw", "_forget")},
        **{f"events:{page}": {"ref": project.ref} for page in ("project_partners", "memoranda", "memorandum_new")},
    }
    ids = {
        "partner": partner.pk,
        "memorandum": memorandum.pk,
        "nomination": contest.nominations.get().pk,
        "nominations-0-pk": contest.nominations.get().pk,
        f"entry{entry.pk}-place": 2,
        "series": series.pk,
        "slots-0-original": activity.ref,
    }
    return values, ids
