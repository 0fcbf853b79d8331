"""Workbooks read back."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from reports.blocks import Bullets, Cell, Document, PageBreak, Paragraph, Table
from reports.writers.registry import WRITERS
from reports.writers.xlsx_sheets import SumsWritten, sheet_name
from tests.reports.writers.samples import ADDRESS, CATEGORIES, INSIDE, MARK, activities, whole
from tests.reports.writers.seeing import read_codes


def written(document):
    file = BytesIO()
    WRITERS["xlsx"](document, file, lambda done, of: None)
    return file.getvalue()


def read(document, **more):
    return openpyxl.load_workbook(BytesIO(written(document)), **more)


def lines(sheet):
    """What stands in each line, empty cells left out."""
    return [values for row in sheet.iter_rows(values_only=True) if (values := [one for one in row if one is not None])]


def test_the_form_stands_on_the_first_sheet_in_its_order():
    sheet = read(whole()).worksheets[0]
    assert sheet.title == "Есеп"
    said = lines(sheet)
    assert [line[0] for line in said[:15]] == [
        MARK,
        "Есепті кезеңде грант шеңберінде іске асырылған әлеуметтік жобалар туралы мәліметтер",
        "Грант алушы:",
        "«Жарқын болашақ» қоғамдық қоры",
        "1. Жалпы ақпарат",
        "1-міндет",
        "Бірінші жол.",
        "Екінші жол: a < b & «c».",
        "• 2025 жылғы 22 мамыр",
        "• Тараз қаласы",
        "1. бірінші",
        "2. екінші",
        "1. тағы бірінші",
        "Әлеуметтік санаттар",
        "Жобаға қатысушылардың жалпы саны",
    ]
    assert said[14] == ["Жобаға қатысушылардың жалпы саны", *CATEGORIES, "Оның ішінде"]
    assert said[15] == list(INSIDE)
    assert said[16] == [1709, 12, 1101, 120, 260, 9, 57, 40, 50, 30, 25, 5]
    assert [line[0] for line in said[-5:]] == [
        "Қосымша",
        f"Ұйым басшысы  {'_' * 40}",
        f"Бас бухгалтер  {'_' * 40}",
        "М.О.",
        "Түпнұсқаны тексеру: reports.example.kz/v/7Q2M4K9X",
    ]


def test_headings_are_merged_as_the_form_merges_them():
    sheet = read(whole()).worksheets[0]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Оның ішінде") - 0
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {f"{letter}{top}:{letter}{top + 1}" for letter in "ABCDEFGH"} | {f"I{top}:L{top}"} <= merged
    # A cell over three rows, in a table of six columns that takes all twelve.
    first = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("1-міндет. Дін"))
    mine = next(one for one in sheet.merged_cells.ranges if first.coordinate in one)
    assert (mine.min_row, mine.max_row, mine.min_col) == (first.row, first.row + 2, 1)
    assert all(edge.style == "thin" for edge in (first.border.left, first.border.top))


def formulas(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_only_a_tables_last_row_holds_formulas_and_they_know_their_results():
    document = whole()
    (formula,) = formulas(read(document))
    sheet = formula.parent
    (column,) = {cell.column for row in sheet[formula.value[5:-1]] for cell in row}
    assert column == formula.column
    assert sum(cell.value for row in sheet[formula.value[5:-1]] for cell in row) == 1365
    assert sheet.cell(formula.row - 30, column).coordinate == formula.value[5:].split(":")[0]
    assert read(document, data_only=True).worksheets[0][formula.coordinate].value == 1365
    assert sheet.cell(formula.row, 1).value == "Барлығы"


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 700", "-5", "@SUM(A1)", " =HYPERLINK(A1)", "#REF!", "\t=1", "1709", "TRUE"]
)
def test_no_text_becomes_a_formula_an_error_or_a_number(text):
    table = Table([[Cell(text)]], [[text], [Cell(text)]], caption=text, total=(text, (False,)))
    own = Table([[Cell(text)]], [[text]], sheet="Тізім", caption=text)
    book = read(Document(text, "kk", [Paragraph(text), Bullets([text]), table, own], mark=text))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) >= 10
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]


def test_a_table_has_a_sheet_of_its_own():
    book = read(Document("Есеп", "ru", [Paragraph("Текст"), activities(sheet="Мероприятия / все")], mark=MARK))
    assert book.sheetnames == ["Отчёт", "Мероприятия все"]
    assert ["Іс-шаралар: «Мероприятия все»"] in lines(book["Отчёт"])
    sheet = book["Мероприятия все"]
    said = lines(sheet)
    assert said[:3] == [
        [MARK],
        ["Іс-шаралар"],
        ["Міндет", "№", "Іс-шара", "Күні", "Қатысушылар", "Қанағаттану, %"],
    ]
    assert said[3][1:] == [
        "1.1",
        "«Толеранттылық – келісім негізі» тақырыбындағы дәріс № 1",
        datetime(2025, 5, 2),
        31,
        92.7,
    ]
    assert sheet["E34"].value == "=SUM(E4:E33)"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert sheet.auto_filter.ref == "A3:F33"
    assert (sheet["D4"].number_format, sheet["E4"].number_format, sheet["F4"].number_format) == (
        "DD.MM.YYYY",
        "#,##0",
        "#,##0.0",
    )
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.oddHeader.center.text == MARK


def test_names_of_sheets_are_mended():
    assert sheet_name("a[b]:c*d?e/f\\g", []) == "a b c d e f g"
    assert sheet_name("'", []) == "1"
    assert sheet_name("Т" * 40, ["т" * 31]) == "Т" * 29 + " 2"
    assert sheet_name("А", ["а", "А 2"]) == "А 3"
    long = [Table([[Cell("а")]], [[1]], sheet="Тізім") for _ in range(3)]
    assert read(Document("Есеп", "kk", long)).sheetnames == ["Есеп", "Тізім", "Тізім 2", "Тізім 3"]


def test_long_texts_go_on_beneath_and_no_word_is_lost():
    text = "Мәтін сөздері. " * 14_000
    table = Table(
        [[Cell("а"), Cell("ә")]],
        [[Cell("екі жолда", rows=2), text], ["соңы"], [Cell(text, rows=2), 5], [6]],
        total=("Барлығы", (False, True)),
    )
    sheet = read(Document("Есеп", "kk", [Paragraph(text), table, Paragraph("соңы")])).worksheets[0]
    said = lines(sheet)
    place = next(number for number, line in enumerate(said) if line[0] == "а")
    assert "".join(line[0] for line in said[:place]) == text
    parts = said[place + 1 :]
    end = next(number for number, line in enumerate(parts) if line == ["соңы"])
    assert "".join(line[-1] for line in parts[:end]) == text
    rest = parts[end + 1 :]
    assert (rest[0][1:], rest[1]) == ([5], [6])
    assert "".join(line[0] for line in rest if line[0] not in {6, "Барлығы", "соңы"}) == text
    tall = next(one for one in sheet.merged_cells.ranges if one.start_cell.value == "екі жолда")
    assert tall.max_row - tall.min_row == end
    assert max(len(one) for line in said for one in line if isinstance(one, str)) <= 32_000
    assert rest[-1] == ["соңы"]


def test_the_same_document_gives_the_same_bytes():
    document = Document("Есеп", "kk", [*whole().blocks, activities(sheet="Тізім")], subject="Жоба", form="final")
    assert written(document) == written(
        Document("Есеп", "kk", [*whole().blocks, activities(sheet="Тізім")], subject="Жоба", form="final")
    )
    with ZipFile(BytesIO(written(document))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read(document).properties
    assert (properties.creator, properties.title, properties.subject) == ("Outreach", "Есеп", "Жоба")
    assert properties.created == properties.modified == datetime(2025, 1, 1)


def test_pictures_and_codes():
    with ZipFile(BytesIO(written(whole()))) as archive:
        images = [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]
    assert [code for blob in images for code in read_codes(blob)] == [ADDRESS]
    sheet = read(whole()).worksheets[0]
    rows = [image.anchor._from.row + 1 for image in sheet._images]
    words = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Қатысу бағандары")
    assert rows[0] < words < rows[1]
    assert all(sheet.cell(row, 1).value is None for row in range(rows[0], words))


def test_results_are_written_wherever_a_chunk_ends():
    xml = b"<c><f>SUM(A1:A2)</f><v></v></c><c><f>SUM(B1:B2)</f><v/></c><c><v>5</v></c>"
    expected = b"<c><f>SUM(A1:A2)</f><v>1709</v></c><c><f>SUM(B1:B2)</f><v>92.7</v></c><c><v>5</v></c>"
    for size in range(1, len(xml) + 1):
        mend = SumsWritten([1709, Decimal("92.7")])
        parts = [mend(xml[start : start + size], False) for start in range(0, len(xml), size)]
        assert b"".join(parts) + mend(b"", True) == expected


def test_page_breaks_and_days():
    document = Document("Есеп", "kk", [Paragraph("а"), PageBreak(), Table([], [["Күні", date(2025, 5, 22)]])])
    sheet = read(document).worksheets[0]
    assert [one.id for one in sheet.row_breaks.brk] == [1]
    assert lines(sheet)[1] == ["Күні", datetime(2025, 5, 22)]


def test_nothing_is_left_on_the_disk_when_writing_breaks_off(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows():
        yield from ([number] for number in range(2000))
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        written(Document("Есеп", "kk", [Table([[Cell("а")]], rows(), sheet="Тізім")]))
    assert not list(tmp_path.iterdir())
