"""The ready texts in Russian. Verbs are neuter before a kind's name, since its gender is not known."""

from __future__ import annotations

from datetime import date, time

from reports.narrative.language import Language
from rules.dates import dates_in_words
from rules.plurals import plural_place

_FEMININE = {"families", "organisations"}


class Russian(Language):
    """See Language."""

    code = "ru"
    formats = {"offline": "офлайн", "online": "онлайн", "mixed": "смешанный формат"}
    nouns = {
        "people": ("человек", "человека", "человек"),
        "families": ("семья", "семьи", "семей"),
        "respondents": ("респондент", "респондента", "респондентов"),
        "consultations": ("консультация", "консультации", "консультаций"),
        "organisations": ("организация", "организации", "организаций"),
        "activities": ("мероприятие", "мероприятия", "мероприятий"),
        "publications": ("публикация", "публикации", "публикаций"),
    }
    words = {
        # An activity.
        "topic": "{when} проведено мероприятие на тему {topic} ({kind}, {format}).",
        "title": "{when} проведено мероприятие {title} ({kind}, {format}).",
        "own_title": "{when} проведено мероприятие: {own_title} ({kind}, {format}).",
        "kind": "{when} проведено мероприятие: {kind} ({format}).",
        "topic_ahead": "{when} намечено мероприятие на тему {topic} ({kind}, {format}).",
        "title_ahead": "{when} намечено мероприятие {title} ({kind}, {format}).",
        "own_title_ahead": "{when} намечено мероприятие: {own_title} ({kind}, {format}).",
        "kind_ahead": "{when} намечено мероприятие: {kind} ({format}).",
        "undated": "{kind}: {name} ({format}).",
        "undated_kind": "{kind} ({format}).",
        "no_date": "Дата проведения не указана.",
        "not_held": "Мероприятие ещё не состоялось.",
        "place": "Место проведения: {text}.",
        "place_ahead": "Место проведения: {text}.",
        "place_undated": "Место: {text}.",
        "speaker": "Спикер: {text}.",
        "speakers": "Спикеры: {text}.",
        "reached_by_one": "Охват: {counted}.",
        "nobody": "Количество участников не зарегистрировано.",
        "satisfaction": "Уровень удовлетворённости – {share} % (n = {n}).",
        "link": "Ссылка: {text}",
        "links": "Ссылки: {text}",
        # A measure.
        "nothing": "Сведений об исполнении пока не зарегистрировано.",
        "one_held": "Проведено одно мероприятие: {kinds}.",
        "one_held_when": "{when} проведено одно мероприятие: {kinds}.",
        "none_held": "Мероприятия ещё не проводились.",
        "held": "Всего проведено {activities}: {kinds}.",
        "held_when": "{when} всего проведено {activities}: {kinds}.",
        "ahead": "Ещё не проведено – {number}.",
        "undated_ones": "Без даты – {number}.",
        "reached": "Охват: {parts}.",
        "unit_people": "люди",
        "unit_families": "семьи",
        "unit_respondents": "респонденты",
        "unit_consultations": "консультации",
        "unit_organisations": "организации",
        "part": "{label} – {number}",
        "posts": "Публикации – {number}.",
        "figure": "{label}: план – {plan}, факт – {actual}, отклонение – {deviation}.",
        "figure_unknown": "{label}: план – {plan}, данных о факте нет.",
        "figure_by_hand": "{label}: план – {plan}, фактический показатель считается вручную.",
        # Sections.
        "project_held": "В рамках проекта всего проведено {activities}.",
        "figures_met": "Подсчитано показателей – {computed}, выполнено – {met}.",
        "papers": "Результаты подтверждаются документами: приложения – {appendices}, документы – {documents}.",
        "papers_by_type": "Документы по видам: {parts}.",
        "plan_over": "Перевыполнено – {number}.",
        "plan_met": "Выполнено полностью – {number}.",
        "plan_missed": "Выполнено не полностью – {number}.",
        "plan_unknown": "Нет данных – {number}.",
        "plan_by_hand": "Считается вручную – {number}.",
        "rated": "Мероприятия, на которых измерен уровень удовлетворённости, – {number}.",
        "satisfaction_whole": "Уровень удовлетворённости по проекту – {share} %{n}.",
        "satisfaction_measure": "Уровень удовлетворённости ({measure}) – {share} %{n}.",
        "n": " (n = {n})",
        "survey": "Проведён опрос {title} (n = {n}).",
        "direct": "Прямой охват: всего посещений – {attendances}.",
        "direct_people": "Прямой охват: всего посещений – {attendances}, уникальных людей – {people}.",
        "indirect": "Косвенный охват: {parts}. Косвенный охват не складывается с прямым.",
        "views": "просмотры публикаций – {number}",
        "views_on": "просмотры публикаций – {number} (на {day})",
        "products_reach": "охват созданных продуктов – {number}",
        "gender": "По полу: {parts}.",
        "age": "По возрасту: {parts}.",
        "category": "По социальным категориям: {parts}.",
        "youth": "Доля категории «Молодёжь» – {share} %.",
        "unique": "Уникальные люди – {number}.",
        "published": "Всего о проекте – {publications}.",
        "not_published": "Публикаций пока не зарегистрировано.",
        "lasting": "После проекта остаются: {parts}.",
        "products": "созданные продукты",
        "publications": "публикации",
        "partners": "партнёры",
        "presentations": "Проведено публичных презентаций – {number}.",
        "presentations_people": "Проведено публичных презентаций – {number}, участники – {people}.",
        "no_presentation": "Публичная презентация пока не зарегистрирована.",
    }

    def when(self, first: date, last: date | None, clock: time | None) -> str:
        day = dates_in_words(first, last, "ru")
        return f"{day} в {clock:%H:%M}" if clock else day

    def took_part(self, number: int, noun: str) -> str:
        counted = self.counted(number, noun)
        if noun == "consultations":
            return f"Всего {'дана' if plural_place(number) == 0 else 'дано'} {counted}."
        where = "опросе" if noun == "respondents" else "мероприятии"
        return f"В {where} {_took_part(number, noun)} {counted}."

    def took_part_in_them(self, number: int, activities: int) -> str:
        where = "В нём" if activities == 1 else "Всего в них"
        return f"{where} {_took_part(number, 'people')} {self.counted(number, 'people')}."


def _took_part(number: int, noun: str) -> str:
    """The verb as its number asks: принял 21 человек, приняла 1 семья, приняли 3 человека."""
    if plural_place(number):
        return "приняли участие"
    return "приняла участие" if noun in _FEMININE else "принял участие"
