"""Word files made on the spot: good ones, and ones that somebody would send to do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

import docx

TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def word(*lines: str, rows: Iterable[Iterable[str]] = ()) -> bytes:
    """A Word document with these lines, and a table of these rows."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    cells = [list(row) for row in rows]
    if cells:
        table = made.add_table(rows=0, cols=max(map(len, cells)))
        for row in cells:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    return saved(made)


def saved(made) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def repacked(content: bytes, changes: dict[str, bytes] | None = None, **more: bytes) -> bytes:
    """The same archive with other parts: changed ones, and added ones."""
    changes = {**(changes or {}), **more}
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.pop(name, old.read(name)))
        for name, part in changes.items():
            new.writestr(name, part)
    return file.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def replaced(content: bytes, name: str, old: str, new: str) -> bytes:
    """The same archive with other words in one part."""
    before = part(content, name)
    assert old.encode() in before
    return repacked(content, {name: before.replace(old.encode(), new.encode())})


def related(content: bytes, kind: str, target: str, *, is_external: bool = True) -> bytes:
    """The same document with one more relationship."""
    mode = ' TargetMode="External"' if is_external else ""
    line = f'<Relationship Id="rId99" Type="{_KINDS}{kind}" Target="{target}"{mode}/>'
    return replaced(content, RELATIONS, "</Relationships>", f"{line}</Relationships>")


def body(xml: str) -> bytes:
    """A document whose body begins with this XML."""
    return replaced(word("{{ title }}"), "word/document.xml", "<w:body>", f"<w:body>{xml}")


def said(content: bytes) -> str:
    """Everything a Word file says: heads, lines, cells, feet."""
    read = docx.Document(BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    ends = [line.text for one in read.sections for part in (one.header, one.footer) for line in part.paragraphs]
    return "\n".join([*ends, *(line.text for line in read.paragraphs), *cells])
