"""Confirming documents as a ZIP with an index. Written to the disk in parts: its size is no matter of memory."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.evidence_index import Index, IndexPart, IndexRow, index_page, write_index
from events.labels import EVIDENCE_LABELS
from events.models import Appendix, Evidence
from events.queries.evidence import documents_found
from grants.models import Project
from rules.errors import AppError
from rules.latin import latin

# Where files are made, on the disk that they are kept on.
TMP = "tmp"
_CHUNK = 256 * 1024
# What packs well; pictures, films and office documents are packed already.
_PACKED = ("text/", "application/pdf")
_ROOM_LEFT = 200 * 1024 * 1024
_SECONDS_BETWEEN_REPORTS = 1.0

Progress = Callable[[int, int], None]


def make_zip(*, project: Project, appendix: int | None, progress: Progress) -> Path:
    """A file on the disk with the documents of one appendix (its number) or of all, in the language in force. Whoever
    calls moves it away or deletes it. `progress(done, of)`: documents.

    Raises AppError no_documents, no_room.
    """
    documents = list(documents_found(project=project, appendix=appendix, type="", mark=""))
    if not documents:
        raise AppError("no_documents", 422)
    folder = Path(settings.MEDIA_ROOT, TMP)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < sum(row.size or 0 for row in documents) + _ROOM_LEFT:
        raise AppError("no_room", 507)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".zip", delete=False) as file:
        path = Path(file.name)
    try:
        _Writer(path, progress, len(documents)).write(project, documents)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def zip_name(project: Project, appendix: int | None) -> str:
    """P2-qosymsha-3.zip, or P2-qosymsha.zip with all of them."""
    parts = [latin(project.ref) or str(project.pk), latin(_("appendix"))]
    return "-".join(parts if appendix is None else [*parts, str(appendix)]) + ".zip"


def folder_of(appendix: Appendix) -> str:
    """3-qosymsha."""
    return f"{appendix.number}-{latin(_('appendix'))}"


def file_of(evidence: Evidence, digits: int = 2) -> str:
    """3-qosymsha/3-qosymsha_02_foto.jpg: what it is can be read without the index."""
    folder = folder_of(evidence.appendix)
    ending = latin(PurePosixPath(evidence.file.name or "").suffix, at_most=5)
    name = f"{folder}_{evidence.place:0{digits}}_{latin(str(EVIDENCE_LABELS[evidence.type]))}"
    return f"{folder}/{name}.{ending}" if ending else f"{folder}/{name}"


class _Writer:
    """Copies the documents one by one, then writes the index of what was really copied."""

    def __init__(self, path: Path, progress: Progress, of: int) -> None:
        self._path, self._progress, self._of = path, progress, of
        self._done, self._told = 0, 0.0

    def write(self, project: Project, documents: list[Evidence]) -> None:
        digits = max(2, len(str(max(row.place for row in documents))))
        with zipfile.ZipFile(self._path, "w", allowZip64=True) as archive:
            parts: dict[int, IndexPart] = {}
            for evidence in documents:
                self._tell()
                part = parts.setdefault(evidence.appendix_id, IndexPart(heading_of(evidence.appendix)))
                part.rows.append(self._add(archive, evidence, digits))
                self._done += 1
            made = date_format(timezone.localtime(), "d.m.Y H:i")
            index = Index(_("Confirming documents"), _facts(project), list(parts.values()), made)
            archive.writestr("index.html", index_page(index), zipfile.ZIP_DEFLATED)
            book = BytesIO()
            write_index(index, book)
            archive.writestr("index.xlsx", book.getvalue())

    def _add(self, archive: zipfile.ZipFile, evidence: Evidence, digits: int) -> IndexRow:
        row = _row(evidence)
        if row.is_removed or row.link:
            return row
        name = file_of(evidence, digits)
        try:
            size, digest = self._copy(archive, evidence, name)
        except FileNotFoundError:
            return row.noting(_("the file is missing on the server"))
        told = IndexRow(**{**vars(row), "file": name, "size": size, "sha256": digest})
        is_same = digest == evidence.kept_sha256 or not evidence.kept_sha256
        return told if is_same else told.noting(_("the file was changed on the server since it was added"))

    def _copy(self, archive: zipfile.ZipFile, evidence: Evidence, name: str) -> tuple[int, str]:
        """Bytes and hash of what was copied."""
        info = zipfile.ZipInfo(name, timezone.localtime(evidence.added_at).timetuple()[:6])
        packs = evidence.media_type.startswith(_PACKED)
        info.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
        size, digest = 0, hashlib.sha256()
        with evidence.file.open("rb") as file, archive.open(info, "w", force_zip64=True) as target:
            while chunk := file.read(_CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                self._tell()
        return size, digest.hexdigest()

    def _tell(self) -> None:
        """Not at every chunk: each report is a write to the database."""
        if time.monotonic() - self._told >= _SECONDS_BETWEEN_REPORTS:
            self._progress(self._done, self._of)
            self._told = time.monotonic()


def heading_of(appendix: Appendix) -> str:
    """ "Appendix 3. 1.2. Seminars", in the language in force."""
    number = _("Appendix %(number)s") % {"number": appendix.number}
    if appendix.is_general:
        return f"{number}. {_('The project as a whole')}"
    return f"{number}. {appendix.measure}" if appendix.measure else number


def _row(evidence: Evidence) -> IndexRow:
    activity = evidence.activity
    row = IndexRow(
        number=f"{evidence.appendix.number}.{evidence.place}",
        type=str(EVIDENCE_LABELS[evidence.type]),
        caption=evidence.caption,
        activity=str(activity) if activity else "",
        day=evidence.taken_on or (activity.starts_on if activity else None),
        link=evidence.link,
        is_removed=evidence.removed_at is not None,
    )
    if not evidence.removed_at:
        return row
    told = {"day": date_format(timezone.localtime(evidence.removed_at), "d.m.Y"), "reason": evidence.remove_reason}
    return row.noting(_("Removed on %(day)s: %(reason)s") % told)


def _facts(project: Project) -> list[tuple[str, str]]:
    day = date_format(project.contract_date, "d.m.Y") if project.contract_date else ""
    facts = [
        (_("Project"), f"{project.ref} · {project.title}"),
        (_("Grantee"), project.grantee.name),
        (_("Customer body"), project.customer),
        (_("Contract"), " · ".join(part for part in (project.contract_number, day) if part)),
    ]
    return [(label, value) for label, value in facts if value]
