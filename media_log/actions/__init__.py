"""Writes of the media log, one verb each."""

from media_log.actions.correcting import correct_link
from media_log.actions.mentions import (
    MOST_LINKS,
    AddedLink,
    MentionRow,
    Outcome,
    Place,
    add_links,
    record_mentions,
    remove_mention,
)
from media_log.actions.merging import merge_posts
from media_log.actions.pages import find_or_make_page
from media_log.actions.posts import PostFacts, change_post, date_post, explain_mention, mention_post
from media_log.actions.readings import ReadingRow, record_readings

__all__ = [
    "MOST_LINKS",
    "AddedLink",
    "MentionRow",
    "Outcome",
    "Place",
    "PostFacts",
    "ReadingRow",
    "add_links",
    "change_post",
    "correct_link",
    "date_post",
    "explain_mention",
    "find_or_make_page",
    "mention_post",
    "merge_posts",
    "record_mentions",
    "record_readings",
    "remove_mention",
]
