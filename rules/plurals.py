"""Which form of a noun follows a number in Russian: 1 человек, 2 человека, 5 человек."""


def plural_place(number: int, forms: int = 3) -> int:
    """The place of the form among [one, few, many]; always 0 where a language has one form."""
    if forms == 1:
        return 0
    last, teens = abs(number) % 10, abs(number) % 100 // 10 == 1
    if last == 1 and not teens:
        return 0
    return 1 if 2 <= last <= 4 and not teens else 2
