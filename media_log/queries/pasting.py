"""What a pasted text holds and what saving it would do; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from events.models import Activity
from grants.models import Organisation, Project
from media_log.actions import MOST_LINKS, Place
from media_log.labels import PLATFORM_LABELS, WARNING_LABELS, Label
from media_log.models import Mention, Post
from media_log.oddities import timing_oddities
from rules.errors import AppError
from rules.post_keys import Link
from rules.post_keys.pasting import Pasted, read_paste, suspects
from rules.post_keys.timing import all_in_later_month

Holder = Activity | Project


@dataclass(frozen=True)
class PastedLine:
    """A recognised link and what saving it would do. `number`: its place in the text, from 0. `fate`: new, here (this
    place mentions the post already), twice (this place names it earlier in the text)."""

    number: int
    link: Link
    shown_url: str
    platform: Label
    kind: str
    made_on: date | None
    fate: str
    elsewhere: tuple[Place, ...] = ()
    warnings: tuple[Label, ...] = ()
    wants_reason: bool = False


@dataclass
class PastedGroup:
    """The links for one activity or project. `is_loose`: the text does not say for which; `later_month`: all dated
    posts were made in a later month than the activity, the first of them in this one."""

    holder: Holder | None
    is_loose: bool
    lines: list[PastedLine] = field(default_factory=list)
    later_month: date | None = None

    @property
    def activity(self) -> Activity | None:
        """Its activity; None for a project as a whole."""
        return self.holder if isinstance(self.holder, Activity) else None

    @property
    def project(self) -> Project | None:
        """Its project."""
        return self.holder.project if isinstance(self.holder, Activity) else self.holder


@dataclass(frozen=True)
class PastePreview:
    """Every link of a text, by what it is for, the loose ones first; and what looked like a link but is none."""

    groups: list[PastedGroup]
    not_recognised: list[str]
    counts: dict[str, int]

    @property
    def loose(self) -> PastedGroup | None:
        """The links of which the text does not say what they are for."""
        return next((group for group in self.groups if group.is_loose), None)


def preview_paste(*, organisation: Organisation, text: str, loose: Holder | None) -> PastePreview:
    """Read a text; `loose` is what links without an activity's ref are for (None: nobody said yet). Five queries.

    Raises AppError no_links when it holds none, too_many_links above 500.
    """
    refs = list(Activity.objects.of(organisation).values_list("ref", flat=True))
    found = read_paste(text, refs)
    if not found:
        raise AppError("no_links", 422)
    if len(found) > MOST_LINKS:
        raise AppError("too_many_links", 422, most=MOST_LINKS)
    named = Activity.objects.of(organisation).filter(ref__in={one.ref for one in found if one.ref})
    holders = {activity.ref: activity for activity in named.select_related("project", "kind")}
    known = _known_posts(organisation, {one.link.key for one in found})
    groups = _grouped(found, holders, known, loose)
    counts: dict[str, int] = defaultdict(int)
    for line in (line for group in groups for line in group.lines):
        counts[line.fate] += 1
    return PastePreview(groups, list(dict.fromkeys(one.text for one in suspects(text))), dict(counts))


def _known_posts(organisation: Organisation, keys: set[str]) -> dict[str, Post]:
    mentions = Prefetch("mentions", Mention.objects.select_related("activity", "project"))
    return {post.key: post for post in Post.objects.of(organisation).filter(key__in=keys).prefetch_related(mentions)}


def _grouped(
    found: list[Pasted], holders: dict[str, Activity], known: dict[str, Post], loose: Holder | None
) -> list[PastedGroup]:
    groups: dict[str, PastedGroup] = {}
    # Of each post the places named so far in this text, by group.
    seen: dict[str, dict[str, Holder | None]] = defaultdict(dict)
    everywhere: dict[str, dict[str, Holder | None]] = defaultdict(dict)
    for one in found:
        everywhere[one.link.key][one.ref or ""] = holders[one.ref] if one.ref else loose
    for number, one in enumerate(found):
        place = one.ref or ""
        holder: Holder | None = holders[place] if place else loose
        group = groups.setdefault(place, PastedGroup(holder, is_loose=not place))
        key = one.link.key
        also = [other for where, other in everywhere[key].items() if where != place and other is not None]
        is_second = any(where != place for where in seen[key])
        group.lines.append(
            _line(number, one.link, holder, known.get(key), also, is_twice=place in seen[key], is_second=is_second)
        )
        seen[key][place] = holder
    for group in groups.values():
        days = [line.made_on for line in group.lines if line.made_on]
        group.later_month = all_in_later_month(days, last_day=group.activity.last_day) if group.activity else None
    return sorted(groups.values(), key=lambda group: not group.is_loose)


def _line(
    number: int,
    link: Link,
    holder: Holder | None,
    post: Post | None,
    also: list[Holder],
    *,
    is_twice: bool,
    is_second: bool,
) -> PastedLine:
    places = {_key(mention.activity or mention.project): mention for mention in (post.mentions.all() if post else ())}
    is_here = holder is not None and _key(holder) in places
    stored = [
        mention.activity or mention.project for key, mention in places.items() if holder is None or key != _key(holder)
    ]
    elsewhere = _places([*stored, *(other for other in also if holder is None or _key(other) != _key(holder))])
    made_on = post.made_on if post else timezone.localdate(link.uploaded_at) if link.uploaded_at else None
    odd = _timing(holder, made_on)
    fate = "twice" if is_twice else "here" if is_here else "new"
    return PastedLine(
        number=number,
        link=link,
        shown_url=link.url.split("://", 1)[-1].removeprefix("www.").rstrip("/"),
        platform=PLATFORM_LABELS.get(link.platform, link.platform),
        kind=post.kind if post else link.kind,
        made_on=made_on,
        fate=fate,
        elsewhere=elsewhere,
        warnings=tuple(WARNING_LABELS[code] for code in (*link.warnings, *odd)) if fate == "new" else (),
        wants_reason=fate == "new" and bool(odd or stored or is_second),
    )


def _timing(holder: Holder | None, day: date | None) -> tuple[str, ...]:
    if holder is None:
        return ()
    if isinstance(holder, Activity):
        return timing_oddities(holder, holder.project, day)
    return timing_oddities(None, holder, day)


def _key(holder: Holder) -> tuple[type, int]:
    return type(holder), holder.pk


def _places(holders: Iterable[Holder]) -> tuple[Place, ...]:
    return tuple({_key(one): Place(one.ref, one.title) for one in holders}.values())
