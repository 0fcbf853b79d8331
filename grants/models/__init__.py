"""Tables of the plan: who promised what to whom."""

from grants.models.accounts import ApiToken, Invitation, Membership, Role, User
from grants.models.audit import AuditEntry
from grants.models.directions import Direction, ExpectedResult, Partner
from grants.models.editions import Edition
from grants.models.jobs import Job, JobState
from grants.models.organisations import Grantee, Organisation
from grants.models.plan import CountingBasis, Indicator, Measure, Project, SatisfactionFormula, Task

__all__ = [
    "ApiToken",
    "AuditEntry",
    "CountingBasis",
    "Direction",
    "Edition",
    "ExpectedResult",
    "Grantee",
    "Indicator",
    "Invitation",
    "Job",
    "JobState",
    "Measure",
    "Membership",
    "Organisation",
    "Partner",
    "Project",
    "Role",
    "SatisfactionFormula",
    "Task",
    "User",
]
