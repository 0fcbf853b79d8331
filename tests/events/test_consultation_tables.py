"""The register's tables, the entries behind each figure, its file, the list of subjects."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from events import consultation_files
from events.actions.activities import cancel_activity
from events.actions.consultations import Entry, record_alike, record_consultation, undo_consultation
from events.actions.subjects import add_subject, offer_subject
from events.models import Consultation, Subject
from events.queries import consultations
from events.queries.consultations import RegisterFilter, entries_found, register_tables
from grants import jobs
from grants.models import Job, JobState
from tests.conftest import signed_in

TABLES, ENTRIES, EXPORT = (reverse(f"events:consultation_{name}") for name in ("tables", "entries", "export"))


@pytest.fixture
def world(make):
    """Two activities of one project: eight live entries, one undone, one of a cancelled activity."""
    project = make.project(ref="Q")
    hotline = make.activity(project, ref="Q-1", kind="hotline", count_unit="consultations")
    families = make.activity(project, ref="Q-2", kind="consultation", count_unit="families")

    def write(activity, day, channel="phone", unit="person", **fields):
        told = Entry(date(2025, *day), channel, unit, **fields)
        return record_consultation(activity, told, act=uuid.uuid4(), by=None)

    write(hotline, (6, 30), new_subject="Алимент", specialist="Заңгер", result="=1+1")
    write(hotline, (7, 1), new_subject="Алимент", specialist="Психолог")
    write(hotline, (7, 2), "whatsapp", "organisation", specialist="Заңгер")
    record_alike(hotline, Entry(date(2025, 7, 31), "phone", "person"), number=3, act=uuid.uuid4(), by=None)
    write(families, (7, 5), "in_person", "family", people=4, new_subject="Жұмыс", specialist="Заңгер", gender="female")
    write(families, (8, 5), "in_person", "family", new_subject="Алимент", band="59+")
    undo_consultation(write(hotline, (7, 9)), reason="қате", by=None)
    gone = make.activity(project, ref="Q-3", kind="hotline", count_unit="consultations")
    write(gone, (7, 9))
    cancel_activity(gone, reason="болмады", by=None)
    return project


def cells_of(table) -> dict:
    return {row.name: [cell.number for cell in row.cells] + [row.sum.number] for row in table.rows}


def test_every_table_adds_up_to_the_register(make, world):
    tables = register_tables(organisation=make.organisation, chosen=RegisterFilter())
    assert tables.total.number == 8
    assert tables.by_channel.columns == ["in_person", "phone", "whatsapp"]
    assert cells_of(tables.by_channel) == {
        date(2025, 6, 1): [0, 1, 0, 1],
        date(2025, 7, 1): [1, 4, 1, 6],
        date(2025, 8, 1): [1, 0, 0, 1],
    }
    assert [cell.number for cell in tables.by_channel.sums] == [2, 5, 1]
    assert tables.by_unit.columns == ["person", "family", "organisation"]
    assert [cell.number for cell in tables.by_unit.sums] == [5, 2, 1]
    assert [(row.name, row.sum.number) for row in tables.subjects] == [("Алимент", 3), ("Жұмыс", 1), ("", 4)]
    assert [(row.name, row.sum.number) for row in tables.specialists] == [("Заңгер", 3), ("Психолог", 1), ("", 4)]


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        (RegisterFilter(project="Q"), 8),
        (RegisterFilter(activity="Q-2"), 2),
        (RegisterFilter(activity="Q-3"), 1),
        (RegisterFilter(month=date(2025, 7, 1)), 6),
        (RegisterFilter(project="Q", activity="Q-1", month=date(2025, 6, 1)), 1),
        (RegisterFilter(subject=0), 4),
        (RegisterFilter(specialist=""), 4),
        (RegisterFilter(undone=True), 1),
        (RegisterFilter(project="X"), 0),
    ],
)
def test_the_filter(make, world, chosen, number):
    tables = register_tables(organisation=make.organisation, chosen=chosen)
    assert tables.total.number == entries_found(organisation=make.organisation, chosen=chosen).count() == number


def figures(tables):
    """Every figure of every table."""
    for table in (tables.by_channel, tables.by_unit):
        yield from table.sums
        for row in table.rows:
            yield from [row.sum, *row.cells]
    for row in [*tables.subjects, *tables.specialists]:
        yield row.sum
    yield tables.total


def test_every_figure_opens_its_entries(organiser, make, world):
    tables = register_tables(organisation=make.organisation, chosen=RegisterFilter(project="Q"))
    page = organiser.get(TABLES, {"project": "Q"}).content.decode()
    looked = 0
    for cell in figures(tables):
        if cell.number:
            query = cell.opens.query
            assert f"{ENTRIES}?{query}".replace("&", "&amp;") in page
            assert organiser.get(f"{ENTRIES}?{query}").context["page"].paginator.count == cell.number, query
            looked += 1
    assert looked > 20


KNOWN = st.tuples(
    st.integers(1, 12),
    st.sampled_from(["phone", "site", "other"]),
    st.sampled_from(["person", "family"]),
    st.integers(0, 2),
    st.sampled_from(["", "Заңгер", "Психолог"]),
    st.integers(1, 9),
)


@given(known=st.lists(KNOWN, max_size=12))
@settings(max_examples=40)
def test_tables_add_up_whatever_was_entered(known):
    alike = [
        consultations._Alike(date(2025, month, 1), channel, unit, subject, f"Т{subject}" if subject else "", who, n)
        for month, channel, unit, subject, who, n in known
    ]
    tables = consultations._tables(alike, RegisterFilter())
    total = sum(one.number for one in alike)
    for table in (tables.by_channel, tables.by_unit):
        assert sum(cell.number for cell in table.sums) == total
        assert sum(row.sum.number for row in table.rows) == total
        assert all(sum(cell.number for cell in row.cells) == row.sum.number for row in table.rows)
    for rows in (tables.subjects, tables.specialists):
        assert sum(row.sum.number for row in rows) == tables.total.number == total


def test_staff_see_the_register_of_one_activity(make, world):
    staff = signed_in(make.member("staff").user)
    for path in (TABLES, ENTRIES):
        assert staff.get(path).status_code == 403
        assert staff.get(path, {"project": "Q"}).status_code == 403
        assert staff.get(path, {"activity": "Q-1"}).status_code == 200
    assert EXPORT not in staff.get(TABLES, {"activity": "Q-1"}).content.decode()


def test_choices_that_are_not_there(organiser, make, world):
    other = make.other_organisation()
    other.activity(other.project(ref="X"), ref="X-1")
    for wrong in ({"project": "X"}, {"activity": "X-1"}, {"month": "2025-13"}, {"month": "x"}, {"channel": "x"}):
        assert organiser.get(TABLES, wrong).status_code == 422
        assert organiser.get(ENTRIES, wrong).status_code == 404
        query = "&".join(f"{name}={value}" for name, value in wrong.items())
        assert organiser.post(f"{EXPORT}?{query}").status_code == 404
    assert organiser.get(ENTRIES, {"subject": "x"}).status_code == 404
    assert organiser.get(ENTRIES, {"specialist": "\0x"}).status_code == 200


def test_what_was_undone_is_listed_with_its_reason_and_comes_back(organiser, world):
    page = organiser.get(ENTRIES, {"project": "Q", "undone": 1})
    entry = page.context["page"].object_list[0]
    text = page.content.decode()
    assert "қате" in text
    restore = reverse("events:restore_entry", args=[entry.attendance.uuid])
    assert restore in text
    organiser.post(restore, {"usual": "undone_by_mistake"})
    assert organiser.get(TABLES, {"project": "Q"}).context["tables"].total.number == 9


@pytest.mark.parametrize("rows", [2, 60])
def test_pages_ask_the_same_number_of_questions(organiser, make, django_assert_max_num_queries, rows):
    hotline = make.activity(kind="hotline", count_unit="consultations")
    for number in range(rows):
        told = Entry(
            date(2025, 1 + number % 9, 1), "phone", "person", new_subject=f"Т{number}", specialist=f"М{number}"
        )
        record_consultation(hotline, told, act=uuid.uuid4(), by=None)
    organiser.get(TABLES)
    for path in (TABLES, f"{ENTRIES}?activity={hotline.ref}", reverse("events:subjects")):
        with django_assert_max_num_queries(12):
            organiser.get(path)


def sheets(content: bytes):
    book = load_workbook(BytesIO(content))
    return book, [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]


def test_the_file_has_every_entry_and_the_months_of_them(organiser, world):
    organiser.cookies["django_language"] = "ru"
    answer = organiser.post(f"{EXPORT}?project=Q")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="register-Q.xlsx"'
    book, (entries, months) = sheets(answer.content)
    at = next(number for number, row in enumerate(entries) if row[0] == "№")
    rows = entries[at + 1 :]
    assert [row[0] for row in rows] == list(range(1, 9))
    assert (rows[0][1].date(), rows[0][3], rows[0][8], rows[0][10]) == (date(2025, 6, 30), "Q-1", "Алимент", "'=1+1")
    assert [row[7] for row in rows].count(4) == 1
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    figures = [row[1:] for row in months if isinstance(row[1], int)]
    assert figures == [[1, 0, 1, 0, 1, 0, 0], [6, 1, 4, 1, 4, 1, 1], [1, 1, 0, 0, 0, 1, 0], [8, 2, 5, 1, 5, 2, 1]]
    assert sheets(organiser.post(f"{EXPORT}?project=Q&specialist=").content)[1][1][-1][1] == 4


def test_a_large_file_is_long_work(organiser, make, world, monkeypatch):
    monkeypatch.setattr(consultation_files, "AT_ONCE", 7)
    assert organiser.post(f"{EXPORT}?activity=Q-2").status_code == 200
    first, second = (organiser.post(f"{EXPORT}?project=Q") for _tap in range(2))
    job = Job.objects.get()
    assert first.url == second.url == reverse("desk:job", args=[job.pk])
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    _book, (entries, _months) = sheets(job.result_file.read())
    assert entries[-1][0] == 8
    assert organiser.get(first.url).status_code == 200


def test_the_list_of_subjects(organiser, make, world):
    path = reverse("events:subjects")
    assert [(one.name, n) for one, n in organiser.get(path).context["subjects"]] == [("Алимент", 3), ("Жұмыс", 1)]
    assert organiser.post(path, {"name": "  "}).status_code == 422
    assert organiser.post(path, {"name": "8 700 000 00 01"}).status_code == 422
    assert organiser.post(path, {"name": "Тұрғын үй"}).url == path
    kept, merged, new = (Subject.objects.get(name=name) for name in ("Алимент", "Жұмыс", "Тұрғын үй"))

    def act(subject, **sent):
        return organiser.post(reverse("events:subject", args=[subject.pk]), sent)

    assert act(new, act="rename", name="алимент").status_code == 422
    assert act(new, act="rename", name="Баспана").url == path
    assert act(new, act="retire").url == path
    new.refresh_from_db()
    assert (new.name, new.retired_at is not None) == ("Баспана", True)
    assert (
        new
        not in organiser.get(reverse("events:consultations", args=["Q-1"])).context["form"]["subject"].field.queryset
    )
    assert act(merged, act="merge").status_code == 422
    assert act(merged, act="merge", into=merged.pk).status_code == 422
    assert act(merged, act="merge", into=kept.pk).url == path
    assert [(one.name, n) for one, n in organiser.get(path).context["subjects"]] == [("Алимент", 4), ("Баспана", 0)]
    assert act(kept).status_code == 422


def test_a_retired_subject_stays_in_its_entries(organiser, make, world):
    subject = add_subject(make.organisation, name="Алимент", by=None)
    offer_subject(subject, offered=False, by=None)
    entry = Consultation.objects.filter(subject=subject).first()
    page = organiser.get(reverse("events:consultation_correct", args=[entry.attendance.uuid]))
    assert page.context["form"]["subject"].value() == subject.pk
    assert subject in page.context["form"].fields["subject"].queryset


def test_the_tables_of_a_register_without_an_entry_open(make, world):
    make.activity(world, ref="Q-9", kind="hotline", count_unit="consultations")
    organiser = signed_in(make.member().user)
    assert organiser.get(f"{TABLES}?activity=Q-9").status_code == 200
    assert organiser.get(f"{TABLES}?activity=Q-10").status_code == 422
