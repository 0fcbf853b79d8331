"""The shape of the dataset: what is printed, as figures, codes and the people's own words. It can be stored as JSON and
read back, which is how an issued report is kept."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from reports.dataset.entry import Entry as _Entry
from reports.dataset.given import (
    ConsultationEntry,
    ContestEntry,
    MaterialEntry,
    MemorandumEntry,
    OrganisationsEntry,
    ReachEntry,
)


class Names(_Entry):
    """A label in the languages of the forms."""

    kk: str
    ru: str

    def of(self, language: str) -> str:
        """In this language of the forms."""
        return self.ru if language == "ru" else self.kk


class FigureEntry(_Entry):
    """An indicator: planned and actual. `actual` None: counted by hand, or nothing was read yet."""

    code: str
    label: Names
    unit: str
    plan: Decimal
    actual: Decimal | None = None
    percent: Decimal | None = None
    # Of satisfaction: how many answered, and the formula's code.
    n: int | None = None
    formula: str = ""


class SatisfactionEntry(_Entry):
    """A share of satisfied people in percent, from n ratings, by the formula's code."""

    share: Decimal
    n: int
    formula: str


class SpeakerEntry(_Entry):
    """Who spoke, and on what."""

    name: str
    post: str = ""
    topic: str = ""


class PostEntry(_Entry):
    """A publication as it stands at one activity. `shared_with`: other refs that mention the same post."""

    key: str
    platform: str
    kind: str
    url: str = ""
    title: str = ""
    page: str = ""
    made_on: date | None = None
    views: int | None = None
    views_read_on: date | None = None
    followers: int | None = None
    followers_read_on: date | None = None
    shared_with: list[str] = []
    reason: str = ""


class ActivityEntry(_Entry):
    """One activity with its number (in `unit`), and why it does not enter the tables ("" when it does)."""

    pk: int
    ref: str
    kind: str
    kind_name: Names
    title: str
    topic: str = ""
    format: str = "offline"
    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: time | None = None
    venue: str = ""
    address: str = ""
    town: str = ""
    goal: str = ""
    outcome: str = ""
    guests: str = ""
    is_held: bool = False
    number: int = 0
    unit: str = "people"
    scanned: int = 0
    head_count: int | None = None
    expected: int | None = None
    reported: int | None = None
    # Social categories of those counted, only the ones that are not zero.
    categories: dict[str, int] = {}
    not_in_tables: str = ""
    speakers: list[SpeakerEntry] = []
    posts: list[PostEntry] = []
    satisfaction: SatisfactionEntry | None = None
    documents: int = 0


class MeasureEntry(_Entry):
    """A measure with its figures and activities. `appendix`: the number of its confirming documents."""

    pk: int
    number: str
    title: str
    deadline_text: str = ""
    appendix: int | None = None
    figures: list[FigureEntry] = []
    activities: list[ActivityEntry] = []


class TaskEntry(_Entry):
    """A task with its measures."""

    number: str
    title: str
    measures: list[MeasureEntry] = []


class StatisticsEntry(_Entry):
    """The three tables over one total, by the counting rule. `tables`: dimension -> value -> figure, with the extra
    values "outside" and "not_stated"."""

    total: int
    attendances: int
    people: int
    derived: int
    basis: str
    rule: Names
    precedence: Names
    tables: dict[str, dict[str, int]]


class PartnerEntry(_Entry):
    """A partner and what it gave."""

    name: str
    head_name: str = ""
    contact: str = ""
    address: str = ""
    gave: str = ""
    is_foreign: bool = False


class ProductEntry(_Entry):
    """A line of things made."""

    kind: str
    title: str
    number_made: int
    link: str = ""
    shown_where: str = ""
    approved_by: str = ""
    reach: int | None = None
    reach_read_on: date | None = None


class NoteEntry(_Entry):
    """A risk, a success story, a recommendation. `person`: named only with consent."""

    kind: str
    title: str = ""
    text: str = ""
    mitigation: str = ""
    person: str = ""


class SurveyEntry(_Entry):
    """A survey's figures: of each question its base and the share of each option in percent, summing to 100,0."""

    pk: int
    kind: str
    title: Names
    planned: int | None = None
    n: int = 0
    questions: list[QuestionEntry] = []
    # Who answered by name, which they agreed to.
    experts: list[str] = []


class QuestionEntry(_Entry):
    """One question. `remark`: the sentence beneath it, None where there is none; `texts`: what experts wrote."""

    title: Names
    base: int
    options: list[OptionEntry] = []
    remark: Names | None = None
    texts: list[str] = []


class OptionEntry(_Entry):
    """One option: how many chose it, and their share of the base in percent."""

    title: Names
    count: int
    share: Decimal


class DocumentEntry(_Entry):
    """A confirming document of an appendix: its place there, its type's code, its words and hash."""

    place: int
    type: str
    caption: str = ""
    activity: str = ""
    sha256: str = ""
    link: str = ""


class AppendixEntry(_Entry):
    """A numbered appendix; `measure` None: of the project as a whole."""

    number: int
    measure: str | None = None
    title: str = ""
    documents: list[DocumentEntry] = []


class FindingEntry(_Entry):
    """What does not add up, and the written reason it was accepted with ("" while it was not)."""

    code: str
    severity: str
    message: str
    records: list[str]
    reason: str = ""
    accepted_on: date | None = None


class ChangeEntry(_Entry):
    """A figure that is another one than in the interim report. `record`: the ref it belongs to, "" for the whole
    project; None: it was not there then, or is not any more."""

    what: Names
    record: str = ""
    before: Decimal | None = None
    now: Decimal | None = None


class ProjectEntry(_Entry):
    """Whose report it is: the contract and the grantee."""

    ref: str
    title: str
    edition: str
    grantee: str
    head_name: str = ""
    address: str = ""
    phone: str = ""
    customer: str = ""
    priority_direction: str = ""
    field_of_law: str = ""
    grant_type: str = ""
    contract_number: str = ""
    contract_date: date | None = None
    amount: Decimal | None = None
    saved_amount: Decimal | None = None
    used_amount: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class ReportData(_Entry):
    """One project as of a moment; `from_day`, `to_day`: the reporting period, within which its activities lie (None:
    open). `texts`: slot -> the words that stand there, placeholders filled in."""

    made_at: datetime
    from_day: date | None = None
    to_day: date | None = None
    project: ProjectEntry
    statistics: StatisticsEntry
    figures: list[FigureEntry] = []
    tasks: list[TaskEntry] = []
    # Activities that belong to no measure, and publications of the project as a whole.
    other_activities: list[ActivityEntry] = []
    project_posts: list[PostEntry] = []
    # Distinct posts, however many activities mention them.
    posts: int = 0
    partners: list[PartnerEntry] = []
    products: list[ProductEntry] = []
    materials: list[MaterialEntry] = []
    consultations: list[ConsultationEntry] = []
    memoranda: list[MemorandumEntry] = []
    contests: list[ContestEntry] = []
    organisations: OrganisationsEntry = OrganisationsEntry()
    reach: ReachEntry = ReachEntry()
    notes: list[NoteEntry] = []
    surveys: list[SurveyEntry] = []
    appendices: list[AppendixEntry] = []
    findings: list[FindingEntry] = []
    texts: dict[str, str] = {}
    # Against the issued interim report, where there is one.
    changes: list[ChangeEntry] = []

    def activities(self) -> list[ActivityEntry]:
        """All of them, in the plan's order, those without a measure last."""
        of_measures = [one for task in self.tasks for measure in task.measures for one in measure.activities]
        return [*of_measures, *self.other_activities]


SurveyEntry.model_rebuild()
QuestionEntry.model_rebuild()
