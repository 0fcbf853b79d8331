"""`manage.py inspect_links FILE|- [--json]`: what links are, without a network and without a database."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rules.post_keys import Link
from rules.post_keys.lists import inspect_file

MOST_BYTES = 20 * 1024 * 1024


class Command(BaseCommand):
    """Say of every link of a file which post it is, when it was uploaded and what is weak about it."""

    help = (
        "Recognise the links of a text, list or CSV: platform, kind, key, upload time, warnings. Touches no database."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and in which shape."""
        parser.add_argument("file", metavar="FILE", help="a text, a list of links, a CSV; - for standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON array and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Raises CommandError when the file cannot be read, is too large or no text."""
        try:
            links = inspect_file(_content(options["file"]))
        except ValueError as bad:
            message = "This is not a text. Save a table as CSV, a document as plain text, and try again."
            raise CommandError(message) from bad
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(link) for link in links], ensure_ascii=False, indent=1))
            return
        for line in _readable(links):
            self.stdout.write(line)


def _content(name: str) -> bytes:
    try:
        if name == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as missing:
        raise CommandError(f"There is no file {name}.") from missing
    except OSError as failed:
        raise CommandError(f"{name} cannot be read: {failed.strerror}.") from failed
    if len(content) > MOST_BYTES:
        raise CommandError("The file is larger than 20 MB. Split it, or keep only the links.")
    return content


def _as_json(link: Link) -> dict[str, Any]:
    return {
        # Of what is no link there is nothing cleaner than what was given.
        "url": link.url or link.given,
        "platform": link.platform,
        "kind": link.kind,
        "key": link.key,
        "uploaded_at": link.uploaded_at.isoformat() if link.uploaded_at else None,
        "warnings": list(link.warnings),
    }


def _readable(links: list[Link]) -> list[str]:
    lines = [_line(number, link) for number, link in enumerate(links, 1)]
    counts = Counter(link.key for link in links if link.is_link)
    repeated = sum(number > 1 for number in counts.values())
    bad = sum(not link.is_link for link in links)
    return [*lines, f"{len(links)} links, {len(counts)} posts, {repeated} listed more than once, {bad} not recognised"]


def _line(number: int, link: Link) -> str:
    day = link.uploaded_at.strftime("%d.%m.%Y %H:%M") if link.uploaded_at else ""
    name = link.key or " ".join(link.given.split())[:200]
    row = f"{number:>4}  {link.platform:<14}{link.kind:<13}{day:<18}{name}"
    return f"{row}  [{', '.join(link.warnings)}]" if link.warnings else row
