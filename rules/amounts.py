"""Amounts in figures and in words, as contracts and reports of the field print them: Kazakh and Russian."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

# num2words calls Kazakh by its country.
_LIBRARY = {"kk": "kz", "ru": "ru"}
_TENGE = {"kk": "теңге", "ru": "тенге"}
_TIYN = "тиын"
# A space that a line never breaks at: half a number on the next line is another number.
SPACE = "\u00a0"
_MINUS = "\u2212"
# The words of both languages are tried up to here; no grant comes near.
MOST = 10**15


def amount_in_words(number: int, language: str) -> str:
    """«бес миллион бес жүз мың» (kk), «пять миллионов пятьсот тысяч» (ru). Raises KeyError for another language,
    ValueError beyond ±10^15."""
    if abs(number) > MOST:
        raise ValueError(f"{number} is too large to be said in words")
    # Here and not above: it reads thirty languages, a tenth of a second that only reports need.
    from num2words import num2words

    return str(num2words(number, lang=_LIBRARY[language]))


def money_in_words(amount: Decimal | int, language: str) -> str:
    """Tenge in figures and words: «5 500 000 (бес миллион бес жүз мың) теңге», with the tiyns where it is not whole:
    «1 200,50 (бір мың екі жүз) теңге 50 тиын». The figures' spaces do not break. Raises as amount_in_words does,
    ValueError also for what is no number."""
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValueError(f"{amount} is no amount")
    exact = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, tiyns = divmod(int(abs(exact) * 100), 100)
    words = amount_in_words(-whole if exact < 0 and whole else whole, language)
    if not tiyns:
        return f"{in_figures(int(exact))} ({words}) {_TENGE[language]}"
    return f"{in_figures(exact)} ({words}) {_TENGE[language]} {tiyns:02d} {_TIYN}"


def in_figures(number: Decimal | int) -> str:
    """«5 500 000», «1 709», «92,7»: the thousands apart by a space that does not break, a comma before the rest.
    Decimals keep the places they have."""
    figures = f"{abs(number):,f}" if isinstance(number, Decimal) else f"{abs(number):,d}"
    return (_MINUS if number < 0 else "") + figures.replace(",", SPACE).replace(".", ",")
