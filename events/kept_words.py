"""What a kept scan held and why nobody was counted by it, in words. Short: they stand in a list."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.codes import token_in
from events.refusals import MESSAGES

_WHY: dict[str, str | Promise] = {
    "code_damaged": gettext_lazy("The code is damaged or was not made here: its signature does not fit."),
    "code_unknown": gettext_lazy("No code of the organisation reads like this."),
    "code_of_another_organisation": gettext_lazy("The code is genuine, but of another organisation."),
    "code_revoked": gettext_lazy("The code was cancelled before it was scanned."),
    "person_withdrawn": gettext_lazy("The person's data were deleted at their request."),
    "not_found": gettext_lazy("The activity or the person is not there any more."),
    "invalid": gettext_lazy("A part of what the phone sent could not be read."),
}


def why_in_words(why: str) -> str:
    """Why a scan was kept."""
    return str(_WHY.get(why) or MESSAGES.get(why) or _("The phone could not say who it was."))


def content_in_words(content: dict[str, Any], *, full: bool) -> str:
    """What was scanned. `full`: for members who may see names."""
    if "group" in content:
        people = sum(line.get("count") or 0 for line in content["group"].get("lines", []))
        return ngettext("A group of %(n)s person", "A group of %(n)s people", people) % {"n": people}
    if "walk_in" in content:
        name = str(content["walk_in"].get("name") or "") if full else ""
        return _("A filled-in form: %(name)s") % {"name": name} if name else _("A filled-in form")
    if "participant" in content:
        return _("Found by name on the phone")
    return _code_in_words(content)


def _code_in_words(content: dict[str, Any]) -> str:
    typed = str(content.get("short_code") or "")
    if typed:
        return _("Typed code: %(code)s") % {"code": typed[:40]}
    text = str(content.get("token") or "")
    if not text:
        return _("Nothing that could be read")
    return _("A scanned personal code") if token_in(text) else _("A scanned code: %(code)s") % {"code": text[:60]}
