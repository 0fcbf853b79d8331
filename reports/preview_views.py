"""A report on the screen, block by block as its files have it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.access import MemberRequest, member_view
from grants.models import Edition, Project
from grants.permissions import may_view
from reports.catalogue import EDITIONS, FORMS, LANGUAGES
from reports.form_tables import form_language
from reports.forms import Wording, document_of
from reports.queries.drafts import draft_data
from reports.screen import shown

# Forms that are documents of one project: the others are lists of their own pages.
PREVIEWED = ("final", "interim", "statistics", "publications")
_LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский"}


@dataclass(frozen=True)
class Choice:
    """One of several ways to see it, as a link."""

    words: str | Promise
    address: str
    is_chosen: bool
    language: str = ""


@require_safe
@member_view(may_view)
def preview(request: MemberRequest, ref: str, form: str) -> HttpResponse:
    """A form of a project as it stands now, in ?language= and ?edition=; others than there are give the usual ones."""
    if form not in PREVIEWED:
        raise Http404
    mine = Project.objects.of(request.organisation).select_related("organisation", "grantee", "edition")
    project = get_object_or_404(mine, ref=ref)
    language = _asked(request, "language", LANGUAGES, form_language((get_language() or "kk")[:2]))
    edition = _asked(request, "edition", EDITIONS, project.edition_id)
    data = draft_data(project=project, language=language, form=form)
    forms = Edition.objects.get(code=edition).forms
    document = document_of(form, data, Wording(edition, forms, language, mark=_("Draft")))
    context = {
        "project": project,
        "form": FORMS[form],
        "document": document,
        "blocks": shown(document),
        "by_form": [Choice(FORMS[one].name, _address(ref, one, language, edition), one == form) for one in PREVIEWED],
        "by_language": [
            Choice(_LANGUAGE_NAMES[one], _address(ref, form, one, edition), one == language, one) for one in LANGUAGES
        ],
        "by_edition": [Choice(one, _address(ref, form, language, one), one == edition) for one in EDITIONS],
    }
    return render(request, "reports/document.html", context)


def _asked(request: MemberRequest, name: str, known: tuple[str, ...], usual: str) -> str:
    asked = request.GET.get(name, usual)
    return asked if asked in known else usual


def _address(ref: str, form: str, language: str, edition: str) -> str:
    address = reverse("reports:preview", args=[ref, form])
    return f"{address}?{urlencode({'language': language, 'edition': edition})}"
