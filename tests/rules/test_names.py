"""Two spellings of one name, and two names."""

import pytest

from rules.names import SAME, SHORTER, alike, words_of_name


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Айгерім Серікова", "серікова  АЙГЕРІМ", SAME),
        ("Фёдор Ким", "Ким Федор", SAME),
        ("Айгерім С.", "Айгерім Серікова", SHORTER),
        ("С. Айгерім", "Айгерім Серікова Болатқызы", SHORTER),
        ("Айгерім Серікова", "Айгерім Серікова Болатқызы", SHORTER),
        ("А. Серікова", "Айгерім С.", None),
        ("Айгерім", "Айгерім Серікова", None),
        ("Айгерім С.", "Айгерім Бекова", None),
        ("А. С.", "Айгерім Серікова", None),
        ("Айгерім Серікова", "Айгерім Бекова", None),
        ("Нұр-Сұлтан Әлі", "әлі нұр-сұлтан", SAME),
        ("", "", None),
        ("—", "123", None),
    ],
)
def test_alike(one, other, expected):
    assert alike(words_of_name(one), words_of_name(other)) == expected
    assert alike(words_of_name(other), words_of_name(one)) == expected
