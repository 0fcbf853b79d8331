"""The forms of a page as a browser sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse


@dataclass
class PageForm:
    """A form: where it goes, and what stands in it."""

    action: str
    id: str = ""
    encoding: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, bool] = field(default_factory=dict)  # name -> several


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.scripts = 0
        self._typing: tuple[str, str] | None = None

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(told.get("action", ""), told.get("id", ""), told.get("enctype", "")))
        elif tag == "textarea":
            self._typing = (told.get("name", ""), "")
        elif tag == "script" and "src" not in told:
            self.scripts += 1
        if tag != "input" or not self.forms or not told.get("name"):
            return
        kind = told.get("type", "text")
        if kind == "file":
            self.forms[-1].files[told["name"]] = "multiple" in told
        elif kind not in {"radio", "checkbox"} or "checked" in told:
            # Browsers send lines ended in this way.
            value = told.get("value", "").replace("\r\n", "\n").replace("\n", "\r\n")
            self.forms[-1].fields.setdefault(told["name"], []).append(value)

    def handle_data(self, data):
        if self._typing:
            self._typing = (self._typing[0], self._typing[1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._typing:
            name, text = self._typing
            if self.forms and name:
                self.forms[-1].fields[name] = [text.removeprefix("\n")]
            self._typing = None


def forms_of(answer: HttpResponse) -> list[PageForm]:
    """Every form of the page, in order; nothing of what it quotes may be a script."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    assert reader.scripts == 0
    return reader.forms


def form_to(answer: HttpResponse, action: str) -> PageForm:
    """The one form of the page that goes there."""
    [one] = [form for form in forms_of(answer) if form.action == action]
    return one
