"""Words of the forms that no form prescribes, in the languages of the forms: data/words.json. They are no interface: a
report is Kazakh or Russian, whatever its reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from rules.amounts import in_figures, money_in_words
from rules.plurals import plural_place

_DATA = Path(__file__).parents[1] / "data" / "words.json"


@cache
def _words() -> dict[str, Any]:
    return dict(json.loads(_DATA.read_text()))


def say(language: str, key: str, **values: object) -> str:
    """The words of a key with values filled in. KeyError: no such words."""
    return str(_words()[language][key]).format(**values)


def heading(text: str, language: str) -> str:
    """A heading that forms.json has in Kazakh only, in a language of the forms. KeyError: it was never translated."""
    return str(_words()["headings"][text]) if language == "ru" else text


def label(labels: Mapping[str, str | Promise], code: str, language: str) -> str:
    """A code's label in a language of the forms; an unknown code stands for itself."""
    with translation.override(language):
        return str(labels.get(code, code))


def counted(number: int, unit: str, language: str) -> str:
    """«20 адам», «3 семьи»: how many of a unit of counting."""
    forms = _words()["counted"][language][unit]
    return f"{in_figures(number)} {forms[plural_place(number, len(forms))]}"


def day(when: date, language: str) -> str:
    """«02.07.2019 жыл», «02.07.2019 г.»."""
    return say(language, "day", day=f"{when:%d.%m.%Y}")


def days(first: date | None, last: date | None, language: str) -> str:
    """A day or a range of days; "" where none is known."""
    if first and last and last > first:
        return say(language, "until", first=f"{first:%d.%m.%Y}", last=day(last, language))
    known = first or last
    return day(known, language) if known else ""


def plain(number: Decimal | int | None) -> Decimal | int | None:
    """A figure without the zeros behind its comma: 300 and not 300,00."""
    if number is None or isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else number.normalize()


def figure(number: Decimal | int | None) -> str:
    """«1 709», «92,7», "—" where nothing is known."""
    shown = plain(number)
    return "—" if shown is None else in_figures(shown)


def money(amount: Decimal | None, language: str) -> str:
    """«5 500 000 (бес миллион бес жүз мың) теңге», "" where none is known."""
    return "" if amount is None else money_in_words(amount, language)
