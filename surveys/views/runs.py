"""Runs for members: the list, opening one, the page of one, what can be changed about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.activity_poster import POSTER_LANGUAGES
from events.links import public_link
from events.models import Activity, Series
from events.participant_pages import page_language
from events.posters import poster_pdf, poster_png
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_check_in, may_edit, may_view
from rules.errors import AppError
from surveys.actions import run_settings
from surveys.actions.runs import change_mode, close_run, open_run_once, restart_wave, stop_wave
from surveys.forms.runs import NewRunForm, PlannedForm
from surveys.mode_words import after_closing, modes_of, promise_of
from surveys.models import Mode, Run, SurveyKind, Wave
from surveys.poster import survey_poster
from surveys.queries.runs import newest_version, runs_of
from surveys.run_pages import door_link, doors_of, may_change_mode, run_line, run_lines, shown_quotas

PAGE_SIZE = 40


@require_safe
@member_view(may_view)
def runs(request: MemberRequest) -> HttpResponse:
    """Every survey, the open ones first, with what has come; `?project=` those of one project."""
    found = runs_of(organisation=request.organisation)
    project = _project(request, request.GET["project"]) if request.GET.get("project") else None
    if project:
        found = found.filter(project=project)
    page = Paginator(found.filter(closed_at__isnull=False), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "open_lines": run_lines(found.filter(closed_at__isnull=True)) if page.number == 1 else [],
        "closed_lines": run_lines(page.object_list),
        "page": page,
        "may_edit": may_edit(request.membership),
    }
    return render(request, "surveys/runs.html", context)


@dataclass(frozen=True)
class About:
    """What a new run will ask about."""

    project: Project
    activity: Activity | None = None
    series: Series | None = None

    @property
    def title(self) -> str:
        """In words."""
        return (self.activity or self.series or self.project).title

    @property
    def query(self) -> dict[str, str | int]:
        """As the address says it."""
        if self.activity:
            return {"activity": self.activity.ref}
        return {"series": self.series.pk} if self.series else {"project": self.project.ref}

    @property
    def usual_kind(self) -> SurveyKind:
        """What is asked most often about such a thing beside satisfaction, which opens by itself."""
        return SurveyKind.TEST if self.activity or self.series else SurveyKind.OPINION


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def new_run(request: MemberRequest) -> HttpResponse:
    """Open a survey about the activity, series or project that the address names."""
    about = _about(request)
    if about is None:
        projects = Project.objects.of(request.organisation).order_by("-pk")
        return render(request, "surveys/run_about.html", {"projects": projects})
    kind = request.GET.get("kind", "")
    kind = kind if kind in SurveyKind.values else about.usual_kind
    form = NewRunForm(request.POST or None, organisation=request.organisation, kind=kind)
    if request.method == "POST" and form.is_valid():
        return _opened(request, about, form)
    context = {
        "about": about,
        "form": form,
        "kind": kind,
        "kinds": [(one, f"?{urlencode({**about.query, 'kind': one})}") for one in SurveyKind],
        "modes": modes_of(kind),
    }
    return render(request, "surveys/run_new.html", context, status=422 if form.errors else 200)


def _opened(request: MemberRequest, about: About, form: NewRunForm) -> HttpResponse:
    chosen = form.cleaned_data
    run, is_new = open_run_once(
        version=chosen["questionnaire"],
        project=about.project,
        activity=about.activity,
        series=about.series,
        mode=chosen["mode"],
        planned=chosen["planned"],
        by=request.user,
    )
    if is_new:
        messages.success(request, _("The survey is open. Share its link or print its poster."))
    else:
        messages.info(request, _("This questionnaire is being asked here already."))
    return redirect("surveys:run", run.pk)


@require_safe
@member_view(may_view)
def run_page(request: MemberRequest, pk: int) -> HttpResponse:
    """One survey: what it asks and promises, its doors, what has come against the plan."""
    run = run_of(request, pk)
    line = run_line(run)
    kiosk = public_link(request, reverse("surveys:kiosk", args=[run.kiosk_code])) if run.kiosk_code else ""
    context: dict[str, Any] = {
        "run": run,
        "line": line,
        "doors": doors_of(request, run),
        "grid": shown_quotas(run, page_language()),
        "promise": promise_of(run),
        "after_closing": after_closing(run),
        "kiosk": kiosk,
        "links": run.personal_links.filter(revoked_at__isnull=True).count(),
        "may_edit": may_edit(request.membership),
        "may_check_in": may_check_in(request.membership),
        "planned_form": PlannedForm(initial={"planned": run.planned}),
        "newer": newest_version(run=run) if not run.closed_at else None,
        "modes": modes_of(run.kind) if may_change_mode(run, line) else [],
        "may_delete": not line.n and not line.after,
    }
    return render(request, "surveys/run.html", context)


@require_POST
@member_view(may_edit)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """What the buttons of a run's page do; `act` says which."""
    run = run_of(request, pk)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    act(request, run)
    return redirect("surveys:run", run.pk)


def _stop(request: MemberRequest, run: Run) -> None:
    stop_wave(_wave(request, run), by=request.user)
    messages.success(request, _("Nobody new is let in. Who has begun may finish."))


def _restart(request: MemberRequest, run: Run) -> None:
    restart_wave(_wave(request, run), by=request.user)
    messages.success(request, _("The survey takes answers again."))


def _plan(request: MemberRequest, run: Run) -> None:
    form = PlannedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The planned number was not understood, so it stays as it was. Write digits only."))
        return
    run_settings.set_planned(run, planned=form.cleaned_data["planned"], by=request.user)
    messages.success(request, _("The changes are saved."))


def _mode(request: MemberRequest, run: Run) -> None:
    wished = request.POST.get("mode", "")
    if wished not in Mode.values:
        raise Http404
    change_mode(run, mode=wished, by=request.user)
    messages.success(request, _("The changes are saved."))


def _kiosk(request: MemberRequest, run: Run) -> None:
    on = request.POST.get("on") == "1"
    run_settings.switch_kiosk(run, on=on, by=request.user)
    messages.success(request, _("Open the link on the tablet.") if on else _("The tablet’s link leads nowhere now."))


def _version(request: MemberRequest, run: Run) -> None:
    newer = newest_version(run=run)
    if newer is None:
        raise AppError("version_not_newer", 422)
    run_settings.move_to_version(run, version=newer, by=request.user)
    messages.success(request, _("From now on the newer version is asked. Sheets keep the version they answered."))


_ACTS = {
    "stop": _stop,
    "restart": _restart,
    "planned": _plan,
    "mode": _mode,
    "kiosk": _kiosk,
    "version": _version,
}


@require_POST
@member_view(may_edit)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close for good."""
    run = run_of(request, pk)
    close_run(run, by=request.user)
    messages.success(request, _("The survey is closed for good. Its answers stay, its key is destroyed."))
    return redirect("surveys:run", run.pk)


@require_POST
@member_view(may_edit)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo a survey that nobody has answered."""
    run_settings.delete_run(run_of(request, pk), by=request.user)
    messages.success(request, _("The survey is deleted. Nobody had answered it."))
    return redirect("surveys:runs")


@require_safe
@member_view(may_view)
def poster_file(request: MemberRequest, pk: int, wave: int, ending: str) -> HttpResponse:
    """A door's poster as PDF or PNG."""
    run = run_of(request, pk)
    return poster_of(request, run, get_object_or_404(run.waves, pk=wave), ending, name=f"survey-{run.pk}")


def poster_of(request: MemberRequest, run: Run, wave: Wave, ending: str, *, name: str) -> HttpResponse:
    """The poster of a door, in the languages that the address asks for."""
    wished = request.GET.get("language", "")
    languages = POSTER_LANGUAGES[wished if wished in POSTER_LANGUAGES else "both"]
    spec = survey_poster(run, wave=wave, link=door_link(request, wave), languages=languages)
    draw, content_type = (poster_pdf, "application/pdf") if ending == "pdf" else (poster_png, "image/png")
    suffix = "" if wave.name == "only" else f"-{wave.name}"
    disposition = content_disposition_header(True, f"{name}{suffix}.{ending}") or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-cache"}
    return HttpResponse(draw(spec), content_type=content_type, headers=headers)


def run_of(request: MemberRequest, pk: int) -> Run:
    """A run of the member's organisation, with what its pages show; otherwise 404."""
    found = runs_of(organisation=request.organisation).select_related(
        "organisation",
        "project__grantee",
        "activity__kind",
        "activity__project",
        "series",
        "version__questionnaire",
    )
    return get_object_or_404(found, pk=pk)


def _wave(request: MemberRequest, run: Run) -> Wave:
    return get_object_or_404(run.waves, name=_plain(request.POST.get("wave", "")))


def _about(request: MemberRequest) -> About | None:
    """What `?activity=`, `?series=` or `?project=` names; 404 where it is not the organisation's."""
    ref, series, project = (request.GET.get(name, "") for name in ("activity", "series", "project"))
    if ref:
        activities = Activity.objects.of(request.organisation).select_related("project__organisation")
        activity = get_object_or_404(activities, ref=_plain(ref))
        return About(activity.project, activity=activity)
    if series:
        if not (series.isascii() and series.isdigit() and len(series) < 18):
            raise Http404
        found = Series.objects.of(request.organisation).select_related("project__organisation")
        one = get_object_or_404(found, pk=int(series))
        return About(one.project, series=one)
    return About(_project(request, project)) if project else None


def _project(request: MemberRequest, ref: str) -> Project:
    return get_object_or_404(Project.objects.of(request.organisation).select_related("organisation"), ref=_plain(ref))


def _plain(ref: str) -> str:
    if "\x00" in ref:
        raise Http404
    return ref
