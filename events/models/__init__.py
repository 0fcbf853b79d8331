"""Tables of what was held and who came."""

from events.models.activities import Activity, ActivityFormat, FieldSetting, Series, Session, Speaker
from events.models.attendance import Attendance, Consent, ConsentKind, Source
from events.models.consultations import Channel, ClientUnit, Consultation, Subject
from events.models.contests import Contest, ContestEntry, JuryMember, NameConsent, Nomination
from events.models.devices import Device, Scan, ScannerLink, ScanOutcome
from events.models.evidence import Appendix, Evidence, EvidenceUpload, PeopleShown
from events.models.feeds import CalendarFeed
from events.models.head_counts import HeadCount, HeadCountBasis, HeadCountMode, HeadCountPart
from events.models.kinds import ActivityKind, CountUnit
from events.models.materials import CounterUndo, Material, MaterialCount, Point
from events.models.paper import Sheet, SheetMark, SheetPhoto
from events.models.partners import Involvement, Memorandum, PartnerRole
from events.models.people import DifferentPeople, Person, PersonalCode, PersonMerge, SigningKey
from events.models.products import NoteKind, Product, ProjectNote
from events.models.registrations import Registration, RegistrationState, Signature
from events.models.represented import Represented, RepresentedAt

__all__ = [
    "Activity",
    "ActivityFormat",
    "ActivityKind",
    "Appendix",
    "Attendance",
    "CalendarFeed",
    "Channel",
    "ClientUnit",
    "Consent",
    "ConsentKind",
    "Consultation",
    "Contest",
    "ContestEntry",
    "CountUnit",
    "CounterUndo",
    "Device",
    "DifferentPeople",
    "Evidence",
    "EvidenceUpload",
    "FieldSetting",
    "HeadCount",
    "HeadCountBasis",
    "HeadCountMode",
    "HeadCountPart",
    "Involvement",
    "JuryMember",
    "Material",
    "MaterialCount",
    "Memorandum",
    "NameConsent",
    "Nomination",
    "NoteKind",
    "PartnerRole",
    "PeopleShown",
    "Person",
    "PersonMerge",
    "PersonalCode",
    "Point",
    "Product",
    "ProjectNote",
    "Registration",
    "RegistrationState",
    "Represented",
    "RepresentedAt",
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
    "Subject",
]
