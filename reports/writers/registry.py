"""Which formats there are, and what writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from reports.blocks import Document
from reports.writers import docx, pdf_document, xlsx_document

# A writer takes a document, a file to write bytes to, and whom to tell `progress(done, of)`.
Writer = Callable[[Document, BinaryIO, Callable[[int, int], None]], None]
WRITERS: dict[str, Writer] = {"docx": docx.write, "xlsx": xlsx_document.write, "pdf": pdf_document.write}
