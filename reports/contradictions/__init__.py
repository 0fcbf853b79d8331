"""What in a project does not add up, found from the same queries that its reports print."""

from reports.contradictions.check import contradictions
from reports.contradictions.findings import CODES, Finding, Severity

__all__ = ["CODES", "Finding", "Severity", "contradictions"]
