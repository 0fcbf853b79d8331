"""The register of attendance: every activity with how its number is made up, then everybody who came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reports.blocks import Block, Cell, Document, Paragraph, Table, Value
from reports.dataset import ReportData
from reports.dataset.model import ActivityEntry
from reports.forms import Wording, form
from reports.forms.activities import activity_name, number_of, place_of
from reports.forms.plan import heads
from reports.forms.words import days, figure, say
from reports.writers.attendance_list import ListLine

# Everybody at an activity, by its id.
Lines = Callable[[int], Iterable[ListLine]]
_COLUMNS = ("record", "number", "name", "gender", "age", "category", "time", "how", "signed")


@form("attendance")
def attendance_document(data: ReportData, wording: Wording) -> Document:
    """The activities and their numbers alone: a dataset holds no people."""
    return register_document(data, wording, lambda activity: ())


def register_document(data: ReportData, wording: Wording, lines: Lines) -> Document:
    """The register of the dataset's activities. `lines` are read while the document is written, one at a time."""
    language = wording.language
    title = say(language, "register_title")
    return Document(
        title=title,
        language=language,
        blocks=[*_head(data, title, language), _activities(data, language), *_people(data, language, lines)],
        mark=wording.mark,
        is_wide=True,
        form="attendance",
        edition=wording.edition,
        subject=f"{data.project.ref} · {data.project.title}",
    )


def _head(data: ReportData, title: str, language: str) -> Iterator[Block]:
    project, found = data.project, data.statistics
    yield Paragraph(title, style="title", align="center")
    yield Paragraph(say(language, "project", title=f"{project.ref} · {project.title}"))
    yield Paragraph(project.grantee)
    if period := days(data.from_day or project.starts_on, data.to_day or project.ends_on, language):
        yield Paragraph(say(language, "register_period", text=period))
    yield Paragraph(say(language, "rule", text=found.rule.of(language)))
    both = {"attendances": figure(found.attendances), "people": figure(found.people)}
    yield Paragraph(say(language, "visits_and_people", **both))
    if not data.activities():
        yield Paragraph(say(language, "no_activities"))


def _activities(data: ReportData, language: str) -> Table:
    """Each activity's number, and what of it enters the three tables: this column sums to their visits."""
    rows: list[Sequence[Value | Cell]] = [
        [
            place,
            one.ref,
            days(one.starts_on, one.ends_on, language),
            activity_name(one, language),
            place_of(one),
            one.scanned,
            one.head_count,
            number_of(one, language),
            0 if one.not_in_tables else one.number,
        ]
        for place, one in enumerate(data.activities(), 1)
    ]
    columns = ("number", "record", "held_on", "title", "venue", "scanned", "head_count", "whole_number", "entered")
    return Table(
        head=[heads(language, *columns)],
        rows=rows,
        widths=(5, 9, 13, 28, 22, 10, 10, 13, 10),
        caption=say(language, "register_activities"),
        code="register_activities",
        total=(say(language, "total"), [column == "entered" for column in columns]),
    )


def _people(data: ReportData, language: str, lines: Lines) -> Iterator[Table]:
    """Headings over nobody would look like a list that was lost."""
    if any(one.number or one.scanned for one in data.activities()):
        yield Table(
            head=[heads(language, *_COLUMNS)],
            rows=_rows(data, language, lines),
            widths=(9, 8, 28, 10, 10, 22, 11, 18, 10),
            caption=say(language, "register_people"),
            sheet=say(language, "register_sheet"),
            code="register",
        )


def _rows(data: ReportData, language: str, lines: Lines) -> Iterator[Sequence[Value | Cell]]:
    """Below each activity's name everybody who came; of one that nobody was registered at only its name and number."""
    signed = say(language, "yes")
    for one in data.activities():
        if not one.number and not one.scanned:
            continue
        yield [Cell(_named(one, language), columns=len(_COLUMNS), is_bold=True)]
        for line in lines(one.pk):
            yield [one.ref, _number(line.number), *map(_number, line.cells), signed if line.is_signed else ""]


def _named(one: ActivityEntry, language: str) -> str:
    """«P2-23 · 22.05.2025 жыл · Семинар. «…» · 20 адам (тіркелгені: 18, бастап санау: 2)»."""
    made_up = [say(language, "of_scanned", number=figure(one.scanned))]
    if one.head_count is not None:
        made_up.append(say(language, "of_head_count", number=figure(one.head_count)))
    number = f"{number_of(one, language)} ({'; '.join(made_up)})"
    when = days(one.starts_on, one.ends_on, language)
    return " · ".join(part for part in (one.ref, when, activity_name(one, language), number) if part)


def _number(text: str) -> Value:
    """Figures as figures: rows and ages can be sorted."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text
