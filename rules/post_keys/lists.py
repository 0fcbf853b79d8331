"""A file of links: a plain list, any text, or a table with a column of links."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from rules.post_keys.links import Link, find_links, inspect_link
from rules.post_keys.pasting import inspect_text

_DELIMITERS = ",;\t"
_HEADINGS = frozenset(("url", "urls", "link", "links", "сілтеме", "сілтемелер", "ссылка", "ссылки"))


def inspect_file(content: bytes) -> list[Link]:
    """Every link of a file in its order, repeats kept; among them what was meant as a link and is none.

    Of a table whose heading names a column of links (url, link, сілтеме, ссылка) every cell of that column counts;
    anything else is read as a text. Raises ValueError when the bytes are no text.
    """
    text = _decoded(content)
    table = _table(text)
    if table is None:
        return inspect_text(text)
    return [link for cell in table for link in _links_of(cell)]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\x00" in content:
        raise ValueError("the bytes are no text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251")


def _table(text: str) -> Iterator[str] | None:
    """The cells of the column of links, None for what is no such table."""
    first = text.lstrip().split("\n", 1)[0].rstrip("\r")
    for delimiter in _DELIMITERS:
        names = [name.strip(' "').casefold() for name in first.split(delimiter)]
        column = next((place for place, name in enumerate(names) if name in _HEADINGS), None)
        if column is not None:
            return _column(text.lstrip(), delimiter, column)
    return None


def _column(text: str, delimiter: str, column: int) -> Iterator[str]:
    # Without a limit of its own: a cell is no longer than the file.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.reader(StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter=delimiter)
    next(rows)
    return (row[column].strip() for row in rows if len(row) > column and row[column].strip())


def _links_of(cell: str) -> list[Link]:
    links = [inspect_link(link) for link in find_links(cell)]
    return links or [inspect_link(cell)]
