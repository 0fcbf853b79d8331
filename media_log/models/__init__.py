"""Publications: each post once, where it is mentioned, on which page, how often it was seen and how we know."""

from media_log.models.checks import CheckState, HostState, LinkCheck
from media_log.models.pages import Page, PageReading
from media_log.models.planned import PlannedPost
from media_log.models.posts import Mention, Post, PostKind, PostLanguage
from media_log.models.proofs import PostProof
from media_log.models.readings import Reading, ReadingSource

__all__ = [
    "CheckState",
    "HostState",
    "LinkCheck",
    "Mention",
    "Page",
    "PageReading",
    "PlannedPost",
    "Post",
    "PostKind",
    "PostLanguage",
    "PostProof",
    "Reading",
    "ReadingSource",
]
