"""Promises about the whole tree: documents cover the code, files stay small, nothing private gets in."""

import os
import re
from pathlib import Path

from django.core.management import get_commands

from outreach.errors import MESSAGES

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("rules", "grants", "events", "surveys", "media_log", "reports", "outreach")


def sources(*suffixes: str) -> list[Path]:
    """Every file of ours with one of these endings: all but what .gitignore names, also where there is no git."""
    made = {".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split("\n") if line.endswith("/"))}
    found = []
    for folder, inside, names in os.walk(ROOT):
        inside[:] = sorted(set(inside) - made)
        found += [Path(folder, name) for name in sorted(names) if name.endswith(suffixes)]
    return found


def test_the_documents_name_every_setting():
    read = re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', (ROOT / "outreach" / "settings.py").read_text())
    documented = (ROOT / "docs" / "settings.md").read_text()
    assert [name for name in sorted(set(read)) if f"`{name}`" not in documented] == []


def test_the_documents_name_every_command():
    ours = [name for name, app in get_commands().items() if app.startswith(PACKAGES)]
    documented = (ROOT / "docs" / "commands.md").read_text()
    assert [name for name in sorted(ours) if f"`{name}`" not in documented] == []


def test_every_refusal_has_words():
    used = set()
    for path in sources(".py"):
        if path.relative_to(ROOT).parts[0] in PACKAGES:
            used |= set(re.findall(r'AppError\(\s*"(\w+)"', path.read_text()))
    assert sorted(used - set(MESSAGES)) == []


def test_files_stay_readable():
    long = {
        str(path.relative_to(ROOT)): count
        for path in sources(".py", ".js", ".html", ".css")
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > 350
    }
    assert long == {}


def test_pages_load_nothing_from_other_hosts():
    outside = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
    found = [str(p.relative_to(ROOT)) for p in sources(".html", ".css", ".js") if outside.search(p.read_text())]
    assert found == []


def test_templates_need_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=")
    found = [str(p.relative_to(ROOT)) for p in sources(".html") if inline.search(p.read_text())]
    assert found == []


def test_nothing_private_is_in_the_tree():
    machine_path = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w")
    # Numbers of the tests and examples end in five noughts and two digits; nobody has such a number.
    phone = re.compile(r"(?:\+7|\b8)[ (-]*7\d\d[ )-]*(?!000[ -]?00)\d{3}[ -]?\d\d[ -]?\d\d\b")
    found = []
    for path in sources(".py", ".md", ".html", ".js", ".json", ".toml", ".po", ".csv", ".css", "Makefile", "run"):
        text = path.read_text()
        if machine_path.search(text) or phone.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def in_browser_tests(pattern: str) -> list[str]:
    """Where they have it."""
    texts = {path.name: path.read_text() for path in sources(".py") if "browser" in path.parts}
    return [f"{name}: {call}" for name, text in texts.items() for call in re.findall(pattern, text)]


def test_browser_tests_wait_for_elements_as_a_reader_would():
    """`expect` asks anew when a page goes while it looks; a function about `document` breaks on the page in between."""
    assert in_browser_tests(r"wait_for_function\([^)]*document.{0,40}") == []


def test_browser_tests_hand_playwright_a_function():
    """A bare expression is evaluated as text, which the pages' own policy refuses once Playwright polls."""
    # A function, or a name that holds one.
    meant = r"""wait_for_function\(\s*+(?!f?["'](?:async )?\([\w, ]*\) =>|[A-Z_]+\b)"""
    assert in_browser_tests(rf"{meant}.{{0,60}}") == []
