"""The counting rule: what a project's tables count. A choice that the report states, never a hidden one."""

from dataclasses import dataclass

UNITS = ("people", "families", "respondents", "consultations", "organisations")
DEFAULT_UNITS = ("people", "families")

ATTENDANCES = "attendances"
UNIQUE_PEOPLE = "unique_people"


@dataclass(frozen=True)
class CountingRule:
    """`basis`: attendances or unique people; `units` that enter; `kinds` of activity that enter, None for all."""

    basis: str = ATTENDANCES
    units: tuple[str, ...] = DEFAULT_UNITS
    kinds: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.basis not in {ATTENDANCES, UNIQUE_PEOPLE}:
            raise ValueError(f"unknown basis {self.basis!r}")
        if not self.units or set(self.units) - set(UNITS):
            raise ValueError(f"unknown units {self.units!r}")

    def admits(self, *, unit: str, kind: str) -> bool:
        """Whether an activity of this unit and kind enters the tables."""
        return unit in self.units and (self.kinds is None or kind in self.kinds)
