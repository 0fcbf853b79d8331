"""Bytes of pages as words: whatever a site declares, Kazakh and Russian come out right."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What an old Kazakh site means by a name that says nothing, or too little.
_CYRILLIC = "windows-1251"
# Encodings that a page may name; others (zip, rot13, punycode …) are no encodings of pages.
_KNOWN = {"windows-1251", "cp1251", "koi8-r", "koi8-u", "kz1048", "ptcp154", "iso-8859-5", "cp866", "mac-cyrillic"}
_KNOWN |= {"utf-16", "utf-16-le", "utf-16-be", "windows-1252", "iso-8859-1", "iso-8859-9", "windows-1254", "gb18030"}
_SAME = {"kz-1048": "kz1048", "strk1048-2002": "kz1048", "cp154": "ptcp154", "latin1": "windows-1252"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]+")


def decoded(body: bytes, content_type: str = "") -> str:
    """The text of a page. What can be UTF-8 is: Cyrillic in another encoding never happens to be. Never raises."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body)  # a cut letter at the end is no fault
    except UnicodeDecodeError:
        pass
    named = _named(body, content_type)
    if named == "utf-8" or not named:
        return _broken(body)
    return body.decode(named, "replace")


def _named(body: bytes, content_type: str) -> str:
    found = _IN_HEADER.search(content_type)
    in_page = _DECLARED.search(body[:8192])
    for name in (found and found.group(1), in_page and in_page.group(1).decode("ascii")):
        name = (name or "").lower().replace("_", "-")
        if name in {"utf-8", "utf8"}:
            return "utf-8"
        name = _SAME.get(name, name)
        if name in _KNOWN:
            return name
    return ""


def _broken(body: bytes) -> str:
    """UTF-8 with some damage, or another encoding that calls itself so: whichever leaves less unreadable."""
    text = body.decode("utf-8", "replace")
    letters = sum(byte > 127 for byte in body[:100_000])
    damage = text[:100_000].count("\ufffd")
    return body.decode(_CYRILLIC, "replace") if damage * 4 > letters else text


def tidy(text: object, most: int) -> str:
    """One line of at most `most` letters without what cannot be seen; empty for what is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join(_UNPRINTABLE.sub(" ", text[: most * 20]).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
