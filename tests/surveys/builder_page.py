"""A browser without JavaScript on the builder's page, for tests."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """What a browser would send with the builder's form."""

    def __init__(self, page):
        super().__init__()
        self.sent, self._in_form, self._select, self._area = {}, False, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self._in_form = found.get("id") == "builder"
        if not self._in_form:
            return
        name, kind = found.get("name"), found.get("type", "text")
        if tag == "input" and name and (kind not in {"radio", "checkbox"} or "checked" in found):
            self.sent.setdefault(name, []).append(found.get("value", "on" if kind == "checkbox" else ""))
        if tag == "textarea":
            self._area = name
            self.sent[name] = [""]
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in found or self._select not in self.sent):
            self.sent[self._select] = [found["value"]]

    def handle_endtag(self, tag):
        if tag == "form":
            self._in_form = False
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area:
            self.sent[self._area] = [data.removeprefix("\n")]


class Builder:
    """A browser on the builder's page."""

    def __init__(self, client, version):
        client.cookies["django_language"] = "en"
        self.client, self.version = client, version
        self.path = f"/questionnaires/{version.questionnaire_id}/edit/"
        self.page = client.get(self.path)

    @property
    def text(self):
        return self.page.content.decode()

    def fields(self):
        return Fields(self.text).sent

    def press(self, act, **typed):
        """Type into fields ("text-kk" as text_kk) and press a button; follows to the next page."""
        sent = {**self.fields(), **{name.replace("__", "-"): value for name, value in typed.items()}, "act": act}
        self.page = self.client.post(self.path, sent)
        self.answer = self.page
        if self.page.status_code == 302:
            self.page = self.client.get(self.page.url)
        return self

    @property
    def definition(self):
        self.version.refresh_from_db()
        return self.version.definition
