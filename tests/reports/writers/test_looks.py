"""What an official would stumble over: holes above figures, a seal alone on its page, headings far from a table."""

from io import BytesIO

import docx
import openpyxl
import pypdf
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.blocks import Cell, Document, Paragraph, Signature, Table
from reports.writers.registry import WRITERS
from tests.reports.writers.samples import nested


def written(file_format, *blocks):
    file = BytesIO()
    WRITERS[file_format](Document("Есеп", "kk", blocks), file, lambda done, of: None)
    file.seek(0)
    return file


def words(file_format, *blocks):
    """Its paragraphs, one by one."""
    return [one.text for one in docx.Document(written(file_format, *blocks)).paragraphs]


def test_an_empty_text_leaves_room_only_where_nothing_else_stands():
    first, second = Paragraph("1) Мақсат:", "subheading"), Paragraph("2) Нәтиже:", "subheading")
    empty = Paragraph("", slot="section:goals")
    assert words("docx", first, empty, second) == ["1) Мақсат:", "", "2) Нәтиже:"]
    assert words("docx", first, empty, Paragraph("Қатысушылар: 5")) == ["1) Мақсат:", "Қатысушылар: 5"]


def test_the_heading_and_the_rule_turn_with_their_wide_table_and_no_text_of_people_does():
    before = Paragraph("Біздің сөзіміз.", slot="section:changes")
    heading, rule = Paragraph("2. Статистика:", "heading"), Paragraph("Есептеу қағидасы: қатысу.")
    after, following = Paragraph("Барлық қатысу саны: 1 709."), Paragraph("3. Нәтижелер", "heading")
    text = Paragraph("Мәтін.", slot="section:results")
    word = docx.Document(written("docx", before, heading, rule, nested(), after, following, text))
    across = [one.orientation == WD_ORIENT.LANDSCAPE for one in word.sections]
    assert across == [False, True, False]
    parts = [[]]
    for child in word.element.body:
        parts[-1].append("".join(child.xpath(".//w:t/text()")))
        if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            parts.append([])
    said = [[one for one in part if one] for part in parts]
    assert said[0] == ["Біздің сөзіміз."]
    assert said[1][:2] == ["2. Статистика:", "Есептеу қағидасы: қатысу."]
    assert said[1][-1] == "Барлық қатысу саны: 1 709."
    assert said[2] == ["3. Нәтижелер", "Мәтін."]


def test_nobody_seals_a_page_that_says_nothing():
    filler = [Paragraph(f"{n}-жол.") for n in range(1, 60)]
    sign = Signature(["Жетекшісі"], seal="Мөрдің орны", filled="Толтырылған күні: 02.07.2025 жыл")
    for lines in range(31, 42, 2):
        pages = [one.extract_text() for one in pypdf.PdfReader(written("pdf", *filler[:lines], sign)).pages]
        last = next(page for page in pages if "Мөрдің орны" in page)
        assert "Жетекшісі" in last, lines
        assert "Толтырылған күні: 02.07.2025 жыл" in last, lines


def test_a_heading_of_rows_does_not_stay_alone_at_the_end_of_a_page():
    head = [[Cell("№"), Cell("Іс-шара")]]
    for before in (40, 41):
        rows = [[n, "Дәріс"] for n in range(before)]
        table = Table(head, [*rows, [Cell("2-міндет", columns=2, is_bold=True)], [99, "Семинар"]])
        pages = [one.extract_text() for one in pypdf.PdfReader(written("pdf", table)).pages]
        assert "Семинар" in next(page for page in pages if "2-міндет" in page), before
    row = docx.Document(written("docx", table)).tables[0].rows[-2]
    assert row._tr.findall(f".//{qn('w:keepNext')}")


def test_a_column_that_nobody_knows_has_no_total():
    def summed(*rows):
        head = [[Cell("Ұйым"), Cell("Гранттар"), Cell("Үнемделген")]]
        return Table(head, [list(row) for row in rows], total=("Барлығы", (False, True, True)))

    unknown, known = summed(["А", 5, None], ["Б", 6, None]), summed(["А", 5, None], ["Б", 6, 2])
    for table, last in ((unknown, ["Барлығы", "11", ""]), (known, ["Барлығы", "11", "2"])):
        word = docx.Document(written("docx", table)).tables[0]
        assert [cell.text for cell in word.rows[-1].cells] == last
    sheet = openpyxl.load_workbook(written("xlsx", unknown)).worksheets[0]
    cells = list(sheet.iter_rows(values_only=True))[-1]
    assert [str(one)[:5] for one in cells if one is not None] == ["Барлы", "=SUM("]
