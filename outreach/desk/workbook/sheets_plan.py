"""The workbook's sheets of the plan, with every name they may have in English, Kazakh or Russian."""

from outreach.desk.workbook.columns import Column, SheetSpec

PROJECT_WORDS = ("проект", "жоба", "код проекта", "жоба коды", "project ref", "project code", "шифр проекта")
PROJECTS = SheetSpec(
    "projects",
    ("projects", "жобалар", "проекты"),
    ("project", "жоба", "проект"),
    (
        Column(
            "ref", "ref", ("ref", "жоба коды", "код проекта"), ("code", "код", "коды", "шифр", *PROJECT_WORDS), 40, True
        ),
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
        Column("project", "ref", ("project", "жоба коды", "код проекта"), PROJECT_WORDS, 40, True),
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
MEASURE_WORDS = ("measure number", "іс-шара", "шара", "мера", "мероприятие", "номер мероприятия", "іс-шара нөмірі")
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
        Column("project", "ref", ("project", "жоба коды", "код проекта"), PROJECT_WORDS, 40, True),
        Column("measure", "number", ("measure", "жоспар тармағы", "пункт плана"), MEASURE_WORDS, 20),
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
