"""The workbook's sheets and columns, with every name they may have in English, Kazakh or Russian."""

from outreach.desk.workbook.columns import Column, SheetSpec
from outreach.desk.workbook.sheets_media import OF_PUBLICATIONS
from outreach.desk.workbook.sheets_plan import INDICATORS, MEASURE_WORDS, MEASURES, PROJECT_WORDS, PROJECTS
from outreach.desk.workbook.words import fold

_ACTIVITY = Column(
    "activity_ref",
    "ref",
    ("activity_ref", "іс-шара коды", "код мероприятия"),
    ("activity", "іс-шара", "мероприятие", "activity code", "іс-шараның коды", "шифр мероприятия"),
    limit=40,
    needed=True,
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
        Column("project", "ref", ("project", "жоба коды", "код проекта"), PROJECT_WORDS, 40),
        Column("measure", "number", ("measure", "жоспар тармағы", "пункт плана"), MEASURE_WORDS, 20),
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
        Column(
            "organisation",
            "text",
            ("organisation", "қай ұйымнан", "от какой организации"),
            ("organization", "ұйым", "ұйымы", "организация", "оқу орны", "жұмыс орны", "место работы", "место учёбы"),
            300,
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
        Column("project", "ref", ("project", "жоба коды", "код проекта"), PROJECT_WORDS, 40),
        Column("url", "text", ("url", "сілтеме", "ссылка"), ("link", "links", "адрес", "мекенжай"), 1000, True),
        Column("kind", "text", ("kind", "түрі", "вид"), ("type", "тип", "формат"), 40),
        Column(
            "published_on",
            "date",
            ("published_on", "жарияланған күні", "дата публикации"),
            ("date", "күні", "дата", "published"),
        ),
        *OF_PUBLICATIONS,
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
