"""Forms of the media log: they read and check what was entered; actions decide and write."""

from media_log.forms.lists import ProjectForm
from media_log.forms.paste import PasteForm

__all__ = ["PasteForm", "ProjectForm"]
