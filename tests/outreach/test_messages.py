"""No string without Kazakh and Russian, and no translation that breaks."""

import re

import pytest
from django.utils import translation

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_string_is_translated(language):
    assert [text.singular for text in messages.missing(language)] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_their_placeholders(language):
    broken = []
    for message in messages.load(language):
        if not message.id or not message.string:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        # The plural names every placeholder; a singular may do without the number.
        wanted = set(PLACEHOLDER.findall(sources[-1].replace("%%", "")))
        for string in strings:
            found = set(PLACEHOLDER.findall(string.replace("%%", "")))
            if not found <= wanted or (len(sources) == 1 and found != wanted):
                broken.append((sources[0], string))
    assert broken == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_files_list_exactly_the_strings_of_the_product(language):
    listed = {
        (m.id[0] if isinstance(m.id, tuple | list) else m.id, m.context or "") for m in messages.load(language) if m.id
    }
    wanted = {(text.singular, text.context) for text in messages.wanted_texts(language)}
    assert listed == wanted, "run: python tools/messages.py update"


def test_collecting_sees_python_and_templates():
    python = 'x = _("Plain")\ny = ngettext("%(n)s row", "%(n)s rows", n)\nz = pgettext("month", "May")'
    assert list(messages.texts_of_python(python)) == [
        messages.Text("Plain"),
        messages.Text("%(n)s row", "%(n)s rows"),
        messages.Text("May", context="month"),
    ]
    template = """{% translate "It's here" %}{% blocktranslate trimmed count n=n %}
      {{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}{% translate 'May' context 'month' %}"""
    assert list(messages.texts_of_template(template)) == [
        messages.Text("It's here"),
        messages.Text("%(n)s row", "%(n)s rows"),
        messages.Text("May", context="month"),
    ]


def test_months_and_refusals_are_kazakh():
    from datetime import date

    from django.utils.formats import date_format

    with translation.override("kk"):
        assert translation.gettext("This field is required.") != "This field is required."
        assert date_format(date(2025, 5, 22), "d.m.Y") == "22.05.2025"
