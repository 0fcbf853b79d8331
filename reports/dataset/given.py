"""The shape of what was handed out, advised, signed and won, and of how many were reached."""

from __future__ import annotations

from datetime import date

from reports.dataset.entry import Entry


class MaterialEntry(Entry):
    """A leaflet or brochure in one language ("kk+ru": in both) at the activities of one measure ("": of none)."""

    measure: str
    kind: str
    title: str = ""
    language: str = ""
    # None: nobody noted it.
    printed: int | None = None
    handed_out: int = 0


class ConsultationEntry(Entry):
    """How many entries of the register have this channel and were for this sort of client."""

    channel: str
    unit: str
    number: int


class MemorandumEntry(Entry):
    """A memorandum with a partner."""

    partner: str
    number: str = ""
    signed_on: date | None = None
    subject: str = ""
    activity: str = ""


class WinnerEntry(Entry):
    """A work that won. `author`: only with consent; `from_where`: school or organisation."""

    nomination: str = ""
    place: int | None = None
    prize: str = ""
    title: str = ""
    author: str = ""
    from_where: str = ""


class ContestEntry(Entry):
    """A contest or exhibition: works taken in, the jury, who won."""

    activity: str
    title: str
    works: int = 0
    jury: list[str] = []
    winners: list[WinnerEntry] = []


class OrganisationsEntry(Entry):
    """Organisations that people came for, each once; `unnamed`: those that were only counted."""

    names: list[str] = []
    unnamed: int = 0

    @property
    def total(self) -> int:
        """As the indicator counts them."""
        return len(self.names) + self.unnamed


class ReachEntry(Entry):
    """Direct reach is people met, indirect reach is views, readers, listeners: never summed together. None: nobody has
    read any numbers."""

    direct: int = 0
    views: int | None = None
    products: int | None = None
