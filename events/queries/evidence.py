"""Confirming documents: what is there, under which number, and what is still missing. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.models import Activity, Appendix, Evidence, PeopleShown
from grants.models import Measure, Organisation, Project
from rules.kinds import EVIDENCE_TYPES
from rules.post_keys import inspect_link

# Marks that a document may carry; filters of the project's page.
UNCLEAR, TWICE, REMOVED = "unclear", "twice", "removed"
MARKS = (UNCLEAR, TWICE, REMOVED)


@dataclass(frozen=True)
class Document:
    """A document with its number, and whether the same file or link stands elsewhere in the organisation too."""

    evidence: Evidence
    is_twice: bool = False

    @property
    def number(self) -> str:
        """Short: 3.2 is the second document of appendix 3."""
        return f"{self.evidence.appendix.number}.{self.evidence.place}"

    @property
    def is_picture(self) -> bool:
        """Whether there is a small picture to show."""
        return bool(self.evidence.preview)

    @property
    def is_removed(self) -> bool:
        """Taken away; its number stays used."""
        return self.evidence.removed_at is not None

    @property
    def is_closed(self) -> bool:
        """A link that opens for its owner only, such as one's own folder in a cloud: it proves nothing to a reader."""
        link = "" if self.is_removed else self.evidence.link
        return bool(link) and "owner_only_folder" in inspect_link(link).warnings

    @property
    def is_unclear(self) -> bool:
        """A picture or film of people who were not all asked."""
        return (
            not self.is_removed
            and self.evidence.type in _OF_PEOPLE
            and self.evidence.people_shown == PeopleShown.UNCLEAR
        )


Lacking = tuple[Activity, list[str]]


@dataclass(frozen=True)
class AppendixLine:
    """An appendix and what is in it: living documents, bytes, pictures of people who were not all asked; and the held
    activities that lack documents, each with the types. `appendix` is None where a measure (None: the project as a
    whole) lacks documents and has no number yet."""

    appendix: Appendix | None
    measure: Measure | None
    documents: int = 0
    removed: int = 0
    size: int = 0
    unclear: int = 0
    missing: list[Lacking] = field(default_factory=list)


def missing_types(*, activities: Collection[int], today: date | None = None) -> dict[int, list[str]]:
    """The usual documents that held activities still lack, by activity id; in the kind's order. Activities that lack
    nothing, are still ahead or were cancelled are not in it. Two queries."""
    held = _held(Activity.objects.filter(pk__in=activities), today or timezone.localdate())
    usual = dict(held.order_by().values_list("pk", "kind__usual_evidence"))
    there: dict[int, set[str]] = defaultdict(set)
    known = Evidence.objects.live().filter(activity__in=usual)
    for activity, type_ in known.order_by().values_list("activity", "type").distinct():
        there[activity].add(type_)
    lacking = {pk: [code for code in _known(codes) if code not in there[pk]] for pk, codes in usual.items()}
    return {pk: codes for pk, codes in lacking.items() if codes}


def missing_of(*, activity: Activity, today: date | None = None) -> list[str]:
    """The usual documents that one activity lacks, whether it was held or is still ahead; none of a cancelled one."""
    if activity.cancelled_at:
        return []
    there = set(Evidence.objects.live().filter(activity=activity).values_list("type", flat=True))
    return [code for code in _known(activity.kind.usual_evidence) if code not in there]


def documents_of(*, activity: Activity) -> list[Document]:
    """Every document of an activity, also those taken away, in the order of their numbers. Two queries."""
    return with_marks(_shown(Evidence.objects.filter(activity=activity)), organisation=activity.organisation)


def documents_found(*, project: Project, appendix: int | None, type: str, mark: str) -> QuerySet[Evidence]:
    """The project's documents, in the order of their numbers: of one appendix (by number), of one type, with one
    mark ("unclear", "twice", "removed"). Those taken away only where nothing but the appendix, or "removed", was
    asked for."""
    found = _shown(Evidence.objects.filter(project=project))
    if appendix is not None:
        found = found.filter(appendix__number=appendix)
    if type:
        found = found.filter(type=type)
    if mark == REMOVED:
        return found.filter(removed_at__isnull=False)
    if mark == UNCLEAR:
        found = found.filter(_UNCLEAR)
    if mark == TWICE:
        same = Evidence.objects.live().filter(organisation=project.organisation_id).exclude(pk=OuterRef("pk"))
        found = found.filter(Exists(same.filter(sha256=OuterRef("sha256"), link=OuterRef("link"))))
    return found.filter(removed_at__isnull=True) if type or mark else found


def with_marks(evidence: Iterable[Evidence], *, organisation: Organisation) -> list[Document]:
    """The documents with the mark whether the same file or link is kept twice in the organisation. One query."""
    rows = list(evidence)
    living = [row for row in rows if row.removed_at is None]
    same = Evidence.objects.live().filter(organisation=organisation)
    same = same.filter(
        Q(sha256__in={row.sha256 for row in living if row.sha256})
        | Q(link__in={row.link for row in living if row.link})
    )
    several = same.order_by().values("sha256", "link").annotate(n=Count("pk")).filter(n__gt=1)
    twice = {(line["sha256"], line["link"]) for line in several} if living else set()
    return [Document(row, row.removed_at is None and (row.sha256, row.link) in twice) for row in rows]


def appendices_of(*, project: Project, today: date | None = None) -> list[AppendixLine]:
    """The project's appendices in the order of their numbers, then what lacks documents and has no number yet. Four
    queries."""
    missing = _missing_by_measure(project, today)
    lines = [_line(appendix, missing) for appendix in _counted_appendices(project)]
    loose = [AppendixLine(None, lacking[0][0].measure, missing=lacking) for lacking in missing.values()]
    return lines + sorted(loose, key=lambda line: (line.measure is None, line.measure.pk if line.measure else 0))


def _line(appendix: Any, missing: dict[int | None, list[Lacking]]) -> AppendixLine:
    """Takes what is missing in this appendix out of `missing`."""
    is_place = appendix.is_general or appendix.measure_id is not None
    lacking = missing.pop(appendix.measure_id, []) if is_place else []
    counted = (appendix.living, appendix.gone, appendix.bytes, appendix.doubtful)
    return AppendixLine(appendix, appendix.measure, *counted, lacking)


def _counted_appendices(project: Project) -> QuerySet[Appendix]:
    living = Q(evidence__removed_at__isnull=True, evidence__isnull=False)
    return (
        Appendix.objects.filter(project=project)
        .select_related("measure")
        .annotate(
            living=Count("evidence", filter=living),
            gone=Count("evidence", filter=Q(evidence__removed_at__isnull=False)),
            bytes=Coalesce(Sum("evidence__size", filter=living), 0),
            doubtful=Count("evidence", filter=_UNCLEAR_OF_APPENDIX),
        )
        .order_by("number")
    )


def _missing_by_measure(project: Project, today: date | None) -> dict[int | None, list[Lacking]]:
    activities = {a.pk: a for a in project.activities.select_related("measure", "kind")}
    found: dict[int | None, list[Lacking]] = {}
    for pk, codes in missing_types(activities=list(activities), today=today).items():
        found.setdefault(activities[pk].measure_id, []).append((activities[pk], codes))
    for lacking in found.values():
        lacking.sort(key=lambda pair: (pair[0].starts_on or date.max, pair[0].ref))
    return found


def usual_types(activity: Activity) -> list[str]:
    """The types that are usual for the activity's kind, in its order."""
    return _known(activity.kind.usual_evidence)


def _known(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if code in EVIDENCE_TYPES]


def _held(activities: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    over = Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today)
    return activities.filter(over, cancelled_at__isnull=True)


def _shown(evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    related = evidence.select_related("appendix__measure", "activity", "project", "added_by", "removed_by")
    return related.order_by(F("appendix__number"), F("place"))


# Only of these it matters whether people can be recognised: not of a scanned programme.
_OF_PEOPLE = ("photo", "video")
_UNCLEAR = Q(people_shown=PeopleShown.UNCLEAR, type__in=_OF_PEOPLE, removed_at__isnull=True)
_UNCLEAR_OF_APPENDIX = Q(
    evidence__people_shown=PeopleShown.UNCLEAR, evidence__type__in=_OF_PEOPLE, evidence__removed_at__isnull=True
)
