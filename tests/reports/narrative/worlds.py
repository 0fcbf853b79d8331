"""Random datasets whose names are as confusing as names can be: full of numbers and of words that count."""

from datetime import date, datetime, time
from decimal import Decimal

from hypothesis import strategies as st

from reports.dataset.model import (
    ActivityEntry,
    AppendixEntry,
    DocumentEntry,
    FigureEntry,
    MeasureEntry,
    Names,
    PartnerEntry,
    PostEntry,
    ProductEntry,
    ProjectEntry,
    ReportData,
    SatisfactionEntry,
    SpeakerEntry,
    StatisticsEntry,
    SurveyEntry,
    TaskEntry,
)
from rules.codes import DIMENSIONS
from rules.indicators import INDICATOR_CODES

_PIECES = (
    *("352 адам", "12 семинар", "1-семинар", "«Саналы отбасы»", "№ 7 мектеп", "5", "жоспар", "план – 300 человек"),
    *("более 100", "100-ден астам", "20 %", "қанағаттану деңгейі 50 %", "бірінші дәріске 63 қатысушы", "Дәріс."),
    *("15 видео, 88 инфографика:", "и", "3 лекции\n", "22.05.2025", "14–35 жас", "(7 ұйым)", "көше, 125", "{plan}"),
)
names = st.lists(st.sampled_from(_PIECES), max_size=3).map(" ".join)
# What always has a name.
named = names.filter(str.strip)
_shares = st.decimals(0, 100, places=1)
_kinds = st.sampled_from(
    (
        ("lecture", "дәріс", "лекция"),
        ("seminar", "семинар", "семинар"),
        ("talk", "TEDx форматындағы кездесу", "встреча в формате TEDx"),
        ("presentation", "жария презентация", "публичная презентация"),
        ("flyer_action", "парақша тарату акциясы", "акция по раздаче листовок"),
        ("own", "3 адам үшін тренинг", "12 семинаров"),
    )
)
_units = st.sampled_from(("people", "people", "families", "respondents", "consultations", "organisations"))
_days = st.none() | st.dates(date(2025, 1, 1), date(2025, 12, 31))
posts = st.builds(
    PostEntry,
    key=st.sampled_from(("a1", "b2", "c3")),
    platform=st.just("instagram"),
    kind=st.just("post"),
    url=st.sampled_from(("", "https://www.instagram.com/p/DJ12345/")),
    title=names,
    views=st.none() | st.integers(0, 10**6),
    views_read_on=_days,
)


@st.composite
def activities(draw, pk: int) -> ActivityEntry:
    """One activity, its number in any unit."""
    code, kk, ru = draw(_kinds)
    day = draw(_days)
    long = day is not None and day.month < 12 and draw(st.booleans())
    return ActivityEntry(
        pk=pk,
        ref=f"P1-{pk}",
        kind=code,
        kind_name=Names(kk=kk, ru=ru),
        title=draw(names),
        topic=draw(names),
        format=draw(st.sampled_from(("offline", "online", "mixed"))),
        starts_on=day,
        ends_on=day.replace(month=12, day=31) if long else None,
        starts_at=draw(st.none() | st.times().map(lambda clock: time(clock.hour, clock.minute))),
        venue=draw(names),
        address=draw(names),
        town=draw(names),
        is_held=day is not None and draw(st.booleans()),
        number=draw(st.integers(0, 3000)),
        unit=draw(_units),
        expected=draw(st.none() | st.integers(0, 500)),
        speakers=draw(st.lists(st.builds(SpeakerEntry, name=names, post=names, topic=names), max_size=2)),
        posts=draw(st.lists(posts, max_size=2)),
        satisfaction=draw(
            st.none() | st.builds(SatisfactionEntry, share=_shares, n=st.integers(1, 900), formula=st.just("top_two"))
        ),
    )


figures = st.lists(
    st.builds(
        FigureEntry,
        code=st.sampled_from((*INDICATOR_CODES, "адам", "қанағаттанғандар 20 %")),
        label=st.builds(Names, kk=named, ru=named),
        unit=st.sampled_from(("", "адам", "%", "мероприятий", "10 дана")),
        plan=st.integers(0, 900).map(Decimal),
        actual=st.none() | _shares | st.integers(0, 10**6).map(Decimal),
        n=st.none() | st.integers(1, 900),
    ),
    max_size=3,
    unique_by=lambda one: one.code,
)


@st.composite
def measures(draw, pk: int) -> MeasureEntry:
    """A measure with up to three activities."""
    listed = [draw(activities(pk * 10 + place)) for place in range(draw(st.integers(0, 3)))]
    return MeasureEntry(pk=pk, number=f"1.{pk}", title=draw(names), figures=draw(figures), activities=listed)


@st.composite
def statistics(draw) -> StatisticsEntry:
    """Any three tables: here nobody asks whether they are equal."""
    numbers = st.integers(0, 500)
    tables = {name: {value: draw(numbers) for value in values} for name, values in DIMENSIONS.items()}
    words = Names(kk="", ru="")
    values = {name: draw(numbers) for name in ("total", "attendances", "people", "derived")}
    return StatisticsEntry(**values, basis="attendances", rule=words, precedence=words, tables=tables)


_papers = st.lists(
    st.builds(DocumentEntry, place=st.integers(1, 9), type=st.sampled_from(("photo", "attendance_list"))), max_size=3
)


@st.composite
def worlds(draw) -> ReportData:
    """The dataset of one project."""
    return ReportData(
        made_at=datetime(2025, 11, 1),
        project=ProjectEntry(ref="P1", title=draw(names), edition=draw(st.sampled_from(("2023", "2025"))), grantee=""),
        statistics=draw(statistics()),
        figures=draw(figures),
        tasks=[
            TaskEntry(
                number="1", title=draw(names), measures=[draw(measures(pk)) for pk in range(draw(st.integers(0, 2)))]
            )
        ],
        other_activities=[draw(activities(90))] if draw(st.booleans()) else [],
        project_posts=draw(st.lists(posts, max_size=2)),
        posts=draw(st.integers(0, 99)),
        partners=draw(st.lists(st.builds(PartnerEntry, name=names), max_size=2)),
        products=draw(
            st.lists(
                st.builds(
                    ProductEntry,
                    kind=st.just("video"),
                    title=names,
                    number_made=st.integers(1, 99),
                    reach=st.none() | st.integers(0, 10**5),
                ),
                max_size=2,
            )
        ),
        surveys=draw(
            st.lists(
                st.builds(
                    SurveyEntry,
                    pk=st.just(1),
                    kind=st.just("opinion"),
                    title=st.builds(Names, kk=named, ru=named),
                    n=st.integers(0, 4000),
                ),
                max_size=1,
            )
        ),
        appendices=draw(st.lists(st.builds(AppendixEntry, number=st.integers(1, 9), documents=_papers), max_size=2)),
    )
