"""The interim report: headings letter by letter, the table of activities with its merged cells, empty projects."""

import random
from datetime import date

import pytest

from events.models import Appendix, NoteKind, ProjectNote
from grants.models import Indicator, Project
from reports.blocks import Cell, Signature
from reports.dataset import report_data
from rules.plan_progress import Period
from tests.reports.forms.reading import FORMS, filled, head, in_order, lines, made, rows, table

EVERY = [(edition, language) for edition in ("2023", "2025") for language in ("kk", "ru")]


@pytest.fixture
def series(make) -> Project:
    """Two lectures of one measure and a meeting of none; a risk and an appendix."""
    project = make.project(ref="P1", title="Бірлік", amount=5500000, grantee=make.grantee(head_name="Асанов А."))
    measure = make.measure(project, title="Дәрістер")
    Indicator.objects.create(project=project, measure=measure, code="participants", plan=4)
    first = make.activity(project, measure=measure, kind="lecture", title="Бірінші дәріс", starts_on=date(2025, 7, 2))
    second = make.activity(project, measure=measure, kind="lecture", title="Екінші дәріс", starts_on=date(2025, 7, 9))
    alone = make.activity(project, kind="meeting", title="Кездесу", starts_on=date(2025, 8, 1))
    first.speakers.create(name="Серікова С.", post="заңгер", topic="Құқық")
    for activity, statuses in (
        (first, ("youth",)),
        (first, ("unemployed",)),
        (second, ("youth",)),
        (alone, ("youth",)),
    ):
        make.attendance(activity, statuses=statuses)
    Appendix.objects.create(project=project, measure=measure, number=4)
    ProjectNote.objects.create(
        organisation=project.organisation, project=project, kind=NoteKind.RISK, text="Ауа райы", mitigation="Басқа күн"
    )
    return project


@pytest.mark.django_db
@pytest.mark.parametrize(("edition", "language"), EVERY)
def test_every_heading_stands_in_order_letter_by_letter(series, edition, language):
    document, _ = made("interim", series, edition, language)
    form = FORMS["interim"]["ru"] if language == "ru" else FORMS["interim"]
    said = lines(document)
    assert in_order(said, [form["title"], *form["sections"]])
    assert [line.split(":")[0] + ":" for line in said if line.startswith(tuple(form["identity"]))] == form["identity"]
    for code, headings in (("activities", "activity_table"), ("risks", "risk_table"), ("appendices", "appendix_table")):
        assert head(table(document, code)) == form[headings]
    last = " ".join(said[-6:])
    assert all(line in last for line in form["closing"])
    assert any(isinstance(one, Signature) and one.seal == form["closing"][-1] for one in document.blocks)


@pytest.mark.django_db
def test_the_table_of_activities(series):
    document, _ = made("interim", series)
    found = table(document, "activities")
    assert rows(found) == [
        ["1-міндет. Міндет"],
        [
            1,
            "Бірінші дәріс",
            "02.07.2025 жыл",
            "Тараз сервис колледжі, Тараз",
            "2 адам",
            "Жастар – 1, Жұмыссыздар – 1",
            "Серікова С., заңгер – Құқық",
            "Қатысушылар: 75 %",
            4,
        ],
        [2, "Екінші дәріс", "09.07.2025 жыл", "Тараз сервис колледжі, Тараз", "1 адам", "Жастар – 1", ""],
        ["Іс-шаралар жоспарына кірмейтін іс-шаралар"],
        [3, "Кездесу", "01.08.2025 жыл", "Тараз сервис колледжі, Тараз", "1 адам", "Жастар – 1", "", None, None],
    ]
    laid = [cell for row in found.rows for cell in row if isinstance(cell, Cell)]
    assert [(cell.columns, cell.rows) for cell in laid] == [(9, 1), (1, 2), (1, 2), (9, 1)]
    said = [line.replace("\u00a0", " ") for line in lines(document)]
    assert "Грант сомасы: 5 500 000 (бес миллион бес жүз мың) теңге" in said
    assert "Жетекшісі Асанов А." in said
    assert rows(table(document, "risks")) == [["Ауа райы", "Басқа күн"]]
    assert rows(table(document, "appendices")) == [["4-қосымша", "1.1 Дәрістер", ""]]


@pytest.mark.django_db
def test_its_period_keeps_later_activities_out(series):
    period = Period(date(2025, 7, 1), date(2025, 7, 31))
    document = filled("interim", report_data(project=series, period=period))
    assert "01.07.2025 – 31.07.2025 жыл" in lines(document)
    assert [row[0] for row in rows(table(document, "activities"))[1:]] == [1, 2]
    russian = filled("interim", report_data(project=series, period=period), language="ru")
    assert rows(table(russian, "activities"))[1][4] == "2 человека"
    assert rows(table(russian, "activities"))[2][4] == "1 человек"


@pytest.mark.django_db
def test_an_empty_project_gives_tables_to_be_written_in(make):
    for edition, language in EVERY:
        document, _ = made("interim", make.project(), edition, language)
        assert rows(table(document, "activities")) == [[None] * 9]
        assert rows(table(document, "risks")) == [[None] * 2]


@pytest.mark.django_db
def test_parts_sum_to_their_wholes_for_random_projects(make):
    chance = random.Random(20251029)
    for _ in range(3):
        project = make.project()
        for number in range(1, 4):
            measure = make.measure(project, f"1.{number}")
            for _ in range(chance.randint(0, 3)):
                activity = make.activity(project, measure=measure)
                for _ in range(chance.randint(0, 4)):
                    age = chance.choice((None, 9, 19, 60))
                    gender = chance.choice(("male", "female", "not_stated"))
                    make.attendance(activity, person=None, statuses=(), age=age, gender=gender)
                make.mention(chance.choice([make.post(), *_posts(project)]), activity)
        data = report_data(project=project)
        final, interim = filled("final", data), filled("interim", data)
        total = data.statistics.total
        for code in ("gender", "category", "age"):
            first, *parts = rows(table(final, code))[0]
            assert first == total == sum(parts)
        listed = [row for row in rows(table(interim, "activities")) if len(row) > 1 and row[0]]
        assert sum(int(row[4].split()[0]) for row in listed) == total
        assert sum(_in_words(row[5]) for row in listed) == total
        posts = [one for one in final.tables() if one.code == "posts"]
        assert sum(row[1] for one in posts for row in rows(one)) == data.posts


def _posts(project: Project) -> list:
    return [one.post for one in project.mentions.select_related("post")]


def _in_words(categories: str) -> int:
    return sum(int(one.rsplit("– ", 1)[1]) for one in categories.split(", ") if one)
