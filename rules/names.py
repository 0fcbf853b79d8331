"""When two written names may be one person's: other order, other capitals, an initial, a left out patronymic; and the
folded name of an organisation, by which its spellings are one."""

import re

SAME, SHORTER = "same", "shorter"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Letters that look alike on a keyboard with both alphabets: a word with Cyrillic letters is all Cyrillic.
_LOOK_ALIKE = str.maketrans("aceiopxyhkmtbё", "асеіорхуһкмтве")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
_PARTS = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


def words_of_name(name: str) -> Words:
    """The words of a name without capitals, in the order of the alphabet."""
    return tuple(sorted(word.casefold().replace("ё", "е") for word in _WORD.findall(name)))


def alike(one: Words, other: Words) -> str | None:
    """SAME: the same words in any order. SHORTER: every word of the shorter name is a word of the longer one or its
    initial, at least one in full and at least two words in all. None: neither."""
    if not one or not other:
        return None
    if one == other:
        return SAME
    shorter, longer = sorted((one, other), key=lambda words: (len(words), sum(map(len, words))))
    if len(shorter) < 2:
        return None
    left = list(longer)
    in_full = 0
    # Whole words first: an initial takes what they leave.
    for word in sorted(shorter, key=len, reverse=True):
        fitting = next((known for known in left if known == word), None)
        if fitting is None:
            fitting = next((known for known in left if _is_initial(word, known)), None)
        elif len(word) > 1:
            in_full += 1
        if fitting is None:
            return None
        left.remove(fitting)
    return SHORTER if in_full else None


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def fold_organisation(name: str) -> str:
    """The folded name of an organisation: its words and numbers in the order of the alphabet, without capitals, quotes
    and signs, so that «Береке» ЖШС and ЖШС Береке are one. "" where nothing is left."""
    words = (_one_alphabet(word) for word in _PARTS.findall(name.casefold()))
    return " ".join(sorted(words))[:300]


def _one_alphabet(word: str) -> str:
    return word.translate(_LOOK_ALIKE) if _CYRILLIC.search(word) else word
