"""The page with the questions, wherever it is answered: on a phone, by a personal link, at a kiosk."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events.participant_pages import keep_private, page_language
from rules.questionnaires.definition import Definition
from rules.questionnaires.duration import minutes_of
from rules.questionnaires.sheets import Fault
from surveys.models import Mode, QuestionnaireVersion, Run, Wave
from surveys.page_rules import rules_for_page, words_for_page
from surveys.passes import Pass
from surveys.sheets import Given, shown_parts, shown_questions

# Stand in a kept page where each one has something else; nobody can write them into a questionnaire.
_PASS, _SHEET = f"pass-{secrets.token_hex(16)}", f"sheet-{secrets.token_hex(16)}"
_MOST_PAGES = 300
_pages: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Place:
    """Where a sheet is answered. `path` is its page, to which it is also sent; `thanks` where a taken one leads;
    `name` whom a personal link was made for."""

    wave: Wave
    path: str
    thanks: str
    template: str = "surveys/answer.html"
    name: str = ""
    is_kiosk: bool = False


@dataclass(frozen=True)
class Filled:
    """What was answered so far, what is wrong with it, and a sentence about that."""

    given: Given = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    words: str = ""
    name: str = ""
    is_name_agreed: bool = False


def empty_sheet(request: HttpRequest, place: Place, passed: Pass) -> HttpResponse:
    """The page as it is handed out. What is asked is frozen, so what strangers see is made once per process and
    language, and anew when anything that stands on it has changed; only the pass is each one's own."""
    filled = Filled(name=place.name)
    if place.name or not _is_strangers(request):  # whom a link was made for must stand in nothing that is kept
        return sheet_page(request, place, passed, filled)
    definition, run = place.wave.run.version.definition, place.wave.run
    key = (place.path, place.template, page_language(), run.version_id, run.mode, *_told(run))
    text = _kept(key)
    if text is None:
        text = _rendered(request, place, definition, filled, (_PASS, _SHEET, run.version_id))
        _keep(key, text)
    return keep_private(HttpResponse(text.replace(_PASS, passed.signed()).replace(_SHEET, str(passed.sheet))))


def sheet_page(
    request: HttpRequest, place: Place, passed: Pass, filled: Filled, *, definition: Definition | None = None
) -> HttpResponse:
    """The page with what was answered already."""
    definition = definition or place.wave.run.version.definition
    of_the_pass = (passed.signed(), str(passed.sheet), passed.version)
    return keep_private(HttpResponse(_rendered(request, place, definition, filled, of_the_pass)))


def definition_of_pass(wave: Wave, passed: Pass) -> Definition | None:
    """What the page asked when it was handed out; the run may ask a newer version since. None: it was deleted."""
    if passed.version == wave.run.version_id:
        return wave.run.version.definition
    version = QuestionnaireVersion.objects.filter(pk=passed.version).first()
    return version.definition if version else None


def shared_context(place: Place) -> dict[str, Any]:
    """What every page about this survey says."""
    run = place.wave.run
    about, day, organisation_name = _told(run)
    return {
        "place": place,
        "wave": place.wave,
        "run": run,
        "about": about,
        "day": day,
        "organisation_name": organisation_name,
        "languages": run.version.definition.languages,
    }


def _rendered(
    request: HttpRequest, place: Place, definition: Definition, filled: Filled, of_the_pass: tuple[str, str, int]
) -> str:
    language = page_language()
    questions = shown_questions(definition, language=language, given=filled.given, faults=filled.faults)
    signed, sheet, version = of_the_pass
    context = {
        **shared_context(place),
        "title": definition.title.in_language(language),
        "intro": definition.intro.in_language(language),
        "languages": definition.languages,
        "parts": shown_parts(questions),
        "faulty": [question for question in questions if question.fault],
        "count": len(definition.answered),
        "minutes": minutes_of(definition),
        "promise": promise_of(place.wave.run),
        "asks_name": place.wave.run.mode == Mode.NAMED,
        "filled": filled,
        "pass": signed,
        "sheet": sheet,
        "version": str(version),
        "rules": rules_for_page(definition),
        "words": words_for_page(),
    }
    return render_to_string(place.template, context, request)


def promise_of(run: Run) -> str:
    """What the mode means for who answers, in one honest sentence."""
    if run.mode == Mode.ANONYMOUS:
        return _(
            "Anonymous: your answers are kept apart from who you are, and once the survey is closed nobody can put "
            "the two together."
        )
    if run.mode == Mode.CONFIDENTIAL:
        return _("Confidential: your answers carry a secret mark instead of your name; nobody is shown whose they are.")
    return _("Your name stands beside your answers only if you agree to that; you can answer without it.")


def thanks_of(run: Run) -> str:
    """The questionnaire's own words of thanks; "" where there are none."""
    return run.version.definition.thanks.in_language(page_language())


def _told(run: Run) -> tuple[str, Any, str]:
    return run.about, run.activity.starts_on if run.activity else None, run.organisation.name


def _is_strangers(request: HttpRequest) -> bool:
    """A page asked for by its bare address, by nobody who has signed in or is to be told something."""
    return not (request.GET or settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES)


def _kept(key: tuple[Any, ...]) -> str | None:
    with _lock:
        if key in _pages:
            _pages.move_to_end(key)
        return _pages.get(key)


def _keep(key: tuple[Any, ...], text: str) -> None:
    with _lock:
        _pages[key] = text
        while len(_pages) > _MOST_PAGES:
            _pages.popitem(last=False)
