"""Everything that the forms of a project print, read once and the same for every format."""

from reports.dataset.build import report_data
from reports.dataset.model import ReportData

__all__ = ["ReportData", "report_data"]
