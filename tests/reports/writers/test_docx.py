"""Word files read back."""

from datetime import date
from io import BytesIO
from itertools import groupby
from time import process_time
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.blocks import Bullets, Cell, Document, Paragraph, Table
from reports.writers.registry import WRITERS
from tests.reports.writers.samples import ADDRESS, CATEGORIES, INSIDE, MARK, activities, nested, png, whole
from tests.reports.writers.seeing import read_codes


def written(document):
    file = BytesIO()
    WRITERS["docx"](document, file, lambda done, of: None)
    return file.getvalue()


def read(document):
    return docx.Document(BytesIO(written(document)))


def row_texts(row):
    """Each cell once, merged ones too."""
    return [key.text for key, _ in groupby(row.cells)]


def test_texts_stand_in_their_order_and_styles():
    lines = [(one.text, one.style.name) for one in read(whole()).paragraphs if one.text]
    assert lines[:13] == [
        ("Есепті кезеңде грант шеңберінде іске асырылған әлеуметтік жобалар туралы мәліметтер", "Title"),
        ("Грант алушы:", "Label"),
        ("«Жарқын болашақ» қоғамдық қоры", "Normal"),
        ("1. Жалпы ақпарат", "Heading 1"),
        ("1-міндет", "Heading 2"),
        ("Бірінші жол.", "Normal"),
        ("Екінші жол: a < b & «c».", "Normal"),
        ("2025 жылғы 22 мамыр", "List lines"),
        ("Тараз қаласы", "List lines"),
        ("бірінші", "List lines"),
        ("екінші", "List lines"),
        ("тағы бірінші", "List lines"),
        ("Әлеуметтік санаттар", "Table caption"),
    ]
    assert [text for text, _ in lines[-6:]] == [
        "Есептеу ережесі: келген адамдар.",
        "Қосымша",
        "Ұйым басшысы \t",
        "Бас бухгалтер \t",
        "М.О.",
        "Түпнұсқаны тексеру: reports.example.kz/v/7Q2M4K9X",
    ]


def test_merged_headings_reach_over_columns_and_rows():
    table = read(whole()).tables[0]
    assert row_texts(table.rows[0]) == ["Жобаға қатысушылардың жалпы саны", *CATEGORIES, "Оның ішінде"]
    assert row_texts(table.rows[1]) == ["Жобаға қатысушылардың жалпы саны", *CATEGORIES, *INSIDE]
    assert row_texts(table.rows[2])[:3] == ["1\u00a0709", "12", "1\u00a0101"]
    assert [cell.grid_span for cell in table.rows[0]._tr.tc_lst] == [1] * 8 + [4]
    assert [cell.vMerge for cell in table.rows[1]._tr.tc_lst] == ["continue"] * 8 + [None] * 4
    headings = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert headings == [True, True, False]  # they stand on every page of the table


def test_a_column_is_summed_and_cells_reach_downwards():
    table = read(whole()).tables[1]
    assert len(table.rows) == 1 + 30 + 1
    assert row_texts(table.rows[-1]) == ["Барлығы", "1\u00a0365", ""]
    assert sum(int(row.cells[4].text) for row in table.rows[1:-1]) == 1365
    assert table.cell(1, 0)._tc is table.cell(3, 0)._tc is not table.cell(4, 0)._tc
    assert row_texts(table.rows[1])[1:] == [
        "1.1",
        "«Толеранттылық – келісім негізі» тақырыбындағы дәріс № 1",
        "02.05.2025",
        "31",
        "92,7",
    ]


def test_the_paper_its_mark_and_its_pages():
    word = read(whole())
    assert [one.orientation for one in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,  # twelve columns would be too small to read upright
        WD_ORIENT.PORTRAIT,
    ]
    for section in word.sections:
        assert section.header.paragraphs[0].text == MARK
        fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
    assert not read(whole(mark="")).sections[0].header.paragraphs[0].text
    assert {one.orientation for one in read(whole(is_wide=True)).sections} == {WD_ORIENT.LANDSCAPE}


def test_small_tables_share_the_page_of_their_wide_neighbour():
    ages = Table([[Cell("Барлығы"), Cell("13-16 жас")]], [[5, 5]])
    word = read(
        Document(
            "Статистика",
            "kk",
            [
                Paragraph("Мәтін."),
                Paragraph("гендерлік көрсеткіш:", "label"),
                ages,
                Paragraph("санаттар:", "label"),
                nested(),
                Paragraph("жасы:", "label"),
                Table([[Cell("Барлығы"), Cell("13-16 жас")]], [[5, 5]]),
                Paragraph("3. Нәтижелер", "heading"),
                Paragraph("Мәтін."),
            ],
        )
    )
    assert [one.orientation for one in word.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    parts = [[]]
    for child in word.element.body:
        parts[-1].append("".join(child.xpath(".//w:t/text()")))
        if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            parts.append([])
    assert [next(filter(None, part)) for part in parts] == ["Мәтін.", "гендерлік көрсеткіш:", "3. Нәтижелер"]


def test_each_numbered_list_begins_with_one():
    word = read(whole())
    numbers = [
        one._p.pPr.numPr.numId.val for one in word.paragraphs if one.style.name == "List lines" and one.text.strip()
    ]
    assert numbers[0] == numbers[1]
    assert numbers[2] == numbers[3]
    assert len(set(numbers)) == 3
    kinds = {one.numId: one.abstractNumId.val for one in word.part.numbering_part.element.num_lst}
    assert kinds[numbers[2]] != kinds[numbers[4]]


def test_language_font_and_properties():
    word = read(whole("ru"))
    lang = next(iter(word.styles.element.iter(qn("w:lang"))))
    assert lang.get(qn("w:val")) == "ru-RU"
    assert {word.styles[name].font.name for name in ("Normal", "Title", "Heading 1", "Cell")} == {"Times New Roman"}
    assert word.styles["Normal"].font.size.pt == 12
    core = word.core_properties
    assert (core.author, core.language, core.category) == ("Outreach", "ru-RU", "final 2025")
    assert (core.title, core.subject) == (whole().title, "«Руханият» жобасы")
    assert read(whole("kk")).core_properties.language == "kk-KZ"


def test_pictures_say_what_they_show_and_the_code_leads_to_its_address():
    word = read(whole())
    described = [one.get("descr") for one in word.element.body.iter(qn("wp:docPr"))]
    assert described == ["Қатысу бағандары", "Түпнұсқаны тексеру: reports.example.kz/v/7Q2M4K9X"]
    images = [part.blob for part in word.part.package.iter_parts() if part.partname.endswith(".png")]
    assert png() in images
    assert [code for blob in images for code in read_codes(blob)] == [ADDRESS]
    assert {round(shape.width.mm) for shape in word.inline_shapes} == {150, 32}


def test_the_same_document_gives_the_same_bytes():
    assert written(whole()) == written(whole())
    assert written(whole()) != written(whole(mark=""))
    with ZipFile(BytesIO(written(whole()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_signs_that_no_file_may_hold_are_dropped():
    bad = "a\x00b\x0bc\ud800\ufffe<&>\x1f"
    table = Table([[Cell(bad)]], [[bad]], caption=bad)
    word = read(Document(bad, "kk", [Paragraph(bad), Bullets([bad]), table], mark=bad, subject=bad))
    assert [one.text for one in word.paragraphs if one.text] == ["ab", "c<&>", "ab\nc<&>", "ab\nc<&>"]
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [["ab\nc<&>"]] * 2


def test_long_texts_and_2000_rows_are_quick():
    text = "Мәтін сөздері. " * 14_000
    rows = ([number, f"Іс-шара {number}", date(2025, 5, 22), *["деректер"] * 6] for number in range(2000))
    began = process_time()
    word = read(Document("Есеп", "kk", [Paragraph(text), Table([[Cell(str(n)) for n in range(9)]], rows)]))
    assert word.paragraphs[0].text == text
    assert len(word.tables[0].rows) == 2001
    assert process_time() - began < 15  # about 2 on a quiet machine


def test_progress_is_told_also_within_a_long_table():
    told = []
    for form in ("docx", "xlsx", "pdf"):
        told.clear()
        table = Table([[Cell("№")]], ([number] for number in range(1200)))
        document = Document("Есеп", "kk", [Paragraph("а"), table])
        WRITERS[form](document, BytesIO(), lambda done, of: told.append((done, of)))
        assert told == [(0, 2), (1, 2), (1, 2), (1, 2), (2, 2)]


def test_a_row_with_too_many_cells_is_a_mistake_of_ours():
    for form in WRITERS:
        with pytest.raises(ValueError, match="more cells"):
            WRITERS[form](Document("Есеп", "kk", [Table([[Cell("а")]], [[1, 2]])]), BytesIO(), lambda done, of: None)


def test_the_same_table_may_stand_twice():
    table = activities(90)
    word = read(Document("Есеп", "kk", [table, table]))
    assert [len(one.rows) for one in word.tables] == [92, 92]


def test_an_empty_document_and_empty_tables_are_valid():
    assert not [one.text for one in read(Document("Есеп", "kk", [])).paragraphs if one.text]
    word = read(Document("Есеп", "kk", [Table([[Cell("а"), Cell("ә")]], []), activities(0)]))
    assert [len(table.rows) for table in word.tables] == [1, 2]
    assert row_texts(word.tables[1].rows[1]) == ["Барлығы", "0", ""]
