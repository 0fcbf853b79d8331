"""One look at a link: does it open, and what does its page say?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from media_log.checker import oembed
from media_log.checker.facts import Facts
from media_log.checker.pictures import small_picture
from media_log.checker.problems import NotNow, Problem
from media_log.checker.reading import read_page
from media_log.checker.web import Answer, Gate, Web, seconds_to_wait
from rules.post_keys import inspect_link

_PAGES = {"text/html", "application/xhtml+xml", ""}
_GONE = {404, 410}
# Where sites send whoever has not signed in, or who may be a machine.
_LOG_IN = re.compile(r"/(accounts/login|login|log-in|signin|checkpoint|i/flow/login|unsupportedbrowser|challenge)\b")
# Of these a platform's service says nothing of use: where a shortened link leads only its redirect tells, and a channel
# is no post that could be missing.
_NOT_OF_SERVICES = {"short_link", "profile"}
_CONSENT = ("consent.youtube.com", "consent.google.com")
# Platforms that show an empty page, or their own front, instead of a post: only one that is named is seen.
_WALLED = {"instagram", "facebook", "threads", "x"}
_FRONTS = re.compile(
    r"(log ?in|sign up|sign in|login|войти|вход|кіру|тіркел\w*|error|ошибка)?[\s•|·/—–-]*(on|to|or|на|в)?\s*"
    r"(instagram|facebook|threads|x|twitter)?[\s•|·/—–-]*(log ?in|sign up|sign in|login|войти|error|ошибка)?",
    re.IGNORECASE,
)
_HOME = re.compile(r"/?(?:kk|kz|kaz|qaz|ru|rus|en|eng)?/?(?:index\.\w{2,5})?/?")


@dataclass(frozen=True)
class Look:
    """What was found. `state`: alive, gone, closed, unreachable, refused; `problem`: a code, empty when alive.

    `retry_after`: seconds the site asks to be left alone.
    """

    state: str
    problem: str = ""
    status: int | None = None
    final_url: str = ""
    facts: Facts = field(default_factory=Facts)
    picture: bytes = b""
    retry_after: int = 0


def look(url: str, *, platform: str, web: Web, gate: Gate, now: datetime, wants_picture: bool = True) -> Look:
    """Look at a link once. Raises NotNow when its host must not be asked yet; everything else is an answer."""
    try:
        told = _told_by_service(url, platform, web, gate)
        if told and told.state != "alive":
            return told
        seen = _page(url, platform, web, gate, now, told)
    except Problem as problem:
        return Look(problem.state, problem.code)
    if seen.state != "alive" or not wants_picture or not seen.facts.picture:
        return seen
    return replace(seen, picture=_picture(seen.facts.picture, web, gate))


def _told_by_service(url: str, platform: str, web: Web, gate: Gate) -> Look | None:
    """What a platform's oEmbed says; None for a platform that has none, or that does not answer there."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    service = oembed.SERVICES.get("vimeo" if host == "vimeo.com" else platform)
    if service is None or _NOT_OF_SERVICES & set(inspect_link(url).warnings):
        return None
    answer = web.visit(oembed.question(service, url), gate=gate, accept="application/json")
    if answer.status in service.gone:
        return Look("gone", "not_found", answer.status)
    if answer.status in {401, 403}:
        return Look("closed", "private", answer.status)
    if answer.status != 200:
        return _without_page(answer)
    facts = oembed.read_oembed(answer.body)
    return Look("alive", status=200, final_url=url, facts=facts) if facts.title or facts.author else None


def _page(url: str, platform: str, web: Web, gate: Gate, now: datetime, told: Look | None) -> Look:
    """The page itself. Where the platform has vouched for the post, it only adds to that, above all the day."""
    try:
        answer = web.visit(url, gate=gate)
        seen = _read(url, platform, answer, now)
    except (Problem, NotNow):
        if told is None:
            raise
        return told
    if told is None:
        return seen if seen.facts.title or not seen.facts.oembed else _asked_on(seen, web, gate)
    facts = told.facts.or_else(seen.facts) if seen.state == "alive" else told.facts
    return Look("alive", status=200, final_url=url, facts=facts)


def _read(url: str, platform: str, answer: Answer, now: datetime) -> Look:
    if answer.status in _GONE:
        return Look("gone", "not_found", answer.status, answer.url)
    if not 200 <= answer.status < 300:
        return _without_page(answer)
    where = urlsplit(answer.url)
    if _LOG_IN.search(where.path) or where.hostname in _CONSENT:
        return Look("closed", "log_in", answer.status, answer.url)
    if _HOME.fullmatch(where.path) and not where.query and not _is_home(url):
        return Look("closed", "to_home", answer.status, answer.url)
    if answer.media_type not in _PAGES:
        return Look("alive", status=answer.status, final_url=answer.url)
    facts = read_page(answer.body, content_type=answer.headers.get("content-type", ""), url=answer.url, now=now)
    if platform in _WALLED and (not facts.is_shared or _FRONTS.fullmatch(facts.title)):
        return Look("closed", "log_in", answer.status, answer.url)
    return Look("alive", status=answer.status, final_url=answer.url, facts=facts)


def _is_home(url: str) -> bool:
    return bool(_HOME.fullmatch(urlsplit(url).path)) and not urlsplit(url).query


def _without_page(answer: Answer) -> Look:
    """What an answer without a page means: a refusal, or a site that is not well. Neither is about the post."""
    wait = seconds_to_wait(answer)
    if answer.status == 429:
        return Look("closed", "too_often", 429, answer.url, retry_after=wait)
    if answer.status >= 500 and answer.status != 999:
        return Look("unreachable", "server_error", answer.status, answer.url, retry_after=wait)
    problem = "not_allowed" if answer.status in {401, 402, 403, 407, 451, 999} else "odd_answer"
    return Look("closed", problem, answer.status, answer.url)


def _asked_on(seen: Look, web: Web, gate: Gate) -> Look:
    """A page without a title that says where more is told about it."""
    try:
        answer = web.visit(seen.facts.oembed, gate=gate, accept="application/json")
    except (Problem, NotNow):
        return seen
    more = oembed.read_oembed(answer.body) if answer.status == 200 else Facts()
    return replace(seen, facts=seen.facts.or_else(more))


def _picture(url: str, web: Web, gate: Gate) -> bytes:
    try:
        answer = web.visit(url, gate=gate, accept="image/*", most=web.limits.picture_bytes)
    except (Problem, NotNow):
        return b""
    return small_picture(answer.body) if answer.status == 200 and not answer.is_cut else b""
