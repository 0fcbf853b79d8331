"""What reports keep: typed texts, accepted findings, issued reports that never change, an organisation's own Word
templates, and who may read whose projects."""

from reports.models.issued import IssuedFile, IssuedReport
from reports.models.operator_texts import OperatorText, OperatorTextVersion
from reports.models.readers import ReadingGrant
from reports.models.texts import Acceptance, NarrativeText, NarrativeVersion
from reports.models.word_templates import WordTemplate

__all__ = [
    "Acceptance",
    "IssuedFile",
    "IssuedReport",
    "NarrativeText",
    "NarrativeVersion",
    "OperatorText",
    "OperatorTextVersion",
    "ReadingGrant",
    "WordTemplate",
]
