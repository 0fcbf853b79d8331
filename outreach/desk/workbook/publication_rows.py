"""A row of the sheet of publications, understood: its link or what stands for one, what it says, what was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from media_log.models import PostKind
from outreach.desk.workbook.draft import Draft
from outreach.desk.workbook.messages import WARNINGS
from outreach.desk.workbook.plan_grants import stated
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.words import PAID, POST_KIND, POST_LANGUAGE, UNLINKED_PLATFORM, fold
from rules.post_keys import Link, inspect_link
from rules.post_keys.unlinked import says_something, unlinked_link

_FACTS = {"published_on": "published_on", "title": "title"}
_NUMBERS = {"views": "views", "likes": "likes", "reach": "reach", "followers": "page_followers"}
# Without a link: what it is where only the platform is said, and where it stood where only the kind is.
_USUAL_KIND = {
    "tv": PostKind.TV_STORY,
    "radio": PostKind.RADIO,
    "newspaper": PostKind.PRINT,
    "outdoor": PostKind.OUTDOOR_AD,
    "online_ad": PostKind.TARGETED_AD,
}
_USUAL_PLATFORM = {
    PostKind.LED_SCREEN: "outdoor",
    PostKind.BANNER: "outdoor",
    **{kind: platform for platform, kind in _USUAL_KIND.items()},
}


@dataclass(frozen=True)
class Said:
    """What a row says about a post: columns, numbers read on a day (None: today), its page's name or link."""

    link: Link
    facts: dict[str, Any]
    numbers: dict[str, int]
    read_on: date | None
    page: str

    @property
    def anything(self) -> bool:
        """Whether it says anything besides the link."""
        return bool(self.facts or self.numbers or self.page)


def said_of(draft: Draft, row: Row) -> Said | None:
    """What a row says; None where it says nothing readable, and that was noted."""
    sheet = draft.book["publications"]
    kind = _kind(draft, row)
    link = _link(draft, row) if row.states("url") else _unlinked(draft, row, kind)
    if link is None:
        return None
    facts = stated(row, _FACTS)
    if kind:
        facts["kind"] = kind
    _read_words(draft, row, facts)
    if row.states("read_on") and row["read_on"] > timezone.localdate():
        draft.findings.fault("read_in_future", sheet, row, "read_on", value=row["read_on"].strftime("%d.%m.%Y"))
    return Said(link, facts, stated(row, _NUMBERS), row["read_on"], row["page"] or "")  # type: ignore[arg-type]


def _kind(draft: Draft, row: Row) -> str:
    kind = POST_KIND.get(fold(row["kind"]), "") if row["kind"] else ""
    if row["kind"] and not kind:
        draft.findings.warn("unknown_post_kind", draft.book["publications"], row, "kind", value=row["kind"])
    return kind


def _read_words(draft: Draft, row: Row, facts: dict[str, object]) -> None:
    sheet = draft.book["publications"]
    if row.states("language"):
        code = POST_LANGUAGE.get(fold(row["language"]))
        if code:
            facts["language"] = code
        else:
            draft.findings.warn("unknown_language", sheet, row, "language", value=row["language"])
    if row.states("paid"):
        answer = PAID.get(fold(row["paid"]))
        if answer:
            facts["is_paid"] = answer == "yes"
        else:
            draft.findings.warn("unknown_paid", sheet, row, "paid", value=row["paid"])


def _link(draft: Draft, row: Row) -> Link | None:
    link = inspect_link(row["url"])
    for code in link.warnings:
        _warn_of_link(draft, row, code)
    return link if link.is_link else None


def _warn_of_link(draft: Draft, row: Row, code: str) -> None:
    sheet = draft.book["publications"]
    if code == "not_a_link":
        draft.findings.warn("link_unreadable", sheet, row, "url", value=row["url"][:80])
    elif f"link_{code}" in WARNINGS:
        draft.findings.warn(f"link_{code}", sheet, row, "url")
    else:
        draft.findings.warn("link_weak", sheet, row, "url", what=code)


def _unlinked(draft: Draft, row: Row, kind: str) -> Link | None:
    """What stands for the link of a television story and the like; None after a fault."""
    sheet, findings = draft.book["publications"], draft.findings
    unclear = [column for column in ("page", "title") if not says_something(row[column])]
    for column in unclear:
        findings.fault("unlinked_unclear", sheet, row, column, value=row[column])
    word = row["platform"]
    platform = UNLINKED_PLATFORM.get(fold(word), "") if word else _USUAL_PLATFORM.get(kind, "elsewhere")  # type: ignore[call-overload]
    if not platform:
        findings.fault("unknown_platform", sheet, row, "platform", value=word)
    if unclear or not platform:
        return None
    return unlinked_link(
        platform=platform,
        kind=kind or _USUAL_KIND.get(platform, PostKind.OTHER),
        outlet=row["page"],
        day=row["published_on"],
        title=row["title"],
    )
