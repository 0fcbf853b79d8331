"""The ready texts in Kazakh. After a numeral nouns stay singular; names of records take no ending, since their last
sound is not known: they stand in quotation marks or behind a colon."""

from __future__ import annotations

from datetime import date, time

from reports.narrative.language import Language
from rules.dates import date_in_words, dates_in_words

# In (a month): қаңтарда, сәуірде, қыркүйекте.
_IN_MONTH = ("да", "да", "да", "де", "да", "да", "де", "да", "те", "да", "да", "да")
# At (an hour), by the last word read aloud: 10:00 нөлде, 10:30 отызда, 10:15 бесте.
_AT_UNIT = {1: "де", 2: "де", 3: "те", 4: "те", 5: "те", 6: "да", 7: "де", 8: "де", 9: "да"}
_AT_TEN = {0: "де", 10: "да", 20: "да", 30: "да", 40: "та", 50: "де"}


class Kazakh(Language):
    """See Language."""

    code = "kk"
    formats = {"offline": "офлайн", "online": "онлайн", "mixed": "аралас"}
    nouns = {
        "people": ("адам",),
        "families": ("отбасы",),
        "respondents": ("респондент",),
        "consultations": ("консультация",),
        "organisations": ("ұйым",),
        "activities": ("іс-шара",),
        "publications": ("жарияланым",),
    }
    words = {
        # An activity.
        "topic": "{when} {topic} тақырыбында {kind} өткізілді ({format}).",
        "title": "{when} {title} іс-шарасы өткізілді ({kind}, {format}).",
        "own_title": "{when} {own_title} өткізілді ({kind}, {format}).",
        "kind": "{when} {kind} өткізілді ({format}).",
        "topic_ahead": "{when} {topic} тақырыбында {kind} өткізу көзделген ({format}).",
        "title_ahead": "{when} {title} іс-шарасын өткізу көзделген ({kind}, {format}).",
        "own_title_ahead": "{when} {own_title} өткізу көзделген ({kind}, {format}).",
        "kind_ahead": "{when} {kind} өткізу көзделген ({format}).",
        "undated": "{kind}: {name} ({format}).",
        "undated_kind": "{kind} ({format}).",
        "no_date": "Өткізілу күні көрсетілмеген.",
        "not_held": "Іс-шара әлі өткізілген жоқ.",
        "place": "Өткізілген орны: {text}.",
        "place_ahead": "Өткізілетін орны: {text}.",
        "place_undated": "Орны: {text}.",
        "speaker": "Спикер: {text}.",
        "speakers": "Спикерлер: {text}.",
        "reached_by_one": "Қамтылғаны: {counted}.",
        "nobody": "Қатысушылар саны тіркелмеген.",
        "satisfaction": "Қанағаттану деңгейі – {share} % (n = {n}).",
        "link": "Сілтеме: {text}",
        "links": "Сілтемелер: {text}",
        # A measure.
        "nothing": "Орындалуы туралы деректер әлі тіркелмеген.",
        "one_held": "Бір іс-шара өткізілді: {kinds}.",
        "one_held_when": "{when} бір іс-шара өткізілді: {kinds}.",
        "none_held": "Іс-шаралар әлі өткізілген жоқ.",
        "held": "Барлығы {activities} өткізілді: {kinds}.",
        "held_when": "{when} барлығы {activities} өткізілді: {kinds}.",
        "ahead": "Әлі өткізілмегені – {number}.",
        "undated_ones": "Күні көрсетілмегені – {number}.",
        "reached": "Қамтылғаны: {parts}.",
        "unit_people": "адам",
        "unit_families": "отбасы",
        "unit_respondents": "респондент",
        "unit_consultations": "консультация",
        "unit_organisations": "ұйым",
        "part": "{label} – {number}",
        "posts": "Жарияланымдар – {number}.",
        "figure": "{label}: жоспар – {plan}, нақты – {actual}, ауытқу – {deviation}.",
        "figure_unknown": "{label}: жоспар – {plan}, нақты көрсеткіш туралы дерек жоқ.",
        "figure_by_hand": "{label}: жоспар – {plan}, нақты көрсеткіш қолмен есептеледі.",
        # Sections.
        "project_held": "Жоба аясында барлығы {activities} өткізілді.",
        "figures_met": "Есептелген көрсеткіштер – {computed}, орындалғаны – {met}.",
        "papers": "Нәтижелер растайтын құжаттармен дәлелденеді: қосымшалар – {appendices}, құжаттар – {documents}.",
        "papers_by_type": "Құжаттардың түрлері: {parts}.",
        "plan_over": "Артығымен орындалғаны – {number}.",
        "plan_met": "Толық орындалғаны – {number}.",
        "plan_missed": "Толық орындалмағаны – {number}.",
        "plan_unknown": "Дерегі жоғы – {number}.",
        "plan_by_hand": "Қолмен есептелетіні – {number}.",
        "rated": "Қанағаттану деңгейі бағаланған іс-шаралар – {number}.",
        "satisfaction_whole": "Жоба бойынша қанағаттану деңгейі – {share} %{n}.",
        "satisfaction_measure": "Қанағаттану деңгейі ({measure}) – {share} %{n}.",
        "n": " (n = {n})",
        "survey": "{title} сауалнамасы жүргізілді (n = {n}).",
        "direct": "Тікелей қамту: барлық қатысу – {attendances}.",
        "direct_people": "Тікелей қамту: барлық қатысу – {attendances}, бірегей адамдар – {people}.",
        "indirect": "Жанама қамту: {parts}. Жанама қамту тікелей қамтуға қосылмайды.",
        "views": "жарияланымдардың қаралымы – {number}",
        "views_on": "жарияланымдардың қаралымы – {number} ({day} жағдай бойынша)",
        "products_reach": "дайындалған өнімдердің қамтуы – {number}",
        "gender": "Жынысы бойынша: {parts}.",
        "age": "Жасы бойынша: {parts}.",
        "category": "Әлеуметтік санаты бойынша: {parts}.",
        "youth": "«Жастар» санатының үлесі – {share} %.",
        "unique": "Бірегей адамдар – {number}.",
        "published": "Жоба туралы барлығы {publications} шықты.",
        "not_published": "Жарияланымдар әлі тіркелмеген.",
        "lasting": "Жобадан кейін қалатыны: {parts}.",
        "products": "дайындалған өнімдер",
        "publications": "жарияланымдар",
        "partners": "әріптестер",
        "presentations": "Өткізілген жария презентациялар – {number}.",
        "presentations_people": "Өткізілген жария презентациялар – {number}, қатысушылары – {people}.",
        "no_presentation": "Жария презентация әлі тіркелмеген.",
    }

    def when(self, first: date, last: date | None, clock: time | None) -> str:
        if last and last > first:
            day = f"{dates_in_words(first, last, 'kk')} аралығында"
        else:
            day = f"{date_in_words(first, 'kk')}{_IN_MONTH[first.month - 1]}"
        return f"{day} сағат {clock:%H:%M}-{_at(clock)}" if clock else day

    def took_part(self, number: int, noun: str) -> str:
        if noun == "consultations":
            return f"Барлығы {self.counted(number, noun)} берілді."
        to = "Сауалнамаға" if noun == "respondents" else "Іс-шараға"
        return f"{to} {self.counted(number, noun)} қатысты."

    def took_part_in_them(self, number: int, activities: int) -> str:
        return f"{'Оған' if activities == 1 else 'Оларға барлығы'} {self.counted(number, 'people')} қатысты."


def _at(clock: time) -> str:
    """The ending of a time of day."""
    return _AT_UNIT[clock.minute % 10] if clock.minute % 10 else _AT_TEN[clock.minute]
