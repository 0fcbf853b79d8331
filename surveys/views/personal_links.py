"""Links for people who are asked by name: make many from a list, see who has answered, end one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.links import public_link
from events.participant_pages import keep_private
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from rules.errors import AppError
from surveys.actions.personal_links import make_links, revoke_link
from surveys.forms.runs import NamesForm
from surveys.models import PersonalLink, Run, Wave
from surveys.queries.personal_links import link_lines
from surveys.refusals import MESSAGES
from surveys.views.runs import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def personal_links(request: MemberRequest, pk: int) -> HttpResponse:
    """Every personal link of a survey; a pasted list makes new ones."""
    run = run_of(request, pk)
    form = NamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_links(run, names=form.cleaned_data["names"], by=request.user)
        except AppError as refused:
            form.add_error("names", str(MESSAGES[refused.code]) % refused.params)
        else:
            words = ngettext("%(n)s link is ready.", "%(n)s links are ready.", len(made)) % {"n": len(made)}
            messages.success(request, words if made else _("Everybody on the list has a link already."))
            return redirect("surveys:personal_links", run.pk)
    context = {
        "run": run,
        "form": form,
        "lines": [(line, _addresses(request, run, line.link)) for line in link_lines(run=run)],
        "doors": run.waves.count(),
    }
    return keep_private(render(request, "surveys/personal_links.html", context, status=422 if form.errors else 200))


@require_POST
@member_view(may_edit)
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """End a personal link."""
    link = get_object_or_404(PersonalLink.objects.of(request.organisation), pk=pk)
    revoke_link(link, by=request.user)
    messages.success(request, _("The link of %(name)s leads nowhere now.") % {"name": link.name})
    return redirect("surveys:personal_links", link.run_id)


def _addresses(request: MemberRequest, run: Run, link: PersonalLink) -> list[tuple[Wave, str]]:
    """One for each door: of a test the same person has two."""
    return [
        (wave, public_link(request, reverse("surveys:answer_invited", args=[wave.public_code, link.code])))
        for wave in run.waves.all()
    ]
