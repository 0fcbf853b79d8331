"""The words of reports that say what a number counts, in Kazakh and Russian, as stems: both languages add endings."""

from __future__ import annotations

import re

# What a number can count: codes of rules.indicators where there is one. The longest stem that fits wins.
UNITS: dict[str, tuple[str, ...]] = {
    "participants": ("адам", "қатысушы", "тыңдаушы", "көрермен", "человек", "участник", "слушател", "зрител"),
    "respondents": ("респондент", "опрошенн", "сауалнамаға қатысушы"),
    "families": ("отбасы", "семья", "семьи", "семей"),
    "activities": ("іс-шара", "мероприят"),
    "consultations": ("консультация", "кеңес", "консультаци", "қоңырау", "звонк", "обращени"),
    "organisations": ("ұйым", "мекеме", "организаци", "учрежден", "колледж", "мектеп", "школ"),
    "materials_distributed": ("парақша", "буклет", "брошюра", "листовк", "брошюр", "үнпарақ"),
    "publications": ("жарияланым", "публикаци", "жазба", "пост", "сілтеме", "ссылк"),
    "publication_views": ("қаралым", "просмотр"),
    "memoranda": ("меморандум",),
    "satisfaction": ("%", "пайыз", "процент"),
    # Things that are named and never counted here; a list of them must still add up.
    "things": (
        "материал",
        "видео",
        "инфографика",
        "мақала",
        "телесюжет",
        "жарнама",
        "баннер",
        "сурет",
        "стать",
        "ролик",
    ),
}
# Words of the kinds of activity (events' kinds have the same codes).
KINDS: dict[str, tuple[str, ...]] = {
    "lecture": ("дәріс", "лекци"),
    "seminar": ("семинар",),
    "training": ("тренинг",),
    "round_table": ("дөңгелек үстел", "кругл"),
    "meeting": ("кездесу", "встреч"),
    "open_dialogue": ("ашық диалог", "открыт"),
    "course": ("ақпараттық курс", "информационн", "курс"),
    "forum": ("форум",),
    "festival": ("фестивал",),
    "exhibition": ("көрме", "выставк"),
    "poetry_evening": ("поэзия кеш", "вечер"),
    "podcast": ("подкаст",),
    "focus_group": ("фокус-топ", "фокус-групп"),
    "live_stream": ("тікелей эфир", "прямой эфир", "прямых эфир"),
    "video_lesson": ("бейнесабақ", "видеоурок"),
    "competition": ("конкурс", "байқау"),
    "presentation": ("жария презентация", "публичн", "презентаци"),
}
_LONGEST = 40
# What a sentence about satisfied people says; shares of other things are not compared.
SATISFIED = ("қанағаттан", "риза", "разы", "удовлетвор", "доволь")
PLAN = ("жоспар", "план")
# "бірінші дәріске 63": one of several, not their sum.
ORDINALS = re.compile(
    r"\b(?:бірінші|екінші|үшінші|төртінші|бесінші|алтыншы|жетінші|сегізінші|тоғызыншы|оныншы|соңғы|"
    r"перв\w+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+|последн\w+)\b"
    r"|\b\d{1,2}-(?:ші|шы|семинар|дәріс|й|м|е|го)\b",
    re.IGNORECASE,
)
# "100-ден астам": after the number; "более 100", "кемінде 300": before it.
AT_LEAST_AFTER = re.compile(r"^-?(?:[дт][ае]н|н[ае]н)?\s*(?:астам|аса|артық|кем емес)", re.IGNORECASE)
AT_LEAST_BEFORE = re.compile(r"(?:кемінде|кем дегенде|более(?:\s+чем)?|свыше|не менее|больше)\s*$", re.IGNORECASE)
ABOUT_AFTER = re.compile(r"^-?[а-яәіңғүұқөһ]*\s*(?:жуық|таяу)", re.IGNORECASE)
ABOUT_BEFORE = re.compile(r"(?:шамамен|шамалап|около|примерно|порядка)\s*$", re.IGNORECASE)


def unit_of(words: str) -> str:
    """What a word or two counts: a code of UNITS, `kind:CODE` for a kind of activity, "" for neither."""
    text = words[:_LONGEST].casefold()
    fitting = [(len(stem), f"kind:{kind}") for kind, stems in KINDS.items() for stem in stems if text.startswith(stem)]
    fitting += [(len(stem), unit) for unit, stems in UNITS.items() for stem in stems if text.startswith(stem)]
    return max(fitting)[1] if fitting else ""


def kinds_in(text: str) -> frozenset[str]:
    """The kinds of activity a piece of text names."""
    found = (unit_of(text[word.start() : word.start() + _LONGEST]) for word in re.finditer(r"\b\w[\w-]*", text))
    return frozenset(unit.removeprefix("kind:") for unit in found if unit.startswith("kind:"))
