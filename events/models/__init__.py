"""Tables of what was held and who came."""

from events.models.activities import Activity, ActivityFormat, FieldSetting, Series, Session, Speaker
from events.models.attendance import Attendance, Consent, ConsentKind, Source
from events.models.devices import Device, Scan, ScannerLink, ScanOutcome
from events.models.head_counts import HeadCount, HeadCountBasis, HeadCountMode, HeadCountPart
from events.models.kinds import ActivityKind, CountUnit
from events.models.materials import MaterialCount
from events.models.paper import Sheet, SheetMark, SheetPhoto
from events.models.people import DifferentPeople, Person, PersonalCode, PersonMerge, SigningKey
from events.models.registrations import Registration, RegistrationState, Signature

__all__ = [
    "Activity",
    "ActivityFormat",
    "ActivityKind",
    "Attendance",
    "Consent",
    "ConsentKind",
    "CountUnit",
    "Device",
    "DifferentPeople",
    "FieldSetting",
    "HeadCount",
    "HeadCountBasis",
    "HeadCountMode",
    "HeadCountPart",
    "MaterialCount",
    "Person",
    "PersonMerge",
    "PersonalCode",
    "Registration",
    "RegistrationState",
    "Scan",
    "ScanOutcome",
    "ScannerLink",
    "Series",
    "Session",
    "Sheet",
    "SheetMark",
    "SheetPhoto",
    "Signature",
    "SigningKey",
    "Source",
    "Speaker",
]
