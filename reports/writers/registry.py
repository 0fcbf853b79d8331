"""Which formats there are, and what writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from reports.blocks import Block, Document, Paragraph, Signature
from reports.catalogue import DOCX, PDF, XLSX
from reports.writers import docx, pdf_document, xlsx_document

# A writer takes a document, a file to write bytes to, and whom to tell `progress(done, of)`.
Writer = Callable[[Document, BinaryIO, Callable[[int, int], None]], None]

_SECTIONS = frozenset({"title", "heading", "subheading"})


def _printed(write: Writer) -> Writer:
    def written(document: Document, file: BinaryIO, progress: Callable[[int, int], None]) -> None:
        write(replace(document, blocks=list(_without_vain_gaps(document.blocks))), file, progress)

    return written


def _without_vain_gaps(blocks: Sequence[Block]) -> Iterator[Block]:
    """An empty text leaves room to write by hand where nothing else stands beneath its heading; above figures it would
    be a hole."""
    for place, block in enumerate(blocks):
        is_empty = isinstance(block, Paragraph) and block.slot and not block.text
        if not is_empty or place + 1 == len(blocks) or _opens_next(blocks[place + 1]):
            yield block


def _opens_next(block: Block) -> bool:
    return isinstance(block, Signature) or (isinstance(block, Paragraph) and block.style in _SECTIONS)


WRITERS: dict[str, Writer] = {
    DOCX: _printed(docx.write),
    XLSX: _printed(xlsx_document.write),
    PDF: _printed(pdf_document.write),
}
