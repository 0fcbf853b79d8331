"""Which numbers of a text count something, and what."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.narrative import KindFigures, SectionFigures, contradictions, read_figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Іс-шараға 1 709 адам қатысты.", [(1709, "participants")]),
        ("Семинарға 46 қатысушы келді, 12 кеңес берілді.", [(46, "participants"), (12, "consultations")]),
        ("В лекции приняли участие 38 человек.", [(38, "participants")]),
        ("Проведено 13 семинаров и 3 лекции.", [(13, "kind:seminar"), (3, "kind:lecture")]),
        ("Қанағаттану деңгейі 92,7 % болды.", [(Decimal("92.7"), "satisfaction")]),
        ("11 білім беру ұйымын қамтыды.", [(11, "organisations")]),
        ("2025 жылғы 22 мамыр күні сағат 10:00-де, 22.05.2025.", []),
        ("5 500 000 теңге, № 36 шарт, 14-35 жас аралығында.", []),
        ("https://www.instagram.com/p/DL4700000/ 12 рет", []),
        ("Заңның 5-бабының 1-тармағына сәйкес", []),
        ("", []),
    ],
)
def test_numbers_that_count(text, found):
    assert [(one.number, one.unit) for one in read_figures(text)] == [(Decimal(n), unit) for n, unit in found]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("100-ден астам адам", "at_least"),
        ("кемінде 300 адам", "at_least"),
        ("более 300 человек", "at_least"),
        ("300-ге жуық адам", "about"),
        ("около 300 человек", "about"),
        ("300 адам", "exact"),
    ],
)
def test_how_exactly_a_number_is_meant(text, how):
    assert [one.how for one in read_figures(text)] == [how]


def test_a_plan_of_the_same_kind_needs_no_word_of_its_own():
    one, plan = read_figures("Қатысушылар саны — 125 адам (жоспар — 100).")
    assert (one.is_plan, plan.is_plan, plan.unit) == (False, True, "participants")


def test_a_figure_of_one_of_several_may_be_any_of_them():
    known = SectionFigures({"participants": Decimal(116)}, {}, {"lecture": KindFigures(2, 116, (63, 53))})
    assert contradictions("Бірінші дәріске 63 қатысушы және екінші дәріске 53 қатысушы келді.", known) == []
    found = contradictions("Бірінші дәріске 64 қатысушы келді.", known)
    assert [(one.code, one.figure.number) for one in found] == [("differs", Decimal(64))]


def test_a_number_beyond_every_count_is_none():
    assert [one.number for one in read_figures(f"{'9' * 5000} адам, {'1 234' + ' 567' * 2000} адам, 12 адам")] == [12]


def test_the_place_of_a_figure_is_told():
    text = "Барлығы 352 адам."
    one = contradictions(text, SectionFigures({"participants": Decimal(373)}))[0]
    assert (text[one.figure.start : one.figure.end], one.should_be) == ("352", Decimal(373))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .,:;()-—адмсеинржопл%«»\n", max_size=200))
def test_no_text_makes_it_fail(text):
    for figure in read_figures(text):
        assert text[figure.start : figure.end].strip()


@given(st.integers(0, 10**7))
def test_what_is_not_known_is_never_called_wrong(number):
    assert contradictions(f"Барлығы {number} адам қатысты.", SectionFigures()) == []
