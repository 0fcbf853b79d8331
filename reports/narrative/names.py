"""What records are called, as reports print it: numbers within a name count nothing."""

from __future__ import annotations

from collections.abc import Iterable

from reports.dataset.model import ActivityEntry, FigureEntry, ReportData
from reports.forms.activities import link_of, place_of, speaker_of

_INNER = str.maketrans("«»", "„“")


def one_line(text: str) -> str:
    """Words without line breaks, as a sentence can hold them."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Words in «», inner ones in „“, without a full stop at the end."""
    words = one_line(text).rstrip(".;,").strip()
    if words.startswith("«") and words.endswith("»") and words.count("«") == 1:
        words = words[1:-1]
    return f"«{words.translate(_INNER)}»"


def titled(text: str) -> str:
    """A title in «»; one that has its own quotation marks, as «Саналы отбасы» 1-семинар, stays as it is."""
    return one_line(text).rstrip(".;,") if has_own_quotes(text) else quoted(text)


def has_own_quotes(text: str) -> bool:
    """Whether a title has quotation marks of its own around a part of it."""
    words = one_line(text)
    is_whole = words.startswith("«") and words.endswith("»") and words.count("«") == 1
    return not is_whole and any(mark in words for mark in '«“„"')


def names_of_activities(activities: Iterable[ActivityEntry]) -> frozenset[str]:
    """Titles, topics, places, speakers and links of activities, as typed and as printed."""
    return frozenset(
        name for one in activities for said in _said_of(one) if said for name in (said, one_line(said), titled(said))
    )


def names_of_figures(figures: Iterable[FigureEntry]) -> frozenset[str]:
    """What figures count: «10 000-нан астам қаралым жинаған жарияланымдар» is the name of one."""
    said = (name for one in figures for name in (one.label.kk, one.label.ru, one.unit))
    return frozenset(name for one in said for name in (one, one_line(one)))


def names_of_project(data: ReportData) -> frozenset[str]:
    """The project's own name, its tasks' and measures', those of surveys, products, partners and posts."""
    said = [data.project.title, data.project.grantee]
    for task in data.tasks:
        said += [task.title, *(measure.title for measure in task.measures)]
    said += [words for one in data.surveys for words in (one.title.kk, one.title.ru)]
    said += [one.title for one in data.products] + [one.name for one in data.partners]
    said += [link_of(one) for one in data.project_posts]
    return frozenset(name for one in said for name in (one, one_line(one), titled(one), quoted(one)))


def _said_of(one: ActivityEntry) -> Iterable[str]:
    yield from (one.kind_name.kk, one.kind_name.ru, one.title, one.topic, one.guests)
    yield from (one.venue, one.address, one.town, place_of(one))
    for who in one.speakers:
        yield from (who.name, who.post, who.topic, speaker_of(who))
    for post in one.posts:
        yield from (link_of(post), post.title, post.page)
