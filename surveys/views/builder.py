"""The builder: one page per draft. Each of its buttons sends the open card, so it works without JavaScript."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from rules.errors import AppError
from rules.questionnaires.documents import DocumentError
from surveys.actions.questionnaires import change_draft
from surveys.builder_page import page_context
from surveys.building import ABOUT, Desk, Wish, done
from surveys.forms.builder import QuestionForm
from surveys.forms.cards import AboutForm
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.queries.questionnaires import used_codes
from surveys.questionnaire_words import document_fault_words

Card = QuestionForm | AboutForm


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """The draft of one's own questionnaire: its cards, one of them open."""
    questionnaire = get_object_or_404(Questionnaire.objects.of(request.organisation), pk=pk)
    draft = questionnaire.versions.filter(published_at__isnull=True).select_related("questionnaire").first()
    if draft is None:
        return redirect("surveys:questionnaire", pk)
    if request.method == "POST":
        return _pressed(request, draft)
    card = request.GET.get("card", "")
    return _page(request, draft, _card(draft, card, focus=request.GET.get("field", "")), card=card)


def _pressed(request: MemberRequest, draft: QuestionnaireVersion) -> HttpResponse:
    code = request.POST.get("card", "")
    card = _card(draft, code, data=request)
    if card and not card.is_valid():
        words = _("Something here cannot be read. Nothing was saved yet; what you typed is below.")
        return _page(request, draft, card, card=code, words=words, status=422)
    typed = card.put_into(draft.definition) if card else draft.definition
    if request.POST.get("revision") != str(draft.revision):
        return _meanwhile(request, draft, card, code, is_same=typed == draft.definition)
    wish = Wish.of(request.POST.get("act", ""), on=request.POST.get("rule_on", ""))
    desk = done(Desk(typed, code), wish, used_codes(questionnaire=draft.questionnaire))
    try:
        change_draft(draft, revision=draft.revision, definition=desk.definition)
    except DocumentError as wrong:
        words = document_fault_words(wrong.fault)
        return _page(request, draft, card, card=code, words=words, status=422)
    except AppError as refused:
        if refused.code != "draft_changed":
            raise
        draft.refresh_from_db()
        return _meanwhile(request, draft, _card(draft, code, data=request), code, is_same=False)
    if desk.leave and request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(_next(draft, desk))
    return HttpResponseRedirect(_next(draft, desk))


def _meanwhile(
    request: MemberRequest, draft: QuestionnaireVersion, card: Card | None, code: str, *, is_same: bool
) -> HttpResponse:
    """The page was older than the draft. A tap sent twice changes nothing; what somebody typed is kept for them."""
    if is_same or card is None:
        messages.info(request, _("This is how the questionnaire stands now. It was changed meanwhile."))
        return HttpResponseRedirect(_next(draft, Desk(draft.definition, code)))
    card.is_valid()
    words = _(
        "Somebody has changed this questionnaire meanwhile, or you have it open twice. Nothing was overwritten: "
        "what you typed is below and not saved yet. Look at it once more and press “Save”."
    )
    return _page(request, draft, card, card=code, words=words, status=409)


def _card(draft: QuestionnaireVersion, code: str, *, data: MemberRequest | None = None, focus: str = "") -> Card | None:
    """The open card; None where none is open, or a question that is gone is only looked at."""
    definition, sent = draft.definition, data.POST if data else None
    if code == ABOUT:
        return AboutForm(definition, kind=draft.questionnaire.kind, data=sent, focus=focus)
    if not code or (sent is None and code not in definition.by_code):
        return None
    return QuestionForm(definition, code, kind=draft.questionnaire.kind, data=sent, focus=focus)


def _page(
    request: MemberRequest,
    draft: QuestionnaireVersion,
    form: Card | None,
    *,
    card: str,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    context = page_context(draft, card=card if form else "", form=form)
    return render(request, "questionnaires/edit.html", {**context, "words": words}, status=status)


def _next(draft: QuestionnaireVersion, desk: Desk) -> str:
    """Where the browser goes: to the open card's field, to the card, or to another page."""
    pk = draft.questionnaire_id
    if desk.leave == "publish":
        return reverse("surveys:questionnaire_publish", args=[pk])
    if desk.leave == "preview":
        return f"{reverse('surveys:questionnaire_preview', args=[pk])}?{urlencode({'language': desk.field})}"
    path = reverse("surveys:questionnaire_edit", args=[pk])
    if not desk.card:
        return f"{path}#card-{desk.field}" if desk.field else path
    query = urlencode({"card": desk.card, **({"field": desk.field} if desk.field else {})})
    return f"{path}?{query}#{f'id_{desk.field}' if desk.field else f'card-{desk.card}'}"
