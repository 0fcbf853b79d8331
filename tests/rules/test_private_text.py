"""Numbers of people in free text."""

import pytest

from rules.private_text import number_of_a_person


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("Жәрдемақы туралы түсіндірілді", None),
        ("телефоны +7 700 000 00 01", "phone"),
        ("8(700)000-00-01 қайта хабарласу", "phone"),
        ("77000000001", "phone"),
        ("7000000001", "phone"),
        ("+998 90 000 00 01", "phone"),
        ("990101300123", "iin"),
        ("ЖСН 990101 300123", "iin"),
        ("990101-300-123.", "iin"),
        ("٩٩٠١٠١٣٠٠١٢٣", "iin"),
        ("5 500 000 теңге", None),
        ("22.05.2025 қайта келеді", None),
        ("22.05.2025 24.05.2025", None),
        ("22.05.2025-24.05.2025, 2025-05-22 2025-05-23", None),
        ("2024–2025 2025-2026", None),
        ("№ 36, 10:00-12:00, 3-бап 2-тармақ", None),
        ("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12", None),
        ("22.05.2025 тел. 8 700 000 00 01", "phone"),
    ],
)
def test_what_looks_like_the_number_of_a_person(text, found):
    assert number_of_a_person(text) == found
