"""Scanner phones: the QR that makes one, the open links, the phones, and the end of their access."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.actions.devices import make_scanner_link, revoke_device, revoke_link
from events.code_pictures import qr_data_uri
from events.forms.scanners import ScannerLinkForm
from events.links import public_link
from events.made_links import code_just_made, forget_code, made_once
from events.models import Activity, Device, ScannerLink
from events.participant_pages import participant_page
from events.queries.devices import links_of
from events.queries.scanner_phones import ScannerPhone, phones_at, phones_of_project
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_check_in, may_edit
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def scanners(request: MemberRequest, ref: str) -> HttpResponse:
    """An activity's scanner phones; organisers make and end links."""
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    activity = get_object_or_404(found, ref=ref)
    return _page(request, activity, ScannerLinkForm(request.POST or None, activity=activity))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def project_scanners(request: MemberRequest, ref: str) -> HttpResponse:
    """The scanner phones that count at every activity of a project."""
    project = get_object_or_404(Project.objects.of(request.organisation).select_related("organisation"), ref=ref)
    return _page(request, project, ScannerLinkForm(request.POST or None))


def _page(request: MemberRequest, thing: Activity | Project, form: ScannerLinkForm) -> HttpResponse:
    if request.method == "POST":
        if not may_edit(request.membership):
            raise AppError("not_allowed", 403)
        if "hide" in request.POST:
            forget_code(request)
            return redirect(request.path)
        if isinstance(thing, Activity) and thing.cancelled_at:
            raise AppError("activity_cancelled", 409)
        if form.is_valid():
            _make(request, thing, form)
            return redirect(request.path)
    return participant_page(
        request, "events/scanners.html", _context(request, thing, form), 422 if form.errors else 200
    )


def _make(request: MemberRequest, thing: Activity | Project, form: ScannerLinkForm) -> None:
    made_once(
        request,
        form.cleaned_data["form"],
        lambda: make_scanner_link(
            organisation=request.organisation,
            activity=thing if isinstance(thing, Activity) else None,
            project=thing if isinstance(thing, Project) else None,
            door=form.cleaned_data["door"],
            hours=form.hours(),
            by=request.user,
        ),
    )


def _context(request: MemberRequest, thing: Activity | Project, form: ScannerLinkForm) -> dict[str, Any]:
    now = timezone.now()
    links = list(_open(links_of(organisation=request.organisation, thing=thing), now))
    activity = thing if isinstance(thing, Activity) else None
    phones = _phones(thing, now)
    scanner = public_link(request, "/scanner/")
    return {
        "activity": activity,
        "project": None if activity else thing,
        "form": form,
        "links": links,
        "phones": [phone for phone in phones if not phone.ended or phone.device.unsent],
        "ended": [phone for phone in phones if phone.ended and not phone.device.unsent],
        "made": _made(request, links, scanner),
        "needs_https": not has_camera(scanner),
        "may_edit": may_edit(request.membership),
    }


def _phones(thing: Activity | Project, now: datetime) -> list[ScannerPhone]:
    return phones_at(activity=thing, now=now) if isinstance(thing, Activity) else phones_of_project(thing, now=now)


def _open(links: QuerySet[ScannerLink], now: datetime) -> QuerySet[ScannerLink]:
    return links.filter(revoked_at__isnull=True, expires_at__gt=now)


def _made(request: MemberRequest, links: list[ScannerLink], scanner: str) -> dict[str, Any] | None:
    """The QR of the link made a moment ago. The code stands behind the #, which no server and no log ever sees."""
    made = code_just_made(request, links) if may_edit(request.membership) else None
    if made is None:
        return None
    link, code = made
    address = f"{scanner}#k={code}"
    return {"link": link, "address": address, "qr": qr_data_uri(address)}


def has_camera(address: str) -> bool:
    """Whether browsers give a page at this address the camera: https, or the very same machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}


@require_POST
@member_view(may_edit)
def scanner_link_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """End a link and the phones made by it."""
    links = ScannerLink.objects.of(request.organisation).select_related("activity", "project", "organisation")
    link = get_object_or_404(links, pk=pk)
    revoke_link(link, by=request.user)
    messages.success(request, _("The link and its phones are ended. What they scanned until now is still taken."))
    return _back(request, link)


@require_POST
@member_view(may_edit)
def device_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """End one phone's access."""
    devices = Device.objects.of(request.organisation).select_related("link__activity", "link__project", "organisation")
    device = get_object_or_404(devices, pk=pk)
    revoke_device(device, by=request.user)
    messages.success(request, _("This phone cannot scan any more. What it scanned until now is still taken."))
    return _back(request, device.link)


def _back(request: HttpRequest, link: ScannerLink) -> HttpResponse:
    """To the page it was ended from: of the activity, or of the project."""
    wished = request.POST.get("activity", "").replace("\0", "")
    if wished and link.project_id:
        of_project = Activity.objects.filter(project_id=link.project_id, ref=wished)
        if of_project.exists():
            return redirect("events:scanners", wished)
    if link.activity:
        return redirect("events:scanners", link.activity.ref)
    assert link.project
    return redirect(reverse("events:project_scanners", args=[link.project.ref]))
