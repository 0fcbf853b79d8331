"""Placeholders that stay alive in typed texts: «{participants}» is the number of the day the report is made.

Braces that are meant as braces are written twice: {{ and }}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.dataset.model import ActivityEntry, FigureEntry, MeasureEntry, ReportData
from reports.forms.activities import link_of, place_of, speaker_of
from reports.forms.words import days, figure, money
from reports.narrative.ready import LANGUAGES
from reports.narrative.sections import is_ahead, published_for, views_of
from reports.narrative.slots import ACTIVITY, MEASURE, SECTION, Entry

# What a text of each kind of slot may name, in the order the editor shows them.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    ACTIVITY: (
        *("participants", "participants_in_words", "plan", "satisfaction", "n", "date", "time", "place", "town"),
        *("kind", "title", "topic", "speakers", "links", "outcome"),
    ),
    MEASURE: ("participants", "activities", "plan", "actual", "satisfaction", "n", "publications", "date"),
    SECTION: (
        *("participants", "attendances", "people", "activities", "publications", "views", "satisfaction", "n"),
        *("date", "amount", "used", "saved"),
    ),
}
_NOTHING = "—"
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")


@dataclass(frozen=True)
class Piece:
    """A stretch of a typed text from `start` to `end`, and the words that stand there in the report. `is_filled`: they
    came from the records."""

    start: int
    end: int
    words: str
    is_filled: bool


def pieces(text: str, values: Mapping[str, str]) -> list[Piece]:
    """A text in pieces that follow each other: as typed, or filled in. What is not among the values stays as typed."""
    found: list[Piece] = []
    end = 0
    for token in _TOKEN.finditer(text):
        name = token.group(1)
        words = token.group()[0] if name is None else values.get(name.strip(), token.group())
        if token.start() > end:
            found.append(Piece(end, token.start(), text[end : token.start()], is_filled=False))
        found.append(Piece(token.start(), token.end(), words, is_filled=True))
        end = token.end()
    return [*found, Piece(end, len(text), text[end:], is_filled=False)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled in and {{ }} made single. What is not among the values stays as typed."""
    return "".join(piece.words for piece in pieces(text, values))


def unknown_placeholders(text: str, kind: str) -> list[str]:
    """The names in braces that a slot of this kind does not know, each once in their order."""
    named = (found.group(1) for found in _TOKEN.finditer(text) if found.group(1) is not None)
    return list(dict.fromkeys(name for name in named if name.strip() not in PLACEHOLDERS[kind]))


def escaped(text: str) -> str:
    """A text as it has to be typed so that its braces stay braces: `filled` gives it back."""
    return text.replace("{", "{{").replace("}", "}}")


def placeholder_values(data: ReportData, entry: Entry, language: str) -> dict[str, str]:
    """What each placeholder gives at a slot now, "—" where nothing is known; the keys are those of its kind."""
    if isinstance(entry, ActivityEntry):
        return _of_activity(entry, language)
    if isinstance(entry, MeasureEntry):
        return _of_measure(entry, language)
    return _of_project(data, language)


def _of_activity(one: ActivityEntry, language: str) -> dict[str, str]:
    known, asked = not is_ahead(one), one.satisfaction
    values = {
        "participants": figure(one.number if known else None),
        "participants_in_words": LANGUAGES[language].counted(one.number, one.unit) if known else "",
        "plan": figure(one.expected),
        **_asked(asked.share if asked else None, asked.n if asked else None),
        "date": days(one.starts_on, one.ends_on, language),
        "time": f"{one.starts_at:%H:%M}" if one.starts_at else "",
        "place": place_of(one),
        "town": one.town,
        "kind": one.kind_name.of(language),
        "title": one.title,
        "topic": one.topic,
        "speakers": "; ".join(speaker_of(who) for who in one.speakers),
        "links": "; ".join(link_of(post) for post in one.posts),
        "outcome": one.outcome,
    }
    return {name: value or _NOTHING for name, value in values.items()}


def _of_measure(measure: MeasureEntry, language: str) -> dict[str, str]:
    """`plan` and `actual` are those of the measure's first figure, the people where it plans them."""
    people = [one.number for one in measure.activities if one.unit in ("people", "families")]
    main = next((one for one in measure.figures if one.code == "participants"), None)
    main = main or next(iter(measure.figures), None)
    dates = [one.starts_on for one in measure.activities if one.starts_on]
    last = max((one.ends_on or one.starts_on for one in measure.activities if one.starts_on), default=None)
    return {
        "participants": figure(sum(people)),
        "activities": figure(sum(one.is_held for one in measure.activities)),
        "plan": figure(main.plan if main else None),
        "actual": figure(main.actual if main else None),
        **_satisfaction(measure.figures),
        "publications": figure(published_for(measure)),
        "date": days(min(dates), last, language) if dates else _NOTHING,
    }


def _of_project(data: ReportData, language: str) -> dict[str, str]:
    project = data.project
    return {
        "participants": figure(data.statistics.total),
        "attendances": figure(data.statistics.attendances),
        "people": figure(data.statistics.people),
        "activities": figure(sum(one.is_held for one in data.activities())),
        "publications": figure(data.posts),
        "views": figure(views_of(data)),
        **_satisfaction(data.figures),
        "date": days(data.from_day or project.starts_on, data.to_day or project.ends_on, language) or _NOTHING,
        "amount": money(project.amount, language) or _NOTHING,
        "used": money(project.used_amount, language) or _NOTHING,
        "saved": money(project.saved_amount, language) or _NOTHING,
    }


def _satisfaction(figures: list[FigureEntry]) -> dict[str, str]:
    known = [one for one in figures if one.code == "satisfaction" and one.actual is not None]
    return _asked(known[-1].actual, known[-1].n) if known else _asked(None, None)


def _asked(share: Decimal | None, n: int | None) -> dict[str, str]:
    return {"satisfaction": figure(share), "n": figure(n)}
