"""Documents to write and read back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image

from reports.blocks import Bullets, Cell, Document, PageBreak, Paragraph, Picture, QrCode, Signature, Table

MARK = "ЖОБА (қаралама): 3 қайшылық шешілмеген"
ADDRESS = "https://reports.example.kz/v/7Q2M4K9X"
CATEGORIES = (
    "Балалар (оның ішінде мүгедектігі бар балалар)",
    "Жастар",
    "Мемлекеттік қызметшілер",
    "Бюджеттік ұйымдардың қызметкерлері",
    "Мүгедектігі бар адамдар",
    "Егде жастағы адамдар (50 жастан асқан)",
    "Жұмыссыздар",
)
INSIDE = (
    "Қоғамдық ұйымдардың өкілдері",
    "Бизнес-сектор өкілдері",
    "Басқа санаттар",
    "Көрсетілмеген",
)


def png(width=400, height=200, shade=90):
    made = BytesIO()
    Image.new("L", (width, height), shade).save(made, "PNG")
    return made.getvalue()


def nested(**more):
    """Twelve columns, two rows of headings, the last four under one."""
    head = [
        [
            Cell("Жобаға қатысушылардың жалпы саны", rows=2),
            *(Cell(text, rows=2) for text in CATEGORIES),
            Cell("Оның ішінде", columns=4),
        ],
        [Cell(text) for text in INSIDE],
    ]
    return Table(head, [[1709, 12, 1101, 120, 260, 9, 57, 40, 50, 30, 25, 5]], code="category", **more)


def activities(count=30, **more):
    """Tasks over their activities, a row of sums."""
    rows = []
    for number in range(1, count + 1):
        first = [Cell("1-міндет. Дін саласындағы құқықтық сауатты арттыру", rows=3)] if number % 3 == 1 else []
        rows.append(
            [
                *first,
                f"1.{number}",
                f"«Толеранттылық – келісім негізі» тақырыбындағы дәріс № {number}",
                date(2025, 5, number % 28 + 1),
                30 + number,
                Decimal("92.7"),
            ]
        )
    head = [[Cell(text) for text in ("Міндет", "№", "Іс-шара", "Күні", "Қатысушылар", "Қанағаттану, %")]]
    return Table(
        head,
        rows,
        widths=(20, 8, 50, 16, 16, 16),
        caption="Іс-шаралар",
        code="activities",
        total=("Барлығы", (False, False, False, False, True, False)),
        **more,
    )


def whole(language="kk", mark=MARK, **more):
    """Every kind of block."""
    return Document(
        title="Есепті кезеңде грант шеңберінде іске асырылған әлеуметтік жобалар туралы мәліметтер",
        language=language,
        mark=mark,
        form="final",
        edition="2025",
        subject="«Руханият» жобасы",
        blocks=[
            Paragraph("Есепті кезеңде грант шеңберінде іске асырылған әлеуметтік жобалар туралы мәліметтер", "title"),
            Paragraph("Грант алушы:", "label"),
            Paragraph("«Жарқын болашақ» қоғамдық қоры"),
            Paragraph("1. Жалпы ақпарат", "heading"),
            Paragraph("1-міндет", "subheading"),
            Paragraph("Бірінші жол.\nЕкінші жол: a < b & «c».\x00", align="justify"),
            Bullets(["2025 жылғы 22 мамыр", "Тараз қаласы"]),
            Bullets(["бірінші", "екінші"], numbered=True),
            Bullets(["тағы бірінші"], numbered=True),
            nested(caption="Әлеуметтік санаттар"),
            activities(),
            Picture(png(), "Қатысу бағандары"),
            Paragraph("Есептеу ережесі: келген адамдар.", "small"),
            PageBreak(),
            Paragraph("Қосымша", "heading", "right"),
            Signature(["Ұйым басшысы", "Бас бухгалтер"], "М.О."),
            QrCode(ADDRESS, "Түпнұсқаны тексеру: reports.example.kz/v/7Q2M4K9X"),
        ],
        **more,
    )
