"""What was observed about a person, and the projections that the tables use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rules.ages import age_band
from rules.categories import pack_statuses, primary_category
from rules.codes import GENDERS, NOT_STATED


@dataclass(frozen=True)
class Facts:
    """Demographics at the date of an activity, as stated. `age` in years; where only `birth_year` was stated,
    the age is the activity's year minus it (rules.ages.age_on). `band`: an age band seen where no age was asked, as on
    a counter; the age itself goes before it."""

    gender: str = NOT_STATED
    age: int | None = None
    birth_year: int | None = None
    statuses: tuple[str, ...] = ()
    band: str = ""

    def columns(self, precedence: Sequence[str]) -> dict[str, Any]:
        """The ledger's columns for these facts: the facts themselves and the projections beside them."""
        band = "" if self.age is not None else self.band
        primary = primary_category(self.statuses, self.age, precedence, band=band)
        return {
            "gender": self.gender if self.gender in GENDERS else NOT_STATED,
            "age": self.age,
            "birth_year": self.birth_year,
            "statuses": pack_statuses(self.statuses),
            "stated_band": band,
            "age_band": band or age_band(self.age),
            "category": primary.code,
            "category_is_derived": primary.derived,
        }


@dataclass(frozen=True)
class Circumstances:
    """How a row came in, beside its source: which phone at which door, late or on time, with whom, from which list,
    at which leaflet point with which material, for which organisation.

    `phone_time`: what the phone's clock said where it was wrong; `group`: the act that counted several people.
    """

    device_id: int | None = None
    door: str = ""
    phone_time: datetime | None = None
    is_late: bool = False
    group: UUID | None = None
    sheet_id: int | None = None
    sheet_row: int | None = None
    point_id: int | None = None
    material_id: int | None = None
    represents_id: int | None = None

    def columns(self) -> dict[str, Any]:
        """The ledger's columns for it."""
        return dict(vars(self))


NOTHING_SPECIAL = Circumstances()
