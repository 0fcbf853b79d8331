"""The organisations people came for: counted distinct, listed, put together, kept when a person's data go."""

import uuid

import pytest

from events.actions.head_counts import set_head_count
from events.actions.people import withdraw_person
from events.actions.represented import list_organisations, merge_represented, organisation_named
from events.models import Attendance, Represented
from events.queries.represented import represented_at, represented_in
from tests.conftest import signed_in
from tests.desk.books import ATTENDANCE, bring, counts, small_book
from tests.events.test_walk_in import walk_in
from tests.reports.plan import figure


@pytest.fixture
def project(make):
    return make.project(ref="P1")


@pytest.fixture
def activity(make, project):
    return make.activity(project, ref="A1", measure=make.measure(project))


def named(activity):
    return {line.represented.name: line.people for line in represented_at(activity=activity)}


def test_staff_write_down_for_whom_somebody_came_also_without_data(make, activity):
    staff = signed_in(make.member("staff").user)
    walk_in(staff, activity, represents="«Береке» ЖШС")
    walk_in(staff, activity, act="without_data", consent="", represents="ЖШС  береке")
    walk_in(staff, activity, represents=" ")
    assert named(activity) == {"«Береке» ЖШС": 2}
    assert Attendance.objects.filter(represents=None).count() == 1
    page = staff.get("/activities/A1/walk-in/").content.decode()
    assert '<option value="«Береке» ЖШС">' in page


def test_only_kinds_that_have_organisations_ask_for_them(make, project):
    staff = signed_in(make.member("staff").user)
    make.activity(project, ref="A2", kind="exhibition")
    assert "represents" not in staff.get("/activities/A2/walk-in/").context["form"].fields


def test_a_correction_changes_the_organisation_and_an_undo_takes_it_along(make, activity, organiser):
    row = make.attendance(activity).attendance
    path = f"/entries/{row.uuid}/correct/"
    form = {"form": uuid.uuid4(), "gender": "female", "age": "19", "statuses": ["youth"], "reason": "ұйымы"}
    organiser.post(path, {**form, "represents": "№ 5 мектеп"})
    live = activity.attendances.live().get()
    assert (live.represents.name, live.replaces, row.represents) == ("№ 5 мектеп", row, None)
    organiser.post(f"/entries/{live.uuid}/undo/", {"usual": "mistake"})
    assert named(activity) == {}
    organiser.post(f"/entries/{live.uuid}/restore/", {"usual": "was_there"})
    assert named(activity) == {"№ 5 мектеп": 1}


def test_a_pasted_list_adds_each_organisation_once(activity, organiser):
    text = "1. «Береке» ЖШС\n2. № 5 мектеп\n\n- ЖШС Береке"
    organiser.post("/activities/A1/organisations/", {"names": text})
    assert named(activity) == {"«Береке» ЖШС": 0, "№ 5 мектеп": 0}
    organiser.post("/activities/A1/organisations/", {"names": text})
    assert activity.represented_at.count() == 2
    row = activity.represented_at.get(represented__name="№ 5 мектеп")
    organiser.post(f"/activities/A1/organisations/{row.pk}/remove/")
    assert named(activity) == {"«Береке» ЖШС": 0}


@pytest.mark.parametrize("line", ["я" * 301, "«…»"])
def test_a_line_that_is_no_name_is_named_and_nothing_is_lost(activity, organiser, line):
    answer = organiser.post("/activities/A1/organisations/", {"names": f"Береке\n{line}"})
    assert (answer.status_code, line in answer.content.decode()) == (422, True)
    assert Represented.objects.count() == 0


def test_distinct_in_a_project_and_its_measures(make, project, activity):
    second = make.activity(project, measure=make.measure(project, "1.2"))
    loose = make.activity(project)
    for one, names in ((activity, ["А қоры", "Б қоры"]), (second, ["Б қоры"]), (loose, ["В қоры"])):
        list_organisations(one, names, by=None)
    # Organisations only counted enter with their number; a list goes before a number.
    bare, listed = (make.activity(project, kind="memorandum", count_unit="organisations") for _ in range(2))
    for one in (bare, listed):
        set_head_count(one, mode="instead", basis="paper", total=4, by=None)
    list_organisations(listed, ["А қоры"], by=None)
    cancelled = make.activity(project, cancelled_at="2025-09-01T00:00Z", cancel_reason="x")
    list_organisations(cancelled, ["Г қоры"], by=None)
    of = (None, activity.measure_id, second.measure_id)
    assert [figure(project, "organisations", one) for one in of] == [3 + 4, 2, 1]
    found = represented_in(project=project)
    assert ([line.represented.name for line in found.lines], found.unnamed, found.total) == (
        ["А қоры", "Б қоры", "В қоры"],
        4,
        7,
    )


def test_two_spellings_put_together_count_as_one_and_every_row_stays(make, activity, organiser):
    full, short = (organisation_named(make.organisation, name) for name in ("Тараз сервис колледжі", "ТСК"))
    row = make.attendance(activity).attendance
    Attendance.objects.filter(pk=row.pk).update(represents=short)
    list_organisations(activity, ["Тараз сервис колледжі"], by=None)
    assert figure(activity.project, "organisations") == 2
    organiser.post(f"/organisations/{short.pk}/", {"act": "merge", "into": full.pk})
    row.refresh_from_db()
    assert (row.represents, figure(activity.project, "organisations")) == (short, 1)
    assert named(activity) == {"Тараз сервис колледжі": 1}
    # The old spelling typed again is known, and it can be taken out.
    assert list_organisations(activity, ["тск"], by=None).known == ["тск"]
    organiser.post(f"/organisations/{short.pk}/", {"act": "split"})
    assert figure(activity.project, "organisations") == 2


def test_spellings_never_go_in_a_circle(make, organiser):
    one, two, three = (organisation_named(make.organisation, name) for name in ("А", "Б", "В"))
    merge_represented(one, into=two, by=None)
    merge_represented(two, into=three, by=None)
    one.refresh_from_db()
    assert one.merged_into == three
    answer = organiser.post(f"/organisations/{three.pk}/", {"act": "merge", "into": one.pk})
    assert answer.status_code == 422
    answer = organiser.post(f"/organisations/{three.pk}/", {"act": "rename", "name": "а."})
    assert (answer.status_code, Represented.objects.get(pk=three.pk).name) == (422, "В")


def test_the_organisation_stays_when_the_persons_data_go(make, activity):
    person = make.person(name="Сынақ Адам")
    row = make.attendance(activity, person=person).attendance
    Attendance.objects.filter(pk=row.pk).update(represents=organisation_named(make.organisation, "Береке"))
    withdraw_person(person, by=None)
    row.refresh_from_db()
    assert (row.person, row.represents.name) == (None, "Береке")


def test_a_workbook_brings_organisations_and_a_changed_one_replaces_the_row(make):
    def rows(*names):
        return [[*ATTENDANCE[0], "organisation"]] + [
            [*row, name] for row, name in zip(ATTENDANCE[1:], names, strict=True)
        ]

    bring(make, small_book(attendance=rows("«Береке» ЖШС", "ЖШС Береке", None)))
    assert list(Represented.objects.values_list("name", flat=True)) == ["«Береке» ЖШС"]
    assert counts(bring(make, small_book(attendance=rows("Береке, ЖШС", "ЖШС Береке", None))), "attendance") == (
        0,
        0,
        3,
    )
    outcome = bring(make, small_book(attendance=rows("№ 5 мектеп", "ЖШС Береке", None)))
    assert counts(outcome, "attendance") == (0, 1, 2)
    live = Attendance.objects.live().filter(person__external_key="K1").get()
    assert (live.represents.name, live.replaces.represents.name) == ("№ 5 мектеп", "«Береке» ЖШС")
    # A file without the column keeps what is stored.
    assert counts(bring(make, small_book()), "attendance") == (0, 0, 3)
