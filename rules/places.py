"""When two written venues may be one place."""

import re

_WORD = re.compile(r"[^\W_]+")


def words_of_place(venue: str) -> frozenset[str]:
    """The words and numbers of a venue, without capitals, quotes and signs."""
    return frozenset(_WORD.findall(venue.casefold()))


def same_place(one: str, other: str) -> bool:
    """Whether two venues name one place: the same words, or one has all the words of the other and some more («Мөлдір
    бұлақ» орталығы, «Мөлдір бұлақ» облыстық орталығы). A single word is only equal to itself."""
    shorter, longer = sorted((words_of_place(one), words_of_place(other)), key=len)
    if not shorter:
        return False
    return shorter == longer or (len(shorter) > 1 and shorter <= longer)
