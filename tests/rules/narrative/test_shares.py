"""A share with its n beside it is a whole number of people, rounded as the program rounds."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.narrative import SectionFigures, contradictions
from rules.shares import printed_shares, share

NOTHING_KNOWN = SectionFigures()


def impossible(text: str, known: SectionFigures = NOTHING_KNOWN) -> list[tuple[str, str]]:
    found = contradictions(text, known)
    assert {one.code for one in found} <= {"share_impossible"}
    assert all(text[one.figure.start : one.figure.end].replace(",", ".") == str(one.figure.number) for one in found)
    return [(str(one.figure.number), str(one.should_be)) for one in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Қанағаттану деңгейі – 92,7 % (n = 27).", [("92.7", "92.6")]),
        ("Қанағаттану деңгейі – 92,6 % (n = 27).", []),
        ("92,59 % (n=27), 92,58 % (n=27)", [("92.58", "92.59")]),
        ("Довольны 93 % (n=27), а не 95 % (n = 27).", [("95", "96.3")]),
        ("n = 27: 50,0 %", [("50.0", "51.9")]),
        ("Ерлер 40,0 %, әйелдер 60,1 % (n = 25).", [("60.1", "60.0")]),
        ("50 % (n = 4), 33,3 % (n = 9)", []),
        ("92,6 % (n = 27; 95 % сенім аралығы 76,6–97,9 %)", []),
        ("92,6 % (n = 27, 95 %-дық сенім аралығы 76,6–97,9 %, n = 27)", []),
        ("Өсім 17,3 пайыздық тармақ (n = 27).", []),
        ("Жоспардың 92,7 % орындалды. Сауалнамаға n = 27 қатысты.", []),
        ("130 % (n = 27)", []),
        ("12,34 % (n = 3 428)", []),
        ("Ешкім жоқ: 0 % (n = 0), 100 % (n = 1)", []),
    ],
)
def test_a_share_is_a_whole_number_of_people(text, told):
    assert impossible(text) == told


def test_what_the_records_give_is_right_and_a_wrong_figure_is_told_once():
    text, known = "Қанағаттану деңгейі – 91,0 % (n = 27).", SectionFigures({"satisfaction": Decimal("91.0")})
    assert impossible(text) == [("91.0", "92.6")]
    assert impossible(text, known) == []
    other = SectionFigures({"satisfaction": Decimal("80.0")})
    assert [one.code for one in contradictions(text, other)] == ["differs"]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6).filter(any))
def test_what_the_program_prints_is_never_impossible(counts):
    whole = sum(counts)
    for printed in (*printed_shares(counts), *(share(one, whole) for one in counts)):
        assert impossible(f"{str(printed).replace('.', ',')} % (n = {whole})") == []


def test_a_text_of_200000_letters_is_read_at_once():
    for piece in ("92,7 % ", "n = 27 ", "92,7 % (n = 27) ", "1 "):
        text = piece * (200_000 // len(piece))
        started = time.process_time()
        contradictions(text, NOTHING_KNOWN)
        assert time.process_time() - started < 5


def test_a_share_within_a_name_is_none():
    known = SectionFigures(names=frozenset({"20 % жастар"}))
    assert impossible("Сауалнама: «20 % жастар» (n = 1), 40 % (n = 1).", known) == [("40", "0.0")]
