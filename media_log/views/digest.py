"""The digest of a period, on the screen and as a file; the list of links in the manner of the reports."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.models import Measure, Project
from grants.permissions import may_edit, may_view
from grants.views.projects import project_or_404
from media_log.digest_files import kind_words, period_words, platform_words
from media_log.digest_forms import LANGUAGES, DigestForm, PeriodForm
from media_log.digest_jobs import ask_for_digest
from media_log.labels import PLATFORM_LABELS
from media_log.link_lists import as_text, link_list, link_list_document, sentence_of
from media_log.plan_files import ENDINGS
from media_log.post_words import post_words
from media_log.queries.digest import digest_of, links_by_activity, months_published
from media_log.queries.planned import usual_month
from media_log.views.planned import project_meant, sent


@require_safe
@member_view(may_view)
def digest_home(request: MemberRequest) -> HttpResponse:
    """To the digest of the project that is meant."""
    project = project_meant(request)
    if project is None:
        return render(request, "media_log/plan_none.html", {"here": "digest", "may_edit": may_edit(request.membership)})
    return redirect("media_log:digest", project.ref)


@require_safe
@member_view(may_view)
def digest(request: MemberRequest, ref: str) -> HttpResponse:
    """The figures of a period, and the files."""
    project = project_or_404(request, ref)
    form = PeriodForm(request.GET or None, **_offered(project))
    return _page(request, project, form)


@require_POST
@member_view(may_edit)
def digest_make(request: MemberRequest, ref: str) -> HttpResponse:
    """Ask for the file; the page of the work that makes it."""
    project = project_or_404(request, ref)
    form = DigestForm(request.POST, **_offered(project))
    if not form.is_valid():
        return _page(request, project, form, status=422)
    first, last = form.period()
    wished = {name: form.cleaned_data[name] for name in ("language", "ending")}
    asked = ask_for_digest(project, first=first, last=last, by=request.user, **wished)
    return redirect("desk:job", asked.pk)


@require_safe
@member_view(may_view)
def activity_links(request: MemberRequest, ref: str) -> HttpResponse:
    """The links of each activity, numbered; ?measure= of one measure only."""
    project = project_or_404(request, ref)
    measure = _measure(request, project)
    groups = links_by_activity(project=project, measure=measure)
    listed = link_list(groups)
    context = {
        "project": project,
        "measure": measure,
        "measures": Measure.objects.filter(project=project),
        "links": listed,
        "has_any": any(group.lines for group in listed.groups),
        "sentence": sentence_of(groups),
        "text": as_text(listed),
        "here": "digest",
    }
    return render(request, "media_log/activity_links.html", context)


@require_safe
@member_view(may_view)
def activity_links_file(request: MemberRequest, ref: str, ending: str) -> HttpResponse:
    """The same list as a file."""
    project = project_or_404(request, ref)
    if ending not in ENDINGS:
        raise Http404
    measure = _measure(request, project)
    groups = links_by_activity(project=project, measure=measure)
    name = f"links-{measure.number}.{ending}" if measure else f"links.{ending}"
    return sent(name, ending, link_list_document(project, groups, measure=measure))


def _offered(project: Project) -> dict[str, Any]:
    """The months to choose from: those with publications, the latest of them to begin with."""
    months = months_published(project=project)
    usual = months[0] if months else usual_month(project=project, today=timezone.localdate())
    return {"months": months, "usual": usual}


def _measure(request: MemberRequest, project: Project) -> Measure | None:
    wished = request.GET.get("measure", "")
    if not wished:
        return None
    if not wished.isascii() or not wished.isdecimal() or len(wished) > 18:
        raise Http404
    return get_object_or_404(Measure, project=project, pk=int(wished))


def _page(request: MemberRequest, project: Project, form: PeriodForm, *, status: int = 200) -> HttpResponse:
    first, last = form.period()
    made = digest_of(project=project, first=first, last=last, today=timezone.localdate())
    context = {
        "project": project,
        "projects": Project.objects.of(request.organisation),
        "form": form,
        "first": first,
        "last": last,
        "period": period_words(first, last),
        "digest": made,
        "by_platform": [(platform_words(line.code), line) for line in made.platforms],
        "by_kind": [(kind_words(line.code), line) for line in made.kinds],
        "top": [(post, platform_words(post.platform), post_words(post)) for post in made.top],
        "languages": LANGUAGES,
        "language": (translation.get_language() or "kk")[:2],
        "platforms": PLATFORM_LABELS,
        "may_edit": may_edit(request.membership),
        "here": "digest",
    }
    return render(request, "media_log/digest.html", context, status=status)
