"""The workbook's sheets and columns, and every name they may have in English, Kazakh or Russian."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from outreach.desk.workbook.words import fold

LANGUAGES = ("en", "kk", "ru")


@dataclass(frozen=True)
class Column:
    """A column: its code is the English heading of the reference, `type` says how its cells are read (cells.py).

    `limit` is the longest text, in letters. `names`: heading in English, Kazakh, Russian; `more`: other spellings.
    """

    code: str
    type: str
    names: tuple[str, str, str]
    more: tuple[str, ...] = ()
    limit: int = 0
    # Without this column the sheet says nothing.
    needed: bool = False
    # Further columns: read when they are there, offered by the blank template all the same.

    def name(self, language: str) -> str:
        """The heading in a language, English for one we do not have."""
        return self.names[LANGUAGES.index(language)] if language in LANGUAGES else self.names[0]


@dataclass(frozen=True)
class SheetSpec:
    """A sheet: its code is the English name of the reference."""

    code: str
    names: tuple[str, str, str]
    more: tuple[str, ...]
    columns: tuple[Column, ...]

    def name(self, language: str) -> str:
        """The sheet's name in a language."""
        return self.names[LANGUAGES.index(language)] if language in LANGUAGES else self.names[0]

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Folded heading -> column."""
        found: dict[str, Column] = {}
        for column in self.columns:
            for heading in (column.code, *column.names, *column.more):
                found.setdefault(fold(heading), column)
        return found

    def column(self, code: str) -> Column:
        """A column by its code."""
        return next(column for column in self.columns if column.code == code)


_PROJECT = ("проект", "жоба", "код проекта", "жоба коды", "project ref", "project code", "шифр проекта")
_ACTIVITY = Column(
    "activity_ref",
    "ref",
    ("activity_ref", "іс-шара коды", "код мероприятия"),
    ("activity", "іс-шара", "мероприятие", "activity code", "іс-шараның коды", "шифр мероприятия"),
    limit=40,
    needed=True,
)

PROJECTS = SheetSpec(
    "projects",
    ("projects", "жобалар", "проекты"),
    ("project", "жоба", "проект"),
    (
        Column("ref", "ref", ("ref", "жоба коды", "код проекта"), ("code", "код", "коды", "шифр", *_PROJECT), 40, True),
        Column(
            "title", "text", ("title", "жоба атауы", "название проекта"), ("атауы", "название", "наименование"), 500
        ),
        Column(
            "grantee",
            "text",
            ("grantee", "грант алушы", "грантополучатель"),
            ("ұйым", "ұйым атауы", "организация", "нпо", "үеұ", "грант алушының атауы"),
            300,
        ),
        Column("customer", "text", ("customer", "тапсырыс беруші", "заказчик"), ("customer body",), 300),
        Column(
            "priority",
            "text",
            ("priority", "басым бағыт", "приоритетное направление"),
            ("priority direction", "приоритет", "направление", "мемлекеттік гранттың басым бағыты"),
            500,
        ),
        Column(
            "contract_number",
            "text",
            ("contract_number", "шарт нөмірі", "номер договора"),
            ("шарттың нөмірі", "шарт №", "договор №", "№ договора", "contract no"),
            60,
        ),
        Column(
            "contract_date",
            "date",
            ("contract_date", "шарт күні", "дата договора"),
            ("шарттың күні", "шарт жасалған күн", "дата заключения договора"),
        ),
        Column(
            "amount_kzt",
            "money",
            ("amount_kzt", "грант сомасы", "сумма гранта"),
            ("amount", "сомасы", "сома", "сумма", "amount, ₸", "сумма, тенге", "сомасы, теңге"),
        ),
        Column(
            "start",
            "date",
            ("start", "басталуы", "начало"),
            ("басталу күні", "жоба басталуы", "дата начала", "starts on", "start date", "начало проекта"),
        ),
        Column(
            "end",
            "date",
            ("end", "аяқталуы", "окончание"),
            ("аяқталу күні", "жоба аяқталуы", "дата окончания", "конец", "ends on", "end date", "завершение"),
        ),
    ),
)
MEASURES = SheetSpec(
    "measures",
    ("measures", "жоспар", "план"),
    (
        "measure",
        "міндеттер",
        "міндеттер мен іс-шаралар",
        "задачи",
        "задачи и мероприятия",
        "меры",
        "plan",
        "tasks",
        "шаралар",
        "tasks and measures",
        "план мероприятий",
        "іс-шаралар жоспары",
    ),
    (
        Column("project", "ref", ("project", "жоба коды", "код проекта"), _PROJECT, 40, True),
        Column("number", "number", ("number", "нөмірі", "номер"), ("№", "нөмір", "no", "реттік нөмірі"), 20, True),
        Column("task", "text", ("task", "міндет", "задача"), ("тапсырма", "міндет атауы", "формулировка задачи"), 5000),
        Column(
            "measure",
            "text",
            ("measure", "іс-шара", "мероприятие"),
            ("шара", "мера", "іс-шара атауы", "wording", "title", "атауы", "название", "наименование мероприятия"),
            5000,
        ),
        Column(
            "deadline",
            "text",
            ("deadline", "мерзімі", "срок"),
            ("орындалу мерзімі", "срок исполнения", "сроки", "мерзім"),
            200,
        ),
    ),
)
_MEASURE_OF = ("measure number", "іс-шара", "шара", "мера", "мероприятие", "номер мероприятия", "іс-шара нөмірі")
INDICATORS = SheetSpec(
    "indicators",
    ("indicators", "индикаторлар", "индикаторы"),
    (
        "indicator",
        "көрсеткіштер",
        "нысаналы индикаторлар",
        "показатели",
        "целевые индикаторы",
        "индикатор",
        "нысаналы индикатор",
        "target indicators",
        "целевой индикатор",
    ),
    (
        Column("project", "ref", ("project", "жоба коды", "код проекта"), _PROJECT, 40, True),
        Column("measure", "number", ("measure", "жоспар тармағы", "пункт плана"), _MEASURE_OF, 20),
        Column(
            "indicator",
            "text",
            ("indicator", "индикатор", "индикатор"),
            ("көрсеткіш", "показатель", "нысаналы индикатор", "целевой индикатор", "target indicator"),
            80,
            True,
        ),
        Column("plan", "decimal", ("plan", "жоспар", "план"), ("planned", "target", "жоспарлы", "плановое значение")),
        Column("unit", "text", ("unit", "өлшем бірлігі", "единица"), ("бірлігі", "единица измерения", "ед изм"), 60),
    ),
)
ACTIVITIES = SheetSpec(
    "activities",
    ("activities", "іс-шаралар", "мероприятия"),
    ("activity", "іс-шара", "мероприятие", "events"),
    (
        Column(
            "ref",
            "ref",
            ("ref", "іс-шара коды", "код мероприятия"),
            ("code", "код", "коды", "шифр", "activity ref", "activity"),
            40,
            True,
        ),
        Column("project", "ref", ("project", "жоба коды", "код проекта"), _PROJECT, 40),
        Column("measure", "number", ("measure", "жоспар тармағы", "пункт плана"), _MEASURE_OF, 20),
        Column("kind", "text", ("kind", "түрі", "вид"), ("type", "іс-шара түрі", "вид мероприятия", "тип", "түр"), 80),
        Column(
            "title",
            "text",
            ("title", "атауы", "название"),
            ("іс-шара атауы", "наименование", "название мероприятия", "тақырыбы", "тема"),
            500,
        ),
        Column(
            "date",
            "date",
            ("date", "күні", "дата"),
            ("өткізілген күні", "дата проведения", "start", "starts on", "басталған күні", "дата начала", "мерзімі"),
        ),
        Column(
            "end_date",
            "date",
            ("end_date", "соңғы күні", "последний день"),
            ("аяқталған күні", "аяқталу күні", "дата окончания", "ends on", "last day", "end"),
        ),
        Column(
            "time",
            "time",
            ("time", "уақыты", "время"),
            ("уақыт", "басталу уақыты", "время начала", "сағаты", "starts at", "сағат"),
        ),
        Column(
            "venue",
            "text",
            ("venue", "өткізілетін орны", "место проведения"),
            ("орны", "место", "өткізу орны", "өткізілген орны", "place"),
            300,
        ),
        Column(
            "city",
            "text",
            ("city", "қала немесе аудан", "город или район"),
            ("town", "қала", "қаласы", "город", "аудан", "район", "town or district"),
            120,
        ),
        Column(
            "format",
            "format",
            ("format", "форматы", "формат"),
            ("form", "нысаны", "форма", "форма проведения", "өткізу нысаны"),
        ),
        Column(
            "reported_count",
            "count",
            ("reported_count", "қатысушылар саны", "количество участников"),
            ("саны", "количество", "адам саны", "число участников", "reported", "count", "кол-во участников"),
        ),
        Column(
            "count_unit",
            "unit",
            ("count_unit", "өлшем бірлігі", "единица счёта"),
            ("unit", "бірлігі", "единица", "единица измерения", "ед изм", "санау бірлігі"),
        ),
    ),
)
ATTENDANCE = SheetSpec(
    "attendance",
    ("attendance", "қатысушылар тізімі", "список участников"),
    (
        "attendances",
        "қатысу",
        "қатысушылар",
        "участники",
        "посещения",
        "посещаемость",
        "тізім",
        "тіркеу журналы",
        "журнал регистрации",
        "participants",
        "attendance list",
    ),
    (
        _ACTIVITY,
        Column(
            "participant_key",
            "text",
            ("participant_key", "қатысушы коды", "код участника"),
            ("key", "participant", "id", "қатысушы", "участник"),
            80,
        ),
        Column(
            "full_name",
            "text",
            ("full_name", "аты-жөні", "фио"),
            ("name", "тегі, аты, әкесінің аты", "таә", "тәә", "имя", "ф.и.о.", "фамилия имя отчество", "аты"),
            200,
        ),
        Column(
            "phone",
            "text",
            ("phone", "телефон", "телефон"),
            ("байланыс", "телефоны", "номер телефона", "телефон нөмірі"),
            60,
        ),
        Column("age", "age", ("age", "жасы", "возраст"), ("жас",)),
        Column("birth_year", "year", ("birth_year", "туған жылы", "год рождения"), ("year of birth", "туған жыл")),
        Column("gender", "gender", ("gender", "жынысы", "пол"), ("sex", "жыныс")),
        Column(
            "category",
            "categories",
            ("category", "әлеуметтік санаты", "социальная категория"),
            (
                "categories",
                "санаты",
                "санат",
                "категория",
                "статус",
                "statuses",
                "мәртебесі",
                "әлеуметтік мәртебесі",
                "социальный статус",
            ),
        ),
        Column(
            "observed_at",
            "moment",
            ("observed_at", "тіркелген уақыты", "время регистрации"),
            ("checked in at", "дата и время", "күні мен уақыты"),
        ),
    ),
)
MATERIALS = SheetSpec(
    "materials",
    ("materials", "материалдар", "материалы"),
    ("material", "таратылған материалдар", "раздаточные материалы", "материал"),
    (
        _ACTIVITY,
        Column("point", "text", ("point", "тарату орны", "точка раздачи"), ("орны", "место", "нүкте", "точка"), 200),
        Column("material", "text", ("material", "материал", "материал"), ("түрі", "вид", "материал түрі"), 40, True),
        Column("language", "text", ("language", "тілі", "язык"), ("тіл",), 20),
        Column(
            "count",
            "count",
            ("count", "таратылғаны", "роздано"),
            ("саны", "количество", "handed out", "таратылған саны", "кол-во"),
        ),
        Column("printed", "count", ("printed", "басылғаны", "напечатано"), ("басылған саны", "тираж", "таралым")),
    ),
)
PUBLICATIONS = SheetSpec(
    "publications",
    ("publications", "жарияланымдар", "публикации"),
    ("publication", "жарияланым", "публикация", "links", "сілтемелер", "ссылки", "media"),
    (
        Column(
            "activity_ref",
            "ref",
            ("activity_ref", "іс-шара коды", "код мероприятия"),
            ("activity", "іс-шара", "мероприятие", "activity code"),
            40,
        ),
        Column("project", "ref", ("project", "жоба коды", "код проекта"), _PROJECT, 40),
        Column("url", "text", ("url", "сілтеме", "ссылка"), ("link", "links", "адрес", "мекенжай"), 1000, True),
        Column("kind", "text", ("kind", "түрі", "вид"), ("type", "тип", "формат"), 40),
        Column(
            "published_on",
            "date",
            ("published_on", "жарияланған күні", "дата публикации"),
            ("date", "күні", "дата", "published"),
        ),
        Column("views", "count", ("views", "қаралым", "просмотры"), ("қаралым саны", "қаралымдар", "просмотров")),
        Column("followers", "count", ("followers", "жазылушылар", "подписчики"), ("жазылушы", "подписчиков")),
    ),
)
HEADCOUNTS = SheetSpec(
    "headcounts",
    ("headcounts", "санаулар", "подсчёты"),
    ("head counts", "headcount", "бөлінісі", "разбивка", "қатысушылар бөлінісі", "состав участников"),
    (
        _ACTIVITY,
        Column(
            "dimension", "dimension", ("dimension", "белгі", "признак"), ("өлшем", "измерение", "көрсеткіш"), 0, True
        ),
        Column("value", "text", ("value", "мәні", "значение"), ("мән", "топ", "группа"), 80, True),
        Column("count", "count", ("count", "саны", "количество"), ("адам саны", "число", "кол-во"), 0, True),
    ),
)
SHEETS = (PROJECTS, MEASURES, INDICATORS, ACTIVITIES, ATTENDANCE, HEADCOUNTS, MATERIALS, PUBLICATIONS)
SHEETS_BY_CODE = {spec.code: spec for spec in SHEETS}
# The template's own page of explanations holds no rows.
EXPLANATIONS = ("how to fill in", "қалай толтырылады", "как заполнять")


def sheet_named(title: str) -> SheetSpec | None:
    """The sheet a tab's name stands for, None for a tab we do not know."""
    folded = fold(title)
    for spec in SHEETS:
        if folded in {fold(name) for name in (spec.code, *spec.names, *spec.more)}:
            return spec
    return None


def is_explanation(title: str) -> bool:
    """Whether a tab is the template's page of explanations."""
    return fold(title) in {fold(name) for name in EXPLANATIONS}
