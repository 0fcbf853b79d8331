"""What a form with files may bring at once."""

from __future__ import annotations

import codecs
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

_MEGABYTE = 1024 * 1024


class NotTooMuch(FileUploadHandler):
    """Refuses a form unread when it says that it is enormous; Django itself would write all of it to the disk. The
    server in front gives no more to read than what the form has said."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Raises RequestDataTooBig or, as Django itself does for forms without files, BadRequest for another encoding
        than UTF-8: some give halves of a character or cannot be read at all. outreach.errors.unreadable has the words.
        """
        if content_length > settings.FORM_MAX_MB * _MEGABYTE:
            raise RequestDataTooBig
        if codecs.lookup(encoding or settings.DEFAULT_CHARSET).name != "utf-8":
            raise BadRequest

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """On to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """This one keeps nothing."""
