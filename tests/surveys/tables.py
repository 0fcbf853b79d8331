"""Files of answers for tests."""

import io

from openpyxl import Workbook


def csv_bytes(*rows, delimiter=",", encoding="utf-8", before=""):
    """A CSV; cells that hold the delimiter are quoted."""
    lines = [
        delimiter.join(f'"{cell}"' if delimiter in cell or "\n" in cell else cell for cell in map(str, row))
        for row in rows
    ]
    return (before + "\r\n".join(lines) + "\r\n").encode(encoding)


def xlsx_bytes(*rows, merge=(), before=()):
    """A workbook of one sheet; `before`: names of empty sheets that stand before it."""
    book = Workbook()
    for name in before:
        book.create_sheet(name, 0)
    sheet = book[book.sheetnames[-1]]
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
