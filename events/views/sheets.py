"""Paper lists of an activity: make one, print it; and what its QR opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.sheets import make_sheet
from events.forms.sheets import NewSheetForm
from events.links import public_link
from events.models import Activity, Sheet
from events.participant_pages import keep_private, participant_notice, participant_page
from events.queries.sheets import printed_names, sheets_of, to_be_printed
from events.sheet_words import sheet_spec
from events.sheets_pdf import sheet_pdf as draw_sheet
from grants.access import MemberRequest, member_view
from grants.models import Membership
from grants.permissions import may_check_in, may_see_people


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def sheets(request: MemberRequest, ref: str) -> HttpResponse:
    """The activity's lists, how far each is entered; a new one to print."""
    found = Activity.objects.of(request.organisation).select_related("organisation", "kind", "project")
    activity = get_object_or_404(found, ref=ref)
    registered = to_be_printed(activity=activity)
    form = NewSheetForm(request.POST or None, activity=activity, registered=len(registered))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        people = _not_printed_yet(activity, [person.pk for person in registered]) if chosen.get("with_names") else []
        sheet = make_sheet(chosen["session"], rows=chosen["rows"], act=chosen["form"], by=request.user, printed=people)
        words = _("List %(number)s is ready to print: rows %(first)s–%(last)s.")
        particulars = {"number": sheet.number, "first": sheet.first_row, "last": sheet.last_row}
        messages.success(request, words % particulars)
        return redirect("events:sheets", ref)
    context = {"activity": activity, "sheets": list(sheets_of(activity)), "form": form}
    context["several_sessions"] = activity.sessions.count() > 1
    return participant_page(request, "events/sheets.html", context, 422 if form.errors else 200)


def _not_printed_yet(activity: Activity, people: list[int]) -> list[int]:
    printed = {pk for ids in activity.sheets.values_list("printed", flat=True) for pk in ids}
    return [pk for pk in people if pk not in printed]


@require_safe
@member_view(may_check_in)
def sheet_pdf(request: MemberRequest, code: str) -> HttpResponse:
    """A list to print. Names stand on it as far as the member may see them."""
    sheet = sheet_of(request, code)
    link = public_link(request, reverse("events:sheet_link", args=[sheet.code]))
    names = printed_names(sheet, full=may_see_people(request.membership))
    response = HttpResponse(draw_sheet(sheet_spec(sheet, link=link, names=names)), content_type="application/pdf")
    filename = f"list-{sheet.code}-{sheet.number}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    return keep_private(response)


@require_safe
def sheet_link(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR of a list opens: for those who count its people, the page to enter it; everybody else reads one and
    the same sentence, whether there is such a list or not."""
    membership: Membership | None = getattr(request, "membership", None)
    if membership and may_check_in(membership):
        sheet = Sheet.objects.of(membership.organisation).filter(code=code.upper()[:8]).first()
        if sheet:
            return redirect("events:sheet_entry", sheet.code)
    return participant_notice(
        request,
        kind="info",
        title=_("A paper list"),
        text=_("This code is for the organisers: they open the list by it. There is nothing to do for you here."),
        status=200,
    )


def sheet_of(request: MemberRequest, code: str) -> Sheet:
    """A list of the member's organisation, with what its pages show; otherwise 404."""
    found = Sheet.objects.of(request.organisation).select_related(
        "session", "activity__organisation", "activity__project__grantee", "activity__kind"
    )
    sheet = get_object_or_404(found, code=code)
    sheet.session.activity = sheet.activity
    return sheet
