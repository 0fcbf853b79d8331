"""The register of attendance of a whole project: every live entry once, and sums that are the project's figures."""

import random
import uuid
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from events.actions.codes import issue_code
from events.actions.groups import GroupLine, count_group
from events.actions.head_counts import set_head_count
from events.actions.signatures import keep_signature
from reports import register
from reports.export import export
from reports.queries.register import empty_register, fill_register
from reports.queries.statistics import project_statistics
from reports.writers.attendance_list import ListLine
from rules.errors import AppError
from rules.plan_progress import Period
from rules.tables import TablesDifferError
from tests.factories import ALMATY

HEADINGS = {
    "kk": "Жазба · № · Аты-жөні · Жынысы · Жасы · Әлеуметтік санаты · Уақыты · Есік немесе тіркеу тәсілі · Қолы",
    "ru": "Запись · № · Имя и фамилия · Пол · Возраст · Социальная категория · Время · Вход или способ · Подпись",
}


def at(minute: int) -> datetime:
    return datetime(2025, 9, 10, 10, minute, tzinfo=ALMATY)


def made(project, file_format="xlsx", language="kk", **more) -> BytesIO:
    file = BytesIO()
    export(
        project=project,
        form="attendance",
        edition=project.edition_id,
        language=language,
        file_format=file_format,
        file=file,
        **more,
    )
    return file


def sheets(project, **more) -> list[list[list]]:
    """The rows of both sheets without the empty cells of merged ones."""
    book = openpyxl.load_workbook(made(project, **more))
    return [[list(row) for row in sheet.values if any(value is not None for value in row)] for sheet in book]


@pytest.fixture
def project(make):
    """A lecture with somebody who signed, somebody with a code alone and a group; a head count; one that is empty."""
    found = make.project(ref="J1", title="Журнал")
    lecture = make.activity(found, ref="J1-1", kind="lecture", title="Дәріс", starts_on=date(2025, 9, 10))
    signed = make.attendance(lecture, person=make.person(name="Айгүл Бекова"), observed_at=at(1)).attendance
    keep_signature(signed, "100,100 900,300")
    coded = make.person(name="Құпия Адам")
    issue_code(coded)
    make.attendance(lecture, person=coded, observed_at=at(2), gender="male", age=60, statuses=())
    lines = [GroupLine("female", 12, 3), GroupLine("male", 12, 2)]
    session = lecture.sessions.get()
    count_group(session=session, lines=lines, statuses=(), act=uuid.uuid4(), observed_at=at(4), by=None)
    counted = make.activity(found, ref="J1-2", title="=1+1", starts_on=date(2025, 10, 1))
    set_head_count(counted, mode="in_addition", basis="tally", total=40, by=None)
    make.activity(found, ref="J1-3", title="Бос", starts_on=date(2025, 10, 2))
    return found


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_activity_with_its_people(project, language):
    main, people = sheets(project, language=language, with_names=True)
    at_head = next(place for place, row in enumerate(main) if row[0] == "№")
    assert [[row[1], *row[5:7], row[8]] for row in main[at_head + 1 : at_head + 4]] == [
        ["J1-1", 7, None, 7],
        ["J1-2", 0, 40, 40],
        ["J1-3", 0, None, 0],
    ]
    first, last = _rows_of(project, language)
    assert main[at_head + 4][8] == f"=SUM(I{first}:I{last})"
    head = people.index(HEADINGS[language].split(" · "))
    rows = people[head + 1 :]
    assert [row[0].split(" · ")[0] for row in rows if row[1] is None] == ["J1-1", "J1-2"]
    assert rows[0][0].endswith("7 адам (тіркелгені – 7)" if language == "kk" else "7 человек (зарегистрировано – 7)")
    listed = [row for row in rows if row[1] is not None]
    assert [row[:3] for row in listed][:2] == [["J1-1", 1, "Айгүл Бекова"], ["J1-1", 2, "Құпия Адам"]]
    yes = "бар" if language == "kk" else "есть"
    assert (listed[0][6], listed[0][8], listed[1][4], listed[1][8]) == ("10:01", yes, 60, None)
    assert (listed[2][1], len(listed)) == ("3–7", 3)


def _rows_of(project, language) -> tuple[int, int]:
    """The first and the last row of the activities on the first sheet."""
    sheet = openpyxl.load_workbook(made(project, language=language)).worksheets[0]
    places = [cell.row for cell in sheet["B"] if str(cell.value).startswith("J1-")]
    return min(places), max(places)


def test_names_only_for_who_may_see_them(project):
    _main, people = sheets(project)
    words = str(people)
    assert "Айгүл" not in words
    assert "Құпия" not in words
    assert "Аты жоқ" in words


def test_the_pdf_has_the_same_people_and_refuses_in_words_what_nobody_prints(project, monkeypatch):
    text = " ".join(page.extract_text() for page in PdfReader(made(project, "pdf", with_names=True)).pages)
    assert all(word in text for word in ("Айгүл Бекова", "Құпия Адам", "3–7", "J1-2", "ЖОБА: есеп әлі бекітілген жоқ"))
    monkeypatch.setattr(register, "MOST_ON_PAPER", 2)
    file = BytesIO()
    with pytest.raises(AppError) as refused:
        export(project=project, form="attendance", edition="2025", language="kk", file_format="pdf", file=file)
    assert (refused.value.code, refused.value.params) == ("register_too_long", {"lines": 3, "most": 2})
    assert not file.getvalue()
    assert len(sheets(project)[1]) > 4


def test_only_the_period(project):
    main, people = sheets(project, period=Period(date(2025, 9, 11), None))
    assert [row[1] for row in main if str(row[1]).startswith("J1-")] == ["J1-2", "J1-3"]
    assert not any(row[0] == "J1-1" for row in people)


def test_a_project_without_activities_has_a_valid_register(make):
    for file_format in ("xlsx", "pdf"):
        assert made(make.project(), file_format).getvalue()
    assert "Есепті кезеңде іс-шаралар тіркелмеген." in str(sheets(make.project()))


def test_lines_sum_to_the_figures_for_random_projects(make):
    chance = random.Random(11)
    for _ in range(3):
        project = make.project()
        people = [make.person() for _ in range(4)]
        for _ in range(4):
            activity = make.activity(project, sessions=chance.choice((1, 2)))
            for person in chance.sample([*people, None, None], chance.randint(0, 5)):
                for session in activity.sessions.all()[: chance.randint(1, 2)]:
                    make.attendance(activity, person=person, session=session, observed_at=at(chance.randint(0, 59)))
            if chance.random() < 0.5:
                size = chance.randint(1, 4)
                line = [GroupLine("female", None, size)]
                session = activity.sessions.first()
                count_group(session=session, lines=line, statuses=(), act=uuid.uuid4(), observed_at=at(30), by=None)
        listed = [row for row in sheets(project)[1] if row[0].startswith(f"{project.ref}-") and row[1] is not None]
        assert sum(_people(row[1]) for row in listed) == project_statistics(project=project).attendances


def _people(number: object) -> int:
    first, _dash, last = str(number).partition("–")
    return int(last) - int(first) + 1 if last else 1


def test_lines_that_are_not_the_activitys_people_are_never_written(project):
    from reports.dataset import report_data

    entry = report_data(project=project).activities()[0]
    with empty_register() as kept, pytest.raises(TablesDifferError, match="lines give 7"):
        fill_register(kept, [entry.model_copy(update={"scanned": 8})], with_names=False)


def test_the_register_reads_each_activitys_lines_by_itself():
    lines = {pk: [ListLine(str(n), ("Ә", "", f"{pk}"), 1, is_signed=n == 2) for n in range(1, 4)] for pk in (7, 9)}
    with empty_register() as kept:
        assert [kept.add(pk, own) for pk, own in lines.items()] == [3, 3]
        both = zip(kept.lines(9), kept.lines(7), strict=True)
        assert list(both) == list(zip(lines[9], lines[7], strict=True))
        assert list(kept.lines(8)) == []
        assert kept.length == 6
