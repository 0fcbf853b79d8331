"""What was found behind the links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation, Project
from media_log.check_labels import PROBLEM_LABELS
from media_log.labels import Label
from media_log.models import CheckState, LinkCheck, Post
from media_log.queries.posts import posts_found

# What is asked of a link, in the order in which it wants to be mended: code -> word, colour, icon, which checks.
_MISSING_ONCE = Q(problem="not_found") & ~Q(state=CheckState.GONE)
_SORTS: dict[str, tuple[Label, str, Q]] = {
    "gone": (_("gone"), "bad", Q(state=CheckState.GONE)),
    "missing": (_("not found once"), "warn", _MISSING_ONCE),
    "refused": (_("not a public page"), "warn", Q(state=CheckState.REFUSED) & ~_MISSING_ONCE),
    "unreachable": (_("the site does not answer"), "warn", Q(state=CheckState.UNREACHABLE) & ~_MISSING_ONCE),
    "closed": (_("the site does not let us look"), "info", Q(state=CheckState.CLOSED) & ~_MISSING_ONCE),
    "alive": (_("opens"), "ok", Q(state=CheckState.ALIVE) & ~_MISSING_ONCE),
    "waiting": (_("not looked at yet"), "info", Q(state=CheckState.WAITING) & ~_MISSING_ONCE),
}
SORT_CODES = tuple(_SORTS)
# Those of the links' page that somebody has to do something about.
TROUBLES = ("gone", "missing", "refused", "unreachable")


@dataclass(frozen=True)
class Found:
    """One look in words. `sort`: gone, missing, refused, unreachable, closed, alive, waiting; `level`: its colour and
    icon."""

    sort: str
    label: Label
    level: str
    problem: Label


@dataclass(frozen=True)
class CheckPart:
    """The last look at a post's link; None before the first. `day`: what its page says where that differs from what is
    stated; `is_on`: whether links are looked at here at all."""

    last: LinkCheck | None
    found: Found
    day: date | None
    is_on: bool


@dataclass(frozen=True)
class SortCount:
    """How many links were found so."""

    code: str
    label: Label
    level: str
    count: int


@dataclass(frozen=True)
class LinkTotals:
    """Links by what was found; the parts sum to the total, posts without a link are not among them."""

    total: int
    sorts: tuple[SortCount, ...]


def check_part(*, post: Post) -> CheckPart:
    """What the page of a post shows of its link. One query."""
    last = LinkCheck.objects.filter(post=post).first()
    said = timezone.localdate(last.published_at) if last and last.published_at else None
    return CheckPart(last, found_of(last), said if said != post.published_on else None, settings.LINK_CHECKS)


def found_of(check: LinkCheck | None) -> Found:
    """A look in words."""
    sort = _sort_of(check)
    label, level, _checks = _SORTS[sort]
    return Found(sort, label, level, PROBLEM_LABELS.get(check.problem, "") if check else "")


def _sort_of(check: LinkCheck | None) -> str:
    if check is None:
        return "waiting"
    return "missing" if check.problem == "not_found" and check.state != CheckState.GONE else check.state


def links_found(
    *, organisation: Organisation, project: Project | None = None, sorts: tuple[str, ...] = TROUBLES
) -> QuerySet[LinkCheck]:
    """The looks of an organisation, or of a project, that found one of these; what is gone longest comes first."""
    chosen = Q()
    for sort in sorts:
        chosen |= _SORTS[sort][2]
    posts = posts_found(organisation=organisation, project=project).exclude(url="").order_by()
    checks = LinkCheck.objects.of(organisation).filter(chosen, post__in=posts.values("pk"))
    return checks.select_related("post").order_by(F("gone_since").asc(nulls_last=True), "checked_at", "pk")


def link_totals(*, organisation: Organisation, project: Project | None = None) -> LinkTotals:
    """How many links were found how. One query."""
    posts = posts_found(organisation=organisation, project=project).exclude(url="").order_by()
    rows = posts.values_list("link_check__state", "link_check__problem").annotate(number=Count("pk"))
    counts = dict.fromkeys(_SORTS, 0)
    for state, problem, number in rows:
        counts[_sort_of(LinkCheck(state=state, problem=problem) if state else None)] += number
    lines = tuple(SortCount(code, label, level, counts[code]) for code, (label, level, _checks) in _SORTS.items())
    return LinkTotals(sum(counts.values()), lines)
