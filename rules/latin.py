"""Kazakh and Russian words in Latin letters, for names of files: every system can store them, people can read them."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip


def latin(text: str, *, at_most: int = 60) -> str:
    """Small Latin letters, digits and hyphens: "3-қосымша" is "3-qosymsha". Not longer than `at_most` characters;
    empty where nothing of the text can be said so."""
    said = "".join(_LETTERS.get(letter, letter) for letter in text.lower().replace("№", " "))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", said).lower() if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:at_most].strip("-")
