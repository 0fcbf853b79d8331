"""Keyed marks: who has answered, and which two sheets are one person's, as far as a run's key can tell.

Without the key, which closing destroys, a mark is a random number.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from events.models import Attendance
from events.phones import Phone
from events.queries.presence import rows_of_phone
from surveys.models import Mode, PersonalLink, Response, Run, Wave


def mark_of(wave: Wave, respondent: str) -> str:
    """That this respondent ("phone:…", "person:…") has answered at this door of an open run."""
    return _keyed(wave.run, f"{wave.name} {respondent}")


def pair_of(run: Run, respondent: str) -> str:
    """The mark that both sheets of a respondent carry in an open run."""
    return _keyed(run, f"pair {respondent}")


def respondents_of(*, run: Run, phone: Phone) -> tuple[str, ...]:
    """Who is answering, as far as "once per person" needs it: the people this phone is known to be, then the phone.
    The same person on a second phone answers once."""
    if phone.is_new:  # nobody's yet
        return (f"phone:{phone.id.hex}",)
    people = [row.person_id for row in _rows(run, phone) if row.person_id]
    person = phone.person(run.organisation)
    if person:
        people.append(person.pk)
    return (*(f"person:{pk}" for pk in dict.fromkeys(people)), f"phone:{phone.id.hex}")


def respondent_of_link(link: PersonalLink) -> str:
    """Who answers by a personal link."""
    return f"invited:{link.pk}"


def pair_for(*, wave: Wave, respondents: Iterable[str]) -> str | None:
    """The pair for a sheet of these respondents: the one of their other sheet, should there be one, else of the first
    named. None in an anonymous run and for nobody."""
    if wave.run.mode == Mode.ANONYMOUS:
        return None
    pairs = [pair_of(wave.run, respondent) for respondent in respondents]
    known = Response.objects.filter(run=wave.run, pair__in=pairs).exclude(wave=wave.name)
    return known.values_list("pair", flat=True).first() or (pairs[0] if pairs else None)


def _rows(run: Run, phone: Phone) -> list[Attendance]:
    return rows_of_phone(activity=run.activity, phone=phone) if run.activity else []


def _keyed(run: Run, what: str) -> str:
    if run.key is None:
        raise ValueError("a closed run has no key")
    return hmac.new(bytes(run.key), what.encode(), hashlib.sha256).hexdigest()
