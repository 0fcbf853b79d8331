"""What is said about contests: authors, warnings, shared places. In the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.models import Contest, ContestEntry, NameConsent
from events.queries.contests import TOO_OLD, TOO_YOUNG, SharedPlace


def author_in_words(entry: ContestEntry) -> str:
    """As results print it: the name where there is consent, otherwise number and age."""
    if entry.author_name and entry.name_consent != NameConsent.NONE:
        return entry.author_name
    if entry.author_age is None:
        return _("No. %(number)s") % {"number": entry.number}
    return _("No. %(number)s, aged %(age)s") % {"number": entry.number, "age": entry.author_age}


def warning_in_words(contest: Contest, warning: str) -> str:
    """Why an age is looked at; the entry is taken all the same."""
    if warning == TOO_YOUNG:
        return _("younger than %(age)s") % {"age": contest.youngest}
    return _("older than %(age)s") % {"age": contest.oldest} if warning == TOO_OLD else ""


def shared_place_in_words(shared: SharedPlace) -> str:
    """Two first places in a nomination."""
    said = {"place": shared.place, "numbers": ", ".join(map(str, shared.numbers)), "nomination": shared.nomination}
    if shared.nomination is None:
        return _("Place %(place)s is given more than once: entries %(numbers)s.") % said
    return _("Place %(place)s in «%(nomination)s» is given more than once: entries %(numbers)s.") % said
