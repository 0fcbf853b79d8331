"""A report on the screen: the same blocks as its files, in the language and edition that were asked for."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from reports.blocks import Cell, Document, Picture, Table
from reports.models import NarrativeText
from reports.screen import shown
from tests.conftest import signed_in
from tests.reports.forms.reading import final_headings

PAGE = "/projects/T1/report/preview/{}/"


@pytest.fixture
def viewer(make):
    return signed_in(make.member(Role.VIEWER).user)


def headings(answer) -> list[str]:
    found = re.findall(r"<h[34]>(.*?)</h[34]>", answer.content.decode(), re.S)
    return [one.replace("&#x27;", "'") for one in found]


@pytest.mark.django_db
@pytest.mark.parametrize(("edition", "language"), [("2023", "kk"), ("2025", "ru")])
def test_the_page_has_every_heading(make, viewer, edition, language):
    make.attendance(make.activity(make.project(ref="T1")))
    answer = viewer.get(PAGE.format("final"), {"edition": edition, "language": language})
    assert answer.status_code == 200
    found = headings(answer)
    assert [one for one in found if one in final_headings(edition, language)] == final_headings(edition, language)
    assert f'<article class="sheet" lang="{language}">' in answer.content.decode()


@pytest.mark.django_db
def test_typed_text_of_that_language_only_and_marks_of_empty_places(make, viewer):
    project = make.project(ref="T1")
    where = {"organisation": project.organisation, "project": project, "slot": "section:goals"}
    NarrativeText.objects.create(**where, language="kk", text="Мақсат <b>орындалды</b>")
    kazakh = viewer.get(PAGE.format("final"), {"language": "kk"}).content.decode()
    russian = viewer.get(PAGE.format("final"), {"language": "ru"}).content.decode()
    assert "Мақсат &lt;b&gt;орындалды&lt;/b&gt;" in kazakh
    assert "орындалды" not in russian
    assert russian.count("sheet__empty") == kazakh.count("sheet__empty") + 1


@pytest.mark.django_db
def test_what_there_is_not_is_not_found_and_odd_questions_give_the_usual(make, viewer):
    make.project(ref="T1")
    assert viewer.get(PAGE.format("nothing")).status_code == 404
    assert viewer.get("/projects/T9/report/preview/final/").status_code == 404
    answer = viewer.get(PAGE.format("interim"), {"language": "xx", "edition": "1999"})
    assert answer.context["document"].edition == "2025"
    assert answer.context["document"].language == "kk"


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_project(make, viewer):
    project = make.project(ref="T1")
    numbers = []
    for _ in range(2):
        for _ in range(3):
            activity = make.activity(project, measure=make.measure(project, f"1.{project.activities.count()}"))
            make.attendance(activity)
            make.mention(make.post(), activity)
        with CaptureQueriesContext(connection) as found:
            viewer.get(PAGE.format("final"))
        numbers.append(len(found))
    assert numbers[0] == numbers[1]


def test_tables_are_laid_out_with_spans_and_sums():
    table = Table(
        head=[[Cell("A", rows=2), Cell("B", columns=2)], [Cell("x"), Cell("y")]],
        rows=iter([[Cell("one", rows=2), 1, 1000], [2, None]]),
        caption="Кесте",
        total=("Барлығы", (False, True, True)),
    )
    blocks = list(shown(Document("T", "kk", [table, Picture(b"png", "сурет")])))
    found = blocks[0].table
    assert [[(one.text, one.columns, one.rows) for one in row] for row in found.head] == [
        [("A", 1, 2), ("B", 2, 1)],
        [("x", 1, 1), ("y", 1, 1)],
    ]
    assert [[one.text for one in row] for row in found.rows] == [
        ["one", "1", "1\u00a0000"],
        ["2", ""],
        ["Барлығы", "3", "1\u00a0000"],
    ]
    assert blocks[1].picture == "data:image/png;base64,cG5n"
