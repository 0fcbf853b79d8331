"""Where each finding is mended: the pages behind its records, and the page for all of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from grants.models import Project
from reports.contradictions import Finding

_EDIT, _PEOPLE, _SURVEY = "events:activity_edit", "events:people", "surveys:activity_survey"
_POSTS, _DOCUMENTS, _PAGE = "media_log:activity_posts", "events:activity_documents", "desk:activity"
# code -> the page of an activity on which it is mended; others open the activity itself.
_OF_ACTIVITY = {
    **dict.fromkeys(("outside_contract", "no_date", "no_speaker", "same_time_and_place", "plan_unit"), _EDIT),
    **dict.fromkeys(("not_stated", "outside_bands", "category_against_age", "unlikely_status"), _PEOPLE),
    **dict.fromkeys(("reported_differs", "no_people"), _PEOPLE),
    **dict.fromkeys(("no_survey", "few_answers", "few_pairs", "respondents_differ"), _SURVEY),
    "session_outside_days": "events:sessions",
    **dict.fromkeys(("shared_post", "early_posts", "late_posts", "posts_outside_contract", "gone_posts"), _POSTS),
    **dict.fromkeys(("weak_posts", "unproved_posts", "no_publication", "no_link"), _POSTS),
    "no_evidence": _DOCUMENTS,
}
# Pages that only those who may edit can open.
_EDITING = {_EDIT, "events:sessions"}
# code of a finding -> code of the media log's own list
_LOOKED_AT = {
    "shared_post": "shared",
    "early_posts": "before_activity",
    "posts_outside_contract": "outside_contract",
    "gone_posts": "gone",
}


@dataclass(frozen=True)
class Link:
    """A page to go to. `words`: a ref, or what is done there; `title`: of the activity that has the ref."""

    words: str | Promise
    address: str
    title: str = ""


class FindingLinks:
    """The links of one project's findings. One query."""

    def __init__(self, project: Project, findings: Collection[Finding], *, may_edit: bool) -> None:
        refs = {ref for one in findings for ref in one.records}
        mine = Activity.objects.of(project.organisation).filter(ref__in=refs)
        self._project = project
        self._may_edit = may_edit
        self._activities = {
            ref: (project, title) for ref, project, title in mine.values_list("ref", "project", "title")
        }

    def of_records(self, finding: Finding) -> list[Link]:
        """Each record with the page on which this finding is mended there."""
        return [Link(ref, self._of_record(finding.code, ref), self._title(ref)) for ref in finding.records]

    def whole(self, finding: Finding) -> Link | None:
        """The page for the finding as a whole; None where its records are all there is."""
        of = _WHOLE.get(finding.code)
        return of(self._project, finding) if of and (self._may_edit or of not in _EDITING_WHOLE) else None

    def _title(self, ref: str) -> str:
        return self._activities[ref][1] if ref in self._activities else ""

    def _of_record(self, code: str, ref: str) -> str:
        if ref not in self._activities:
            return reverse("desk:board", args=[self._project.ref])
        name = _OF_ACTIVITY.get(code, _PAGE)
        is_ours = self._activities[ref][0] == self._project.pk
        can = is_ours and (self._may_edit or name not in _EDITING)
        return reverse(name if can else _PAGE, args=[ref])


def _entries(project: Project, finding: Finding) -> Link:
    special = {"not_stated": "not_stated", "outside_bands": "outside"}
    table, value = finding.subject, special.get(finding.code, "")
    asked = {"table": table, "value": value} if value else {"table": "category", "value": finding.subject}
    return Link(_("The entries behind it"), f"{reverse('reports:records', args=[project.ref])}?{urlencode(asked)}")


def _look(project: Project, finding: Finding) -> Link:
    asked = {"project": project.ref} | ({"code": code} if (code := _LOOKED_AT.get(finding.code)) else {})
    return Link(_("Look at the publications"), f"{reverse('media_log:look')}?{urlencode(asked)}")


def _plan(project: Project, finding: Finding) -> Link:
    return Link(_("To the plan board"), reverse("desk:board", args=[project.ref]))


def _text(project: Project, finding: Finding) -> Link:
    slot, language, *_unit = finding.subject.split(" ")
    return Link(_("To the text"), reverse("reports:text", args=[project.ref, slot, language]))


def _rule(project: Project, finding: Finding) -> Link:
    return Link(_("To the counting rule"), reverse("grants:project_edit", args=[project.ref]))


_WHOLE: dict[str, Callable[[Project, Finding], Link]] = {
    **dict.fromkeys(("not_stated", "outside_bands", "category_against_age", "unlikely_status"), _entries),
    **dict.fromkeys((*_LOOKED_AT, "late_posts", "weak_posts"), _look),
    **dict.fromkeys(("plan_not_met", "plan_over_half", "no_activity", "plan_unit"), _plan),
    "unit_mixed": _rule,
    "narrative_figure": _text,
}
_EDITING_WHOLE = {_rule}
