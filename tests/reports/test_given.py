"""What the dataset has of things handed out, advised, signed and won, of reach and experts, and where it is printed."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import (
    Attendance,
    Contest,
    ContestEntry,
    Material,
    MaterialCount,
    Memorandum,
    Product,
    RepresentedAt,
)
from grants.models import Partner, Project
from reports.dataset import ReportData, report_data
from rules.plan_progress import Period
from rules.questionnaires.definition import Definition, Option, Question, Words
from surveys.actions.runs import open_run
from surveys.models import Response
from tests.reports.forms.reading import filled, lines, rows, table
from tests.reports.plan import advised, represented
from tests.surveys.opinion import version_of

AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))


def everything(make, project: Project, measure, starts_on: date) -> None:
    """An activity with five copies noted and one tapped, two consultations, a memorandum, a contest, organisations, a
    post and products that were seen."""
    activity = make.activity(project, measure=measure, title="Конкурс", starts_on=starts_on)
    material = Material.objects.create(activity=activity, kind="leaflet", language="kk", printed=100)
    MaterialCount.objects.create(material=material, handed_out=5)
    tapped = make.attendance(activity, person=None).attendance
    Attendance.objects.filter(pk=tapped.pk).update(material=material)
    for unit in ("person", "family"):
        advised(make, activity, unit=unit)
    at = {"organisation": make.organisation, "project": project, "activity": activity}
    partner = Partner.objects.create(organisation=make.organisation, name=f"Орталық {activity.ref}")
    Memorandum.objects.create(**at, partner=partner, number="7", signed_on=date(2025, 9, 2), subject="Бірлескен жұмыс")
    contest = Contest.objects.create(activity=activity)
    contest.jury.create(name="Серікова С.", post="суретші", is_chair=True, has_consented=True)
    drawing = contest.nominations.create(title="Сурет")
    named = {"author_name": "Асан А.", "name_consent": "guardian"}
    ContestEntry.objects.create(contest=contest, number=1, title="Менің отбасым", nomination=drawing, place=1, **named)
    ContestEntry.objects.create(contest=contest, number=2, nomination=drawing, prize="диплом", from_where="№ 3 мектеп")
    ContestEntry.objects.create(contest=contest, number=3, nomination=drawing)
    RepresentedAt.objects.create(represented=represented(make, f"Колледж {activity.ref}"), activity=activity)
    make.mention(make.post(f"p{activity.ref}", views=700, url=f"https://example.kz/p{activity.ref}"), activity)
    for title, link in (("Ролик", ""), ("Жарияланған", f"https://example.kz/p{activity.ref}")):
        Product.objects.create(**at, kind="video", title=title, link=link, indirect_reach=40)


@pytest.fixture
def project(make) -> Project:
    """Everything once in August and once in September."""
    found = make.project(ref="G1")
    measure = make.measure(found)
    for month in (8, 9):
        everything(make, found, measure, date(2025, month, 20))
    return found


def test_what_was_given_is_told_once_and_of_its_period(project):
    data = report_data(project=project, period=AUGUST)
    assert [(one.measure, one.kind, one.language, one.printed, one.handed_out) for one in data.materials] == [
        ("1.1", "leaflet", "kk", 100, 6)
    ]
    assert sorted((one.channel, one.unit, one.number) for one in data.consultations) == [
        ("phone", "family", 1),
        ("phone", "person", 1),
    ]
    # Signed later, and still with its activity.
    assert [(one.number, one.signed_on) for one in data.memoranda] == [("7", date(2025, 9, 2))]
    assert (data.organisations.total, data.organisations.unnamed, len(data.organisations.names)) == (1, 0, 1)
    # Three people of the ledger; a product that is a post is seen by those who see the post.
    assert (data.reach.direct, data.reach.views, data.reach.products) == (3, 700, 40)
    whole = report_data(project=project)
    assert [(one.printed, one.handed_out) for one in whole.materials] == [(200, 12)]
    assert (whole.reach.direct, whole.reach.views, whole.reach.products) == (6, 1400, 80)
    assert (sum(one.number for one in whole.consultations), len(whole.memoranda), whole.organisations.total) == (
        4,
        2,
        2,
    )
    assert ReportData.model_validate_json(whole.model_dump_json()) == whole


def test_winners_are_named_only_with_consent(project):
    contest = report_data(project=project, period=AUGUST).contests[0]
    assert (contest.title, contest.works, contest.jury) == ("Конкурс", 3, ["Серікова С., суретші"])
    assert [(one.place, one.prize, one.title, one.author, one.from_where) for one in contest.winners] == [
        (1, "", "Менің отбасым", "Асан А.", ""),
        (None, "диплом", "", "", "№ 3 мектеп"),
    ]


@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_final_report_prints_it(project, edition):
    document = filled("final", report_data(project=project, period=AUGUST), edition)
    assert rows(table(document, "materials")) == [["1.1", "ақпараттық парақша", "", "kk", 100, 6]]
    assert sorted(row[2] for row in rows(table(document, "consultations"))) == [1, 1]
    assert rows(table(document, "memoranda"))[0][2:] == ["7", date(2025, 9, 2), "Бірлескен жұмыс"]
    said = lines(document)
    assert "Тікелей қамту: 3 адам." in said
    assert "Жанама қамту, жарияланымдардың қаралымы: 700." in said
    assert "Жанама қамту, дайындалған өнімдер: 40." in said
    assert any(line.startswith("Қатысқан ұйымдар саны: 1: Колледж ") for line in said)
    assert "Сурет: 1-орын – «Менің отбасым», Асан А." in said
    assert "Сурет: диплом – № 3 мектеп" in said
    russian = lines(filled("final", report_data(project=project, period=AUGUST), edition, language="ru"))
    assert "Сурет: 1 место – «Менің отбасым», Асан А." in russian
    assert "Прямой охват: 3 чел." in russian


def test_what_experts_said(make):
    project = make.project()
    options = tuple(Option(str(value), Words(f"{value} ұпай"), value) for value in range(1, 4))
    asked = Definition(
        Words("Сараптама", "Экспертиза"),
        (
            Question("rate", "scale", Words("Баға", "Оценка"), options=options),
            Question("advice", "long_text", Words("Ұсыныс", "Совет")),
        ),
    )
    run = open_run(version=version_of(make, asked, "expert"), project=project, mode="named", by=None)
    for name, rate, advice, day in (("Ахметов А.", "3", "Жалғастыру керек", 5), ("", "2", "", 6)):
        Response.objects.create(
            id=uuid4(),
            run=run,
            version=run.version,
            answers={"rate": rate, "advice": advice} if advice else {"rate": rate},
            name=name,
            language="kk",
            received_on=date(2025, 8, day),
        )
    data = report_data(project=project, period=AUGUST)
    survey = data.surveys[0]
    assert (survey.n, survey.experts, [one.texts for one in survey.questions]) == (
        2,
        ["Ахметов А."],
        [[], ["Жалғастыру керек"]],
    )
    remark = survey.questions[0].remark
    assert remark.kk.startswith("Қысқаша байқау:")
    said = lines(filled("final", data))
    assert "Сарапшылар: Ахметов А." in said
    assert f"Баға {remark.kk}" in said
    assert "Жалғастыру керек" in said
    # Answered on two days: of the first one only half.
    first = report_data(project=project, period=Period(date(2025, 8, 5), date(2025, 8, 5)))
    assert (first.surveys[0].n, first.surveys[0].questions[0].base) == (1, 1)
    assert report_data(project=project, period=Period(date(2025, 9, 1), None)).surveys == []


def test_the_number_of_queries_is_always_the_same(make):
    project = make.project()
    measure, numbers = make.measure(project), []
    for day in (1, 2):
        for month in (6, 7, 8)[: day + 1]:
            everything(make, project, measure, date(2025, month, day))
        with CaptureQueriesContext(connection) as asked:
            report_data(project=project)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] == 38
