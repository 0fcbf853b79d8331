"""Dates in words, as Kazakh and Russian documents print them."""

from datetime import date

MONTHS = {
    "kk": (
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ),
    "ru": (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
}


def date_in_words(day: date, language: str) -> str:
    """«2025 жылғы 22 мамыр» (kk), «22 мая 2025 года» (ru). Raises KeyError for another language."""
    return _with_year(f"{day.day} {MONTHS[language][day.month - 1]}", day.year, language)


def dates_in_words(first: date, last: date | None, language: str) -> str:
    """A day or a range of days, naming the month and the year once where they are the same."""
    if last is None or last <= first:
        return date_in_words(first, language)
    if first.year != last.year:
        return f"{date_in_words(first, language)} – {date_in_words(last, language)}"
    months = MONTHS[language]
    end = f"{last.day} {months[last.month - 1]}"
    if first.month == last.month:
        return _with_year(f"{first.day}–{end}", first.year, language)
    return _with_year(f"{first.day} {months[first.month - 1]} – {end}", first.year, language)


def _with_year(days: str, year: int, language: str) -> str:
    return f"{year} жылғы {days}" if language == "kk" else f"{days} {year} года"
