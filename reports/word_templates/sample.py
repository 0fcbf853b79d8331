"""A template to begin with: the form as ours looks, with variables where the figures and words will stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from io import BytesIO
from typing import Any

from django.utils.translation import override
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.blocks import Document
from reports.forms.words import say
from reports.word_templates.schema import COLUMNS, GROUP, LIST, Variable, item_of, places_of, variables_of
from reports.writers.archive import steadied
from reports.writers.docx_styles import ALIGNS, STYLES, new_paper, turn

# A table with more columns than this has small letters.
_WIDE = 6
_ACROSS = ("statistics", "activity_table")
_WIDTH = 170  # mm


@cache
def sample(form: str, language: str) -> bytes:
    """A Word file that is a template of this form as it is: it has every variable."""
    with override(language):
        writing = _Sample(form, language)
        writing.write()
    packed, made = BytesIO(), BytesIO()
    writing.word.save(packed)
    packed.seek(0)
    steadied(packed, made)
    return made.getvalue()


class _Sample:
    def __init__(self, form: str, language: str) -> None:
        self._form, self._language = form, language
        named = say(language, "sample_title")
        titled = Document(named, language, (), is_wide=form == "statistics", form=form)
        self.word: WordDocument = new_paper(titled)
        # By their ids: the library looks through all styles for each line.
        self._styles = {code: self.word.styles[named[0]].style_id for code, named in STYLES.items()}
        self._said: list[str] = []

    def write(self) -> None:
        """The form's own order, then what it left out."""
        if self._form == "final":
            self._within("header", lambda: self._line("{{ header }}", "small", "right"))
        self._line("{{ title }}", "title", "center")
        self._each("line", "identity", lambda: self._line("{{ line.label }} {{ line.value }}"))
        self._line("{{ project.ref }} · {{ project.title }}")
        self._line("{{ period }}")
        for place in places_of(self._form):
            section = partial(self._section, place)
            self._within(f"headings.{place}", partial(self._wide, section) if place in _ACROSS else section)
        if not places_of(self._form):
            {"statistics": self._statistics, "publications": self._publications}[self._form]()
        self._annex()
        self._rest()
        self._signatures()

    # Pieces

    def _line(self, text: str, style: str = "body", align: str = "left") -> None:
        made: Any = self.word.add_paragraph()
        made._p.style = self._styles[style]
        made.add_run(text)
        self._said.append(text)
        if align != "left":
            made.alignment = ALIGNS[align]

    def _within(self, condition: str, write: Callable[[], None]) -> None:
        self._line(f"{{%p if {condition} %}}", "small")
        write()
        self._line("{%p endif %}", "small")

    def _each(self, item: str, listed: str, write: Callable[[], None]) -> None:
        self._line(f"{{%p for {item} in {listed} %}}", "small")
        write()
        self._line("{%p endfor %}", "small")

    def _rows(self, heads: Sequence[str], item: str, listed: str, names: Sequence[str]) -> None:
        """A table with a row per item; none where there are no items."""
        cells = [f"{{{{ {item}.{name} }}}}" for name in names]
        around = ([f"{{%tr for {item} in {listed} %}}"], ["{%tr endfor %}"])
        self._within(
            listed, lambda: self._table([list(heads), around[0], cells, around[1]], narrow=names[0] == "number")
        )

    def _wide(self, write: Callable[[], None]) -> None:
        """Pages that lie across: tables of many columns."""
        turn(self.word.add_section(WD_SECTION.NEW_PAGE), is_wide=True)
        write()
        turn(self.word.add_section(WD_SECTION.NEW_PAGE), is_wide=False)

    def _across(self, listed: str) -> None:
        """A table of one row, a column per item."""
        item = item_of(listed.rpartition(".")[2])
        around = f"{{%tc for {item} in {listed} %}}", "{%tc endfor %}"
        rows = [[around[0], f"{{{{ {item}.{name} }}}}", around[1]] for name in ("heading", "figure")]
        self._table(rows, is_small=True)

    def _table(self, rows: Sequence[Sequence[str]], *, is_small: bool = False, narrow: bool = False) -> None:
        columns = max(map(len, rows))
        table: Any = self.word.add_table(rows=0, cols=columns, style="Table Grid")
        width = table._tbl.tblPr.find(qn("w:tblW"))
        if width is None:
            width = OxmlElement("w:tblW")
            table._tbl.tblPr.append(width)
        width.set(qn("w:type"), "pct")
        width.set(qn("w:w"), "5000")
        if narrow:
            # A number needs less room than words.
            wanted = [1, *[3] * (columns - 1)]
            for column, part in zip(table.columns, wanted, strict=True):
                column.width = Mm(_WIDTH * part / sum(wanted))
        for place, texts in enumerate(rows):
            for cell, text in zip(table.add_row().cells, texts, strict=False):
                line: Any = cell.paragraphs[0]
                line._p.style = self._styles["small" if is_small or columns > _WIDE else "body"]
                line.add_run(text).bold = place == 0 or None
                self._said.append(text)
        self._line("", "small")

    def _words(self, *keys: str) -> list[str]:
        return [say(self._language, key) for key in keys]

    # Sections

    def _section(self, place: str) -> None:
        self._line(f"{{{{ headings.{place} }}}}", "heading")
        if place == "period":
            self._line("{{ period }}")
        self._within(f"texts.{place}", lambda: self._line(f"{{{{ texts.{place} }}}}"))
        more = {
            "activities": self._activities,
            "information_work": self._publications_in_short,
            "plan_match": self._figures,
            "changes": self._surveys,
            "statistics": self._statistics,
            "results": self._results,
            "long_term": lambda: self._notes("recommendation", "recommendations"),
            "economic": self._money,
            "documents": self._appendices,
            "activity_table": self._activity_table,
            "risks": self._risks,
            "appendices": self._appendices,
        }.get(place)
        if more:
            more()

    def _activities(self) -> None:
        self._each("task", "tasks", self._task)
        self._each("activity", "other_activities", self._activity)

    def _task(self) -> None:
        self._line("{{ task.name }}", "subheading")
        self._each("measure", "task.measures", self._measure)

    def _measure(self) -> None:
        self._line("{{ measure.name }}", "subheading")
        self._within(
            "measure.deadline", lambda: self._line(say(self._language, "deadline", text="{{ measure.deadline }}"))
        )
        self._each("activity", "measure.activities", self._activity)
        self._within("measure.text", lambda: self._line("{{ measure.text }}"))
        heads = self._words("indicator", "unit", "plan", "actual", "percent")
        self._rows(heads, "figure", "measure.figures", ("indicator", "unit", "plan", "actual", "percent"))

    def _activity(self) -> None:
        self._line("{{ activity.number }}. {{ activity.name }}", "label")
        self._line("{{ activity.text }}")

    def _figures(self) -> None:
        names = ("number", "indicator", "unit", "plan", "actual", "percent", "deviation", "reason")
        self._rows(self._words(*names), "figure", "figures", names)

    def _surveys(self) -> None:
        self._each("survey", "surveys", self._survey)

    def _survey(self) -> None:
        self._line("{{ survey.title }} (n = {{ survey.n }})", "label")
        self._each("question", "survey.questions", self._question)

    def _question(self) -> None:
        self._line("{{ question.title }} (n = {{ question.base }})")
        self._rows(
            self._words("option", "answers", "share"), "option", "question.options", ("title", "number", "share")
        )

    def _statistics(self) -> None:
        self._line(say(self._language, "rule", text="{{ statistics.rule }}"))
        for name in ("gender", "category", "age"):
            self._line(f"{{{{ statistics.{name}_heading }}}}", "caption")
            self._across(f"statistics.{name}")
        both = {"attendances": "{{ statistics.attendances }}", "people": "{{ statistics.people }}"}
        self._line(say(self._language, "visits_and_people", **both))
        self._line("{{ statistics.precedence }}", "small")

    def _results(self) -> None:
        self._publications_in_short()
        names = ("kind", "title", "number", "shown_where", "approved_by", "link")
        self._rows(
            self._words("kind", "title", "made", "shown_where", "approved_by", "link"), "product", "products", names
        )
        heads = self._words("organisation", "head_name", "contact", "address", "gave")
        self._rows(heads, "partner", "partners", ("name", "head_name", "contact", "address", "gave"))
        self._notes("story", "stories")

    def _publications_in_short(self) -> None:
        heads = self._words("platform", "posts", "views")
        self._rows(heads, "platform", "platforms", ("platform", "number", "views"))

    def _notes(self, item: str, listed: str) -> None:
        self._within(listed, lambda: self._line(say(self._language, listed), "label"))
        self._each(item, listed, lambda: self._line(f"{{{{ {item}.title }}}}: {{{{ {item}.text }}}}"))

    def _money(self) -> None:
        for key, name in (("money", "amount"), ("used_money", "used_amount"), ("saved_money", "saved_amount")):
            text = say(self._language, key, money=f"{{{{ project.{name} }}}}")
            self._within(f"project.{name}", partial(self._line, text))

    def _activity_table(self) -> None:
        heads = [f"{{{{ activity_columns.{name} }}}}" for name in COLUMNS["activity"][:-2]]
        names = COLUMNS["activity"][:-3]
        speakers = "{% for speaker in activity.speakers %}{{ speaker.name }}; {% endfor %}"
        cells = [*(f"{{{{ activity.{name} }}}}" for name in names), speakers]
        around = ["{%tr for activity in activities %}"], ["{%tr endfor %}"]
        self._table([heads, around[0], cells, around[1]], narrow=True)

    def _risks(self) -> None:
        heads = [f"{{{{ risk_columns.{name} }}}}" for name in COLUMNS["risk"]]
        self._rows(heads, "risk", "risks", COLUMNS["risk"])

    def _appendices(self) -> None:
        heads = self._words("number", "title", "documents")
        if self._form == "interim":
            heads = [f"{{{{ appendix_columns.{name} }}}}" for name in COLUMNS["appendix"]]
        self._rows(heads, "appendix", "appendices", COLUMNS["appendix"])

    def _publications(self) -> None:
        self._line(say(self._language, "different_posts", number="{{ posts }}"))
        self._each("activity", "activities", self._links)

    def _links(self) -> None:
        self._line("{{ activity.number }}. {{ activity.date }}, {{ activity.name }}", "label")
        names = ("platform", "link", "date", "views")
        self._rows(self._words("platform", "link", "made_on", "views"), "link", "activity.links", names)

    def _annex(self) -> None:
        self._within("findings", lambda: self._line(say(self._language, "findings_heading"), "heading"))
        heads = self._words("number", "finding", "records", "reason", "accepted_on")
        self._rows(heads, "finding", "findings", ("number", "finding", "records", "reason", "date"))
        self._within("changes", lambda: self._line(say(self._language, "changes_heading"), "heading"))
        heads = self._words("figure_heading", "record", "before", "now", "deviation")
        self._rows(heads, "change", "changes", ("figure", "record", "before", "now", "difference"))

    def _signatures(self) -> None:
        self._line("{{ closing.head }} {{ project.head_name }} ____________________")
        self._line("{{ closing.filled_on }}: {{ made_on }}")
        self._line("{{ closing.seal }}")

    # What no section above has said

    def _rest(self) -> None:
        said = " ".join(self._said)
        left = list(_left(variables_of(self._form), said))
        if not left:
            return
        # A title there always is: none of this gets into a report until somebody copies it to where it is wanted.
        self._within("not title", lambda: self._left(left))

    def _left(self, variables: Sequence[Variable]) -> None:
        self._line(say(self._language, "sample_rest"), "heading")
        self._line(say(self._language, "sample_rest_note"), "small")
        for variable in variables:
            self._any(variable, variable.name)

    def _any(self, variable: Variable, name: str) -> None:
        if variable.kind == LIST:
            item = item_of(variable.name)
            self._each(item, name, lambda: self._parts(variable, item))
        elif variable.kind == GROUP:
            self._parts(variable, name)
        else:
            self._line(f"{variable.words}: {{{{ {name} }}}}", "small")

    def _parts(self, variable: Variable, before: str) -> None:
        for part in variable.parts:
            self._any(part, f"{before}.{part.name}")


def _left(variables: Sequence[Variable], said: str) -> Iterator[Variable]:
    """Those of which something is not in the sample yet. Lists are taken whole, of a group what is missing."""
    for one in variables:
        if one.kind == GROUP:
            missing = tuple(part for part in one.parts if not _is_said(part, f"{one.name}.{part.name}", said))
            if missing:
                yield Variable(one.name, one.words, GROUP, missing)
        elif not _is_said(one, one.name, said):
            yield one


def _is_said(one: Variable, name: str, said: str) -> bool:
    if one.kind != LIST:
        return f"{{{{ {name} }}}}" in said
    item = item_of(one.name)
    return f" in {name} %}}" in said and all(_is_said(part, f"{item}.{part.name}", said) for part in one.parts)
