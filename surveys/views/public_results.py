"""The page of results that everybody who has its link can read."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.participant_pages import participant_page
from surveys.models import Run, WaveName
from surveys.queries.public_results import safe_results_of
from surveys.queries.sheets import sheet_groups
from surveys.results_shown import shown_results
from surveys.views.run_results import reader_language

_CODE = re.compile(r"[0-9a-f]{32}")


@require_safe
def public_results(request: HttpRequest, code: str) -> HttpResponse:
    """The tables of a closed run; of an open one how many have answered: in tables that change with every sheet, one
    sheet could be read off."""
    related = ("organisation", "project__grantee", "activity", "series", "version__questionnaire")
    run = Run.objects.filter(results_code=code).select_related(*related).first() if _CODE.fullmatch(code) else None
    if run is None:
        title, text = _("There are no results here"), _("The link may be incomplete, or the page was switched off.")
        return _hidden(participant_page(request, "surveys/notice.html", {"title": title, "text": text}, status=404))
    language = reader_language()
    doors = [
        (
            WaveName(door.door).label,
            door,
            shown_results(door.questions, language=language),
            [one.question.text.in_language(language) for one in door.hidden],
        )
        for door in (safe_results_of(run) if run.closed_at else [])
    ]
    context = {
        "run": run,
        "about": run.about,
        "n": sum(group.n for group in sheet_groups(run)),
        "doors": doors,
        "is_public": True,
    }
    return _hidden(participant_page(request, "surveys/public_results.html", context))


def _hidden(response: HttpResponse) -> HttpResponse:
    """The link was given to some: search engines are not among them."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
