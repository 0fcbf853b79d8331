"""What a language must be able to say, and how figures and options are written in both of them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal

from rules.shares import share
from rules.survey_maths.sentences.findings import Figures, Finding, OptionFigures

_SPACE = "\u00a0"
_MINUS = "\u2212"
_QUOTES = str.maketrans("«»", "„“")
# Groups of "from 0 to 10" as they are spoken of.
BEST_SCORES = "9–10"
WORST_SCORES = "0–6"


class Language(ABC):
    """One language's sentences. All take figures with at least one answer."""

    code: str

    def text(self, option: OptionFigures) -> str:
        """The option's words in this language, or in one that has them; "" where there are none."""
        return option.text.in_language(self.code)

    def quoted(self, option: OptionFigures) -> str:
        """The option's words in «», inner ones in „“, on one line and without a full stop."""
        words = re.sub(r"\s+", " ", self.text(option)).strip().rstrip(".;,").strip()
        if words.startswith("«") and words.endswith("»") and words.count("«") == 1:
            words = words[1:-1]
        return f"«{words.translate(_QUOTES)}»"

    def with_share(self, option: OptionFigures) -> str:
        """«Option» (94,5%)."""
        return f"{self.quoted(option)} ({percent(option.share)})"

    @abstractmethod
    def choice(self, figures: Figures, finding: Finding, *, is_opinion: bool) -> str:
        """What most people answered, in percent."""

    @abstractmethod
    def few(self, figures: Figures, named: Sequence[OptionFigures], *, is_opinion: bool) -> str:
        """The same of few people, in people; `named`: the one or two most frequent answers, none without any such."""

    @abstractmethod
    def one_person(self, chosen: Sequence[OptionFigures]) -> str:
        """What the only one answered."""

    @abstractmethod
    def scale(self, figures: Figures) -> str:
        """The mean of a scale, and who gave one of the two best answers."""

    @abstractmethod
    def score(self, figures: Figures) -> str:
        """The mean of 0–10, and who gave 9–10 and 0–6."""

    @abstractmethod
    def number(self, figures: Figures) -> str:
        """Mean, median and range of numbers."""

    @abstractmethod
    def ranking(self, figures: Figures, leaders: Sequence[OptionFigures]) -> str:
        """What was put first most often."""

    @abstractmethod
    def answered(self, figures: Figures) -> str:
        """How many wrote an answer."""


def percent(number: Decimal | None) -> str:
    """«94,5%»."""
    return f"{grouped(f'{number or Decimal(0):.1f}')}%"


def plain(number: Decimal | None) -> str:
    """A figure without idle noughts: «1 709,5», «10»."""
    return grouped(f"{(number or Decimal(0)).normalize():f}")


def fixed(number: Decimal | None) -> str:
    """A mean with two decimals: «4,55»."""
    return grouped(f"{number or Decimal(0):.2f}")


def grouped(digits: str) -> str:
    """Digits with a decimal comma and spaces between thousands: «1 709,5»."""
    whole, _, part = digits.replace("-", _MINUS).partition(".")
    if len(whole.lstrip(_MINUS)) > 3:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", _SPACE, whole)
    return f"{whole},{part}" if part else whole


def best_and_worst(figures: Figures) -> list[tuple[str, int, Decimal | None]]:
    """How many gave 9–10 and 0–6, and their shares."""
    counts = {option.value: option.count for option in figures.options if option.value is not None}
    best = sum(count for value, count in counts.items() if value >= 9)
    worst = sum(count for value, count in counts.items() if value <= 6)
    return [(name, count, share(count, figures.base)) for name, count in ((BEST_SCORES, best), (WORST_SCORES, worst))]


def highest_of(figures: Figures) -> str:
    """The best value of a scale."""
    return str(max((option.value for option in figures.options if option.value is not None), default=""))
