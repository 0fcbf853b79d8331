"""Small real files for tests of confirming documents, and documents kept by the real action."""

import io

from PIL import Image

from events.actions.evidence import EvidenceTold, keep_file, keep_link


def jpeg(colour: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture; another colour is another file."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def text(words: str = "Тізім") -> bytes:
    """A plain text file."""
    return words.encode()


def kept(activity, content: bytes, *, name: str = "IMG_1.jpg", type: str = "photo", project=None, **told):
    """A file kept at an activity, or with a project at the project as a whole."""
    said = EvidenceTold(type, **told)
    place = {"project": project or activity.project, "activity": activity}
    return keep_file(**place, file=io.BytesIO(content), name=name, told=said, by=None).evidence


def linked(activity, link: str = "https://example.kz/v", *, type: str = "video", project=None, **told):
    """A link kept at an activity, or with a project at the project as a whole."""
    place = {"project": project or activity.project, "activity": activity}
    return keep_link(**place, link=link, told=EvidenceTold(type, **told), by=None).evidence
