"""Names of files: letters that every system can store."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.latin import latin


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3-қосымша", "3-qosymsha"),
        ("Приложение № 3", "prilozhenie-3"),
        ("Қатысушылар тізімі", "qatysushylar-tizimi"),
        ("Щука, ёж и объект", "schuka-ezh-i-obekt"),
        ("Әңгіме ұйымы үшін өң", "angime-uiymy-ushin-on"),
        ("../../etc/passwd", "etc-passwd"),
        ('CON\x00:*?"<>|', "con"),
        ("Кафé «Café» 2", "kafe-cafe-2"),
        ("文字", ""),
        ("", ""),
    ],
)
def test_words_stay_readable(text, said):
    assert latin(text) == said


@given(st.text(), st.integers(1, 80))
def test_whatever_it_is_a_safe_name_comes_out(text, at_most):
    said = latin(text, at_most=at_most)
    assert re.fullmatch(r"|[a-z0-9]([a-z0-9-]*[a-z0-9])?", said)
    assert len(said) <= at_most
