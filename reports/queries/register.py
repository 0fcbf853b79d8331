"""A project's register of attendance: the lines of all its activities, read in one moment and kept on the disk until
they are written, so that a writer may take its time and tell how far it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from events.models import Activity
from reports.dataset.model import ActivityEntry
from reports.queries.list_lines import list_lines, signatures_on
from reports.writers.attendance_list import ListLine
from rules.tables import TablesDifferError


class Register:
    """Who came to each activity. Lines are read from the disk one by one, as often as they are asked for."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._begins: dict[int, tuple[int, int]] = {}

    def add(self, activity: int, lines: Iterable[ListLine]) -> int:
        """Keep an activity's lines; how many people they are."""
        self._file.seek(0, 2)
        begin, number, people = self._file.tell(), 0, 0
        for line in lines:
            self._file.write(json.dumps([line.number, line.cells, line.count, line.is_signed], ensure_ascii=False))
            self._file.write("\n")
            number, people = number + 1, people + line.count
        self._begins[activity] = begin, number
        return people

    def lines(self, activity: int) -> Iterator[ListLine]:
        """The lines of an activity (by its id), in their order; none of one that is not there."""
        place, number = self._begins.get(activity, (0, 0))
        for _ in range(number):
            self._file.seek(place)
            text = self._file.readline()
            place = self._file.tell()
            label, cells, count, is_signed = json.loads(text)
            yield ListLine(label, tuple(cells), count, is_signed=is_signed)

    @property
    def length(self) -> int:
        """How many lines there are altogether."""
        return sum(number for _begin, number in self._begins.values())


@contextmanager
def empty_register() -> Iterator[Register]:
    """A register to be filled; what it keeps on the disk is gone afterwards."""
    with TemporaryFile("w+", encoding="utf-8") as file:
        yield Register(file)


def fill_register(register: Register, entries: Iterable[ActivityEntry], *, with_names: bool) -> None:
    """Keep everybody at these activities, in the active language. To be called in the moment in which the entries were
    read. Five queries for each activity that anybody was scanned at.

    Raises TablesDifferError where the lines are not the people whom the entries have.
    """
    for entry in entries:
        if not entry.scanned:
            continue
        activity = Activity(pk=entry.pk)
        signatures = signatures_on(activity=activity, session=None, with_strokes=False)
        lines = list_lines(activity=activity, session=None, signatures=signatures, with_names=with_names)
        people = register.add(entry.pk, lines)
        if people != entry.scanned:
            raise TablesDifferError(f"{entry.ref}: lines give {people}, the activity has {entry.scanned}")
