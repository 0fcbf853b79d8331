"""What the buttons of the builder do. Every button saves the open card first, so that nothing typed is ever lost; then
it does its own act on the definition and says which card, and which field in it, is open next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rules.questionnaires import editing
from rules.questionnaires.checks import COMPARABLE
from rules.questionnaires.definition import TYPES, Definition, Question
from rules.questionnaires.editing import UsedCodes, put_question

# The card above all questions. No question can have this code.
ABOUT = "-"


@dataclass(frozen=True)
class Desk:
    """The draft as it lies there: the open card ("": none), the field in it to go to, and, if the next page is another
    one, its name."""

    definition: Definition
    card: str = ""
    field: str = ""
    leave: str = ""

    @property
    def question(self) -> Question | None:
        """The open question."""
        return self.definition.by_code.get(self.card)

    def with_question(self, question: Question, field: str = "") -> Desk:
        """The open question as it is now."""
        return replace(self, definition=put_question(self.definition, question), field=field)


@dataclass(frozen=True)
class Wish:
    """A pressed button: its verb, what it is about, and what is chosen beside it."""

    verb: str
    about: str = ""
    field: str = ""
    on: str = ""

    @classmethod
    def of(cls, act: str, on: str = "") -> Wish:
        """Read "open:q3:text-ru"."""
        verb, about, field, *_rest = [*act.split(":"), "", ""]
        return cls(verb, about, field, on)


def done(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    """The desk after a button was pressed. An unknown one only saves."""
    act = _ACTS.get(wish.verb)
    return act(desk, wish, used) if act else replace(desk, card="", field=desk.card)


def _open(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return replace(desk, card=wish.about, field=wish.field)


def _leave(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return replace(desk, leave=wish.verb, field=wish.about)


def _add(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    if wish.about not in TYPES:
        return desk
    definition, code = editing.add_question(desk.definition, wish.about, used=used, after=desk.card)
    return replace(desk, definition=definition, card=code or desk.card)


def _copy(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    definition, code = editing.copy_question(desk.definition, desk.card, used=used)
    return replace(desk, definition=definition, card=code or desk.card)


def _remove(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return Desk(editing.remove_question(desk.definition, desk.card))


def _up(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return replace(desk, definition=editing.move_question(desk.definition, desk.card, -1))


def _down(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return replace(desk, definition=editing.move_question(desk.definition, desk.card, 1))


def _option_add(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    if desk.question is None:
        return desk
    question, code = editing.add_option(desk.question, used=used)
    return desk.with_question(question, f"option-{code}-{desk.definition.languages[0]}" if code else "")


def _option_remove(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return desk.with_question(editing.remove_option(desk.question, wish.about)) if desk.question else desk


def _option_moved(by: int) -> Callable[[Desk, Wish, UsedCodes], Desk]:
    def move(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
        if desk.question is None:
            return desk
        field = f"option-{wish.about}-{desk.definition.languages[0]}"
        return desk.with_question(editing.move_option(desk.question, wish.about, by), field)

    return move


def _words(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    return desk.with_question(editing.use_ready_words(desk.question, wish.about, used=used)) if desk.question else desk


def _rule_add(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    on = desk.definition.by_code.get(wish.on)
    if desk.question is None or on is None or on.type not in COMPARABLE:
        return desk
    return desk.with_question(editing.add_condition(desk.question, on), "rules")


def _rule_remove(desk: Desk, wish: Wish, used: UsedCodes) -> Desk:
    if desk.question is None or not wish.about.isdecimal():
        return desk
    return desk.with_question(editing.remove_condition(desk.question, int(wish.about[:3])), "rules")


_ACTS: dict[str, Callable[[Desk, Wish, UsedCodes], Desk]] = {
    "open": _open,
    "preview": _leave,
    "publish": _leave,
    "add": _add,
    "copy": _copy,
    "remove": _remove,
    "up": _up,
    "down": _down,
    "option_add": _option_add,
    "option_remove": _option_remove,
    "option_up": _option_moved(-1),
    "option_down": _option_moved(1),
    "words": _words,
    "rule_add": _rule_add,
    "rule_remove": _rule_remove,
    # Only draws the page anew, with the answers of a changed type.
    "stay": lambda desk, wish, used: desk,
}
