"""Pages of figures, as people open them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from events.actions.head_counts import set_head_count
from events.models import Source
from grants.models import Edition, Job
from tests.conftest import signed_in
from tests.reports.conftest import MIXED_JSON


def page(client, name, *refs, language="en", status=200, **params) -> str:
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"reports:{name}", args=refs), params)
    assert answer.status_code == status
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def headings(html: str, dimension: str) -> list[str]:
    """The headings of one table as the page has them, in the order of the document."""
    table = re.search(rf'<table[^>]*aria-labelledby="table-{dimension}">(.*?)</table>', html, re.DOTALL)[1]
    return [re.sub(r"<small.*?</small>", "", th).strip() for th in re.findall(r"<th[^>]*>(.*?)</th>", table)]


def figures(html: str, dimension: str) -> list[int]:
    table = re.search(rf'<table[^>]*aria-labelledby="table-{dimension}">(.*?)</table>', html, re.DOTALL)[1]
    return [int(number) for number in re.findall(r"<td[^>]*><a[^>]*>(\d+)</a>", table)]


def form_headings(edition: str, dimension: str, language: str) -> list[str]:
    form = Edition.objects.get(code=edition).forms["tables"][dimension]
    listed = [column[language] for column in form["columns"]]
    return [*listed, form["group"]["heading"][language]] if form["group"] else listed


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_tables_have_the_headings_of_the_projects_edition(organiser, mixed, edition, language):
    mixed.edition_id = edition
    mixed.save()
    html = page(organiser, "statistics", "M1", language=language)
    for dimension in ("gender", "category", "age"):
        form = mixed.edition.forms["tables"][dimension]
        expected = form_headings(edition, dimension, language)
        found = headings(html, dimension)
        assert found[: len(expected)] == expected
        if form["group"]:
            assert found[-4:] == [column[language] for column in form["group"]["columns"]]
        assert f">{form['heading'][language]}</h2>" in html


def test_the_figures_stand_under_their_headings(organiser, mixed):
    html = page(organiser, "statistics", "M1")
    assert figures(html, "gender") == [12, 6, 4, 2]
    assert figures(html, "category") == [12, *MIXED_JSON["category"].values()]
    assert figures(html, "age") == [12, *MIXED_JSON["age"].values()]


def test_the_edition_of_2023_nests_four_categories_and_repeats_the_total(organiser, mixed):
    mixed.edition_id = "2023"
    mixed.save()
    html = page(organiser, "statistics", "M1", language="kk")
    assert 'colspan="4">Оның ішінде</th>' in html
    category = MIXED_JSON["category"]
    first = ["children", "youth", "civil_servants", "budget_workers", "persons_with_disability", "elderly_50_plus"]
    nested = ["unemployed", "ngo_representatives", "business", "other"]
    expected = [12, *(category[code] for code in first), 12, *(category[code] for code in nested), 8]
    assert figures(html, "category") == expected


def test_a_reader_of_english_sees_the_kazakh_form_with_a_word_of_english(organiser, mixed):
    html = page(organiser, "statistics", "M1", language="en")
    assert "Ерлер<small" in html
    assert ">Men</small>" in html


def test_the_page_says_the_rule_both_numbers_and_that_the_tables_are_equal(organiser, mixed):
    html = page(organiser, "statistics", "M1")
    assert "The tables count attendances" in html
    assert "The three tables are equal: each sums to 12." in html
    assert re.search(r"table=visits\">12<", html)
    assert re.search(r"table=people\">2<", html)
    assert "2 categories follow from the age." in html
    assert "Of several statuses, the first in this order is counted" in html


def test_what_has_no_column_is_shown_and_makes_a_draft(organiser, make, mixed):
    html = page(organiser, "statistics", "M1")
    assert "Outside the bands" in html
    assert "Draft." in html
    whole = make.activity(make.project(ref="W1"))
    make.attendance(whole)
    html = page(organiser, "statistics", "W1")
    assert "Draft." not in html
    assert "Not stated" in html
    assert 'class="is-extra no-print"' in html  # on screen always, on paper only when not zero


def test_every_figure_opens_records_that_sum_to_it(organiser, mixed):
    html = page(organiser, "statistics", "M1")
    links = set(re.findall(r'href="([^"]*/records/\?[^"]*)"[^>]*>(?:<span.*?</span> <strong[^>]*>)?(\d+)<', html))
    assert len(links) > 20
    for link, figure in links:
        answer = organiser.get(link)
        assert answer.status_code == 200
        assert f'<span class="number">{figure}</span></h1>' in answer.content.decode()


def test_rows_are_called_entries_however_they_came(organiser, make):
    activity = make.activity(make.project(ref="I1"))
    for _ in range(2):
        make.attendance(activity, person=None, gender="male", source=Source.IMPORT)
    set_head_count(activity, mode="in_addition", basis="tally", total=4, parts={}, by=None)
    html = page(organiser, "records", "I1", table="visits")
    assert "2 entries + 4 in head counts = 6" in html
    assert 'Entries: <span class="number">2</span>' in html
    assert "Scanned" not in html


def test_records_show_names_to_those_who_may_see_them_only(organiser, make, mixed):
    assert "Айгүл Сапарова" in page(organiser, "records", "M1", table="gender", value="female")
    viewer = signed_in(make.member("viewer").user)
    html = page(viewer, "records", "M1", table="gender", value="female")
    assert "Айгүл" not in html
    assert "M1-01" in html


def test_records_are_paginated_and_still_say_the_whole_figure(organiser, make):
    activity = make.activity(make.project(ref="L1"))
    for _ in range(51):
        make.attendance(activity, person=None, gender="male")
    first = page(organiser, "records", "L1", table="gender", value="male")
    last = page(organiser, "records", "L1", table="gender", value="male", page="2")
    assert (first.count("<code>"), last.count("<code>")) == (50, 1)
    assert '<span class="number">51</span></h1>' in last
    assert "table=gender&value=male&page=2" in first
    assert page(organiser, "records", "L1", table="gender", value="male", page="x\x00").count("<code>") == 50


def test_a_figure_of_zero_opens_an_empty_list(organiser, mixed):
    assert "Nobody is counted here." in page(organiser, "records", "M1", table="category", value="business")


@pytest.mark.parametrize(
    "params", [{}, {"table": "x"}, {"table": "gender", "value": "x"}, {"table": "age", "value": "\x00"}]
)
def test_a_figure_that_does_not_exist_is_a_page_of_words(organiser, mixed, params):
    assert "There is no such figure" in page(organiser, "records", "M1", status=404, **params)


def test_the_list_shows_every_project_with_its_figures(organiser, make, mixed):
    make.other_organisation().project(ref="FOREIGN")
    html = page(organiser, "projects")
    assert "Attendances: 12 · unique people: 2" in html
    assert reverse("reports:statistics", args=["M1"]) in html
    assert "FOREIGN" not in html


def test_a_foreign_project_is_not_found(make, mixed):
    stranger = signed_in(make.other_organisation().member("owner").user)
    page(stranger, "statistics", "M1", status=404)
    page(stranger, "records", "M1", status=404, table="gender")
    assert stranger.post(reverse("reports:statistics_export", args=["M1"])).status_code == 404
    assert Job.objects.count() == 0


def test_who_is_not_signed_in_is_asked_to(client, mixed):
    answer = client.get(reverse("reports:statistics", args=["M1"]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("grants:sign_in"))


@pytest.mark.parametrize("projects", [1, 3])
def test_the_list_asks_the_same_number_of_questions_whatever_its_length(
    organiser, make, django_assert_num_queries, projects
):
    for _ in range(projects):
        make.attendance(make.activity())
    with django_assert_num_queries(6):  # session, user, memberships, projects, totals
        page(organiser, "projects")


@pytest.mark.parametrize("rows", [1, 4])
def test_records_ask_the_same_number_of_questions_whatever_their_length(
    organiser, make, django_assert_num_queries, rows
):
    activity = make.activity(make.project(ref="Q1"))
    for _ in range(rows):
        make.attendance(activity)
    # session, user, memberships, project, head counts, count, rows (and the paginator's count)
    with django_assert_num_queries(8):
        page(organiser, "records", "Q1", table="gender", value="female")
