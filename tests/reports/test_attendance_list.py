"""The attendance list: every live entry once, a total that is the activity's number, signatures, nothing dangerous."""

import io
import uuid
from datetime import datetime

import openpyxl
import pypdfium2
import pytest
from django.utils import translation
from pypdf import PdfReader

from events.actions.attendance import correct_attendance, void_attendance
from events.actions.codes import issue_code
from events.actions.groups import GroupLine, count_group
from events.actions.head_counts import set_head_count
from events.actions.merging import merge_people
from events.actions.signatures import keep_signature
from events.facts import Circumstances, Facts
from events.models import Activity, Attendance
from events.queries.counts import activity_counts
from grants import jobs
from grants.models import Job, Role
from reports.queries.attendance_list import attendance_list
from reports.writers.list_xlsx import signature_png, write_attendance_list_xlsx
from reports.writers.pdf import write_attendance_list_pdf
from rules.strokes import parse_strokes
from tests.conftest import signed_in
from tests.factories import ALMATY

STROKES = "100,100 900,300 100,300;500,50 500,350"


def at(minute: int) -> datetime:
    return datetime(2025, 9, 10, 10, minute, tzinfo=ALMATY)


@pytest.fixture
def activity(make) -> Activity:
    return make.activity(make.project(), ref="Л-1", title="Толеранттылық дәрісі")


@pytest.fixture
def full(make, activity) -> Activity:
    """Two people with names, one with a code alone, one without data, a group, one undone, one corrected."""
    signed = make.attendance(activity, person=make.person(name="Айгүл Бекова"), observed_at=at(1)).attendance
    keep_signature(signed, STROKES)
    coded = make.person(name="")
    issue_code(coded)
    circumstances = Circumstances(door="Негізгі есік")
    make.attendance(activity, person=coded, observed_at=at(2), gender="male", age=60, circumstances=circumstances)
    make.attendance(activity, person=None, observed_at=at(3), gender="not_stated", age=None, statuses=())
    session = activity.sessions.get()
    group = [GroupLine("female", 12, 3), GroupLine("male", 12, 2)]
    count_group(session=session, lines=group, statuses=(), act=uuid.uuid4(), observed_at=at(4), by=None)
    gone = make.attendance(activity, person=make.person(name="Кеткен Адам"), observed_at=at(5)).attendance
    void_attendance(gone, reason="x", by=None)
    wrong = make.attendance(activity, person=make.person(name="Дәурен Ахметов"), observed_at=at(6)).attendance
    correct_attendance(wrong, facts=Facts("male", 33), reason="x", by=None)
    return activity


def made(activity, *, session=None, with_names=True, language="kk"):
    activity = Activity.objects.select_related("kind", "project__organisation", "project__grantee").get(pk=activity.pk)
    with translation.override(language):
        return attendance_list(activity=activity, session=session, with_names=with_names, language=language)


def written(content, write) -> bytes:
    file = io.BytesIO()
    write(content, file, lambda done, of: None)
    return file.getvalue()


def pdf_words(content) -> str:
    pages = PdfReader(io.BytesIO(written(content, write_attendance_list_pdf))).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(written(content, write_attendance_list_xlsx))).active


def values(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_live_entry_stands_there_once(full):
    with translation.override("ru"):
        content = made(full, language="ru")
    coded = content.rows[1].cells[0]
    assert [(line.number, line.count, line.cells[:4]) for line in content.rows] == [
        ("1", 1, ("Айгүл Бекова", "Женский", "19", "Молодёжь")),
        ("2", 1, (coded, "Мужской", "60", "Молодёжь")),
        ("3", 1, ("Без данных", "", "", "Не указано")),
        ("4–8", 5, content.rows[3].cells[:4]),
        ("9", 1, ("Дәурен Ахметов", "Мужской", "33", "Молодёжь")),
    ]
    assert len(coded) == 8
    assert [line.cells[4] for line in content.rows] == ["10:01", "10:02", "10:03", "10:04", "10:06"]
    assert content.rows[1].cells[5] == "Негізгі есік"
    assert content.rows[0].strokes == parse_strokes(Attendance.objects.get(signature__isnull=False).signature.strokes)


def test_the_total_is_the_activitys_number(make, full):
    def numbers() -> tuple[int, ...]:
        content = made(full)
        total = activity_counts(activities=[full.pk])[full.pk].total
        assert content.sums[-1][1] == total
        return tuple(number for _words, number in content.sums)

    owner = make.member(Role.OWNER).user
    assert numbers() == (9, 9)
    set_head_count(full, mode="in_addition", basis="tally", total=7, parts={}, by=owner)
    assert numbers() == (9, 7, 16)
    set_head_count(full, mode="instead", basis="tally", total=40, parts={}, by=owner)
    assert numbers() == (9, 40, 40)


def test_several_days_list_a_person_once_and_each_day_lists_its_own(make):
    activity = make.activity(make.project(), sessions=2)
    first, second = activity.sessions.order_by("number")
    both, one = make.person(name="Айгүл"), make.person(name="Дәурен")
    make.attendance(activity, person=both, session=first)
    row = make.attendance(activity, person=both, session=second).attendance
    make.attendance(activity, person=one, session=second)
    keep_signature(row, STROKES)
    whole = made(activity)
    assert [line.cells[0] for line in whole.rows] == ["Айгүл", "Дәурен"]
    assert whole.rows[0].strokes  # signed on the second day
    assert [len(made(activity, session=session).rows) for session in (first, second)] == [1, 2]
    assert made(activity, session=first).sums == ((made(activity).sums[0][0], 1), (whole.sums[-1][0], 1))


def test_a_merged_person_stands_there_once(make, activity):
    kept, merged = make.person(name="Айгүл Бекова"), make.person(name="Айгүл Б.")
    for person in (kept, merged):
        make.attendance(activity, person=person)
    merge_people(kept=kept, merged=merged, by=None)
    assert [line.cells[0] for line in made(activity).rows] == ["Айгүл Бекова"]


def test_without_names_short_codes_stand_there(full):
    names = [line.cells[0] for line in made(full, with_names=False).rows]
    assert "Айгүл Бекова" not in names
    assert len(names) == 5


def test_the_pdf_says_it_in_both_languages_with_its_rule(full):
    words = pdf_words(made(full))
    for expected in (
        "Қатысушылар тізімі",
        "Список участников",
        "Аты-жөні",
        "Имя и фамилия",
        "Айгүл Бекова",
        "Негізгі есік",
        "4–8",
        "Бет: 1 / 1",
    ):
        assert expected in words
    assert "Кеткен" not in words
    assert made(full).rule.split()[-1] in words


def test_headings_repeat_and_no_line_is_lost_on_many_pages(make, activity):
    for number in range(120):
        make.attendance(activity, person=None, age=10 + number % 80)
    content = made(activity)
    pages = PdfReader(io.BytesIO(written(content, write_attendance_list_pdf))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 2
    assert all("Имя и фамилия" in text for text in texts)
    assert f"Бет: {len(texts)} / {len(texts)}" in texts[-1]
    numbers = [line.split()[0] for text in texts for line in text.split("\n") if line.split()[0].isdigit()]
    assert {str(number) for number in range(1, 121)} <= set(numbers)


def test_a_signature_is_drawn_as_lines(full):
    pdf = written(made(full), write_attendance_list_pdf)
    without = written(made(full, with_names=False), write_attendance_list_pdf)
    assert pdf[:5] == without[:5] == b"%PDF-"
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        kinds = [thing.type for thing in page.get_objects()]
    assert kinds.count(2) > 8 * 5  # paths: the cells and the strokes
    assert 3 not in kinds  # no pictures
    dark = signature_png(parse_strokes(STROKES))
    assert dark[:4] == b"\x89PNG"


def test_the_workbook_has_figures_pictures_and_the_total(full):
    sheet = sheet_of(made(full))
    rows = values(sheet)
    head = next(place for place, row in enumerate(rows) if row[0] == "№")
    assert rows[head + 1][:3] == [1, "Айгүл Бекова", "Әйел"]
    assert rows[head + 1][3] == 19
    assert len(sheet._images) == 1
    assert sheet._images[0].anchor._from.row == head + 1
    assert [row[3] for row in rows if row[0] in {words for words, _number in made(full).sums}] == [9, 9]


@pytest.mark.parametrize("name", ["=1+1", "+7", "@SUM(A1)", "-2", "=cmd|'/c calc'!A0"])
def test_a_name_is_no_formula(make, activity, name):
    make.attendance(activity, person=make.person(name=name))
    cells = [cell for row in values(sheet_of(made(activity))) for cell in row]
    assert f"'{name}" in cells
    assert name not in cells
    assert name.split("(")[0] in pdf_words(made(activity))


def test_control_signs_and_long_words_break_nothing(make, activity):
    name = "А\x00Б\x1b\u202e" + "Ұзын" * 60
    make.attendance(activity, person=make.person(name=name[:200].replace("\x00", "")))
    assert "АБ" in pdf_words(made(activity)).replace(" ", "")
    assert sheet_of(made(activity)).max_row > 3


def test_the_page_asks_a_worker_for_the_file(make, organiser, full):
    address = f"/activities/{full.ref}/list/"
    page = organiser.get(address)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store, private")
    for ending in ("pdf", "xlsx"):
        answer = organiser.post(address, {"file": ending, "names": "on"})
        job = Job.objects.get(subject__contains=f":{ending}:")
        assert answer.url == f"/jobs/{job.pk}/"
        assert organiser.post(address, {"file": ending, "names": "on"}).url == answer.url
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error_code) == ("done", "")
        assert job.result_file.name.endswith(f"attendance-{full.public_code}.{ending}")
    assert Job.objects.count() == 2


@pytest.mark.parametrize(
    "body", [{}, {"file": "docx"}, {"file": "pdf", "session": "9" * 30}, {"file": "pdf", "session": "x"}]
)
def test_what_is_not_offered_is_404(organiser, full, body):
    assert organiser.post(f"/activities/{full.ref}/list/", body).status_code == 404
    assert not Job.objects.exists()


def test_a_session_of_another_activity_is_404(make, organiser, full):
    other = make.activity().sessions.get()
    assert organiser.post(f"/activities/{full.ref}/list/", {"file": "pdf", "session": other.pk}).status_code == 404


def test_the_list_is_for_those_who_see_people(make, full):
    for role in (Role.STAFF, Role.VIEWER):
        assert signed_in(make.member(role).user).get(f"/activities/{full.ref}/list/").status_code == 403


def test_an_empty_list_is_a_list(activity):
    content = made(activity)
    assert content.sums[-1][1] == 0
    assert "Қатысушылар тізімі" in pdf_words(content)
    assert sheet_of(content).max_row > 3
