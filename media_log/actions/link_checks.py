"""Writing down what a look at a link found. What people stated is never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import Organisation, Project, User
from media_log.actions.correcting import correct_link
from media_log.actions.posts import date_post
from media_log.checker import Look
from media_log.models import CheckState, LinkCheck, Post
from media_log.queries import mentions_for
from rules.errors import AppError
from rules.post_keys import inspect_link

_WEEK, _MONTH, _DAY = timedelta(days=7), timedelta(days=30), timedelta(days=1)
_YEAR = timedelta(days=365)
# Two looks that find nothing are a day apart; the second may come a little early.
_ALMOST_A_DAY = timedelta(hours=20)
_FIRST_RETRY, _LONGEST_RETRY = timedelta(hours=1), timedelta(days=7)
# Pressed again so soon, the button would only show the same.
FRESH = timedelta(minutes=2)
# The page's own words; a link that is gone keeps the last ones.
_FACTS = ("title", "author", "site_name", "published_at")


@dataclass(frozen=True)
class Claim:
    """A check that one worker holds until `lease`."""

    check: LinkCheck
    lease: datetime


def record_look(claim: Claim, found: Look) -> None:
    """Write what was found, unless another worker has taken the check over, or it is gone with its post."""
    named = _named_by(claim.check, found)
    if named:
        resolve_short_link(claim, named)
        return
    with transaction.atomic():
        check = _held(claim)
        if check is None:
            return
        now = timezone.now()
        before = check.state
        check.checked_at, check.claimed_until = now, None
        check.status, check.problem = found.status, found.problem
        check.final_url = found.final_url[:1000]
        _WRITE[found.state](check, found, now)
        if found.picture:
            _keep_picture(check, found.picture)
        check.save()
        if check.state == CheckState.GONE and before != CheckState.GONE:
            record_audit(check.post.organisation, None, "link.gone", check.post)


def postpone(claim: Claim, until: datetime) -> None:
    """Give a check back undone."""
    LinkCheck.objects.filter(pk=claim.check.pk, claimed_until=claim.lease).update(next_at=until, claimed_until=None)


def resolve_short_link(claim: Claim, named: str) -> None:
    """A shortened link leads to a post that we can name: it gets that name, or its mentions move to the post that has
    it. The link as it was given stays with each mention; the post's own link is looked at next."""
    with transaction.atomic():
        check = _held(claim)
        if check is None:
            return
        try:
            correct_link(check.post, named, by=None, keeps_spelling=True)
        except AppError:
            # Somebody logs that very post at this moment: the next look finds it.
            postpone(claim, timezone.now() + _FIRST_RETRY)


@transaction.atomic
def ask_for_look(post: Post) -> None:
    """Make a post's link due now.

    Raises AppError looked_just_now when it was looked at in the last two minutes, no_link_to_look_at.
    """
    if not post.url:
        raise AppError("no_link_to_look_at", 422)
    now = timezone.now()
    check, is_new = LinkCheck.objects.get_or_create(post=post, defaults={"next_at": now})
    if check.checked_at and check.checked_at > now - FRESH:
        raise AppError("looked_just_now", 429)
    if not is_new:
        LinkCheck.objects.filter(pk=check.pk).update(next_at=now)


def ask_for_looks(*, organisation: Organisation, project: Project | None) -> int:
    """Make the links of a project (None: of the organisation) due now that were not looked at in the last hour;
    returns how many."""
    now = timezone.now()
    posts = Post.objects.of(organisation).exclude(url="")
    if project:
        posts = posts.filter(pk__in=mentions_for(project=project).values("post"))
    is_old = Q(checked_at__isnull=True) | Q(checked_at__lt=now - timedelta(hours=1))
    while add_missing_checks(posts):
        pass  # a thousand at a time
    return LinkCheck.objects.filter(is_old, post__in=posts.values("pk")).update(next_at=now)


def add_missing_checks(posts: QuerySet[Post] | None = None, *, most: int = 1000) -> int:
    """Make checks for posts that have a link and none yet; returns how many."""
    lacking = Post.objects.filter(link_check__isnull=True).exclude(url="").order_by("pk")
    if posts is not None:
        lacking = lacking.filter(pk__in=posts.values("pk"))
    now = timezone.now()
    new = [LinkCheck(post_id=pk, next_at=now) for pk in lacking.values_list("pk", flat=True)[:most]]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def take_published_day(post: Post, *, by: User | None) -> date:
    """State that a post was published on the day its page says; returns the day.

    Raises AppError page_says_no_day.
    """
    check = LinkCheck.objects.filter(post=post).first()
    if check is None or check.published_at is None:
        raise AppError("page_says_no_day", 409)
    day = timezone.localdate(check.published_at)
    date_post(post, day, by=by)
    return day


def _held(claim: Claim) -> LinkCheck | None:
    held = LinkCheck.objects.select_for_update(of=("self",)).select_related("post__organisation")
    return held.filter(pk=claim.check.pk, claimed_until=claim.lease).first()


def _named_by(check: LinkCheck, found: Look) -> str:
    """The post that a shortened link has led to, as a link; empty where there is none that can be named."""
    if found.state not in {"alive", "closed"} or found.problem == "to_home":
        return ""
    if "short_link" not in inspect_link(check.post.url).warnings:
        return ""
    link = inspect_link(found.final_url)
    is_weak = {"short_link", "profile", "cut_code", "not_a_link"} & set(link.warnings)
    is_post = link.kind != "other" and (link.platform != "site" or found.state == "alive")
    return link.url if is_post and not is_weak else ""


def _is_alive(check: LinkCheck, found: Look, now: datetime) -> None:
    check.state, check.alive_at, check.failures, check.gone_since = CheckState.ALIVE, now, 0, None
    check.next_at = now + _spread(_usual(check, now), check.pk)
    for name in _FACTS:
        # A page that says less today was not wrong before.
        setattr(check, name, getattr(found.facts, name) or getattr(check, name))
    if check.title:
        Post.objects.filter(pk=check.post_id, title="").update(title=check.title)


def _is_gone(check: LinkCheck, found: Look, now: datetime) -> None:
    """Not found once may be a site's bad day: it is gone when it is not found a day later either."""
    check.failures = 0
    check.gone_since = check.gone_since or now
    if check.state == CheckState.GONE or check.gone_since <= now - _ALMOST_A_DAY:
        check.state = CheckState.GONE
        check.next_at = now + _spread(_usual(check, now), check.pk)
    else:
        check.next_at = check.gone_since + _DAY


def _is_closed(check: LinkCheck, found: Look, now: datetime) -> None:
    _keep_gone(check, CheckState.CLOSED)
    check.failures = 0
    asked = timedelta(seconds=found.retry_after)
    check.next_at = now + max(asked, _spread(_DAY if found.problem == "too_often" else _usual(check, now), check.pk))


def _is_unreachable(check: LinkCheck, found: Look, now: datetime) -> None:
    _keep_gone(check, CheckState.UNREACHABLE)
    check.failures = min(check.failures + 1, 100)
    wait = min(_FIRST_RETRY * 2 ** min(check.failures - 1, 10), _LONGEST_RETRY)
    check.next_at = now + max(timedelta(seconds=found.retry_after), _spread(wait, check.pk))


def _is_refused(check: LinkCheck, found: Look, now: datetime) -> None:
    _keep_gone(check, CheckState.REFUSED)
    check.failures = 0
    check.next_at = now + _spread(_MONTH, check.pk)


_WRITE: dict[str, Callable[[LinkCheck, Look, datetime], None]] = {
    "alive": _is_alive,
    "gone": _is_gone,
    "closed": _is_closed,
    "unreachable": _is_unreachable,
    "refused": _is_refused,
}


def _keep_gone(check: LinkCheck, state: CheckState) -> None:
    """What says nothing about the post does not bring back one that is gone."""
    if check.state != CheckState.GONE:
        check.state = state


def _usual(check: LinkCheck, now: datetime) -> timedelta:
    """A week; a month for what belongs to an activity of more than a year ago."""
    held_on = check.post.mentions.aggregate(last=Max("activity__starts_on"))["last"]
    day = held_on or check.post.made_on or timezone.localdate(check.post.created_at)
    return _MONTH if day < timezone.localdate(now - _YEAR) else _WEEK


def _spread(wait: timedelta, pk: int) -> timedelta:
    """A tenth more or less, always the same for the same link: a hundred that came together part."""
    return wait * (0.9 + (pk * 7919 % 1000) / 5000)


def _keep_picture(check: LinkCheck, content: bytes) -> None:
    storage, old = check.picture.storage, check.picture.name
    check.picture.save("picture.jpg", ContentFile(content), save=False)
    if old and old != check.picture.name:
        transaction.on_commit(lambda: storage.delete(old))
