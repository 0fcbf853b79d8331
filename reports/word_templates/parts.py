"""What is inside a Word file, part by part: nothing that runs, nothing fetched from elsewhere, no XML that grows."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from reports.word_templates.archive import Unpacked
from rules.errors import AppError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Of pages, heads and feet: fifty written pages have fewer.
MOST_ELEMENTS = 60_000
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
# Files within the file, and pages of other formats that Word would run or convert.
_INNER = {"oleobject", "package", "afchunk", "subdocument", "control", "activexcontrolbinary"}
_PROGRAMS = {"vbaproject", "wordvbadata", "attachedtoolbars", "keymapcustomizations"}
_SCHEMES = {"http", "https", "mailto", ""}
# Fields that fetch from a file or a program when the document is opened or printed.
_FETCHING = re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|RD|MACROBUTTON)\b")
# The whole text of a document's fields, as they may be split.
_FIELDS = (f"{W}instrText", f"{W}delInstrText")
# Parts that are filled in: python-docx names them so.
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def checked_parts(file: Unpacked) -> dict[str, Any]:
    """The parsed parts that may hold variables, by name.

    Raises AppError template_damaged, template_links_outside, template_holds_files, template_macros,
    template_field_fetches, template_too_long, template_variable_elsewhere.
    """
    trees = {name: _parsed(content) for name, content in file.parts.items() if _says_xml(name, content)}
    for name, tree in trees.items():
        if name.endswith(".rels"):
            _refuse_relations(tree)
        elif name.startswith("word/"):
            _refuse_fields(tree)
    filled = {name: tree for name, tree in trees.items() if _FILLED.fullmatch(name)}
    if any(tree.nsmap.get("w") != W.strip("{}") for tree in filled.values()):
        # Written by a program that names Word's own elements otherwise, or in the strict format.
        raise AppError("template_damaged", 422)
    if sum(1 for tree in filled.values() for _ in tree.iter()) > MOST_ELEMENTS:
        raise AppError("template_too_long", 422)
    _refuse_variables_elsewhere(trees, filled)
    return filled


def _says_xml(name: str, content: bytes) -> bool:
    return name.lower().endswith((".xml", ".rels")) or content.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \r\n\t")[:1] == b"<"


def _parsed(content: bytes) -> Any:
    plain = content.replace(b"\0", b"")
    declared = _ENCODING.search(plain[:200])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise AppError("template_damaged", 422)
    # Nothing that Word writes has one; it is how a few lines become gigabytes, or another file's words.
    if (
        b"<!DOCTYPE" in plain
        or b"<!ENTITY" in plain
        or not plain.lstrip(b"\xef\xbb\xbf\xfe\xff \r\n\t").startswith(b"<")
    ):
        raise AppError("template_damaged", 422)
    try:
        return etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        raise AppError("template_damaged", 422) from None


def _refuse_relations(tree: Any) -> None:
    for one in tree.iter("{*}Relationship"):
        kind = one.get("Type", "").rpartition("/")[2].lower()
        target = one.get("Target", "")
        if kind in _PROGRAMS:
            raise AppError("template_macros", 422)
        if one.get("TargetMode", "").lower() == "external":
            if kind == "attachedtemplate":
                raise AppError("template_attached", 422, piece=short(target))
            if kind != "hyperlink" or urlsplit(target).scheme.lower() not in _SCHEMES:
                raise AppError("template_links_outside", 422, piece=short(target))
        elif kind == "attachedtemplate":
            raise AppError("template_attached", 422, piece=short(target))
        if kind in _INNER:
            raise AppError("template_holds_files", 422)
        if ".." in target.split("/")[2:] or "\\" in target:
            raise AppError("template_damaged", 422)


def _refuse_fields(tree: Any) -> None:
    simple = "\n".join(one.get(f"{W}instr", "") for one in tree.iter(f"{W}fldSimple"))
    split = "".join(one.text or "" for one in tree.iter(*_FIELDS))
    if found := _FETCHING.search(f"{simple}\n{split}".upper()):
        raise AppError("template_field_fetches", 422, piece=found[0])


_SIGNS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_BRACES = re.compile(r"[{}]")
# Parts with text that a reader sees and that is not filled in.
_NOTES = re.compile(r"word/(?:footnotes|endnotes|comments)\.xml")


def _refuse_variables_elsewhere(trees: dict[str, Any], filled: dict[str, Any]) -> None:
    """Variables stand in the text of the page, its head and its foot, and nowhere else."""
    for name, tree in trees.items():
        if _NOTES.fullmatch(name):
            _refuse_signs(_SIGNS, "".join(tree.itertext()))
    for tree in filled.values():
        for one in tree.iter():
            # A comment of XML: no reader sees it, but the template's language would.
            is_element = isinstance(one.tag, str)
            for value in one.attrib.values() if is_element else ():
                _refuse_signs(_SIGNS, str(value))
            if one.tag != f"{W}t":
                # A single brace would meet the next text's one.
                _refuse_signs(_BRACES, one.text or "")
            _refuse_signs(_BRACES, one.tail or "")


def _refuse_signs(signs: re.Pattern[str], text: str) -> None:
    if found := signs.search(text):
        raise AppError("template_variable_elsewhere", 422, piece=short(text[max(0, found.start() - 20) :]))


def short(text: str) -> str:
    """A piece of a template's text as it is quoted."""
    return text if len(text) <= 60 else f"{text[:60]}…"
