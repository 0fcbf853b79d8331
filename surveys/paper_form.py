"""A questionnaire to fill in by hand: numbered boxes that are typed by their numbers afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from fpdf import FPDF

from events.paper import GREY, INK, draw_code, height_of, new_paper, write
from rules.questionnaires.definition import (
    LONG_TEXT,
    MULTIPLE,
    RANKING,
    SCORE,
    SECTION,
    WITH_OPTIONS,
    Definition,
    Question,
)
from rules.questionnaires.typed import DECLINE
from surveys.mode_words import promise_of
from surveys.models import Run, SurveyKind, Wave, WaveName

WIDTH, HEIGHT, MARGIN, FOOT = 210.0, 297.0, 14.0, 12.0
INNER = WIDTH - 2 * MARGIN
BOX, GAP, LINE = 4.6, 1.6, 8.0
_CODE = 26.0
_TEXT, _SMALL = 10.0, 8.0
_INDENT = 12.0
_TITLE = 15.0
# Options that are short stand in two columns.
_SHORT = 0.42


@dataclass
class _Sheet:
    """The document and where on its page the next thing goes."""

    pdf: FPDF
    language: str
    definition: Definition
    mark: str
    top: float = MARGIN

    def room_for(self, height: float) -> None:
        """Begin a new page where a block would be torn."""
        if self.top + height <= HEIGHT - MARGIN - FOOT:
            return
        self.new_page()

    def new_page(self) -> None:
        """The next page, with what it belongs to at its foot."""
        self.pdf.add_page()
        self.top = MARGIN
        write(self.pdf, self.mark, left=MARGIN, top=HEIGHT - MARGIN - 3, width=INNER - 30, size=_SMALL, colour=GREY)
        page = str(self.pdf.page_no())
        write(self.pdf, page, left=WIDTH - MARGIN - 30, top=HEIGHT - MARGIN - 3, width=30, size=_SMALL, align="right")

    def text(self, text: str, *, size: float = _TEXT, bold: bool = False, left: float = 0.0, most: int = 20) -> None:
        """A paragraph over the width that is left."""
        self.top = write(
            self.pdf, text, left=MARGIN + left, top=self.top, width=INNER - left, size=size, bold=bold, most=most
        )


def paper_form_pdf(run: Run, wave: Wave, *, link: str, language: str) -> bytes:
    """The form of one door in one language as a PDF."""
    with translation.override(language):
        definition = run.version.definition
        title = definition.title.in_language(language)
        mark = f"№ {run.pk} · {wave.public_code} · {title}"
        sheet = _Sheet(new_paper(title, language=language), language, definition, mark)
        sheet.new_page()
        _head(sheet, run, wave, link)
        number = 0
        for question in definition.questions:
            number += question.is_answered
            _block(sheet, question, number)
        thanks = definition.thanks.in_language(language) or _("Thank you!")
        sheet.room_for(10)
        sheet.top += 3
        sheet.text(thanks, bold=True)
        return bytes(sheet.pdf.output())


def _head(sheet: _Sheet, run: Run, wave: Wave, link: str) -> None:
    pdf, width = sheet.pdf, INNER - _CODE - 4
    top = write(pdf, _title(sheet, wave), left=MARGIN, top=MARGIN, width=width, size=_TITLE, bold=True, most=4)
    top = write(pdf, run.about, left=MARGIN, top=top + 1, width=width, size=_TEXT, most=3)
    top = write(pdf, run.project.grantee.name, left=MARGIN, top=top, width=width, size=_SMALL, most=2, colour=GREY)
    draw_code(pdf, link, left=WIDTH - MARGIN - _CODE + 2, top=MARGIN - 2, size=_CODE)
    write(
        pdf,
        _("or by phone"),
        left=WIDTH - MARGIN - _CODE,
        top=MARGIN + _CODE - 3,
        width=_CODE + 4,
        size=_SMALL,
        align="centre",
    )
    sheet.top = max(top, MARGIN + _CODE + 2) + 2
    _fields(sheet, run)
    intro = sheet.definition.intro.in_language(sheet.language)
    for text in (intro, str(promise_of(run).short), _("Put a cross into the box before your answer.")):
        if text:
            sheet.text(text, size=_SMALL)
            sheet.top += 0.8
    sheet.top += 2


def _title(sheet: _Sheet, wave: Wave) -> str:
    title = sheet.definition.title.in_language(sheet.language)
    if wave.name == WaveName.ONLY:
        return title
    when = pgettext("survey wave", "before") if wave.name == WaveName.PRE else pgettext("survey wave", "after")
    return f"{title} ({when})"


def _fields(sheet: _Sheet, run: Run) -> None:
    """The sheet's number, for who types it; in a test the code that ties two sheets together."""
    labels = [_("Sheet №")]
    if run.kind == SurveyKind.TEST:
        labels.append(_("Your code: a word of your own, the same before and after"))
    if run.mode == "named":
        labels.append(_("Your name, if you agree that it is kept"))
    for label in labels:
        sheet.text(label, size=_SMALL)
        sheet.pdf.set_draw_color(*INK)
        sheet.pdf.rect(MARGIN, sheet.top + 0.5, 35 if label == labels[0] else INNER, LINE)
        sheet.top += LINE + 2.5


def _block(sheet: _Sheet, question: Question, number: int) -> None:
    """A heading or a question, never torn over two pages unless it is longer than one."""
    text = question.text.in_language(sheet.language)
    if question.type == SECTION:
        sheet.room_for(30)
        sheet.top += 3
        sheet.text(text, size=12, bold=True)
        sheet.top += 1
        return
    sheet.room_for(min(_height(sheet, question, text), HEIGHT - 3 * MARGIN - FOOT))
    sheet.text(f"{number}. {text}", bold=True)
    for more in (question.help.in_language(sheet.language), _how(question)):
        if more:
            sheet.text(more, size=_SMALL)
    sheet.top += 1
    if question.type == SCORE:
        _scores(sheet, question)
    elif question.type in WITH_OPTIONS:
        _options(sheet, question)
    else:
        _lines(sheet, 4 if question.type == LONG_TEXT else 1)
    if question.may_decline and question.type in WITH_OPTIONS:
        _boxed(sheet, DECLINE, _("I prefer not to say"), 0.0, INNER)
        sheet.top += BOX + GAP
    sheet.top += 3


def _how(question: Question) -> str:
    if question.type == MULTIPLE:
        if question.most:
            return _("Several answers are possible, at most %(most)s.") % {"most": question.most}
        return _("Several answers are possible.")
    if question.type == RANKING:
        return _("Write the places into the boxes: 1 is the first.")
    return ""


def _height(sheet: _Sheet, question: Question, text: str) -> float:
    """About how tall the block is in mm."""
    tall = height_of(sheet.pdf, f"99. {text}", width=INNER, size=_TEXT, bold=True) + 12
    if question.type not in WITH_OPTIONS:
        return tall + (4 if question.type == LONG_TEXT else 1) * LINE
    width, columns = _columns(sheet, question)
    heights = [_option_height(sheet, one.text.in_language(sheet.language), width) for one in question.options]
    return tall + sum(heights) / columns + BOX


def _options(sheet: _Sheet, question: Question) -> None:
    width, columns = _columns(sheet, question)
    rows = [question.options[at : at + columns] for at in range(0, len(question.options), columns)]
    number = 0
    for row in rows:
        texts = [option.text.in_language(sheet.language) for option in row]
        tall = max(_option_height(sheet, text, width) for text in texts)
        sheet.room_for(tall)
        for column, text in enumerate(texts):
            number += 1
            _boxed(sheet, str(number), text, column * width, width)
        sheet.top += tall


def _columns(sheet: _Sheet, question: Question) -> tuple[float, int]:
    texts = [option.text.in_language(sheet.language) for option in question.options]
    sheet.pdf.set_font("DejaVu", "", _TEXT)
    longest = max((sheet.pdf.get_string_width(text) for text in texts), default=0)
    columns = 2 if len(texts) > 2 and longest + _INDENT < INNER * _SHORT else 1
    return INNER / columns, columns


def _option_height(sheet: _Sheet, text: str, width: float) -> float:
    return max(BOX, height_of(sheet.pdf, text, width=width - _INDENT - 2, size=_TEXT)) + GAP


def _boxed(sheet: _Sheet, number: str, text: str, left: float, width: float) -> None:
    """A box, the answer's number in grey, its words."""
    pdf = sheet.pdf
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.3)
    pdf.rect(MARGIN + left, sheet.top, BOX, BOX)
    write(pdf, number, left=MARGIN + left + BOX + 0.6, top=sheet.top, width=6, size=_SMALL, colour=GREY)
    write(pdf, text, left=MARGIN + left + _INDENT, top=sheet.top, width=width - _INDENT - 2, size=_TEXT, most=6)


def _scores(sheet: _Sheet, question: Question) -> None:
    step = INNER / len(question.codes)
    for place, code in enumerate(question.codes):
        _boxed(sheet, code, "", place * step, step)
    sheet.top += BOX + 1
    ends = [words.in_language(sheet.language) for words in (question.low, question.high)]
    if any(ends):
        sheet.text(f"0 – {ends[0]}    10 – {ends[1]}", size=_SMALL)


def _lines(sheet: _Sheet, count: int) -> None:
    for _number in range(count):
        sheet.top += LINE
        sheet.pdf.set_draw_color(*GREY)
        sheet.pdf.line(MARGIN, sheet.top, MARGIN + INNER, sheet.top)
    sheet.top += 1
