"""A finger signature belongs to one entry, is kept once and dies with the person's data."""

import pytest

from events.actions.attendance import correct_attendance
from events.actions.people import withdraw_person
from events.actions.signatures import keep_signature
from events.facts import Facts
from events.models import Signature
from rules.errors import AppError

STROKES = "100,100 150,100 200,100 200,300;500,50"


@pytest.fixture
def row(make):
    return make.attendance(make.activity()).attendance


def test_it_is_kept_once_with_fewer_points(row):
    kept = keep_signature(row, STROKES)
    assert kept.strokes == "100,100 200,100 200,300;500,50"
    assert keep_signature(row, "1,1 900,300").pk == kept.pk
    assert Signature.objects.get().strokes == kept.strokes


@pytest.mark.parametrize("text", ["", "x", "1,1", "1,1 2000,1", "1,1 900,1;" * 5000])
def test_what_is_no_signature_is_refused(row, text):
    with pytest.raises(AppError) as refused:
        keep_signature(row, text)
    assert (refused.value.code, refused.value.status) == ("signature_unreadable", 422)
    assert Signature.objects.count() == 0


def test_a_correction_carries_it_on(row):
    keep_signature(row, STROKES)
    new = correct_attendance(row, facts=Facts("male", 20), reason="жасы", by=None)
    assert Signature.objects.get().attendance == new


def test_it_is_deleted_with_the_persons_data(make, row):
    other = make.attendance(row.activity).attendance
    keep_signature(row, STROKES)
    keep_signature(other, STROKES)
    withdraw_person(row.person, by=None)
    assert Signature.objects.get().attendance == other
