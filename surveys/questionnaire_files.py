"""A questionnaire as a file: the same JSON as the ready-made ones in surveys/data."""

from __future__ import annotations

import json
from typing import Any

from rules.questionnaires.definition import Definition
from rules.questionnaires.documents import DocumentError, DocumentFault, definition_from
from surveys.models import QuestionnaireVersion, SurveyKind

LARGEST = 1_000_000


def file_of(version: QuestionnaireVersion) -> dict[str, Any]:
    """What is written for one version."""
    questionnaire = version.questionnaire
    return {
        "code": questionnaire.code,
        "kind": questionnaire.kind,
        "version": version.number,
        "document": version.document,
    }


def read_file(content: bytes) -> tuple[str, Definition]:
    """The kind and the definition in a file, or in a document alone. Raises rules' DocumentError with the place."""
    row = _json(content)
    if not isinstance(row, dict):
        raise DocumentError(DocumentFault("", "not_an_object"))
    if "document" not in row:
        definition = definition_from(row)
        return _kind_of(definition), definition
    kind = row.get("kind")
    if kind not in SurveyKind.values:
        raise DocumentError(DocumentFault("kind", "unknown_kind", {"kinds": ", ".join(SurveyKind.values)}))
    return str(kind), definition_from(row["document"])


def _json(content: bytes) -> object:
    if len(content) > LARGEST:
        raise DocumentError(DocumentFault("", "file_too_large", {"most": LARGEST // 1000}))
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DocumentError(DocumentFault("", "not_utf8")) from None
    except json.JSONDecodeError as broken:
        params = {"line": broken.lineno, "column": broken.colno}
        raise DocumentError(DocumentFault("", "not_json", params)) from None
    except (ValueError, RecursionError):  # a number of a million digits, a million brackets
        raise DocumentError(DocumentFault("", "not_json_at_all")) from None


def _kind_of(definition: Definition) -> str:
    if definition.satisfaction:
        return SurveyKind.SATISFACTION
    return SurveyKind.TEST if definition.is_test else SurveyKind.OPINION
