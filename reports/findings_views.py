"""What does not add up in a project: each finding is mended where it stands, or accepted with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from reports.actions.acceptances import LEAST_REASON, MOST_REASON, accept_finding, withdraw_acceptance
from reports.contradictions.titles import title_of
from reports.finding_links import FindingLinks, Link
from reports.models import Acceptance
from reports.narrative.typed import normalised
from reports.queries.findings import JudgedFinding, findings_part, judged_findings
from reports.refusals import MESSAGES
from rules.errors import AppError

# Findings on a page, the open ones before the accepted.
PAGE_SIZE = 60
# As many records are shown at once; the rest fold away.
FIRST_RECORDS = 12
# As few have their titles beside them.
_WITH_TITLES = 3
# Whose findings somebody goes through, so that the activities they mend lead back; for as long as an evening.
_COOKIE, _EVENING = "findings", 6 * 60 * 60
_PLACE = re.compile(r"finding-[0-9a-f]{12}")


@dataclass(frozen=True)
class FindingLine:
    """One finding as the page shows it. `typed`, `fault`: a reason that was not taken; `following`: where the page goes
    on once it is accepted."""

    judged: JudgedFinding
    title: str
    records: list[Link]
    whole: Link | None
    typed: str = ""
    fault: str = ""
    following: str = ""

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return _anchor(self.judged)

    @property
    def first_records(self) -> list[Link]:
        """Those that are shown at once."""
        return self.records[:FIRST_RECORDS]

    @property
    def has_titles(self) -> bool:
        """Whether the records stand with their titles."""
        return len(self.records) <= _WITH_TITLES

    @property
    def more_records(self) -> list[Link]:
        """Those that fold away."""
        return self.records[FIRST_RECORDS:]


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def findings(request: MemberRequest, ref: str) -> HttpResponse:
    """Everything that does not add up, as of now; POST accepts one finding with its reason."""
    project = _project(request, ref)
    if request.method != "POST":
        return _page(request, project)
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    try:
        accepted = accept_finding(project, key=key, reason=reason, by=request.user)
        if accepted.reason != normalised(reason):
            raise AppError("finding_accepted_meanwhile", 409)
    except AppError as refused:
        return _page(request, project, refused, key=key, typed=reason)
    messages.success(request, _("Accepted. The reason will stand in the report's annex."))
    following = request.POST.get("following", "")
    place = following if _PLACE.fullmatch(following) else "accepted"
    page = request.GET.get("page", "")
    return redirect(f"{reverse('reports:findings', args=[ref])}{f'?page={page}' if page.isdecimal() else ''}#{place}")


@require_POST
@member_view(may_edit)
def withdraw(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
    """Take a reason back: the finding is open again."""
    project = _project(request, ref)
    withdraw_acceptance(
        get_object_or_404(Acceptance.objects.of(request.organisation), project=project, pk=pk), by=request.user
    )
    messages.success(request, _("Taken back. The finding is open again."))
    return redirect("reports:findings", ref=ref)


@require_safe
@member_view(may_view)
def findings_count(request: MemberRequest, ref: str) -> HttpResponse:
    """The number of open findings alone, for pages that do not wait for it."""
    return render(request, "reports/findings_count.html", {"findings": findings_part(_project(request, ref))})


def _page(
    request: MemberRequest, project: Project, refused: AppError | None = None, *, key: str = "", typed: str = ""
) -> HttpResponse:
    """The page; after a refusal with its words and what was typed, beside the finding where that is still there."""
    judged = judged_findings(project=project)
    left = [one for one in judged if one.is_open]
    ordered = [*left, *(one for one in judged if not one.is_open)]
    shown = _shown(request, ordered, key)
    can = may_edit(request.membership)
    fault = str(MESSAGES[refused.code]) % refused.params if refused else ""
    links = FindingLinks(project, [one.finding for one in shown], may_edit=can)
    lines = list(_lines(list(shown), ordered, links, key, typed, fault))
    here = [line for line in lines if line.judged.is_open]
    context = {
        "project": project,
        "may_edit": can,
        "groups": [
            _group(_("Contradictions"), "bad", "error", left, here),
            _group(_("Gaps and oddities"), "warn", "warning", left, here),
        ],
        "open": len(left),
        "accepted": [line for line in lines if not line.judged.is_open],
        "all_accepted": len(judged) - len(left),
        "page": shown,
        "homeless": fault if not any(line.fault for line in here) else "",
        "typed": typed,
        "least": LEAST_REASON,
        "most": MOST_REASON,
    }
    response = render(request, "reports/findings.html", context, status=refused.status if refused else 200)
    response.set_cookie(
        _COOKIE, str(project.pk), max_age=_EVENING, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _shown(request: MemberRequest, ordered: list[JudgedFinding], key: str) -> Page[JudgedFinding]:
    """The page that was asked for; that of the finding `key` where a reason for it was refused."""
    meant = next((place for place, one in enumerate(ordered) if key and one.is_open and one.finding.key() == key), None)
    asked = request.GET.get("page") if meant is None else meant // PAGE_SIZE + 1
    return Paginator(ordered, PAGE_SIZE).get_page(asked)


def _group(
    heading: str, tone: str, severity: str, left: list[JudgedFinding], here: list[FindingLine]
) -> tuple[str, str, int, list[FindingLine]]:
    """Heading, tone, how many are open in the project, those of this page."""
    return (
        heading,
        tone,
        sum(one.finding.severity == severity for one in left),
        [line for line in here if line.judged.finding.severity == severity],
    )


def _lines(
    shown: list[JudgedFinding], ordered: list[JudgedFinding], links: FindingLinks, key: str, typed: str, fault: str
) -> Iterator[FindingLine]:
    following = dict(pairwise(_anchor(one) for one in ordered if one.is_open))
    for one in shown:
        finding, is_meant = one.finding, one.is_open and one.finding.key() == key
        yield FindingLine(
            judged=one,
            title=title_of(finding.code),
            records=links.of_records(finding),
            whole=links.whole(finding),
            typed=typed if is_meant else "",
            fault=fault if is_meant else "",
            following=following.get(_anchor(one), ""),
        )


def _anchor(judged: JudgedFinding) -> str:
    return f"accepted-{judged.acceptance.pk}" if judged.acceptance else f"finding-{judged.finding.key()[:12]}"


def _project(request: MemberRequest, ref: str) -> Project:
    mine = Project.objects.of(request.organisation).select_related("organisation", "grantee", "edition")
    return get_object_or_404(mine, ref=ref)
