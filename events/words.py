"""Facts about a person as words, for people to check."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.labels import AGE_LABELS, GENDER_CHOICES, LANGUAGE_LABELS, MATERIAL_LABELS, STATUS_CHOICES
from events.models import Material
from rules.codes import OUTSIDE


def facts_in_words(*, gender: str, age: int | None, statuses: Iterable[str], band: str = "") -> list[str]:
    """Each stated fact in a few words; one that says so when nothing was stated. `band`: seen, no age was asked."""
    words = [str(GENDER_CHOICES[gender])] if gender in GENDER_CHOICES else []
    if age is not None:
        words.append(ngettext("%(age)s year old", "%(age)s years old", age) % {"age": age})
    elif band:
        words.append(band_in_words(band))
    words += [str(STATUS_CHOICES[status]) for status in statuses]
    return words or [_("Nothing stated")]


def band_in_words(band: str) -> str:
    """An age band that somebody was seen to be of."""
    return _("under 13") if band == OUTSIDE else str(AGE_LABELS[band])


def kind_of_material(kind: str) -> str:
    """The word for a kind of material, or the organiser's own."""
    return str(MATERIAL_LABELS.get(kind, kind))


def languages_in_words(languages: str) -> str:
    """The languages of a material; stored as "kk+ru"."""
    return " + ".join(str(LANGUAGE_LABELS.get(code, code)) for code in languages.split("+") if code)


def material_in_words(material: Material) -> str:
    """What is handed out: kind, title, languages."""
    parts = kind_of_material(material.kind), material.title, languages_in_words(material.language)
    return " · ".join(part for part in parts if part)
