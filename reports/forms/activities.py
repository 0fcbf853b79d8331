"""An activity in a report: its name, and its text or, where nobody wrote one, a plain line of its facts."""

from __future__ import annotations

from events.models.activities import ActivityFormat
from reports.blocks import Block, Paragraph
from reports.dataset.model import ActivityEntry, PostEntry, SpeakerEntry
from reports.forms.words import counted, days, figure, label, say

FORMATS = {form.value: form.label for form in ActivityFormat}


def activity_blocks(one: ActivityEntry, texts: dict[str, str], language: str) -> list[Block]:
    """Its name as a label, its text beneath."""
    slot = f"activity:{one.pk}"
    return [
        Paragraph(activity_name(one, language), style="label"),
        Paragraph(texts.get(slot) or facts_of(one, language), slot=slot),
    ]


def activity_name(one: ActivityEntry, language: str) -> str:
    """«Семинар. «Саналы отбасы» 1-семинар», the kind left out where the title names it."""
    kind = one.kind_name.of(language)
    if not one.title or kind.casefold() in one.title.casefold():
        return one.title or _capital(kind)
    return f"{_capital(kind)}. {one.title}"


def facts_of(one: ActivityEntry, language: str) -> str:
    """Date, place, form, topic, speakers, number, satisfaction and links, each as a short sentence."""
    said = [_when(one, language)]
    if place := place_of(one):
        said.append(say(language, "place", text=place))
    said.append(say(language, "form", text=label(FORMATS, one.format, language).lower()))
    if one.topic:
        said.append(say(language, "topic", text=one.topic))
    if one.speakers:
        said.append(say(language, "speakers", text="; ".join(speaker_of(who) for who in one.speakers)))
    said.append(_number(one, language))
    if one.satisfaction:
        share, n = figure(one.satisfaction.share), figure(one.satisfaction.n)
        said.append(say(language, "satisfaction", share=share, n=n))
    if one.posts:
        said.append(say(language, "links", text="; ".join(link_of(post) for post in one.posts)))
    return " ".join(said)


def place_of(one: ActivityEntry) -> str:
    """Venue, address and town, each once."""
    return ", ".join(dict.fromkeys(part for part in (one.venue, one.address, one.town) if part))


def speaker_of(who: SpeakerEntry) -> str:
    """«Name, post – «topic»»."""
    named = ", ".join(part for part in (who.name, who.post) if part)
    return f"{named} – {who.topic}" if who.topic else named


def link_of(post: PostEntry) -> str:
    """Its address; of what has none, its title or page."""
    return post.url or post.title or post.page or post.key


def number_of(one: ActivityEntry, language: str) -> str:
    """«20 адам»."""
    return counted(one.number, one.unit, language)


def _number(one: ActivityEntry, language: str) -> str:
    if not one.is_held and not one.number:
        return say(language, "not_held")
    return say(language, "participants", text=number_of(one, language))


def _when(one: ActivityEntry, language: str) -> str:
    when = days(one.starts_on, one.ends_on, language)
    if not when:
        return f"{_capital(say(language, 'no_date'))}."
    clock = f", {one.starts_at:%H:%M}" if one.starts_at else ""
    return f"{when.removesuffix('.')}{clock}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
