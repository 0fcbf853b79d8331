"""The ready texts: what the system itself writes at a slot, from the dataset, in a language of the forms.

A figure stands behind its words («дәріс – 10») unless it is the very one that a typed text would be compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reports.dataset.model import ActivityEntry, FigureEntry, MeasureEntry, ReportData
from reports.forms.activities import link_of, place_of, speaker_of
from reports.forms.plan import unit_of
from reports.forms.words import figure
from reports.narrative.language import Language
from reports.narrative.names import has_own_quotes, one_line, titled
from reports.narrative.ready_kk import Kazakh
from reports.narrative.ready_ru import Russian
from reports.narrative.sections import is_ahead, published_for, section_lines
from reports.narrative.slots import Entry
from reports.narrative.wording import capital, parts, signed
from rules.indicators import INDICATOR_CODES

LANGUAGES: dict[str, Language] = {"kk": Kazakh(), "ru": Russian()}
# Links of one activity beyond this stand in the list of publications.
_MOST_LINKS = 20
# Activities that reach people who do not come to them.
_REACHING = frozenset({"flyer_action", "brochure_distribution", "information_work"})


def ready_text(data: ReportData, entry: Entry, language: str) -> str:
    """What stands at a slot without a typed text; "" where the dataset has nothing to tell. KeyError: no such
    language."""
    speech = LANGUAGES[language]
    if isinstance(entry, ActivityEntry):
        return " ".join(activity_sentences(entry, speech))
    lines = measure_lines(entry, speech) if isinstance(entry, MeasureEntry) else section_lines(data, entry, speech)
    return "\n".join(lines)


def activity_sentences(one: ActivityEntry, speech: Language) -> Iterator[str]:
    """When, what, where, who spoke, how many came, how satisfied they were, where it was published."""
    yield from _opening(one, speech)
    if place := one_line(place_of(one)):
        undated = one.starts_on is None and not one.number
        key = "place_undated" if undated else "place_ahead" if is_ahead(one) else "place"
        yield speech.say(key, text=place.rstrip("."))
    if one.speakers:
        named = "; ".join(one_line(speaker_of(who)) for who in one.speakers)
        yield speech.say("speaker" if len(one.speakers) == 1 else "speakers", text=named.rstrip("."))
    yield _number(one, speech)
    if one.satisfaction:
        yield speech.say("satisfaction", share=figure(one.satisfaction.share), n=figure(one.satisfaction.n))
    if links := list(dict.fromkeys(one_line(link_of(post)) for post in one.posts[:_MOST_LINKS])):
        yield speech.say("link" if len(links) == 1 else "links", text="; ".join(links))


def _number(one: ActivityEntry, speech: Language) -> str:
    if is_ahead(one):
        return speech.say("not_held")
    if not one.number:
        return speech.say("nobody")
    if one.kind in _REACHING and one.unit == "people":
        return speech.say("reached_by_one", counted=speech.counted(one.number, one.unit))
    return speech.took_part(one.number, one.unit)


def _opening(one: ActivityEntry, speech: Language) -> Iterator[str]:
    kind = one_line(one.kind_name.of(speech.code))
    what, name = ("topic", one.topic) if one.topic.strip() else ("title", one.title)
    if one_line(name).casefold() in {"", one.kind_name.kk.casefold(), one.kind_name.ru.casefold()}:
        what, name = "kind", ""
    elif what == "title" and has_own_quotes(name):
        what = "own_title"
    values = {"kind": kind, "format": speech.formats[one.format], "name": titled(name)}
    if name:
        values[what] = titled(name)
    if one.starts_on:
        key = f"{what}_ahead" if is_ahead(one) else what
        yield speech.say(key, **values, when=speech.when(one.starts_on, one.ends_on, one.starts_at))
        return
    yield speech.say("undated" if name else "undated_kind", **values | {"kind": capital(kind)})
    yield speech.say("no_date")


def measure_lines(measure: MeasureEntry, speech: Language) -> Iterator[str]:
    """What took place and whom it reached, then a line for each figure with plan, actual and difference."""
    if not measure.activities and not measure.figures:
        yield speech.say("nothing")
        return
    if measure.activities:
        yield " ".join(_activities(measure, speech))
    for one in measure.figures:
        yield _figure(one, speech)


def _activities(measure: MeasureEntry, speech: Language) -> Iterator[str]:
    listed = measure.activities
    held = [one for one in listed if one.is_held]
    ahead = sum(map(is_ahead, listed))
    undated = sum(one.starts_on is None for one in listed)
    if len(held) == 1:
        yield _one_held(held[0], speech)
    elif held:
        kinds = parts(Counter(one_line(one.kind_name.of(speech.code)) for one in held).items(), speech)
        values = {"activities": speech.counted(len(held), "activities"), "kinds": kinds}
        days = [one.starts_on for one in held if one.starts_on]
        last = max((one.ends_on or one.starts_on for one in held if one.starts_on), default=None)
        if days:
            yield speech.say("held_when", when=speech.when(min(days), last, None), **values)
        else:
            yield speech.say("held", **values)
    elif ahead == len(listed):
        yield speech.say("none_held")
    if held and ahead:
        yield speech.say("ahead", number=figure(ahead))
    if undated:
        yield speech.say("undated_ones", number=figure(undated))
    yield from _reached(listed, speech)
    if posts := published_for(measure):
        yield speech.say("posts", number=figure(posts))


def _one_held(one: ActivityEntry, speech: Language) -> str:
    kind = one_line(one.kind_name.of(speech.code))
    if one.starts_on is None:
        return speech.say("one_held", kinds=kind)
    return speech.say("one_held_when", when=speech.when(one.starts_on, one.ends_on, None), kinds=kind)


def _reached(listed: Sequence[ActivityEntry], speech: Language) -> Iterator[str]:
    """People in a sentence; several units side by side, never as one sum."""
    numbers: Counter[str] = Counter()
    for one in listed:
        numbers[one.unit] += one.number
    known = {unit: number for unit, number in numbers.items() if number}
    if set(known) == {"people"}:
        yield speech.took_part_in_them(known["people"], len(listed))
    elif known:
        yield speech.say("reached", parts=parts([(speech.say(f"unit_{unit}"), n) for unit, n in known.items()], speech))


def _figure(one: FigureEntry, speech: Language) -> str:
    unit = one_line(unit_of(one, speech.code))
    label = one_line(one.label.of(speech.code)) + (
        f" ({unit})" if unit and unit.casefold() not in one.label.of(speech.code).casefold() else ""
    )
    if one.actual is None:
        key = "figure_unknown" if one.code in INDICATOR_CODES else "figure_by_hand"
        return speech.say(key, label=label, plan=figure(one.plan))
    deviation = signed(one.actual - one.plan)
    return speech.say("figure", label=label, plan=figure(one.plan), actual=figure(one.actual), deviation=deviation)
