"""Pasted days and places: however people write them."""

from datetime import date, time

import pytest

from rules.schedule import Slot, slots_every, slots_in


def read(text):
    return slots_in(text, first=date(2025, 5, 8), last=date(2025, 10, 31), year=2026)


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("22.05.2025 09:00 Тараз сервис колледжі", Slot(date(2025, 5, 22), time(9), "Тараз сервис колледжі")),
        ("1) 22.05.25 11.00, Медицина колледжі", Slot(date(2025, 5, 22), time(11), "Медицина колледжі")),
        ("2. 24 маусым 2025 жыл, сағат 15:00 – Орталық", Slot(date(2025, 6, 24), time(15), "Орталық")),
        ("2025 жылғы 18 қыркүйек 11:50 М.Х. Дулати", Slot(date(2025, 9, 18), time(11, 50), "М.Х. Дулати")),
        ("2025-10-06 10:00-11:30 Абай, 12", Slot(date(2025, 10, 6), time(10), "Абай, 12")),
        ("7 октября в 10:00 Школа № 5", Slot(date(2025, 10, 7), time(10), "Школа № 5")),
        ("09:00 08.10.2025 Білім", Slot(date(2025, 10, 8), time(9), "Білім")),
        ("8.10 №5 мектеп", Slot(date(2025, 10, 8), None, "№5 мектеп")),
        ("1.02 Клуб", Slot(date(2026, 2, 1), None, "Клуб")),  # within no day of the contract: this year
        ("22.05.2025", Slot(date(2025, 5, 22), None, "")),
        # A range, no day at all, a day that does not exist: kept whole, to be corrected.
        ("22-23.05.2025 Достық үйі", Slot(None, None, "22-23.05.2025 Достық үйі")),
        ("Достық үйі", Slot(None, None, "Достық үйі")),
        ("32.13.2025 x", Slot(None, None, "32.13.2025 x")),
        ("29.02.2025 x", Slot(None, None, "29.02.2025 x")),
    ],
)
def test_a_line_is_read(line, slot):
    assert read(line) == [slot]


def test_empty_lines_are_none():
    assert [slot.place for slot in read("\n 22.05.2025 A \n\n\t\n23.05.2025 B\n")] == ["A", "B"]


def test_every_week():
    assert [slot.day for slot in slots_every(date(2025, 5, 22), days=7, number=3)] == [
        date(2025, 5, 22),
        date(2025, 5, 29),
        date(2025, 6, 5),
    ]
