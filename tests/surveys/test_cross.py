"""Two questions against each other, as they may leave the house."""

import pytest

from surveys.actions.runs import open_run
from surveys.queries.cross import crossed, crossed_for_all
from surveys.queries.sheets import Filters
from tests.surveys.conftest import door, send_sheet
from tests.surveys.questionnaires import option, question, version

TOWN = question("town", options=[option("taraz"), option("shu"), option("talas")])
KNOWS = question("knows", options=[option("yes"), option("no")])
USED = question(
    "used",
    options=[option("often"), option("never")],
    show_if={"conditions": [{"question": "knows", "operator": "any_of", "values": ["yes"]}]},
)


@pytest.fixture
def run(make):
    """40 of one town, 15 of another, 4 of a third; who knows is asked whether they used it."""
    run = open_run(version=version(make, TOWN, KNOWS, USED), project=make.project(), by=None)
    wave = door(run)
    for town, people in (("taraz", 40), ("shu", 15), ("talas", 4)):
        for number in range(people):
            used = {"used": "often" if number % 4 == 0 else "never"} if number % 2 == 0 else {}
            answers = {"town": town, "knows": "yes" if used else "no", **used}
            send_sheet(wave, town=town, **{key: value for key, value in answers.items() if key != "town"})
    for response in run.responses.all():
        # send_sheet shows every question; who does not know was not asked.
        if response.answers["knows"] == "no":
            del response.answers["used"]
            response.save()
    return run


def asked(run, code):
    return run.version.definition.by_code[code]


def test_what_a_table_above_hides_no_table_beneath_gives_away(run):
    above = crossed_for_all(run=run, row=asked(run, "town"), column=asked(run, "knows"), door="")
    beneath = crossed_for_all(run=run, row=asked(run, "town"), column=asked(run, "used"), door="")
    assert "talas" in above.hidden
    # Shown beneath, the base of a hidden town would be how many of it know.
    assert set(above.hidden) <= set(beneath.hidden)
    bases = dict(zip(beneath.rows, beneath.bases, strict=True))
    assert bases["taraz"] in {20, None}
    assert bases["talas"] is None


def test_a_question_is_not_set_against_what_decides_whether_it_is_shown(run):
    assert crossed_for_all(run=run, row=asked(run, "knows"), column=asked(run, "used"), door="") is None


def test_at_home_all_is_shown_with_who_was_not_asked(run):
    table = crossed(run=run, row=asked(run, "town"), column=asked(run, "used"), filters=Filters())
    counts = dict(zip(table.rows, table.counts, strict=True))
    assert (table.columns[:2], counts["talas"]) == (("often", "never"), (1, 1, 2))
    assert table.total == 59
