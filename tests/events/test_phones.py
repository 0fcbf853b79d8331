"""One spelling per phone number; the phone's cookie."""

import pytest

from events.phone_numbers import normalise_phone


@pytest.mark.parametrize(
    "typed",
    ["+7 000 000 00 01", "8 (000) 000-00-01", "70000000001", "80000000001", " +7-000-000-00-01 ", "007 000 0000001"],
)
def test_a_number_of_kazakhstan_has_one_spelling(typed):
    assert normalise_phone(typed) == "+70000000001"


def test_ten_digits_that_begin_with_seven_are_a_mobile_number():
    assert normalise_phone("700 000 00 01") == "+77000000001"


def test_numbers_of_other_countries_need_their_plus():
    assert normalise_phone("+998 00 000 00 01") == "+998000000001"
    assert normalise_phone("00 998 00 000 00 01") == "+998000000001"
    assert normalise_phone("998000000001") is None


@pytest.mark.parametrize(
    "typed", ["", "12", "+7 000", "+0123456789", "phone", "+7" + "0" * 11, "٧٠٠٠٠٠٠٠٠٠١", "8" * 40]
)
def test_what_is_no_number_is_none(typed):
    assert normalise_phone(typed) is None
