"""The file that a command was told to write."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO


def write_output(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write into `target` when all of it is made: what was there stays until then, and after a failure.

    Raises OSError where it cannot be written, before anything is made; what `write` raises.
    """
    is_new = not target.exists()
    if is_new or target.is_file():
        target.open("ab").close()
    try:
        with TemporaryFile() as made:
            write(made)
            made.seek(0)
            with target.open("wb") as file:
                shutil.copyfileobj(made, file)
    except BaseException:
        if is_new:
            target.unlink(missing_ok=True)
        raise
