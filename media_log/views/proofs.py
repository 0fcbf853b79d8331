"""What proves a publication: adding files, choosing a document that is there, taking a proof off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.queries.evidence import Document
from events.refusals import MESSAGES, words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from media_log.actions.proofs import Attached, attach_proof, prove_with_file, take_proof_off
from media_log.models import Post, PostProof
from media_log.proof_forms import ProofChoiceForm, ProofFilesForm
from media_log.queries.proofs import documents_of_places, documents_to_choose
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def proof_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Add screenshots, photos or certificates to a publication. What cannot be kept is said beside the field; the other
    files are kept."""
    post = _post(request, pk)
    form = ProofFilesForm(request.POST or None, request.FILES or None, post=post)
    if request.method == "POST" and form.is_valid():
        _say(request, _attach(request, post, form))
        if not form.errors:
            return redirect("media_log:post", pk)
    context = {"post": post, "form": form, "documents": documents_to_choose(post=post)}
    return render(request, "media_log/proof_add.html", context, status=422 if form.errors else 200)


@require_POST
@member_view(may_edit)
def proof_choose(request: MemberRequest, pk: int) -> HttpResponse:
    """One of the documents that are there already proves the publication too."""
    post = _post(request, pk)
    form = ProofChoiceForm(request.POST)
    if not form.is_valid():
        raise Http404
    evidence = get_object_or_404(documents_of_places(post=post), number=form.cleaned_data["document"])
    _say(request, [attach_proof(post, evidence, by=request.user)])
    return redirect("media_log:post", pk)


@require_POST
@member_view(may_edit)
def proof_remove(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Take a proof off a publication; the document stays."""
    post = _post(request, pk)
    proofs = PostProof.objects.of(request.organisation).select_related("post__organisation", "evidence__appendix")
    proof = get_object_or_404(proofs, post=post, pk=number)
    take_proof_off(proof, by=request.user)
    words = _("Document %(number)s does not prove this publication any more. It stays among the documents.")
    messages.success(request, words % {"number": Document(proof.evidence).number})
    return redirect("media_log:post", pk)


def _post(request: MemberRequest, pk: int) -> Post:
    return get_object_or_404(Post.objects.of(request.organisation).select_related("page", "organisation"), pk=pk)


def _attach(request: MemberRequest, post: Post, form: ProofFilesForm) -> list[Attached]:
    attached = []
    for file in form.cleaned_data["files"]:
        try:
            attached.append(
                prove_with_file(
                    post, mention=form.mention(), file=file, name=file.name, told=form.told(), by=request.user
                )
            )
        except AppError as refused:
            if refused.code not in MESSAGES:
                raise
            form.add_error("files", f"{file.name}: {words_of(refused)}")
    return attached


def _say(request: MemberRequest, attached: list[Attached]) -> None:
    new = [Document(one.proof.evidence).number for one in attached if one.is_new]
    if new:
        words = ngettext("Proved by document %(numbers)s.", "Proved by documents %(numbers)s.", len(new))
        messages.success(request, words % {"numbers": ", ".join(new)})
    known = [Document(one.proof.evidence).number for one in attached if not one.is_new]
    if known:
        words = _("Here already, so nothing was kept twice: %(numbers)s.")
        messages.info(request, words % {"numbers": ", ".join(known)})
