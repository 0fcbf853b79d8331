"""A questionnaire with a question of every type, and what goes with each: sections, help, bounds, conditions."""

from django.utils import timezone

from rules.questionnaires.definition import Definition
from rules.questionnaires.documents import definition_from
from surveys.actions.runs import open_run
from surveys.models import Mode, Questionnaire, QuestionnaireVersion, Run, SurveyKind


def said(kk: str, ru: str, en: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}


def options(*rows: tuple) -> list[dict]:
    return [{"code": code, "text": said(kk, ru, en), **more} for code, kk, ru, en, more in rows]


AGREE = options(
    ("1", "Мүлдем келіспеймін", "Совершенно не согласен(на)", "Strongly disagree", {"value": 1}),
    ("2", "Келіспеймін", "Не согласен(на)", "Disagree", {"value": 2}),
    ("3", "Бір жақты айта алмаймын", "Затрудняюсь сказать", "Neither", {"value": 3}),
    ("4", "Келісемін", "Согласен(на)", "Agree", {"value": 4}),
    ("5", "Толық келісемін", "Полностью согласен(на)", "Strongly agree", {"value": 5}),
)
TOPICS = options(
    ("law", "Неке-отбасы қатынастарының құқықтық негіздері", "Правовые основы семьи", "Family law", {}),
    ("money", "Отбасы бюджетін жоспарлау", "Планирование семейного бюджета", "Budget", {}),
    ("health", "Репродуктивті денсаулық", "Репродуктивное здоровье", "Health", {}),
    ("peace", "Дау-жанжалды бейбіт жолмен шешу", "Мирное решение конфликтов", "Conflicts", {}),
)

DOCUMENT = {
    "title": said("Жастардың отбасы құндылықтарына көзқарасы", "Отношение молодёжи к семье", "Views of family"),
    "intro": said("Сіздің пікіріңіз келесі іс-шараларды жоспарлауға көмектеседі.", "Нам важно Ваше мнение.", "Hello."),
    "thanks": said("Пікіріңіз үшін рақмет!", "Спасибо за Ваше мнение!", "Thank you for your opinion!"),
    "satisfaction": "agree",
    "questions": [
        {"code": "who", "type": "section", "text": said("Өзіңіз туралы", "О Вас", "About you")},
        {
            "code": "gender",
            "type": "single",
            "text": said("Жынысыңызды көрсетіңіз", "Укажите Ваш пол", "Your gender"),
            "required": True,
            "may_decline": True,
            "options": options(("male", "Ер", "Мужской", "Male", {}), ("female", "Әйел", "Женский", "Female", {})),
        },
        {
            "code": "age",
            "type": "number",
            "text": said("Жасыңыз нешеде?", "Сколько Вам лет?", "How old are you?"),
            "help": said("Толық жасыңызды жазыңыз.", "Полных лет.", "In full years."),
            "required": True,
            "may_decline": True,
            "minimum": 14,
            "maximum": 120,
        },
        {
            "code": "what",
            "type": "section",
            "text": said("Іс-шара туралы", "О мероприятии", "About the activity"),
            "help": said("Соңғы іс-шараны еске түсіріңіз.", "Вспомните последнее.", "Think of the last one."),
        },
        {
            "code": "agree",
            "type": "scale",
            "text": said(
                "«Бүгінгі кездесуден алған білімім күнделікті өмірде пайдама асады» деген пікірмен келісесіз бе?",
                "Согласны ли Вы, что полученные знания пригодятся Вам в повседневной жизни?",
                "Will it be of use to you?",
            ),
            "required": True,
            "options": AGREE,
        },
        {
            "code": "topics",
            "type": "multiple",
            "text": said("Қай тақырыптар қызықты болды?", "Какие темы были интересны?", "Which topics?"),
            "may_decline": True,
            "most": 2,
            "options": [
                *TOPICS,
                *options(("none", "Ешқайсысы", "Никакие", "None of them", {"exclusive": True})),
            ],
        },
        {
            "code": "why_law",
            "type": "long_text",
            "text": said("Құқық тақырыбы несімен қызықты?", "Чем интересна тема права?", "Why law?"),
            "show_if": {
                "join": "all",
                "conditions": [{"question": "topics", "operator": "any_of", "values": ["law"]}],
            },
        },
        {
            "code": "recommend",
            "type": "score",
            "text": said("Достарыңызға кеңес бересіз бе?", "Посоветуете ли друзьям?", "Would you recommend it?"),
            "low": said("ешқашан", "ни за что", "never"),
            "high": said("міндетті түрде", "обязательно", "certainly"),
            "required": True,
        },
        {
            "code": "mend",
            "type": "short_text",
            "text": said("Нені жақсарту керек?", "Что улучшить?", "What should be better?"),
            "required": True,
            "may_decline": True,
            "show_if": {
                "join": "any",
                "conditions": [
                    {"question": "recommend", "operator": "at_most", "values": ["6"]},
                    {"question": "agree", "operator": "any_of", "values": ["1", "2"]},
                ],
            },
        },
        {
            "code": "order",
            "type": "ranking",
            "text": said("Тақырыптарды маңызына қарай реттеңіз", "Расставьте темы по важности", "Rank the topics"),
            "most": 3,
            "options": TOPICS,
        },
        {
            "code": "since",
            "type": "date",
            "text": said("Бізге алғаш қашан келдіңіз?", "Когда Вы пришли впервые?", "When did you come first?"),
        },
        {
            "code": "comment",
            "type": "long_text",
            "text": said("Тағы не айтқыңыз келеді?", "Что ещё хотите сказать?", "Anything else?"),
        },
    ],
}
# A whole sheet as a form sends it, and as it is kept.
FORM = {
    "q_gender": "female",
    "q_age": "19",
    "q_agree": "5",
    "q_topics": ["money", "law"],
    "q_why_law": "Құқығымды білдім",
    "q_recommend": "9",
    "q_order": ["peace", "law", ""],
    "q_since": "2025-03-08",
    "q_comment": "Рақмет!",
}
KEPT = {
    "gender": "female",
    "age": "19",
    "agree": "5",
    "topics": ["law", "money"],
    "why_law": "Құқығымды білдім",
    "recommend": "9",
    "order": ["peace", "law"],
    "since": "2025-03-08",
    "comment": "Рақмет!",
}


def definition() -> Definition:
    return definition_from(DOCUMENT)


def version_of(document: dict, *, kind: str = SurveyKind.OPINION, code: str = "every_type") -> QuestionnaireVersion:
    """A published version of the library with this document."""
    questionnaire, _ = Questionnaire.objects.get_or_create(organisation=None, code=code, defaults={"kind": kind})
    number = questionnaire.versions.count() + 1
    return questionnaire.versions.create(number=number, document=document, published_at=timezone.now())


def run_with_every_type(make, *, mode: str = Mode.ANONYMOUS, kind: str = SurveyKind.OPINION) -> Run:
    """An open run about a project that asks one question of every type."""
    return open_run(version=version_of(DOCUMENT, kind=kind), project=make.project(), mode=mode, by=None)
