"""Definitions as objects: a published version never changes, so each process reads it once."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from rules.questionnaires.definition import Definition
from rules.questionnaires.documents import definition_from

if TYPE_CHECKING:
    from surveys.models import QuestionnaireVersion

_MOST = 500
_read: OrderedDict[tuple[int, datetime], Definition] = OrderedDict()
_lock = Lock()


def definition_of(version: QuestionnaireVersion) -> Definition:
    """What a version asks. Raises rules' DocumentError for a document that cannot be read.

    A draft is read each time. A published version is known by its number and its moment, and its document, which may
    be deferred, is not even fetched.
    """
    if version.pk is None or version.published_at is None:
        return definition_from(version.document)
    key = (version.pk, version.published_at)
    with _lock:
        if key in _read:
            _read.move_to_end(key)
            return _read[key]
    definition = definition_from(version.document)
    with _lock:
        _read[key] = definition
        while len(_read) > _MOST:
            _read.popitem(last=False)
    return definition
