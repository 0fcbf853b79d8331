"""A workbook over what was noted by hand: copies, taps and consultations are counted once, and it can come again."""

import uuid
from datetime import date, datetime

from events.actions.consultations import Entry, record_alike
from events.actions.groups import GroupLine, count_group
from events.actions.materials import note_copies
from events.facts import Circumstances
from events.models import Activity, Material, Point, Source
from events.queries.counts import activity_counts
from events.queries.materials import handed_out_at
from tests.desk.books import bring, codes, counts, small_book
from tests.factories import ALMATY

DAY = date(2025, 9, 10)
HEADINGS = ["activity_ref", "material", "language", "point", "printed", "handed_out"]


def activities(number=None):
    headings = ["ref", "project", "measure", "kind", "title", "date", "reported_count"]
    kinds = (("B1-05", "flyer_action"), ("B1-06", "hotline"))
    return [headings, *([ref, "B1", "1.1", kind, kind, "2025-09-10", number] for ref, kind in kinds)]


def made(make):
    bring(make, small_book(activities=activities(), attendance=None))
    return Activity.objects.order_by("ref")


def copies(activity):
    return [(str(one.material), one.material.printed, one.total) for one in handed_out_at(activity=activity)]


def test_copies_noted_by_hand_are_not_doubled_by_a_workbook(make):
    flyers, _hotline = made(make)
    market = Point.objects.create(activity=flyers, name="Базар")
    titled = Material.objects.create(activity=flyers, kind="leaflet", title="Некеге дейін", language="kk", printed=90)
    plain = Material.objects.create(activity=flyers, kind="brochure", language="kk")
    note_copies(titled, day=DAY, at_points={market.pk: 40}, at_names={}, by=None)
    count_group(
        session=flyers.sessions.get(),
        lines=[GroupLine("male", None, 7, "59+")],
        statuses=(),
        act=uuid.uuid4(),
        observed_at=datetime(2025, 9, 10, 11, tzinfo=ALMATY),
        by=None,
        source=Source.COUNTER,
        circumstances=Circumstances(point_id=market.pk, material_id=plain.pk),
    )
    rows = [
        HEADINGS,
        ["B1-05", "leaflet", "kk", "Базар", 100, 40],
        ["B1-05", "leaflet", "kk", None, None, 40],
        ["B1-05", "brochure", "kk", "Базар", 20, 7],
        ["B1-05", "brochure", "kk", "Вокзал", 30, 12],
        ["B1-05", "booklet", "kk", "Базар", 5, 5],
    ]
    for tally in ((2, 0, 3), (0, 0, 5)):
        outcome = bring(make, small_book(activities=activities(), attendance=None, materials=rows))
        assert codes(outcome.warnings).count("copies_noted") == 3
        assert counts(outcome, "materials") == tally
        assert copies(flyers) == [
            ("leaflet · Некеге дейін · kk", 90, 40),
            ("brochure · kk", 50, 19),
            ("booklet · kk", 5, 5),
        ]


def test_taps_and_entries_stand_and_a_reported_number_is_only_a_claim(make):
    flyers, hotline = made(make)
    entry = Entry(held_on=DAY, channel="phone", unit="person")
    record_alike(hotline, entry, number=30, act=uuid.uuid4(), by=None)
    make.attendance(flyers, person=None, source=Source.COUNTER)
    for _ in range(2):
        bring(make, small_book(activities=activities(31), attendance=None))
        found = activity_counts(activities=[flyers.pk, hotline.pk])
        assert [(one.total, one.reported) for one in found.values()] == [(1, 31), (30, 31)]
