"""Logging what has no link: on the air, in print, in the street. The same outlet, day and title are one publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import Organisation, Project, User
from media_log.actions.mentions import AddedLink, MentionRow, Outcome, record_mentions
from media_log.actions.pages import find_or_make_page
from media_log.actions.projection import refresh_posts
from media_log.actions.readings import ReadingRow, record_readings
from media_log.models import Page, Post, ReadingSource
from rules.errors import AppError
from rules.post_keys import Link
from rules.post_keys.unlinked import UNLINKED_PLATFORMS, folded_title, says_something, unlinked_link

_DETAILS_AT_MOST = 300
_PERIOD = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})–(\d{2})\.(\d{2})\.(\d{4})(?: · )?")


@dataclass(frozen=True)
class Unlinked:
    """What a publication without a link was. `until`: the last day of an advertisement that was up for several;
    `is_paid` None: nobody said."""

    platform: str
    kind: str
    outlet: str
    published_on: date
    title: str
    until: date | None = None
    details: str = ""
    language: str = ""
    is_paid: bool | None = None

    @property
    def link(self) -> Link:
        """What stands for its link."""
        return unlinked_link(
            platform=self.platform, kind=self.kind, outlet=self.outlet, day=self.published_on, title=self.title
        )

    @property
    def told(self) -> str:
        """The details as they are kept, the period first."""
        return with_period(self.published_on, self.until, self.details)


def with_period(day: date, until: date | None, details: str) -> str:
    """Details with the period that a publication was up in front, where it was more than a day."""
    details = details.strip()
    if until is None or until == day:
        return details[:_DETAILS_AT_MOST]
    period = f"{day:%d.%m.%Y}–{until:%d.%m.%Y}"
    return (f"{period} · {details}" if details else period)[:_DETAILS_AT_MOST]


def without_period(post: Post) -> tuple[date | None, str]:
    """The last day of a post that was up for several, and its details without the period."""
    found = _PERIOD.match(post.details)
    if found is None or post.published_on is None:
        return None, post.details
    numbers = [int(number) for number in found.groups()]
    try:
        first, last = date(numbers[2], numbers[1], numbers[0]), date(numbers[5], numbers[4], numbers[3])
    except ValueError:
        return None, post.details
    if first != post.published_on:
        return None, post.details
    return last, post.details[found.end() :]


@transaction.atomic
def log_unlinked(
    facts: Unlinked,
    *,
    organisation: Organisation,
    project: Project,
    activity: Activity | None,
    by: User | None,
    reason: str = "",
    reach: int | None = None,
    read_on: date | None = None,
) -> AddedLink:
    """Log it for an activity (None: the project as a whole). The same publication again is the one that is here: at
    this place nothing is stored twice, at another it gets a second mention with its reason, and is counted once.

    `reach`: who saw it, read on `read_on` (today). Raises AppError unlinked_unclear, unlinked_period,
    unlinked_elsewhere (with `places`) where it is logged at another place and no reason is given.
    """
    _check(facts)
    page = find_or_make_page(organisation, facts.platform, facts.outlet)
    row = MentionRow(
        link=_known(page, facts) or facts.link,
        project=project,
        activity=activity,
        kind=facts.kind,
        published_on=facts.published_on,
        title=facts.title.strip(),
        details=facts.told,
        language=facts.language,
        is_paid=facts.is_paid,
        page=page,
        reason=reason.strip()[:300],
    )
    [added] = record_mentions([row], organisation=organisation, by=by)
    assert added.post
    if added.outcome is Outcome.SHARED and not row.reason:
        places = ", ".join(f"{place.ref} · {place.title}" for place in added.elsewhere)
        raise AppError("unlinked_elsewhere", 422, places=places)
    if reach is not None:
        reading = ReadingRow(added.post, read_on or timezone.localdate(), reach=reach)
        record_readings([reading], organisation=organisation, by=by, source=ReadingSource.TYPED)
    refresh_posts([added.post.pk])
    added.post.refresh_from_db()
    return added


@transaction.atomic
def change_unlinked(post: Post, facts: Unlinked, *, by: User | None) -> Post:
    """Correct what it was; outlet, day and title make its key anew.

    Raises AppError unlinked_unclear, unlinked_period, not_unlinked, and unlinked_taken (with `post`, its id) where the
    corrected one is in the log already.
    """
    _check(facts)
    held = Post.objects.select_for_update(no_key=True).select_related("organisation").filter(pk=post.pk, url="").first()
    if held is None:
        raise AppError("not_unlinked", 409)
    key = facts.link.key
    same = Post.objects.of(held.organisation).filter(key=key).exclude(pk=held.pk).first()
    if same:
        raise AppError("unlinked_taken", 409, post=same.pk)
    held.key, held.platform, held.kind = key, facts.platform, facts.kind
    held.page = find_or_make_page(held.organisation, facts.platform, facts.outlet)
    held.title, held.details = facts.title.strip(), facts.told
    held.published_on, held.language, held.is_paid = facts.published_on, facts.language, facts.is_paid
    columns = ["key", "platform", "kind", "page", "title", "details", "published_on", "language", "is_paid"]
    try:
        with transaction.atomic():
            held.save(update_fields=columns)
    except IntegrityError as error:  # somebody logged the very same at this moment
        same = Post.objects.of(held.organisation).filter(key=key).first()
        raise AppError("unlinked_taken", 409, post=same.pk if same else held.pk) from error
    refresh_posts([held.pk])
    record_audit(held.organisation, by, "publication.change", held, key=key)
    held.refresh_from_db()
    return held


def _check(facts: Unlinked) -> None:
    if facts.platform not in UNLINKED_PLATFORMS or not says_something(facts.outlet) or not says_something(facts.title):
        raise AppError("unlinked_unclear", 422)
    if facts.until and not facts.published_on <= facts.until <= facts.published_on + timedelta(days=3660):
        raise AppError("unlinked_period", 422)


def _known(page: Page | None, facts: Unlinked) -> Link | None:
    """What stands for the link where this outlet had another name when the same story was logged."""
    if page is None:
        return None
    same_day = Post.objects.filter(page=page, platform=facts.platform, url="", published_on=facts.published_on)
    title = folded_title(facts.title)
    key = next((post.key for post in same_day.order_by("pk") if folded_title(post.title) == title), None)
    return replace(facts.link, key=key) if key else None
