"""Reads of the media log, named for the question they answer."""

from media_log.queries.overview import overview_of, views_by_platform
from media_log.queries.posts import (
    MentionLine,
    PlatformViews,
    PostLine,
    activity_lines,
    distinct_posts,
    distinct_posts_of_projects,
    keys_of_posts,
    link_warnings,
    mentions_for,
    platforms_used,
    post_counts,
    post_lines,
    posts_found,
)

__all__ = [
    "MentionLine",
    "PlatformViews",
    "PostLine",
    "activity_lines",
    "distinct_posts",
    "distinct_posts_of_projects",
    "keys_of_posts",
    "link_warnings",
    "mentions_for",
    "overview_of",
    "platforms_used",
    "post_counts",
    "post_lines",
    "posts_found",
    "views_by_platform",
]
