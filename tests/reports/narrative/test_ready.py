"""The ready texts word for word, honest about what is not known, and the placeholders of typed ones."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from reports.dataset.model import (
    ActivityEntry,
    FigureEntry,
    MeasureEntry,
    Names,
    PostEntry,
    ProjectEntry,
    ReportData,
    SatisfactionEntry,
    SpeakerEntry,
    StatisticsEntry,
    TaskEntry,
)
from reports.narrative.figures import section_figures
from reports.narrative.placeholders import filled, unknown_placeholders
from reports.narrative.texts import texts_for
from rules.narrative import contradictions, read_figures

LECTURE = ActivityEntry(
    pk=7,
    ref="P1-7",
    kind="lecture",
    kind_name=Names(kk="дәріс", ru="лекция"),
    title="«Бірлік» 1-дәріс",
    topic="Толеранттылық – келісімге жол",
    starts_on=date(2025, 5, 22),
    starts_at=time(10, 30),
    venue="№ 7 мектеп",
    town="Тараз",
    is_held=True,
    number=32,
    speakers=[SpeakerEntry(name="А. Спикер", post="психолог", topic="Отбасы")],
    posts=[PostEntry(key="a", platform="instagram", kind="post", url="https://www.instagram.com/p/DJ_Y9jPNB5G/")],
    satisfaction=SatisfactionEntry(share=Decimal("92.7"), n=27, formula="top_two"),
)


def world(*activities: ActivityEntry, figures: tuple[FigureEntry, ...] = ()) -> ReportData:
    """A project of one measure, 3."""
    nothing = Names(kk="", ru="")
    statistics = StatisticsEntry(
        total=0, attendances=0, people=0, derived=0, basis="attendances", rule=nothing, precedence=nothing, tables={}
    )
    measure = MeasureEntry(pk=3, number="1.1", title="Дәрістер", figures=list(figures), activities=list(activities))
    return ReportData(
        made_at=datetime(2025, 11, 1),
        project=ProjectEntry(ref="P1", title="Бірлік", edition="2025", grantee=""),
        statistics=statistics,
        tasks=[TaskEntry(number="1", title="", measures=[measure])],
    )


def ready(one: ActivityEntry, language: str) -> str:
    return texts_for(world(one), {}, language)["activity:7"]


def changed(**values) -> ActivityEntry:
    return LECTURE.model_copy(update=values)


def test_an_activity_in_kazakh():
    assert ready(LECTURE, "kk") == (
        "2025 жылғы 22 мамырда сағат 10:30-да «Толеранттылық – келісімге жол» тақырыбында дәріс өткізілді (офлайн). "
        "Өткізілген орны: № 7 мектеп, Тараз. Спикер: А. Спикер, психолог – Отбасы. Іс-шараға 32 адам қатысты. "
        "Қанағаттану деңгейі – 92,7 % (n = 27). Сілтеме: https://www.instagram.com/p/DJ_Y9jPNB5G/"
    )


def test_an_activity_in_russian():
    assert ready(LECTURE, "ru") == (
        "22 мая 2025 года в 10:30 проведено мероприятие на тему «Толеранттылық – келісімге жол» (лекция, офлайн). "
        "Место проведения: № 7 мектеп, Тараз. Спикер: А. Спикер, психолог – Отбасы. "
        "В мероприятии приняли участие 32 человека. "
        "Уровень удовлетворённости – 92,7 % (n = 27). Ссылка: https://www.instagram.com/p/DJ_Y9jPNB5G/"
    )


@pytest.mark.parametrize(
    ("values", "kk", "ru"),
    [
        ({"number": 21}, "Іс-шараға 21 адам қатысты.", "В мероприятии принял участие 21 человек."),
        ({"number": 1, "unit": "families"}, "1 отбасы қатысты.", "приняла участие 1 семья."),
        (
            {"number": 22, "unit": "respondents"},
            "Сауалнамаға 22 респондент",
            "В опросе приняли участие 22 респондента.",
        ),
        ({"number": 5, "unit": "consultations"}, "Барлығы 5 консультация берілді.", "Всего дано 5 консультаций."),
        ({"number": 620, "kind": "flyer_action"}, "Қамтылғаны: 620 адам.", "Охват: 620 человек."),
        ({"number": 0}, "Қатысушылар саны тіркелмеген.", "Количество участников не зарегистрировано."),
        ({"number": 0, "is_held": False}, "Іс-шара әлі өткізілген жоқ.", "Мероприятие ещё не состоялось."),
        ({"number": 0, "is_held": False}, "дәріс өткізу көзделген", "намечено мероприятие"),
        ({"starts_on": None, "is_held": False}, "Өткізілу күні көрсетілмеген.", "Дата проведения не указана."),
        ({"ends_on": date(2025, 5, 26)}, "2025 жылғы 22–26 мамыр аралығында", "22–26 мая 2025 года"),
        ({"topic": ""}, "мамырда сағат 10:30-да «Бірлік» 1-дәріс өткізілді (дәріс", "мероприятие: «Бірлік» 1-дәріс"),
        ({"topic": "", "title": "Дәріс"}, "сағат 10:30-да дәріс өткізілді", "проведено мероприятие: лекция"),
        ({"format": "mixed"}, "(аралас)", "(лекция, смешанный формат)"),
    ],
)
def test_an_activity_is_worded_as_its_record_is(values, kk, ru):
    one = changed(**values)
    assert kk in ready(one, "kk")
    assert ru in ready(one, "ru")


@pytest.mark.parametrize(
    ("clock", "said"),
    [((9, 0), "09:00-де"), ((9, 15), "09:15-те"), ((9, 40), "09:40-та"), ((9, 26), "09:26-да"), ((9, 50), "09:50-де")],
)
def test_the_hour_ends_as_it_is_read_aloud(clock, said):
    assert f"сағат {said}" in ready(changed(starts_at=time(*clock)), "kk")


@pytest.mark.parametrize(("month", "said"), [(4, "сәуірде"), (7, "шілдеде"), (9, "қыркүйекте"), (12, "желтоқсанда")])
def test_the_month_ends_as_its_vowels_ask(month, said):
    assert f"2025 жылғы 3 {said}" in ready(changed(starts_on=date(2025, month, 3)), "kk")


FIGURES = (
    FigureEntry(code="participants", label=Names(kk="Қатысушылар", ru="Участники"), unit="", plan=50, actual=73),
    FigureEntry(code="тест", label=Names(kk="тест", ru="тест"), unit="дана", plan=5),
)


def test_a_measure_says_plan_actual_and_difference():
    second = changed(pk=8, number=41, starts_on=date(2025, 9, 8))
    texts = texts_for(world(LECTURE, second, figures=FIGURES), {}, "kk")
    assert texts["measure:3"].split("\n") == [
        "2025 жылғы 22 мамыр – 8 қыркүйек аралығында барлығы 2 іс-шара өткізілді: дәріс – 2. "
        "Оларға барлығы 73 адам қатысты. Жарияланымдар – 1.",
        "Қатысушылар: жоспар – 50, нақты – 73, ауытқу – +23.",
        "тест (дана): жоспар – 5, нақты көрсеткіш қолмен есептеледі.",
    ]
    families = changed(pk=8, number=1, unit="families")
    said = texts_for(world(LECTURE, families), {}, "ru")["measure:3"]
    assert "Охват: люди – 32, семьи – 1." in said
    assert texts_for(world(), {}, "ru")["measure:3"] == "Сведений об исполнении пока не зарегистрировано."


def test_a_measure_names_its_publications_once_counted():
    """A cancelled activity's post is the measure's, though none of its living activities lists it."""
    planned = FigureEntry(
        code="publications", label=Names(kk="Жарияланымдар", ru="Публикации"), unit="", plan=3, actual=2
    )
    data = world(LECTURE, figures=(planned,))
    said = texts_for(data, {}, "kk")["measure:3"]
    assert "Оған 32 адам қатысты. Жарияланымдар – 2.\nЖарияланымдар: жоспар – 3, нақты – 2, ауытқу – −1." in said
    assert texts_for(data, {"measure:3": "{publications}"}, "kk")["measure:3"] == "2"
    assert texts_for(world(LECTURE), {"measure:3": "{publications}"}, "kk")["measure:3"] == "1"


def test_typed_texts_stand_with_their_placeholders_filled_in():
    data = world(LECTURE, figures=FIGURES)
    stored = {
        "activity:7": "{participants} адам, {satisfaction} % ({{n}} = {n}), {date}; {nonsense} {",
        "measure:3": "",
        "activity:99": "жоқ",
        "section:goals": "{activities} іс-шара, {amount}",
    }
    texts = texts_for(data, stored, "kk")
    assert texts["activity:7"] == "32 адам, 92,7 % ({n} = 27), 22.05.2025 жыл; {nonsense} {"
    assert (texts["measure:3"], texts["section:goals"]) == ("", "1 іс-шара, —")
    assert "activity:99" not in texts


def test_unknown_placeholders_are_named():
    assert unknown_placeholders("{participants} {адам} {{x}} {адам} {amount}", "activity") == ["адам", "amount"]
    assert unknown_placeholders("{ participants }", "measure") == []
    assert filled("{{{plan}}}", {"plan": "300"}) == "{300}"


def test_a_typed_figure_is_still_compared():
    data = world(changed(venue="125 мектеп"), figures=FIGURES)
    known = section_figures(data, "activity:7")
    text = "125 мектеп залында 30 адам жиналды, қанағаттану деңгейі 95 %, қыздар 60 %."
    assert [(one.figure.number, one.should_be) for one in contradictions(text, known)] == [
        (Decimal(30), Decimal(32)),
        (Decimal(95), Decimal("92.7")),
    ]


def test_a_number_within_a_name_counts_nothing():
    names = ["5 мектеп", "75 мектеп"]
    assert [one.number for one in read_figures("75 мектеп, 5 мектеп, 175 мектеп, 5 мектептер", names)] == [175, 5]
    assert [one.number for one in read_figures("«Бірлік» 12» 352 адам", ["352"])] == [352]


def test_a_share_is_one_of_satisfied_people_only_where_it_says_so():
    def shares(text):
        return [(one.number, one.is_plan) for one in read_figures(text) if one.unit == "satisfaction"]

    assert shares("Қыздардың үлесі – 60 %, 40 пайызы – ер.") == []
    assert shares("Қыздар 60 %, қанағаттану деңгейі 95 % (жоспар – 80 %), ерлер 40 %.") == [(95, False), (80, True)]
    assert shares("95 % участников довольны.") == [(95, False)]
