"""What a language of the forms must be able to say in the ready texts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, time
from typing import ClassVar

from reports.forms.words import figure
from rules.plurals import plural_place


class Language(ABC):
    """One language's sentences. `words`: by key, filled in with named values; `nouns`: what is counted, in as many
    forms as follow a number."""

    code: ClassVar[str]
    words: ClassVar[Mapping[str, str]]
    nouns: ClassVar[Mapping[str, tuple[str, ...]]]
    formats: ClassVar[Mapping[str, str]]

    def say(self, key: str, **values: object) -> str:
        """The words of a key with values filled in. KeyError: no such words."""
        return self.words[key].format(**values)

    def counted(self, number: int, noun: str) -> str:
        """«373 адам», «21 человек», «3 семьи»."""
        forms = self.nouns[noun]
        return f"{figure(number)} {forms[plural_place(number, len(forms))]}"

    @abstractmethod
    def when(self, first: date, last: date | None, clock: time | None) -> str:
        """On which day or days and at what time: «2025 жылғы 22 мамырда сағат 10:00-де»."""

    @abstractmethod
    def took_part(self, number: int, noun: str) -> str:
        """How many took part in one activity, as a sentence."""

    @abstractmethod
    def took_part_in_them(self, number: int, activities: int) -> str:
        """How many people took part in these activities, as a sentence that follows their number."""
