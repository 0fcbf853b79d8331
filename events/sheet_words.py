"""The words of a printed attendance list, in Kazakh and Russian: what is signed there, how it is filled in."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from events.activity_poster import poster_lines
from events.consent import OWN_PHONE, WORDINGS
from events.labels import STATUS_CHOICES
from events.models import ConsentKind, FieldSetting, Sheet
from events.sheets_pdf import INNER, Column, SheetSpec

LANGUAGES = ("kk", "ru")
# The key of a status, on paper and on the keyboard: 1–9 and 0.
STATUS_KEYS: dict[str, str] = {str(number % 10): code for number, code in enumerate(STATUS_CHOICES, 1)}


def sheet_spec(sheet: Sheet, *, link: str, names: list[str]) -> SheetSpec:
    """What a list says; `names` are printed on its first rows."""
    activity = sheet.activity
    session = sheet.session
    part = ""
    if activity.sessions.count() > 1:
        day = f" · {session.held_on:%d.%m.%Y}" if session.held_on else ""
        part = (session.title or _in_all(lambda: _("session %(number)s") % {"number": session.number})) + day
    return SheetSpec(
        title=_each(lambda: _("List of people")),
        activity=activity.title,
        lines=tuple(line for line in (" · ".join(poster_lines(activity, LANGUAGES)), part) if line),
        consent=_each(lambda: consent_in_full(sheet)),
        notes=_each(_how_to_fill_in),
        legend=_each(_legend),
        columns=_columns(sheet),
        link=link,
        number=_in_all(lambda: _("List %(number)s") % {"number": sheet.number}),
        first_row=sheet.first_row,
        rows=sheet.rows,
        names=tuple(names),
        page_of=lambda page, pages: _in_all(lambda: _("Page %(number)s of %(all)s") % {"number": page, "all": pages}),
    )


def consent_in_full(sheet: Sheet) -> str:
    """Who collects what, why, how long, who sees it, and that one may refuse: what a signature stands under."""
    asked = _("Collected: name, gender, age, social status and signature.")
    if _asks_phone(sheet):
        asked = _("Collected: name, phone, gender, age, social status and signature.")
    return " ".join(
        [
            f"{WORDINGS[OWN_PHONE][ConsentKind.DATA]}.",
            _(
                "%(organisation)s collects these data to count the participants and to report on the grant. They are "
                "kept as long as the grant’s reports may be checked."
            )
            % {"organisation": sheet.activity.organisation.name},
            asked,
            _(
                "Grant bodies receive totals without names. They see the list of those present only when they check "
                "the report."
            ),
            _("Consent can be taken back at any time. For somebody under 18 a parent or legal representative signs."),
        ]
    )


def _how_to_fill_in() -> str:
    return _(
        "Who checked in by phone or code does not write here. Who does not agree writes nothing but gender and age: "
        "everybody is counted. Never write an identity number."
    )


def _legend() -> str:
    listed = "; ".join(f"{key} – {STATUS_CHOICES[code]}" for key, code in STATUS_KEYS.items())
    return _("Status, by number, several may be written: %(listed)s.") % {"listed": listed}


def _columns(sheet: Sheet) -> tuple[Column, ...]:
    fixed = [
        (("№",), 10.0),
        (_each(lambda: _("First name and surname")), 0.0),
        (_each(_gender_heading), 23.0),
        (_each(lambda: _("Age")), 17.0),
        (_each(lambda: _("Status (number)")), 22.0),
        *([(_each(lambda: _("Phone")), 32.0)] if _asks_phone(sheet) else []),
        (_each(lambda: _("Signature")), 38.0),
    ]
    rest = INNER - sum(width for _headings, width in fixed)
    return tuple(Column(headings, width or rest) for headings, width in fixed)


def _gender_heading() -> str:
    return _("Gender (M / F)")


def _asks_phone(sheet: Sheet) -> bool:
    return sheet.activity.ask_phone != FieldSetting.OFF


def _each(words: Callable[[], str]) -> tuple[str, ...]:
    """The same words in every language of the list, each once."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(words())
    return tuple(dict.fromkeys(found))


def _in_all(words: Callable[[], str]) -> str:
    return " / ".join(_each(words))
