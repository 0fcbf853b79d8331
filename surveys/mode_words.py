"""What each mode promises, said honestly: what is kept, who could find out, until when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.models import Mode, Run, SurveyKind

Text = str | Promise


@dataclass(frozen=True)
class ModeWords:
    """A mode and its promises: in short, and the limits that have to be told."""

    mode: Mode
    short: Text
    limits: Text


_WORDS = {
    Mode.ANONYMOUS: ModeWords(
        Mode.ANONYMOUS,
        _("Nothing on a sheet leads to anybody. That somebody has answered is kept apart, so that each answers once."),
        _(
            "While the survey is open, who has the whole database and the server’s secrets could find out who has "
            "answered, and guess by the order of rows which sheet is whose."
        ),
    ),
    Mode.CONFIDENTIAL: ModeWords(
        Mode.CONFIDENTIAL,
        _("The two sheets of one person are tied together, but nobody is shown whose they are."),
        _(
            "While the survey is open, who has the whole database and the server’s secrets could find out whose "
            "sheets they are."
        ),
    ),
    Mode.NAMED: ModeWords(
        Mode.NAMED,
        _("Who answers writes their name on the sheet, with their consent. It is meant for experts."),
        _("The name stays on the sheet, also after closing."),
    ),
}


def modes_of(kind: str) -> list[ModeWords]:
    """The modes that a kind of survey may be asked in. A test compares the same people: it cannot be anonymous."""
    order = (Mode.ANONYMOUS, Mode.CONFIDENTIAL, Mode.NAMED)
    return [_WORDS[mode] for mode in order if not (kind == SurveyKind.TEST and mode == Mode.ANONYMOUS)]


def promise_of(run: Run) -> ModeWords:
    """What the run promises. After closing the limits are gone, but for older backups."""
    return _WORDS[Mode(run.mode)]


def after_closing(run: Run) -> Text:
    """What closing for good means to who has answered, in words that are true before and after it."""
    if run.mode == Mode.NAMED:
        return _(
            "After closing, the key of the survey is destroyed: who has answered by which phone or link cannot be "
            "found out any more. The names that people wrote stay on their sheets."
        )
    return _(
        "After closing, the key of the survey is destroyed and the sheets are shuffled: nobody can find out any more "
        "who has answered or which sheet is whose. Only backups made before the closing still can: delete them too if "
        "that matters."
    )
