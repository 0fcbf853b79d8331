"""Where a computed figure of the ready text was replaced by another number."""

from decimal import Decimal

import pytest

from reports.narrative.figures import section_figures
from reports.narrative.marks import marks_of, with_put
from reports.narrative.overwritten import overwritten
from reports.narrative.texts import texts_for
from rules.narrative import SectionFigures
from tests.reports.narrative.test_ready import FIGURES, LECTURE, changed, world

READY = (
    "Барлығы 2 іс-шара өткізілді: дәріс – 2. Оларға барлығы 1 073 адам қатысты.\n"
    "Қатысушылар: жоспар – 50, нақты – 73, ауытқу – +23.\nЖарияланымдар: жоспар – 5, нақты – 7, ауытқу – +2."
)


def found(text: str, ready: str = READY) -> list[tuple[Decimal, Decimal]]:
    return [(one.number, one.computed) for one in overwritten(text, ready, SectionFigures())]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("1 073 адам", "1 100 адам", [(1100, 1073)]),
        ("1 073 адам", "1073 адам", []),
        ("1 073 адам", "{participants} адам", []),
        ("нақты – 73", "нақты – 75", [(75, 73)]),
        ("нақты – 7,", "нақты – 73,", [(73, 7)]),
        ("жоспар – 5,", "жоспар – {plan},", []),
        ("Оларға", "Сол күні 10:30-да оларға", []),
        ("Оларға барлығы 1 073 адам", "Біздің іс-шараға келген 800 қыз бала", []),
        ("Барлығы 2", "«Бірлік» барлығы 3", [(3, 2)]),
    ],
)
def test_a_number_in_the_words_of_another_is_told(before, after, told):
    assert before in READY
    assert found(READY.replace(before, after)) == told


def test_the_ready_text_itself_has_nothing_written_over():
    data = world(LECTURE, changed(pk=8, number=41, venue="125 мектеп"), figures=FIGURES)
    for language in ("kk", "ru"):
        for slot, text in texts_for(data, {}, language).items():
            assert overwritten(text, text, section_figures(data, slot)) == []


def test_each_mark_says_what_to_put_and_putting_it_heals_the_text():
    data = world(LECTURE, figures=FIGURES)
    entry = data.activities()[0]
    ready = texts_for(data, {}, "kk")["activity:7"]
    text = "{{Біз}} " + ready.replace("32 адам", "35 адам").replace("92,7 %", "95 %").replace("n = 27", "n = 30")

    def marks(words):
        return marks_of(words, data=data, slot="activity:7", entry=entry, language="kk")

    told = marks(text)
    assert [(one.number, one.computed, one.put, one.contradicts) for one in told] == [
        ("35", "32", "{participants}", True),
        ("95", "92,7", "{satisfaction}", True),
        ("30", "27", "{n}", False),
    ]
    for one in reversed(told):
        assert text[one.start : one.end] == one.number
        text = with_put(text, told, one.key)
    assert marks(text) == []
    assert "{participants} адам" in text and "{satisfaction} %" in text and "n = {n}" in text


def test_a_number_that_came_from_a_placeholder_is_not_to_be_put():
    data = world(changed(expected=50))
    (mark,) = marks_of(
        "{time} {plan} адам келді.", data=data, slot="activity:7", entry=data.activities()[0], language="kk"
    )
    assert (mark.number, mark.computed, mark.start, mark.put) == ("50", "32", None, "")


def test_about_and_at_least_need_a_person():
    data = world(LECTURE)
    (mark,) = marks_of(
        "100-ден астам адам келді.", data=data, slot="activity:7", entry=data.activities()[0], language="kk"
    )
    assert (mark.number, mark.put) == ("100", "")
