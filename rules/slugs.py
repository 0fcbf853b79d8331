"""A short code out of a Kazakh, Russian or English name."""

import re
import unicodedata

# Letter by letter, as the Kazakh state standard of 2021 and passports write them without marks above letters.
_LATIN = "a a b v g g d e yo zh z i i k k l m n ng o o p r s t u u u f h h ts ch sh shch y i e yu ya"
_LETTERS = dict(zip("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя", _LATIN.split(" "), strict=True)) | {"ъ": "", "ь": ""}


def slug_of(name: str, *, longest: int) -> str:
    """The name in small Latin letters, digits and hyphens, at most `longest` signs; "" where no letter can be said."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in name.casefold())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def folded(name: str) -> str:
    """A name without capitals and doubled spaces, for comparing."""
    return " ".join(name.split()).casefold()
