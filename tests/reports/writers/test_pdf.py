"""PDFs read back."""

import re
from io import BytesIO

import pypdf
import pypdfium2

from reports.blocks import Bullets, Cell, Document, Paragraph, Picture, Signature, Table
from reports.writers.registry import WRITERS
from tests.reports.writers.samples import ADDRESS, CATEGORIES, INSIDE, MARK, nested, png, whole
from tests.reports.writers.seeing import read_codes


def written(document):
    file = BytesIO()
    WRITERS["pdf"](document, file, lambda done, of: None)
    return file.getvalue()


def pages(document):
    """The text of each page, spaces and line ends as one space."""
    return [plain(page.extract_text()) for page in pypdf.PdfReader(BytesIO(written(document))).pages]


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def wide(reader):
    return [page.mediabox.width > page.mediabox.height for page in reader.pages]


def test_every_block_can_be_read_and_selected():
    text = " ".join(pages(whole()))
    for said in (
        "Есепті кезеңде грант шеңберінде іске асырылған әлеуметтік жобалар туралы мәліметтер",
        "Грант алушы: «Жарқын болашақ» қоғамдық қоры 1. Жалпы ақпарат 1-міндет Бірінші жол. "
        "Екінші жол: a < b & «c». – 2025 жылғы 22 мамыр – Тараз қаласы 1. бірінші 2. екінші 1. тағы бірінші",
        "Жобаға қатысушылардың жалпы саны " + " ".join(CATEGORIES) + " Оның ішінде " + " ".join(INSIDE),
        "1 709 12 1 101 120 260 9 57 40 50 30 25 5",
        "1.1 «Толеранттылық – келісім негізі» тақырыбындағы дәріс № 1 02.05.2025 31 92,7",
        "Барлығы 1 365",
        "Қатысу бағандары",
        "Ұйым басшысы Бас бухгалтер М.О. Түпнұсқаны тексеру: reports.example.kz/v/7Q2M4K9X",
    ):
        assert said in text


def test_headings_the_mark_and_the_number_stand_on_every_page():
    read = pages(whole())
    assert len(read) == 5
    for number, text in enumerate(read, 1):
        assert text.startswith(MARK)
        assert text.endswith(f"{number} / 5")
    headings = "Міндет № Іс-шара Күні Қатысушылар Қанағаттану, %"
    assert [headings in text for text in read] == [False, False, True, True, False]
    assert not any(MARK in text for text in pages(whole(mark="")))


def test_wide_tables_turn_their_page():
    assert wide(pypdf.PdfReader(BytesIO(written(whole())))) == [False, True, False, False, False]
    assert all(wide(pypdf.PdfReader(BytesIO(written(whole(is_wide=True))))))


def test_language_properties_bookmarks_and_bytes():
    made = written(whole("ru"))
    assert made == written(whole("ru"))
    reader = pypdf.PdfReader(BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"
    assert (reader.metadata.title, reader.metadata.author) == (whole().title, "Outreach")
    assert [one["/Title"] for one in reader.outline if isinstance(one, dict)] == ["1. Жалпы ақпарат", "Қосымша"]
    (link,) = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert link["/A"]["/URI"] == ADDRESS


def test_the_code_can_be_scanned_from_the_page():
    page = pypdfium2.PdfDocument(written(whole()))[4].render(scale=3).to_pil()
    made = BytesIO()
    page.save(made, "PNG")
    assert read_codes(made.getvalue()) == [ADDRESS]


def test_a_cell_higher_than_a_page_goes_on_and_no_word_is_lost():
    words = [f"сөз{number}" for number in range(3000)]
    rows = [[Cell("тобы", rows=2), 1, " ".join(words)], [2, "соңы"], ["", 3, "тағы"]]
    table = Table([[Cell("а"), Cell("№"), Cell("Мәтін")]], rows, widths=(1, 1, 4))
    read = pages(Document("Есеп", "kk", [Paragraph("басы"), table]))
    assert len(read) > 3
    assert all(text.startswith(("а № Мәтін", "басы а № Мәтін")) for text in read)
    assert re.findall(r"сөз\d+", " ".join(read)) == words
    assert "соңы" in read[-1]
    assert "тағы" in read[-1]


def test_long_texts_many_rows_and_long_words():
    words = [f"сөз{number}" for number in range(20_000)]
    address = "https://www.example.kz/" + "a1b2c3d4" * 30
    table = Table([[Cell("№"), Cell("Сілтеме")]], ([number, address] for number in range(300)))
    read = " ".join(pages(Document("Есеп", "kk", [Paragraph(" ".join(words)), table])))
    assert re.findall(r"сөз\d+", read) == words
    assert read.replace(" ", "").count(address) >= 290  # the others go on over the page


def test_signs_that_cannot_be_written_are_dropped():
    bad = "a\x00b\x0bc\ud800\ufffe<&>\x1f"
    table = Table([[Cell(bad)]], [[bad]], caption=bad)
    blocks = [Paragraph(bad), Bullets([bad]), table, Signature([bad], bad), Picture(png(), bad)]
    assert "ab c<&>" in pages(Document(bad, "kk", blocks, mark=bad, subject=bad))[0]


def test_pictures_fit_the_page_and_a_signature_stays_whole():
    filler = [Paragraph(f"жол {number}") for number in range(36)]
    high = Picture(png(200, 2000), "биік")
    read = pages(Document("Есеп", "kk", [high, *filler, Signature(["Ұйым басшысы", "Бас бухгалтер"], "М.О.")]))
    signing = [text for text in read if "Ұйым басшысы" in text]
    assert ["Бас бухгалтер М.О." in text for text in signing] == [True]


def test_an_empty_document_and_empty_tables_are_valid():
    assert pages(Document("Есеп", "kk", [])) == ["1 / 1"]
    assert pages(Document("Есеп", "kk", [nested(), Table([], [])]))[0].endswith("1 / 1")
