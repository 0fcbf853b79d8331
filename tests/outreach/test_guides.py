"""The coordinators' guide calls buttons as the pages do."""

import re
from pathlib import Path

import pytest

from tools import messages

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


def _words(language: str) -> set[str]:
    """Every translation, without soft hyphens and in one case: within a sentence a button is written small."""
    found = set()
    for message in messages.load(language):
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        found |= {text.replace("\u00ad", "").casefold() for text in strings}
    return found


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_name_in_quotation_marks_is_on_a_page(language):
    guide = (GUIDE / f"coordinators.{language}.md").read_text(encoding="utf-8")
    named = {" ".join(name.split()) for name in re.findall("«([^»]+)»", guide)}
    assert len(named) > 100
    words = _words(language)
    assert {name for name in named if name.casefold() not in words} == set()
