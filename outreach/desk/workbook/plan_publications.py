"""The links of a workbook against the media log: each post once, each of its mentions once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from media_log.actions import ReadingRow
from media_log.actions.pages import means_page
from media_log.actions.stated_numbers import new_readings
from media_log.models import Mention, Post
from media_log.models.posts import READ_ON
from outreach.desk.workbook.draft import ADDED, CHANGED, UNCHANGED, Draft, FieldChange, differences, in_words
from outreach.desk.workbook.known import chunks
from outreach.desk.workbook.publication_rows import Said, said_of
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.writes import MentionWrite

# (project, None) or ("", activity)
Holder = tuple[str, str | None]


@dataclass
class _Entry:
    """A row with its link understood. `holder` is the ref of its activity, or of its project."""

    row: Row
    said: Said
    project_ref: str
    activity_ref: str | None

    @property
    def key(self) -> str:
        """Of its post."""
        return self.said.link.key

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
        stored.in_file[entry.key].add(entry.holder)
    for entry in entries:
        _plan(draft, entry, stored, changes)


def _entry(draft: Draft, row: Row) -> _Entry | None:
    sheet = draft.book["publications"]
    view = draft.activity_of(sheet, row) if row.states("activity_ref") else None
    if row.states("activity_ref") or row.bad:
        project_ref = view.project_ref if view else None
    else:
        project_ref = draft.project_of(sheet, row)
    if project_ref is None or row.bad:
        return None
    said = said_of(draft, row)
    if said is None:
        draft.tally.note(sheet, row, UNCHANGED)
        return None
    return _Entry(row, said, project_ref, view.ref if view else None)


def _load(draft: Draft, entries: list[_Entry]) -> _Stored:
    stored = _Stored()
    for keys in chunks({entry.key for entry in entries}):
        for post in Post.objects.of(draft.known.organisation).filter(key__in=keys).select_related("page"):
            stored.posts[post.key] = post
    for ids in chunks(post.pk for post in stored.posts.values()):
        for mention in Mention.objects.filter(post_id__in=ids).select_related("post", "activity", "project"):
            holder = ("", mention.activity.ref) if mention.activity else (mention.project.ref, None)
            stored.holders[mention.post.key][holder] = 0
    return stored


def _changes(entries: list[_Entry], stored: _Stored) -> dict[str, list[FieldChange]]:
    """What the rows together change about posts that are stored; the last row that states something wins."""
    merged: dict[str, dict[str, Any]] = defaultdict(dict)
    pages: dict[str, str] = {}
    for entry in entries:
        merged[entry.key].update(entry.said.facts)
        if entry.said.page:
            pages[entry.key] = entry.said.page
    changes = {key: differences(stored.posts.get(key), facts) for key, facts in merged.items()}
    for key, named in pages.items():
        post = stored.posts.get(key)
        if post and not means_page(post.page, named):
            changes[key].append(FieldChange(_label("page"), in_words(post.page), named))
    told = ((stored.posts[e.key], e.said.read_on, e.said.numbers) for e in entries if e.key in stored.posts)
    for reading in new_readings(told):
        changes[reading.post.key] += _numbers(reading)
    return changes


def _numbers(reading: ReadingRow) -> list[FieldChange]:
    """The numbers of a reading beside the ones that stand now; older than those, they only fill the history."""
    post, found = reading.post, []
    for number, day in READ_ON.items():
        new, latest = getattr(reading, number), getattr(post, day)
        if new is not None:
            is_older = latest is not None and reading.read_on < latest
            label = f"{_label(number)} ({in_words(reading.read_on)})" if is_older else _label(number)
            found.append(FieldChange(label, "—" if is_older else in_words(getattr(post, number)), in_words(new)))
    return found


def _label(field: str) -> str:
    return str(Post._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _plan(draft: Draft, entry: _Entry, stored: _Stored, changes: dict[str, list[FieldChange]]) -> None:
    sheet, holders = draft.book["publications"], stored.holders[entry.key]
    first = holders.get(entry.holder)
    # Of two rows that share a post the second is told of, at every import.
    others = [
        holder
        for holder, row in holders.items()
        if holder != entry.holder and (row or holder not in stored.in_file[entry.key])
    ]
    if first:
        draft.findings.warn("link_repeated", sheet, entry.row, "url", first=first)
    elif others:
        refs = ", ".join(activity or project for project, activity in others)
        draft.findings.warn("link_shared", sheet, entry.row, "url", refs=refs)
    is_new = first is None
    holders[entry.holder] = first or entry.row.number
    # The post's change is told once, at the first of its rows that states anything.
    told = changes.pop(entry.key, []) if entry.said.anything else []
    outcome = ADDED if is_new else CHANGED if told else UNCHANGED
    draft.tally.note(sheet, entry.row, outcome, entry.activity_ref or entry.project_ref, told)
    if is_new or entry.said.anything:
        said = entry.said
        draft.writes.mentions.append(
            MentionWrite(
                entry.project_ref, entry.activity_ref, said.link, said.facts, said.numbers, said.read_on, said.page
            )
        )
