"""What people change about one publication: facts, link, places, reasons."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from grants.views.flow import carried_out, form_page
from media_log.actions import change_post, correct_link, date_post, explain_mention, mention_post, remove_mention
from media_log.forms.post import DayForm, LinkForm, PlaceForm, PostForm, ReasonForm, known_pages
from media_log.models import Mention, Post
from media_log.queries import post_lines

# What the list of what is to be looked at is filtered by: kept on the way back to it.
_LOOK_FILTERS = ("project", "code", "page")
_FORM = "media_log/post_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """What the publication is. Without a link outlet, day and title are its key: that has a form of its own."""
    post = _post(request, pk)
    if not post.url:
        return redirect("media_log:unlinked_edit", pk)
    form = PostForm(request.POST or None, post=post)
    if carried_out(form, lambda: change_post(post, form.facts(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("media_log:post", pk)
    return form_page(request, _FORM, form, title=_("Change the publication"), pages=known_pages(post), **_of(post))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def day(request: MemberRequest, pk: int) -> HttpResponse:
    """The day of a publication that has none."""
    post = _post(request, pk)
    form = DayForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: date_post(post, form.cleaned_data["published_on"], by=request.user)):
        messages.success(request, _("Saved."))
        return _back(request, post)
    return form_page(request, _FORM, form, title=_("When was it published?"), back=_told(request), **_of(post))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def link(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a wrong link right."""
    post = _post(request, pk)
    form = LinkForm(request.POST if request.method == "POST" else None)
    stands = [post]
    if carried_out(form, lambda: stands.append(correct_link(post, form.cleaned_data["link"], by=request.user))):
        if stands[-1].pk != pk:
            messages.info(request, _("This link was here already. The two are one publication now, nothing was lost."))
        else:
            messages.success(request, _("The link was corrected."))
        return _back(request, stands[-1])
    context = {"title": _("Correct the link"), "back": _told(request), **_of(post)}
    return form_page(request, _FORM, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def add_place(request: MemberRequest, pk: int) -> HttpResponse:
    """A further activity, or the project as a whole, that it was published for."""
    post = _post(request, pk)
    form = PlaceForm(request.POST if request.method == "POST" else None, post=post)

    def act() -> None:
        mention_post(post, form.cleaned_data["holder"], reason=form.cleaned_data["reason"], by=request.user)

    if carried_out(form, act):
        messages.success(request, _("Saved. It is still counted once."))
        return redirect("media_log:post", pk)
    return form_page(request, _FORM, form, title=_("Published for something else too"), **_of(post))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def explain(request: MemberRequest, pk: int) -> HttpResponse:
    """Why the publication is right at this place."""
    mention = _mention(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"reason": mention.reason})
    if carried_out(form, lambda: explain_mention(mention, form.cleaned_data["reason"], by=request.user)):
        messages.success(request, _("The reason was saved.") if form.cleaned_data["reason"] else _("Saved."))
        return _back(request, mention.post, mention)
    context = {"title": _("Why it is right"), "place": mention.activity or mention.project, "back": _told(request)}
    return form_page(request, _FORM, form, **context, **_of(mention.post))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more and take the publication off this place."""
    mention = _mention(request, pk)
    post = mention.post
    if request.method == "POST":
        remove_mention(mention, by=request.user)
        messages.success(request, _("Removed."))
        if Post.objects.filter(pk=post.pk).exists() or _told(request):
            return _back(request, post, mention)
        if mention.activity:
            return redirect("media_log:activity_posts", mention.activity.ref)
        return redirect("media_log:posts")
    context = {
        "mention": mention,
        "back": _told(request),
        "is_last": not post.mentions.exclude(pk=pk).exists(),
        "documents": post.proofs.filter(evidence__removed_at__isnull=True).count(),
        "readings": post.readings.count(),
        **_of(post),
    }
    return render(request, "media_log/mention_remove.html", context)


def _post(request: MemberRequest, pk: int) -> Post:
    return get_object_or_404(Post.objects.of(request.organisation).select_related("page", "organisation"), pk=pk)


def _mention(request: MemberRequest, pk: int) -> Mention:
    mentions = Mention.objects.of(request.organisation)
    return get_object_or_404(mentions.select_related("activity", "project", "post__organisation"), pk=pk)


def _of(post: Post) -> dict[str, object]:
    return {"post": post, "line": post_lines(posts=[post])[0]}


def _told(request: HttpRequest) -> str:
    """Which page asked, as its form said: "activity", "look?…" or nothing for the publication's own."""
    return request.POST.get("back", request.GET.get("back", ""))


def _back(request: HttpRequest, post: Post, mention: Mention | None = None) -> HttpResponseRedirect:
    """To the page that asked; only to pages of ours, put together here."""
    told = _told(request)
    if told == "activity" and mention and mention.activity:
        return HttpResponseRedirect(reverse("media_log:activity_posts", args=[mention.activity.ref]))
    if told.startswith("look?"):
        # Ours is short: of anything longer no more is read.
        asked = QueryDict(told.removeprefix("look?")[:500])
        query = urlencode({name: asked[name] for name in _LOOK_FILTERS if asked.get(name)})
        return HttpResponseRedirect(f"{reverse('media_log:look')}{'?' if query else ''}{query}")
    return HttpResponseRedirect(reverse("media_log:post", args=[post.pk]))
