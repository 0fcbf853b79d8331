"""A document and a file on its way, and their addresses."""

import io
import uuid

from events.actions.evidence import EvidenceTold, keep_file
from events.actions.evidence_uploads import FileComing, begin_upload
from events.models import Activity
from grants.models import User
from tests.events.evidence_files import photo

OF_PROJECT = ("project_documents", "project_documents_add", "project_link_add", "documents_zip")


def evidence_of(activity: Activity, *, owner: User, mark: str) -> dict[str, object]:
    """What the addresses of evidence are filled with."""
    told = EvidenceTold("photo", f"{mark} сурет")
    place = {"project": activity.project, "activity": activity}
    kept = keep_file(**place, file=io.BytesIO(photo()), name=f"{mark}.jpg", told=told, by=owner).evidence
    coming = FileComing(uuid.uuid4(), f"{mark}.pdf", 1000)
    upload = begin_upload(**place, coming=coming, told=told, by=owner)
    return {
        **{f"events:{name}": {"ref": activity.project.ref} for name in OF_PROJECT},
        **{f"events:evidence{part}": {"number": kept.number} for part in ("", "_file", "_preview", "_remove")},
        **{f"events:upload{part}": {"number": upload.number} for part in ("", "_finish")},
    }
