"""How the proposed sentences read."""

from decimal import Decimal

import pytest

from rules.questionnaires.definition import Definition, Option, Question, Words
from rules.shares import share
from rules.survey_maths.sentences import Figures, OptionFigures, figures_of, propose
from rules.survey_maths.sentences.kazakh import people
from rules.survey_maths.sentences.proposing import is_opinion
from tests.rules.survey_maths.asked import ASKED, LABEL, NAMES, count_sheets, numbers, scale, single


@pytest.mark.parametrize(
    ("counts", "kk", "ru"),
    [
        (
            [0, 500],
            "Респонденттердің барлығы (100,0%) «Б-kk» деп жауап берген.",
            "Все респонденты (100,0%) ответили «Б-ru».",
        ),
        (
            [74, 833, 93],
            "Респонденттердің басым көпшілігі (83,3%) «Б-kk» деп жауап берген.",
            "Подавляющее большинство респондентов (83,3%) ответили «Б-ru».",
        ),
        (
            [600, 250, 150],
            "Респонденттердің көпшілігі (60,0%) «А-kk» деп жауап берген; екінші орында – «Б-kk» (25,0%).",
            "Большинство респондентов (60,0%) ответили «А-ru»; на втором месте – «Б-ru» (25,0%).",
        ),
        (
            [474, 392, 134],
            "Респонденттердің жартысына жуығы (47,4%) «А-kk» деп жауап берген; екінші орында – «Б-kk» (39,2%).",
            "Около половины респондентов (47,4%) ответили «А-ru»; на втором месте – «Б-ru» (39,2%).",
        ),
        (
            [500, 250, 250],
            "Респонденттердің жартысы (50,0%) «А-kk» деп жауап берген.",
            "Половина респондентов (50,0%) ответила «А-ru».",
        ),
        (
            [3001, 1500, 1500],
            "Респонденттердің шамамен жартысы (50,0%) «А-kk» деп жауап берген.",
            "Около половины респондентов (50,0%) ответили «А-ru».",
        ),
        (
            [280, 192, 174, 145, 115, 94],
            "Респонденттердің ең көп бөлігі (28,0%) «А-kk» деп жауап берген; екінші орында – «Б-kk» (19,2%).",
            "Наибольшая доля респондентов (28,0%) ответила «А-ru»; на втором месте – «Б-ru» (19,2%).",
        ),
        (
            [470, 490, 40],
            "Респонденттердің жауаптары екіге бөлінді: «Б-kk» – 49,0%, «А-kk» – 47,0%.",
            "Ответы респондентов разделились: «Б-ru» – 49,0%, «А-ru» – 47,0%.",
        ),
        (
            [300, 280, 210, 210],
            "Ең көп таңдалған екі жауап – «А-kk» (30,0%) және «Б-kk» (28,0%).",
            "Чаще всего выбирали ответы «А-ru» (30,0%) и «Б-ru» (28,0%).",
        ),
        (
            [200, 200, 200],
            "Жауаптардың ешқайсысы айқын басым емес: ең жоғары үлес – 33,4%.",
            "Ни один из ответов явно не преобладает: наибольшая доля – 33,4%.",
        ),
    ],
)
def test_one_of_the_options(counts, kk, ru):
    said = propose(single(counts))
    assert (said.kk, said.ru) == (kk, ru)


def test_groups_are_not_answers():
    said = propose(single([699, 301], LABEL))
    assert said.kk == "Респонденттердің көпшілігі (69,9%) – «А-kk»; екінші орында – «Б-kk» (30,1%)."
    assert said.ru == "Большинство респондентов (69,9%) – «А-ru»; на втором месте – «Б-ru» (30,1%)."
    halves = propose(single([510, 490], LABEL))
    assert halves.kk == "Респонденттердің ең үлкен екі тобы – «А-kk» (51,0%) және «Б-kk» (49,0%)."
    assert halves.ru == "Две самые большие группы респондентов – «А-ru» (51,0%) и «Б-ru» (49,0%)."
    few = propose(single([9, 3], LABEL))
    assert (few.kk, few.ru) == (
        "12 адамның 9-ы – «А-kk», 3-еуі – «Б-kk».",
        "9 из 12 человек – «А-ru», 3 – «Б-ru».",
    )


def test_where_not_everybody_answered_it_speaks_of_those_who_did():
    said = propose(single([60, 40], respondents=101))
    assert said.kk == "Жауап бергендердің көпшілігі (60,0%) «А-kk» нұсқасын таңдаған; екінші орында – «Б-kk» (40,0%)."
    assert said.ru == "Большинство ответивших (60,0%) выбрали «А-ru»; на втором месте – «Б-ru» (40,0%)."
    assert propose(single([100], respondents=101)).ru == "Все ответившие (100,0%) выбрали «А-ru»."


def test_several_options():
    said = propose(single([688, 142, 134], kind="multiple", base=1000))
    assert said.kk == "Респонденттердің көпшілігі (68,8%) «А-kk» нұсқасын таңдаған; екінші орында – «Б-kk» (14,2%)."
    assert said.ru == "Большинство респондентов (68,8%) выбрали «А-ru»; на втором месте – «Б-ru» (14,2%)."
    two = propose(single([800, 780, 100], kind="multiple", base=1000))
    assert two.ru == "Чаще всего выбирали ответы «А-ru» (80,0%) и «Б-ru» (78,0%)."
    few = propose(single([9, 7, 1], kind="multiple", base=12))
    assert few.kk == "12 адамның 9-ы «А-kk», 7-еуі «Б-kk» нұсқасын таңдаған."
    assert few.ru == "9 из 12 человек выбрали «А-ru», 7 – «Б-ru»."


@pytest.mark.parametrize(
    ("counts", "kk", "ru"),
    [
        (
            [9, 3],
            "12 адамның 9-ы «А-kk», 3-еуі «Б-kk» деп жауап берген.",
            "9 из 12 человек ответили «А-ru», 3 – «Б-ru».",
        ),
        ([1, 20], "21 адамның 20-сы «Б-kk», 1-еуі «А-kk» деп жауап берген.", None),
        ([21, 2, 2], "25 адамның 21-і «А-kk» деп жауап берген.", "21 из 25 человек ответил «А-ru»."),
        ([6, 6, 9], "21 адамның 9-ы «В-kk» деп жауап берген.", "9 из 21 человека ответили «В-ru»."),
        (
            [4, 4, 4],
            "12 адам жауап берген, жауаптардың ешқайсысы айқын басым емес.",
            "Ответили 12 человек, ни один из ответов явно не преобладает.",
        ),
        ([0, 1], "Сұраққа бір ғана адам жауап берген: «Б-kk».", "На вопрос ответил только один человек: «Б-ru»."),
    ],
)
def test_few_people_are_counted(counts, kk, ru):
    said = propose(single(counts))
    assert said.kk == kk
    assert said.ru == (ru or said.ru)


def test_kazakh_endings_of_numbers():
    assert " ".join(people(count) for count in range(1, 30)) == (
        "1-еуі 2-еуі 3-еуі 4-еуі 5-еуі 6-ауы 7-еуі 8-і 9-ы 10-ы 11-і 12-сі 13-і 14-і 15-і 16-сы 17-сі 18-і 19-ы "
        "20-сы 21-і 22-сі 23-і 24-і 25-і 26-сы 27-сі 28-і 29-ы"
    )


def test_a_scale():
    said = propose(scale([5, 10, 58, 304, 623]))
    assert said.kk == (
        "Орташа балл – 4,53 (ең жоғарысы – 5); респонденттердің 92,7%-ы екі ең жақсы жауаптың бірін таңдаған."
    )
    assert said.ru == ("Средний балл – 4,53 (максимум – 5); 92,7% респондентов выбрали один из двух лучших ответов.")
    few = propose(scale([0, 1, 2, 4, 5]))
    assert few.kk == "Орташа балл – 4,08 (ең жоғарысы – 5); 12 адамның 9-ы екі ең жақсы жауаптың бірін таңдаған."
    assert few.ru == "Средний балл – 4,08 (максимум – 5); 9 из 12 человек выбрали один из двух лучших ответов."
    none = propose(scale([20, 10, 10, 0, 0]))
    assert none.kk == "Орташа балл – 1,75 (ең жоғарысы – 5); екі ең жақсы жауаптың бірін ешкім таңдамаған."
    assert none.ru == "Средний балл – 1,75 (максимум – 5); один из двух лучших ответов не выбрал никто."


def test_zero_to_ten():
    said = propose(scale([2, 0, 0, 0, 0, 0, 3, 10, 20, 30, 35], "score"))
    assert said.kk == (
        "Орташа балл – 8,68 (ең жоғарысы – 10); 9–10 балды респонденттердің 65,0%-ы қойған, "
        "0–6 балды респонденттердің 5,0%-ы қойған."
    )
    assert said.ru == (
        "Средний балл – 8,68 (максимум – 10); 9–10 баллов поставили 65,0% респондентов, "
        "0–6 баллов поставили 5,0% респондентов."
    )
    few = propose(scale([0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1], "score"))
    assert few.kk == (
        "Орташа балл – 8,00 (ең жоғарысы – 10); 9–10 балды 3 адамның 1-еуі қойған, 0–6 балды ешкім қоймаған."
    )
    assert few.ru == (
        "Средний балл – 8,00 (максимум – 10); 9–10 баллов поставил 1 из 3 человек, 0–6 баллов не поставил никто."
    )


def test_numbers():
    said = propose(numbers([Decimal(number) for number in [*range(1, 40), 1709]]))
    assert said.kk == "Орташа мән – 62,23, медиана – 20,5 (ең азы – 1, ең көбі – 1\u00a0709)."
    assert said.ru == "Среднее значение – 62,23, медиана – 20,5 (от 1 до 1\u00a0709)."
    few = propose(numbers([Decimal("1.5"), Decimal(-2)]))
    assert few.kk == "2 адамның жауаптары бойынша орташа мән – −0,25, медиана – −0,25 (ең азы – −2, ең көбі – 1,5)."
    assert few.ru == "По ответам 2 человек среднее значение – −0,25, медиана – −0,25 (от −2 до 1,5)."
    assert propose(numbers([Decimal(5)])).ru == "Единственный ответ – 5."
    assert propose(numbers([Decimal(5)] * 3)).kk == "Барлық жауап бірдей: 5."


def ranking(firsts, base):
    options = tuple(
        OptionFigures(Words(name), count, share(count, base), mean_place=Decimal("1.75"))
        for name, count in zip(NAMES, firsts, strict=False)
    )
    return Figures("ranking", ASKED, base, base, options)


def test_rankings():
    said = propose(ranking([45, 30, 25], 100))
    assert said.kk == "Бірінші орынға ең жиі «А» қойылған (респонденттердің 45,0%-ы; орташа орны – 1,75)."
    assert said.ru == "На первое место чаще всего ставили «А» (45,0% респондентов; среднее место – 1,75)."
    assert (
        propose(ranking([5, 5, 2], 12)).kk
        == "Бірінші орынға ең жиі «А» және «Б» қойылған (әрқайсысын 12 адамның 5-еуі)."
    )
    assert propose(ranking([45, 44, 11], 100)).ru.startswith("На первое место чаще всего ставили «А» (45,0% респ")
    assert propose(ranking([5, 5, 2], 12)).ru == "На первое место чаще всего ставили «А» и «Б» (по 5 из 12 человек)."
    assert propose(ranking([40, 40, 20], 100)).ru == "На первое место чаще всего ставили «А» и «Б» (40,0%, 40,0%)."
    assert propose(ranking([4, 4, 4], 12)).ru == "Среди поставленного на первое место ничто явно не преобладает."
    assert propose(ranking([1, 0], 1)).kk == "Сұраққа бір ғана адам жауап берген: бірінші орында – «А»."


def test_texts_and_dates_are_counted():
    said = [propose(Figures("long_text", ASKED, base)).ru for base in (1, 11, 21, 104, 112, 1709)]
    assert said == [
        "На вопрос ответил 1 человек.",
        "На вопрос ответили 11 человек.",
        "На вопрос ответил 21 человек.",
        "На вопрос ответили 104 человека.",
        "На вопрос ответили 112 человек.",
        "На вопрос ответили 1\u00a0709 человек.",
    ]
    assert propose(Figures("date", ASKED, 7)).kk == "Сұраққа 7 адам жауап берген."


@pytest.mark.parametrize(
    "figures",
    [
        single([0, 0]),
        Figures("number", ASKED, 0),
        Figures("number", ASKED, 3),
        Figures("section", ASKED, 5),
        Figures("single", ASKED, 5),
        Figures("single", ASKED, 1, 1, (OptionFigures(Words(), 1, Decimal(100)),)),
        Figures("scale", ASKED, 2, 2, (OptionFigures(Words("5"), 2, Decimal(100), 5),)),
    ],
)
def test_of_nothing_nothing_is_said(figures):
    assert propose(figures) is None


def test_options_are_quoted_as_they_are():
    texts = ["Мен  «Болашақ»\nбойынша оқыдым.", "«Иә»", "Жоқ", "Кейде;"]
    options = [OptionFigures(Words(text), 40 - place, Decimal("1")) for place, text in enumerate(texts)]
    said = [
        propose(Figures("single", ASKED, one.count, one.count, (one,))).kk.removeprefix(
            "Респонденттердің барлығы (1,0%) "
        )
        for one in options
    ]
    assert said == [f"«{text}» деп жауап берген." for text in ("Мен „Болашақ“ бойынша оқыдым", "Иә", "Жоқ", "Кейде")]


@pytest.mark.parametrize(
    ("kk", "ru", "expected"),
    [
        ("Жасы", "Возраст", False),
        ("Әлеуметтік мәртебесі", "", False),
        ("Сабақты бағалаңыз", "Оцените занятие", True),
        ("Бағыт", "Выберите направление", True),
        ("Қатысасыз ба?", "", True),
        ("Сізге бәрінен де көбірек ұнаған тақырып", "", True),
    ],
)
def test_a_label_is_told_from_a_question(kk, ru, expected):
    assert is_opinion(Words(kk, ru)) is expected


def test_from_counted_sheets():
    options = tuple(Option(str(value), Words(f"{value} балл"), value) for value in (1, 2, 3, 4, 5))
    definition = Definition(Words("Сауалнама"), (Question("q", "scale", ASKED, options=options),))
    (result,) = count_sheets(definition, [{"q": "5"}] * 30 + [{"q": "2"}] * 10 + [{"q": None}])
    figures = figures_of(result, respondents=41)
    assert (figures.base, figures.respondents, figures.top_two) == (40, 41, (30, Decimal("75.0")))
    assert propose(figures).kk == (
        "Орташа балл – 4,25 (ең жоғарысы – 5); жауап бергендердің 75,0%-ы екі ең жақсы жауаптың бірін таңдаған."
    )
