"""The variables of a Word template: their names, what they hold, in which forms. Page, documentation, sample, check and
filling all go by this list; a test compares it with what is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from reports.catalogue import DOCX, EDITIONS, FORMS, places

TEXT, GROUP, LIST = "text", "group", "list"
# Forms of one project that are Word files.
TEMPLATE_FORMS = tuple(code for code, form in FORMS.items() if form.is_of_project and DOCX in form.formats)


@dataclass(frozen=True)
class Variable:
    """One variable. A group has parts by name; a list is gone through with a loop, each of its items has the parts."""

    name: str
    words: str | Promise
    kind: str = TEXT
    parts: tuple[Variable, ...] = ()

    def part(self, name: str) -> Variable | None:
        """One of its parts."""
        return next((one for one in self.parts if one.name == name), None)


def _text(name: str, words: str | Promise) -> Variable:
    return Variable(name, words)


def _group(name: str, words: str | Promise, *parts: Variable) -> Variable:
    return Variable(name, words, GROUP, parts)


def _list(name: str, words: str | Promise, *parts: Variable) -> Variable:
    return Variable(name, words, LIST, parts)


_PROJECT = _group(
    "project",
    _("The project and its contract"),
    _text("ref", _("Short code of the project")),
    _text("title", _("Title of the project")),
    _text("grantee", _("Full name of the grantee")),
    _text("head_name", _("Head of the grantee")),
    _text("address", _("Legal address")),
    _text("phone", _("Phone of the grantee")),
    _text("customer", _("Customer")),
    _text("priority_direction", _("Priority direction")),
    _text("field_of_law", _("Field of the law")),
    _text("grant_type", _("Type of grant")),
    _text("contract_number", _("Number of the contract")),
    _text("contract_date", _("Date of the contract")),
    _text("amount", _("Amount of the grant in figures and words")),
    _text("used_amount", _("Amount used, in figures and words")),
    _text("saved_amount", _("Amount saved, in figures and words")),
    _text("starts_on", _("First day of the project")),
    _text("ends_on", _("Last day of the project")),
)
_FIGURE = (
    _text("indicator", _("What is counted")),
    _text("unit", _("Unit")),
    _text("plan", _("Plan")),
    _text("actual", _("Actual")),
    _text("percent", _("Actual in percent of the plan")),
)
_LINK = (
    _text("link", _("Link, or the title where there is none")),
    _text("platform", _("Platform")),
    _text("page", _("Page or author")),
    _text("title", _("Title")),
    _text("date", _("Day of publication")),
    _text("views", _("Views")),
    _text("shared_with", _("Other records that have the same publication")),
)
_ACTIVITY = (
    _text("number", _("Number, counted through the report")),
    _text("ref", _("Short code of the activity")),
    _text("name", _("Kind and title")),
    _text("kind", _("Kind")),
    _text("title", _("Title")),
    _text("topic", _("Topic")),
    _text("date", _("Day or days")),
    _text("time", _("Time of the beginning")),
    _text("place", _("Venue, address and town")),
    _text("town", _("Town or district")),
    _text("form", _("Offline, online or mixed")),
    _text("participants", _("Number of participants with its unit")),
    _text("categories", _("Social categories with their numbers")),
    _text("satisfaction", _("Share of satisfied people in percent")),
    _text("satisfaction_n", _("How many answered")),
    _text("documents", _("Number of confirming documents")),
    _text("text", _("Text of the activity: yours, or the one made of the records")),
    _list(
        "speakers",
        _("Speakers"),
        _text("name", _("Name")),
        _text("post", _("Post")),
        _text("topic", _("Topic")),
    ),
    _list("links", _("Publications of the activity"), *_LINK),
)
_TASKS = _list(
    "tasks",
    _("Tasks of the contract"),
    _text("number", pgettext("ordinal", "Number")),
    _text("title", _("Wording of the contract")),
    _text("name", _("Number and wording as the forms print them")),
    _list(
        "measures",
        _("Measures of the task"),
        _text("number", pgettext("ordinal", "Number")),
        _text("title", _("Wording of the contract")),
        _text("name", _("Number and wording as the forms print them")),
        _text("deadline", _("Deadline")),
        _text("appendix", _("Number of the appendix with its documents")),
        _text("fulfilment", _("How far the plan is met")),
        _text("text", _("Text of the measure: yours, or the one made of the records")),
        _list("figures", _("Plan and actual of the measure"), *_FIGURE),
        _list("activities", _("Activities of the measure"), *_ACTIVITY),
    ),
)
_COLUMN = (
    _text("heading", _("Heading of the column")),
    _text("group", _("Heading above several columns, where the edition has one")),
    _text("figure", _("Number of participants")),
)
_STATISTICS = _group(
    "statistics",
    _("The three tables"),
    _text("total", _("All participants")),
    _text("attendances", _("Attendances")),
    _text("people", _("Unique people")),
    _text("rule", _("Counting rule in words")),
    _text("precedence", _("Order of the categories in words")),
    _text("gender_heading", _("Heading of the table of gender")),
    _text("category_heading", _("Heading of the table of social categories")),
    _text("age_heading", _("Heading of the table of ages")),
    _list("gender", _("Columns of the table of gender"), *_COLUMN),
    _list("category", _("Columns of the table of social categories"), *_COLUMN),
    _list("age", _("Columns of the table of ages"), *_COLUMN),
)
_NOTE = (_text("title", _("Title")), _text("text", _("Text")), _text("person", _("Person, where named with consent")))
_RECORDS = (
    _list("activities", _("All activities in the order of the plan"), *_ACTIVITY),
    _list("other_activities", _("Activities that belong to no measure"), *_ACTIVITY),
    _list(
        "figures",
        _("All figures: of the measures, then of the project"),
        _text("number", _("Number of the measure")),
        *_FIGURE,
        _text("deviation", _("Actual less plan")),
        _text("reason", _("Why it deviates")),
    ),
    _text("posts", _("Number of different publications")),
    _list(
        "platforms",
        _("Publications by platform"),
        _text("platform", _("Platform")),
        _text("number", _("Number of publications")),
        _text("views", _("Views")),
    ),
    _list("project_posts", _("Publications about the project as a whole"), *_LINK),
    _list(
        "surveys",
        _("Surveys"),
        _text("title", _("Title")),
        _text("n", _("How many answered")),
        _text("planned", _("How many were planned")),
        _list(
            "questions",
            _("Closed questions"),
            _text("title", _("Question")),
            _text("base", _("How many were asked")),
            _list(
                "options",
                _("Possible answers"),
                _text("title", _("Answer")),
                _text("number", _("How many chose it")),
                _text("share", _("Share in percent")),
            ),
        ),
    ),
    _list(
        "products",
        _("Things made"),
        _text("kind", _("Kind")),
        _text("title", _("Title")),
        _text("number", _("How many")),
        _text("shown_where", _("Where shown")),
        _text("approved_by", _("Approved by")),
        _text("link", _("Link")),
    ),
    _list(
        "partners",
        _("Partners"),
        _text("name", _("Organisation")),
        _text("head_name", _("Head")),
        _text("contact", _("Contact")),
        _text("address", _("Address")),
        _text("gave", _("What it gave")),
    ),
    _list("risks", _("Risks"), _text("risk", _("Risk")), _text("mitigation", _("How it is made smaller"))),
    _list("stories", _("Success stories"), *_NOTE),
    _list("recommendations", _("Recommendations"), *_NOTE),
    _list(
        "appendices",
        _("Numbered appendices"),
        _text("name", _("Its number in words")),
        _text("measure", _("Measure")),
        _text("documents", _("Documents, one below the other")),
    ),
)
_ANNEX = (
    _list(
        "findings",
        _("Differences that were explained"),
        _text("number", pgettext("ordinal", "Number")),
        _text("finding", _("What differs")),
        _text("records", _("Records")),
        _text("reason", _("Written reason")),
        _text("date", _("Day of acceptance")),
    ),
    _list(
        "changes",
        _("What changed since the interim report"),
        _text("figure", _("What is counted")),
        _text("record", _("Record")),
        _text("before", _("In the interim report")),
        _text("now", _("Now")),
        _text("difference", _("Difference")),
    ),
)
_TEXTS = {
    "activities": _("What was done"),
    "presentation": _("Public presentation of the results"),
    "information_work": _("Information work"),
    "goals": _("Goals reached"),
    "evidence_of_goals": _("Evidence of the goals"),
    "plan_match": _("Plan against results"),
    "changes": _("Changes measured"),
    "statistics": _("Statistics"),
    "results": _("Results of the project"),
    "target_groups": _("Results for target groups"),
    "long_term": _("Long-term effect"),
    "economic": _("Socio-economic effect"),
    "documents": _("Confirming documents"),
    "period": _("Reporting period"),
    "activity_table": _("Sentence above the table of activities"),
    "risks": _("Risks"),
    "appendices": _("Sentence above the list of appendices"),
}
CLOSING = {
    "pages": _("Number of pages"),
    "head": _("Head"),
    "post": _("Post of who signs"),
    "filled_on": _("Filled in on"),
    "seal": _("Place of the seal"),
}
COLUMNS = {
    "activity": ("number", "name", "date", "place", "participants", "categories", "speakers", "fulfilment", "appendix"),
    "risk": ("risk", "mitigation"),
    "appendix": ("name", "measure", "documents"),
}
_COLUMN_OF = _("Heading of this column in the form")


def places_of(form: str) -> tuple[str, ...]:
    """The places of a form's sections in any edition, in their order; none where the form has no sections."""
    if form not in {"final", "interim"}:
        return ()
    newest = places(form, EDITIONS[-1])
    return (*newest, *(one for edition in EDITIONS for one in places(form, edition) if one not in newest))


def variables_of(form: str) -> tuple[Variable, ...]:
    """Everything a template of this form may say."""
    general = (
        _text("title", _("Title of the form")),
        _text("draft", _("What keeps it a draft; empty in an issued report")),
        _text("period", _("Reporting period")),
        _text("made_on", _("Day on which the data were read")),
        _PROJECT,
        _list("identity", _("Lines at the head"), _text("label", _("Label")), _text("value", _("What follows"))),
        _group("closing", _("Words above which the report is signed"), *(_text(*one) for one in CLOSING.items())),
    )
    return (*general, *_of_sections(form), _TASKS, _STATISTICS, *_RECORDS, *_ANNEX)


def _of_sections(form: str) -> Iterator[Variable]:
    found = places_of(form)
    if found:
        headings = [_text(one, _TEXTS[one]) for one in found]
        yield _group("headings", _("Headings letter by letter; empty where the edition has none"), *headings)
        yield _group("texts", _("Texts of the sections"), *headings)
    if form == "final":
        yield _text("header", _("Line above the title, where the edition has one"))
    if form == "interim":
        for table, columns in COLUMNS.items():
            yield _group(
                f"{table}_columns", _("Headings of a table"), *(_text(column, _COLUMN_OF) for column in columns)
            )


@dataclass(frozen=True)
class Line:
    """A line of the list of variables: its name as a template writes it, its path from the top, how deep it lies."""

    name: str
    path: str
    words: str | Promise
    kind: str
    depth: int


def lines_of(form: str) -> list[Line]:
    """The variables of a form one below the other; what belongs to a list's items is named by the usual loop."""
    return list(_lines(variables_of(form)))


def _lines(variables: tuple[Variable, ...], before: str = "", above: str = "", depth: int = 0) -> Iterator[Line]:
    for one in variables:
        yield Line(f"{before}{one.name}", f"{above}{one.name}", one.words, one.kind, depth)
        inner = f"{before}{one.name}." if one.kind == GROUP else f"{item_of(one.name)}."
        yield from _lines(one.parts, inner, f"{above}{one.name}.", depth + 1)


_ITEMS = {
    "activities": "activity",
    "other_activities": "activity",
    "identity": "line",
    "gender": "column",
    "category": "column",
    "age": "column",
    "appendices": "appendix",
    "stories": "story",
}


def item_of(name: str) -> str:
    """What one item of a list is called in samples and documents: `tasks` -> `task`."""
    return _ITEMS.get(name, name.removesuffix("s"))
