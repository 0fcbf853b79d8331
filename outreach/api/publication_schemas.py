"""Shapes of the API's publications."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from media_log.models import PostKind
from outreach.api.schemas import Ref, Text

KINDS = tuple(PostKind.values)


class MentionOut(Schema):
    """Where a post is mentioned: an activity of a project, or the project as a whole."""

    project: str
    activity: str | None
    reason: str


class MediaPageOut(Schema):
    """The page, channel or outlet that published."""

    name: str
    url: str


class NumberOut(Schema):
    """A number and the day on which it was read; both null where nobody read it."""

    value: int | None
    read_on: date | None


class PublicationOut(Schema):
    """A post, once. `uploaded_at` is read from the post's own id; `made_on` is the stated day, else that of the upload.

    `warnings`: what is odd and has no reason yet: shared, before_activity, late, outside_contract, gone, cut_code,
    profile, owner_only_folder, short_link, spaces_inside, no_date. `is_paid` null: nobody said.
    """

    key: str
    platform: str
    kind: str
    url: str
    title: str
    language: str
    is_paid: bool | None
    page: MediaPageOut | None
    uploaded_at: datetime | None
    published_on: date | None
    made_on: date | None
    views: int | None
    page_followers: int | None
    numbers: dict[str, NumberOut]
    mentions: list[MentionOut]
    warnings: list[str]


class PublicationsIn(Schema):
    """Links for an activity, or for a project as a whole: one text in which they are found, or a list.

    `kind` and `reason` are said of all of them: what they are, and why they are right where they look odd.
    """

    activity: Ref | None = None
    project: Ref | None = None
    links: (
        Annotated[Text, Field(min_length=1, max_length=100_000)]
        | Annotated[list[Annotated[Text, Field(max_length=8000)]], Field(min_length=1, max_length=500)]
    )
    kind: Literal[KINDS] | None = None  # type: ignore[valid-type]
    reason: Annotated[Text, Field(max_length=300)] = ""


class AddedLinkOut(Schema):
    """What became of one link: added, shared (also mentioned `elsewhere`), repeated, not_a_link."""

    given: str
    outcome: str
    url: str
    key: str
    platform: str
    kind: str
    uploaded_at: datetime | None
    warnings: list[str]
    elsewhere: list[str]


class AddedLinksOut(Schema):
    """One answer per link, in their order; `added`: how many were stored."""

    items: list[AddedLinkOut]
    added: int
