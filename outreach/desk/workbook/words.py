"""Words that people write for codes: folded so that spelling does not matter. Not for display, only for reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# A heading's or a code's letters as people without a Kazakh keyboard type them; Latin look-alikes go the same way.
_KAZAKH = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
_LOOK_ALIKES = str.maketrans("aceopxykhbmti", "асеорхукнвмти")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_LETTERS = re.compile(r"[^\w%№+]+|_+")


def fold(text: str) -> str:
    """A word for comparing: small letters, one alphabet, no brackets, hyphens, underscores or double spaces."""
    small = text.casefold()
    if _CYRILLIC.search(small):
        small = small.translate(_LOOK_ALIKES).translate(_KAZAKH)
    bare = _NOT_LETTERS.sub(" ", _BRACKETS.sub(" ", small)).strip()
    # A word that stands wholly in brackets keeps itself.
    return bare or _NOT_LETTERS.sub(" ", small).strip()


def codes_by_word(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded word -> code; a code is a word for itself. The first code that claims a word keeps it."""
    found: dict[str, str] = {}
    for code, names in words.items():
        for word in (code, *names):
            found.setdefault(fold(word), code)
    return found


_WORDS: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
GENDER = codes_by_word(_WORDS["gender"])
CATEGORY = codes_by_word(_WORDS["category"])
AGE_BAND = codes_by_word(_WORDS["age_band"])
NOT_STATED = codes_by_word(_WORDS["not_stated"])
DIMENSION = codes_by_word(_WORDS["dimension"])
UNIT = codes_by_word(_WORDS["unit"])
FORMAT = codes_by_word(_WORDS["format"])
POST_KIND = codes_by_word(_WORDS["post_kind"])
POST_LANGUAGE = codes_by_word(_WORDS["post_language"])
UNLINKED_PLATFORM = codes_by_word(_WORDS["unlinked_platform"])
PAID = codes_by_word(_WORDS["paid"])
INDICATOR = codes_by_word(_WORDS["indicator"])
VALUES_OF_DIMENSION = {"gender": GENDER, "age": AGE_BAND, "category": CATEGORY}


def offered(column_type: str, language: str) -> list[str]:
    """The words that the blank template offers for a code, in the order of the codes."""
    words = _WORDS["offered"][column_type]
    return list(words.get(language, words["en"]))
