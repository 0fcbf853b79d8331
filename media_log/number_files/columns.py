"""The columns of the table of numbers, in three languages: what is written in one is read in all."""

from __future__ import annotations

import re

# column -> language -> heading as written
HEADINGS: dict[str, dict[str, str]] = {
    "number": {"kk": "№", "ru": "№", "en": "№"},
    "link": {"kk": "Сілтеме", "ru": "Ссылка", "en": "Link"},
    "title": {"kk": "Атауы", "ru": "Название", "en": "Title"},
    "activity": {"kk": "Іс-шара", "ru": "Мероприятие", "en": "Activity"},
    "views": {"kk": "Қаралым", "ru": "Просмотры", "en": "Views"},
    "likes": {"kk": "Лайк", "ru": "Лайки", "en": "Likes"},
    "reach": {"kk": "Қамту", "ru": "Охват", "en": "Reach"},
    "page_followers": {"kk": "Жазылушылар", "ru": "Подписчики", "en": "Followers"},
    "read_on": {"kk": "Көрсеткіш күні", "ru": "Дата показателей", "en": "Read on"},
}
# As people head their own tables.
_ALSO = {
    "link": ("сілтемелер", "ссылки", "links", "url", "адрес"),
    "views": ("қаралымдар", "қаралым саны", "просмотр", "количество просмотров", "view", "көрілім"),
    "likes": ("лайктар", "лайк саны", "like", "количество лайков", "ұнатулар"),
    "reach": ("охваты", "қамту саны"),
    "page_followers": ("жазылушы", "жазылушылар саны", "подписчиков", "количество подписчиков", "follower"),
    "read_on": ("күні", "дата", "date", "day", "оқылған күні", "прочитано"),
}
NUMBERS = ("views", "likes", "reach", "page_followers")


def fold_heading(text: str) -> str:
    """One spelling of a heading."""
    return re.sub(r"\s+", " ", text).casefold().strip(" :.*")


_KNOWN = {
    fold_heading(heading): column
    for column, spellings in HEADINGS.items()
    for heading in (*spellings.values(), *_ALSO.get(column, ()))
}


def column_of(heading: object) -> str | None:
    """The column that a heading names, in any of the languages; None for a stranger's."""
    return _KNOWN.get(fold_heading(heading)) if isinstance(heading, str) and len(heading) < 100 else None
