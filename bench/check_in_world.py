"""The people, codes and phones that bench/check_in.py needs, and the look into the ledger afterwards.

python bench/check_in_world.py 6000 3 32     a line of JSON: tokens of people, activities, tokens of phones
then a line of JSON on its input, acts by activity: how many acknowledged acts are lost, people doubled
"""

from __future__ import annotations

import sys
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

EARLIER = datetime(2025, 9, 10, 10, 3, tzinfo=ZoneInfo("Asia/Almaty"))


def fill(people: int, activities: int, phones: int) -> dict[str, Any]:
    """People with a personal code and an earlier visit, activities of today, claimed phones."""
    from django.utils import timezone

    from events.actions.devices import claim_device, make_scanner_link
    from events.models import Activity, ActivityKind, Session
    from grants.models import Edition, Grantee, Membership, Organisation, Project, User

    organisation = Organisation.objects.create(name="Bench")
    owner = User.objects.create_user("bench@example.kz", "bench-bench-bench")
    Membership.objects.create(user=owner, organisation=organisation, role="owner")
    project = Project.objects.create(
        organisation=organisation,
        grantee=Grantee.objects.create(organisation=organisation, name="Bench"),
        edition=Edition.objects.get(code="2025"),
        ref="B",
        title="Bench",
    )

    def activity(ref: str, day: date) -> Activity:
        kind = ActivityKind.objects.get(organisation=None, code="seminar")
        made = Activity.objects.create(
            organisation=organisation, project=project, kind=kind, ref=ref, title="Seminar", starts_on=day
        )
        Session.objects.create(activity=made, held_on=day)
        return made

    tokens = _people(organisation, activity("B-0", EARLIER.date()), people)
    today = [activity(f"B-{n}", timezone.localdate()) for n in range(1, activities + 1)]
    link = make_scanner_link(organisation=organisation, project=project, door="Bench", hours=12, by=owner)
    devices = [claim_device(code=link.code, number=uuid.uuid4()).secret for _ in range(phones)]
    return {"tokens": tokens, "activities": [one.public_code for one in today], "devices": devices}


def _people(organisation: Any, before: Any, number: int) -> list[str]:
    """Each with a signed code and one earlier visit."""
    from events.actions.codes import _usable_key
    from events.codes import new_serial, new_short_code, sign_token
    from events.facts import Facts
    from events.models import Attendance, Person, PersonalCode
    from rules.categories import DEFAULT_PRECEDENCE

    people = Person.objects.bulk_create(
        Person(organisation=organisation, name=f"Айгерім Сәкен {n}", is_identified=True) for n in range(number)
    )
    shorts: set[str] = set()
    while len(shorts) < number:
        shorts.add(new_short_code())
    codes = [
        PersonalCode(person=person, organisation=organisation, serial=new_serial(), short_code=short)
        for person, short in zip(people, sorted(shorts), strict=True)
    ]
    PersonalCode.objects.bulk_create(codes)
    session = before.sessions.get()
    Attendance.objects.bulk_create(
        Attendance(
            activity=before,
            session=session,
            person=person,
            observed_at=EARLIER,
            source="walk_in",
            is_counted=True,
            **Facts(("male", "female")[n % 2], 14 + n % 50, None, ()).columns(DEFAULT_PRECEDENCE),
        )
        for n, person in enumerate(people)
    )
    key, private = _usable_key(organisation)
    return [sign_token(code.serial, key_number=key.number, private_key=private).text for code in codes]


def check(activity: str, acts: list[str]) -> dict[str, int]:
    """Acknowledged acts that are not in the ledger; entries beyond one per person."""
    from events.models import Attendance

    rows = Attendance.objects.counted().filter(activity__public_code=activity)
    there = {str(act) for act in rows.values_list("uuid", flat=True)}
    people = rows.values("person").distinct().count()
    return {"lost": len(set(acts) - there), "doubled": len(there) - people}


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from bench.world import live

    live(lambda: fill(*(int(number) for number in sys.argv[1:4])), check)
