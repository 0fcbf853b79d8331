"""Who was asked by name, and, while the run is open, who of them has answered."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.marks import mark_of, respondent_of_link
from surveys.models import Answered, PersonalLink, Run


@dataclass(frozen=True)
class LinkLine:
    """One personal link; `answered`: at how many doors, None where nobody can tell any more."""

    link: PersonalLink
    answered: int | None


def link_lines(*, run: Run) -> list[LinkLine]:
    """Every link of a run by name. After closing the key is gone: whether somebody has answered cannot be said."""
    links = list(run.personal_links.all())
    if run.key is None:
        return [LinkLine(link, None) for link in links]
    waves = list(run.waves.all())
    for wave in waves:
        wave.run = run
    marks = {link.pk: {mark_of(wave, respondent_of_link(link)) for wave in waves} for link in links}
    every = {mark for found in marks.values() for mark in found}
    come = set(Answered.objects.filter(run=run, mark__in=every).values_list("mark", flat=True))
    return [LinkLine(link, len(marks[link.pk] & come)) for link in links]
