"""Headings, sheets, values and findings in Kazakh and Russian."""

import pytest
from django.utils import translation
from openpyxl import Workbook

from events.models import Activity, Attendance
from tests.desk.books import (
    bring,
    check,
    saved,
    small_book,
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_headings_sheets_and_values_may_be_in_kazakh(make):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in {
        "Жобалар": [["Жоба коды", "Жоба атауы", "Басталуы", "Аяқталуы"], ["B1", "Жоба", "08.05.2025", "31.10.2025"]],
        "Жоспар": [["Жоба коды", "Нөмірі", "Міндет", "Іс-шара"], ["B1", 1.1, "Бірінші", "Семинарлар"]],
        "Іс-шаралар": [
            ["Іс-шара коды", "Жоба", "Жоспар тармағы", "Түрі", "Атауы", "Күні", "Уақыты", "Өткізілетін орны"],
            ["B1-01", "B1", 1.1, "Семинар", "1-семинар", "10.09.2025", "10:00", "Колледж"],
        ],
        "Қатысушылар тізімі": [
            ["Іс-шара коды", "Аты-жөні", "Туған жылы", "Жынысы", "Әлеуметтік санаты"],
            ["B1-01", "Айгүл", 1960, "Әйел", "Жұмыссыз; Егде жастағы адамдар"],
        ],
        "Индикаторлар": [["Жоба коды", "Индикатор", "Жоспар"], ["B1", "іс-шаралар", 10]],
        "Жарияланымдар": [["Іс-шара коды", "Сілтеме"], ["B1-01", "https://example.kz/a"]],
    }.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    outcome = bring(make, saved(workbook))
    assert outcome.faults == []
    row = Attendance.objects.get()
    assert (row.gender, row.age, row.category) == ("female", 65, "unemployed")
    assert Activity.objects.get().measure.number == "1.1"


def test_headings_sheets_and_values_may_be_in_russian(make):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in {
        "Проекты": [["Код проекта", "Название проекта", "Грантополучатель"], ["B1", "Проект", "«Пример»"]],
        "Задачи": [["Код проекта", "№", "Задача", "Мероприятие"], ["B1", "1.1", "Первая", "Семинары"]],
        "Мероприятия": [
            [
                "Код мероприятия",
                "Проект",
                "Вид мероприятия",
                "Название",
                "Дата",
                "Количество участников",
                "Единица измерения",
            ],
            ["B1-01", "B1", "круглый стол", "Стол", "10.09.2025", 20, "человек"],
        ],
        "Разбивка": [["Код мероприятия", "Признак", "Значение", "Количество"], ["B1-01", "пол", "мужчины", 8]],
    }.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    outcome = bring(make, saved(workbook))
    assert outcome.faults == []
    activity = Activity.objects.get()
    assert (activity.kind.code, activity.count_unit) == ("round_table", "people")
    assert activity.head_counts.get().parts.get().value == "male"


def test_a_finding_speaks_the_language_of_its_reader(make):
    outcome = check(make, small_book(measures=None))
    assert outcome.faults[0].message.startswith("The sheet “measures” is missing")
    with translation.override("ru"):
        assert "is missing" not in outcome.faults[0].message
