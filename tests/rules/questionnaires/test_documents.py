"""Bounds of numbers in a document."""

import json
from decimal import Decimal

import pytest

from rules.questionnaires.definition import NUMBER
from rules.questionnaires.documents import DocumentError, definition_from, document_of
from tests.rules.questionnaires.drafts import draft, question


def bounded(least):
    document = document_of(draft(question("q1", NUMBER)))
    document["questions"][0]["minimum"] = least
    return definition_from(json.loads(json.dumps(document))).questions[0].minimum


@pytest.mark.parametrize(
    ("written", "read"), [(5, "5"), (-1.5, "-1.5"), (" 2.50 ", "2.50"), ("-0.001", "-0.001"), (1e11, "100000000000")]
)
def test_a_bound_is_a_number_written_out(written, read):
    assert bounded(written) == Decimal(read)


@pytest.mark.parametrize(
    "written",
    ["1e-9999999", "1E5", 1e-7, "1_0", "１２", "١٢", "NaN", "Infinity", float("inf"), "--1", ".", "9" * 13, True, [1]],
)
def test_what_is_no_plain_number_is_no_bound(written):
    with pytest.raises(DocumentError):
        bounded(written)


def test_a_bound_is_written_out_without_an_exponent():
    document = document_of(draft(question("q1", NUMBER, minimum=Decimal("1E+3"))))
    assert document["questions"][0]["minimum"] == "1000"
