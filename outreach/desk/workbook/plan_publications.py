"""The links of a workbook against the media log: each post once, each of its mentions once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from media_log.models import Mention, Post
from outreach.desk.workbook.draft import ADDED, CHANGED, UNCHANGED, Draft, FieldChange, differences
from outreach.desk.workbook.known import chunks
from outreach.desk.workbook.messages import WARNINGS
from outreach.desk.workbook.plan_grants import stated
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.words import POST_KIND, fold
from outreach.desk.workbook.writes import MentionWrite
from rules.post_keys import Link, inspect_link

# (project, None) or ("", activity)
Holder = tuple[str, str | None]
_FIELDS = {"published_on": "published_on", "views": "views", "followers": "page_followers"}


@dataclass
class _Entry:
    """A row with its link understood. `holder` is the ref of its activity, or of its project."""

    row: Row
    link: Link
    project_ref: str
    activity_ref: str | None
    facts: dict[str, Any]

    @property
    def holder(self) -> Holder:
        """Where the post is mentioned."""
        return (self.project_ref if self.activity_ref is None else "", self.activity_ref)


@dataclass
class _Stored:
    """What the media log has of these links, and what the file says of them."""

    posts: dict[str, Post] = field(default_factory=dict)
    # key -> holder -> the row of this file that has named it so far, 0 for none
    holders: dict[str, dict[Holder, int]] = field(default_factory=lambda: defaultdict(dict))
    in_file: dict[str, set[Holder]] = field(default_factory=lambda: defaultdict(set))


def plan_publications(draft: Draft) -> None:
    """Compare the sheet of publications."""
    entries = [entry for row in draft.book["publications"].rows if (entry := _entry(draft, row))]
    stored = _load(draft, entries)
    changes = _changes(entries, stored)
    for entry in entries:
        stored.in_file[entry.link.key].add(entry.holder)
    for entry in entries:
        _plan(draft, entry, stored, changes)


def _entry(draft: Draft, row: Row) -> _Entry | None:
    sheet = draft.book["publications"]
    view = draft.activity_of(sheet, row) if row.states("activity_ref") else None
    if row.states("activity_ref") or row.bad:
        project_ref = view.project_ref if view else None
    else:
        project_ref = draft.project_of(sheet, row)
    if project_ref is None or not row.states("url") or row.bad:
        return None
    link = inspect_link(row["url"])
    for code in link.warnings:
        _warn_of_link(draft, row, code)
    if not link.is_link:
        draft.tally.note(sheet, row, UNCHANGED)
        return None
    facts = stated(row, _FIELDS)
    kind = POST_KIND.get(fold(row["kind"])) if row["kind"] else None
    if row["kind"] and kind is None:
        draft.findings.warn("unknown_post_kind", sheet, row, "kind", value=row["kind"])
    if kind:
        facts["kind"] = kind
    return _Entry(row, link, project_ref, view.ref if view else None, facts)


def _warn_of_link(draft: Draft, row: Row, code: str) -> None:
    sheet = draft.book["publications"]
    if code == "not_a_link":
        draft.findings.warn("link_unreadable", sheet, row, "url", value=row["url"][:80])
    elif f"link_{code}" in WARNINGS:
        draft.findings.warn(f"link_{code}", sheet, row, "url")
    else:
        draft.findings.warn("link_weak", sheet, row, "url", what=code)


def _load(draft: Draft, entries: list[_Entry]) -> _Stored:
    stored = _Stored()
    for keys in chunks({entry.link.key for entry in entries}):
        for post in Post.objects.of(draft.known.organisation).filter(key__in=keys):
            stored.posts[post.key] = post
    for ids in chunks(post.pk for post in stored.posts.values()):
        for mention in Mention.objects.filter(post_id__in=ids).select_related("post", "activity", "project"):
            holder = ("", mention.activity.ref) if mention.activity else (mention.project.ref, None)
            stored.holders[mention.post.key][holder] = 0
    return stored


def _changes(entries: list[_Entry], stored: _Stored) -> dict[str, list[FieldChange]]:
    """What the rows together change about posts that are stored; the last row that states something wins."""
    merged: dict[str, dict[str, Any]] = defaultdict(dict)
    for entry in entries:
        merged[entry.link.key].update(entry.facts)
    return {key: differences(stored.posts.get(key), facts) for key, facts in merged.items()}


def _plan(draft: Draft, entry: _Entry, stored: _Stored, changes: dict[str, list[FieldChange]]) -> None:
    sheet, holders = draft.book["publications"], stored.holders[entry.link.key]
    first = holders.get(entry.holder)
    # Of two rows that share a post the second is told of, at every import.
    others = [
        holder
        for holder, row in holders.items()
        if holder != entry.holder and (row or holder not in stored.in_file[entry.link.key])
    ]
    if first:
        draft.findings.warn("link_repeated", sheet, entry.row, "url", first=first)
    elif others:
        refs = ", ".join(activity or project for project, activity in others)
        draft.findings.warn("link_shared", sheet, entry.row, "url", refs=refs)
    is_new = first is None
    holders[entry.holder] = first or entry.row.number
    # The post's change is told once, at the first of its rows that states anything.
    told = changes.pop(entry.link.key, []) if entry.facts else []
    outcome = ADDED if is_new else CHANGED if told else UNCHANGED
    draft.tally.note(sheet, entry.row, outcome, entry.activity_ref or entry.project_ref, told)
    if is_new or entry.facts:
        draft.writes.mentions.append(MentionWrite(entry.project_ref, entry.activity_ref, entry.link, entry.facts))
