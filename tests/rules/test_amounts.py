"""Amounts in figures and words."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.amounts import amount_in_words, in_figures, money_in_words

# Written here by hand, apart from the library: words are read back to numbers.
KAZAKH_WORDS = re.findall(
    r"\w+", "нөл бір екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан"
)
RUSSIAN_WORDS = re.findall(
    r"\w+",
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят "
    "семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
)
KAZAKH = dict(zip(KAZAKH_WORDS, [*range(10), *range(10, 100, 10)], strict=True))
RUSSIAN = dict(zip(RUSSIAN_WORDS, [*range(20), *range(20, 100, 10), *range(100, 1000, 100)], strict=True))
STEPS = {"мың": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}


def read_kazakh(words: str) -> int:
    total = part = 0
    for word in words.split():
        if word == "жүз":
            part = part // 10 * 10 * 10 + (part % 10 or 1) * 100
        elif word in STEPS:
            total, part = total + part * STEPS[word], 0
        else:
            part += KAZAKH[word]
    return total + part


def russian_step(n: int, step: str) -> str:
    """The case that `n` asks of the word."""
    one, two, many = {
        "тысяч": ("тысяча", "тысячи", "тысяч"),
        **{name: (name, f"{name}а", f"{name}ов") for name in ("миллион", "миллиард", "триллион")},
    }[step]
    if n % 100 in range(11, 15) or n % 10 in {0, 5, 6, 7, 8, 9}:
        return many
    return one if n % 10 == 1 else two


def read_russian(words: str) -> int:
    total = part = 0
    for word in words.split():
        step = next((name for name in ("тысяч", "миллион", "миллиард", "триллион") if word.startswith(name)), "")
        if step:
            assert word == russian_step(part, step)
            total += part * STEPS.get(step, 10**3)
            part = 0
        else:
            part += {"одна": 1, "две": 2}.get(word) or RUSSIAN[word]
    return total + part


@pytest.mark.parametrize(
    ("number", "kk", "ru"),
    [
        (0, "нөл", "ноль"),
        (1000, "бір мың", "одна тысяча"),
        (2002, "екі мың екі", "две тысячи два"),
        (21000, "жиырма бір мың", "двадцать одна тысяча"),
        (1_000_000, "бір миллион", "один миллион"),
        (5_500_000, "бес миллион бес жүз мың", "пять миллионов пятьсот тысяч"),
        (10**12, "бір триллион", "один триллион"),
        (
            2_019_112_000_101,
            "екі триллион он тоғыз миллиард жүз он екі миллион жүз бір",
            "два триллиона девятнадцать миллиардов сто двенадцать миллионов сто один",
        ),
    ],
)
def test_words(number, kk, ru):
    assert amount_in_words(number, "kk") == kk
    assert amount_in_words(number, "ru") == ru


@settings(deadline=None)
@given(st.integers(0, 12).flatmap(lambda digits: st.integers(0, 10**digits)))
def test_words_read_back_give_the_number(number):
    assert read_kazakh(amount_in_words(number, "kk")) == number
    assert read_russian(amount_in_words(number, "ru")) == number


@pytest.mark.parametrize(
    ("amount", "kk", "ru"),
    [
        ("5500000", "5 500 000 (бес миллион бес жүз мың) теңге", "5 500 000 (пять миллионов пятьсот тысяч) тенге"),
        ("5500000.00", "5 500 000 (бес миллион бес жүз мың) теңге", "5 500 000 (пять миллионов пятьсот тысяч) тенге"),
        ("1200.5", "1 200,50 (бір мың екі жүз) теңге 50 тиын", "1 200,50 (одна тысяча двести) тенге 50 тиын"),
        ("0.015", "0,02 (нөл) теңге 02 тиын", "0,02 (ноль) тенге 02 тиын"),
        ("0", "0 (нөл) теңге", "0 (ноль) тенге"),
        ("999.999", "1 000 (бір мың) теңге", "1 000 (одна тысяча) тенге"),
        ("-21000", "−21 000 (минус жиырма бір мың) теңге", "−21 000 (минус двадцать одна тысяча) тенге"),
    ],
)
def test_money(amount, kk, ru):
    for language, expected in (("kk", kk), ("ru", ru)):
        said = money_in_words(Decimal(amount), language)
        figures, words = said.split(" (")
        assert f"{figures.replace(chr(0xA0), ' ')} ({words}" == expected
        assert " " not in figures  # a line does not end inside a number


def test_what_is_no_amount_is_refused():
    for bad in (Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 16):
        with pytest.raises(ValueError):
            money_in_words(bad, "kk")
    with pytest.raises(KeyError):
        money_in_words(Decimal(1), "en")


def test_figures():
    assert in_figures(1709) == "1\u00a0709"
    assert in_figures(Decimal("92.70")) == "92,70"
    assert in_figures(Decimal("1E+3")) == "1\u00a0000"
    assert in_figures(-12) == "\u221212"
