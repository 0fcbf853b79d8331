"""The dataset of the operator's summary: the datasets of the grantees' reports, and nothing counted anew."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from reports.dataset.model import PartnerEntry, ReportData


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceEntry(_Entry):
    """The issued report that a part of the summary was taken from."""

    report: int
    number: int
    edition: str
    language: str
    issued_on: date
    verify_code: str
    dataset_sha256: str


class SummaryProject(_Entry):
    """One grant. `source` None: nothing was issued, so `data` is what the records say now."""

    data: ReportData
    source: SourceEntry | None = None


class SummaryPart(_Entry):
    """What an issued summary says of one grant, and the issued report that all of it is in. `amount`: ₸."""

    ref: str
    grantee: str
    title: str
    amount: Decimal | None
    participants: int
    source: SourceEntry | None


class DirectionLine(_Entry):
    """A priority direction with its grants; "" for those that name none. `amount`: of those whose amount is known."""

    title: str
    grants: int
    amount: Decimal


class PartnerLine(_Entry):
    """A partner of a project."""

    grantee: str
    project: str
    partner: PartnerEntry


class SummaryData(_Entry):
    """Everything the summary prints, as of a moment. `texts`: slot -> words that the operator wrote."""

    made_at: datetime
    organisation: str
    from_day: date | None = None
    to_day: date | None = None
    projects: list[SummaryProject] = []
    texts: dict[str, str] = {}

    def missing(self) -> list[str]:
        """The refs of the projects that have no issued final report."""
        return [one.data.project.ref for one in self.projects if one.source is None]

    def without_amount(self) -> list[str]:
        """The refs of the projects whose amount nobody has entered."""
        return [one.data.project.ref for one in self.projects if one.data.project.amount is None]

    def amount(self) -> Decimal:
        """The sum of the amounts that are known, ₸."""
        return sum((one.data.project.amount or Decimal(0) for one in self.projects), Decimal(0))

    def directions(self) -> list[DirectionLine]:
        """The priority directions in the order of the projects, those that name none last."""
        grants: dict[str, list[Decimal]] = {}
        for one in self.projects:
            grants.setdefault(one.data.project.priority_direction, []).append(one.data.project.amount or Decimal(0))
        lines = [DirectionLine(title=title, grants=len(of), amount=sum(of, Decimal(0))) for title, of in grants.items()]
        return sorted(lines, key=lambda line: not line.title)

    def fields(self) -> list[tuple[str, int]]:
        """The fields of law with the number of their grants, "" last."""
        numbers: dict[str, int] = {}
        for one in self.projects:
            field = one.data.project.field_of_law
            numbers[field] = numbers.get(field, 0) + 1
        return sorted(numbers.items(), key=lambda pair: not pair[0])

    def partners(self, *, foreign: bool) -> list[PartnerLine]:
        """The Kazakh or the foreign partners of every project."""
        return [
            PartnerLine(grantee=one.data.project.grantee, project=one.data.project.title, partner=partner)
            for one in self.projects
            for partner in one.data.partners
            if partner.is_foreign == foreign
        ]


class SummaryRecord(_Entry):
    """What is kept of an issued summary: the reports it was made of, which never change, and its totals, each the sum
    of its parts."""

    made_at: datetime
    organisation: str
    from_day: date | None
    to_day: date | None
    parts: list[SummaryPart]
    grants: int
    amount: Decimal
    participants: int
    directions: list[DirectionLine]
    texts: dict[str, str]


def summary_record(data: SummaryData) -> SummaryRecord:
    """Of a summary's dataset."""
    parts = [
        SummaryPart(
            ref=one.data.project.ref,
            grantee=one.data.project.grantee,
            title=one.data.project.title,
            amount=one.data.project.amount,
            participants=one.data.statistics.total,
            source=one.source,
        )
        for one in data.projects
    ]
    return SummaryRecord(
        made_at=data.made_at,
        organisation=data.organisation,
        from_day=data.from_day,
        to_day=data.to_day,
        parts=parts,
        grants=len(parts),
        amount=data.amount(),
        participants=sum(one.participants for one in parts),
        directions=data.directions(),
        texts=data.texts,
    )
