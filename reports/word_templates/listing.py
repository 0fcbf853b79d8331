"""The list of variables as a table of the documents."""

from __future__ import annotations

from django.utils.translation import override

from reports.word_templates.schema import TEMPLATE_FORMS, Line, lines_of

_KINDS = {"text": "", "group": "group", "list": "list"}


def listing() -> str:
    """Every variable once: its name within the usual loop, in which forms, what it holds. In English."""
    lines: dict[str, Line] = {}
    forms: dict[str, list[str]] = {}
    for form in TEMPLATE_FORMS:
        for line in lines_of(form):
            lines.setdefault(line.path, line)
            forms.setdefault(line.path, []).append(form)
    with override("en"):
        rows = [
            f"| `{line.name}` | {_KINDS[line.kind]} | {_forms(forms[path])} | {line.words} |"
            for path, line in sorted(lines.items(), key=lambda item: _place(item[0]))
        ]
    return "\n".join(["| variable | kind | forms | meaning |", "| --- | --- | --- | --- |", *rows])


def _forms(found: list[str]) -> str:
    return "all" if len(found) == len(TEMPLATE_FORMS) else ", ".join(found)


def _place(path: str) -> tuple[int, str]:
    """The order of the final report; what only others have stands last."""
    order = {line.path: place for place, line in enumerate(lines_of(TEMPLATE_FORMS[0]))}
    return order.get(path, len(order)), path
