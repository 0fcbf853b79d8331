"""The proposed sentences claim nothing beyond the figures, whatever those are."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rules.shares import share
from rules.survey_maths.sentences import propose
from tests.rules.survey_maths.asked import ASKED, LABEL, NAMES, scale, single

COUNTS = st.one_of(
    st.lists(st.integers(0, 12), min_size=1, max_size=8), st.lists(st.integers(0, 2000), min_size=1, max_size=8)
)


def figures_in(sentence):
    """The numbers of a sentence outside quotes: «94,5», «1 709»."""
    outside = re.sub(r"«[^»]*»", "", sentence)
    return [number.replace("\u00a0", "").replace(",", ".") for number in re.findall(r"\d[\d\u00a0]*(?:,\d+)?", outside)]


def named_in(sentence):
    return [NAMES.index(name) for name in re.findall(r"«(.)-", sentence)]


@st.composite
def chosen(draw):
    counts = draw(COUNTS)
    if draw(st.booleans()):
        return counts, single(
            counts, draw(st.sampled_from([ASKED, LABEL])), respondents=draw(st.sampled_from([None, 99]))
        )
    base = max(counts) + draw(st.integers(0, 500))
    return counts, single(counts, kind="multiple", base=base)


@given(chosen())
def test_every_number_is_one_of_the_figures_and_both_languages_say_the_same(case):
    counts, figures = case
    said = propose(figures)
    if not any(counts):
        assert said is None
        return
    allowed = {str(one.share) for one in figures.options} | {str(number) for number in (*counts, figures.base)}
    for sentence in (said.kk, said.ru):
        assert set(figures_in(sentence)) <= allowed
        assert sentence.endswith(".")
    assert sorted(figures_in(said.kk)) == sorted(figures_in(said.ru))
    assert named_in(said.kk) == named_in(said.ru)


@given(chosen())
def test_the_options_named_are_truly_the_most_frequent(case):
    counts, figures = case
    said = propose(figures)
    if said is None:
        return
    named = named_in(said.kk)
    if figures.base == 1:
        assert sorted(named) == [place for place, count in enumerate(counts) if count]
        return
    rest = [count for place, count in enumerate(counts) if place not in named]
    if not named:
        assert sum(count == max(counts) for count in counts) > 2
        return
    assert [counts[place] for place in named] == sorted((counts[place] for place in named), reverse=True)
    assert counts[named[0]] == max(counts)
    assert not rest or counts[named[-1]] > max(rest)


CLAIMS = {
    "барлығы": lambda part: part == 1,
    "басым көпшілігі": lambda part: part >= 0.75,
    " көпшілігі": lambda part: part > 0.5,
    "жартысы ": lambda part: 0.499 < part < 0.501,
    "жартысына жуығы": lambda part: 0.45 <= part < 0.5,
    "шамамен жартысы": lambda part: 0.499 < part < 0.501,
    "ең көп бөлігі": lambda part: part < 0.451,
}


@given(chosen())
def test_the_words_for_a_part_are_true(case):
    counts, figures = case
    said = propose(figures)
    if said is None or figures.is_small:
        return
    part = max(counts) / figures.base
    for words, is_true in CLAIMS.items():
        if words in said.kk:
            assert is_true(part), (words, part)
    if "екіге бөлінді" in said.kk:
        first, second = sorted(counts, reverse=True)[:2]
        assert first - second <= 0.05 * figures.base
        assert first + second >= 0.8 * figures.base
    assert ("%" in said.kk) == ("%" in said.ru)


@given(chosen())
def test_few_people_have_no_percent(case):
    _, figures = case
    said = propose(figures)
    if said is not None and figures.is_small:
        assert "%" not in said.kk + said.ru


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any), st.sampled_from(["scale", "score"]))
def test_numbers_of_scales_are_figures_too(counts, kind):
    figures = scale(counts if kind == "scale" else [*counts, *counts, 3], kind)
    said = propose(figures)
    if figures.base == 1:
        return
    best = sum(one.count for one in figures.options[-2:])
    worst = sum(one.count for one in figures.options[:7])
    allowed = {f"{figures.mean:.2f}", "5", "10", "9", "0", "6", str(figures.base), str(best), str(worst)}
    allowed |= {str(share(best, figures.base)), str(share(worst, figures.base))}
    assert set(figures_in(said.kk)) <= allowed
    assert sorted(figures_in(said.kk)) == sorted(figures_in(said.ru))
