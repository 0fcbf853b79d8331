"""Tables of what was held and who came."""

from events.models.activities import Activity, ActivityFormat, FieldSetting, Session, Speaker
from events.models.attendance import Attendance, Consent, ConsentKind, Source
from events.models.head_counts import HeadCount, HeadCountBasis, HeadCountMode, HeadCountPart
from events.models.kinds import ActivityKind, CountUnit
from events.models.materials import MaterialCount
from events.models.people import Person, PersonalCode, SigningKey

__all__ = [
    "Activity",
    "ActivityFormat",
    "ActivityKind",
    "Attendance",
    "Consent",
    "ConsentKind",
    "CountUnit",
    "FieldSetting",
    "HeadCount",
    "HeadCountBasis",
    "HeadCountMode",
    "HeadCountPart",
    "MaterialCount",
    "Person",
    "PersonalCode",
    "Session",
    "SigningKey",
    "Source",
    "Speaker",
]
