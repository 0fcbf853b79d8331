"""What a kind of activity may bring with it. Codes; their labels are the apps'."""

# What an activity of a kind shows besides people, survey and media.
FEATURES = ("speakers", "organisations", "materials", "consultations", "contest", "products", "memoranda")

# Confirming documents. There is no identity document among them: no form needs one, copies are forbidden since 2024.
EVIDENCE_TYPES = (
    "programme",
    "photo",
    "video",
    "attendance_list",
    "poster",
    "resolution",
    "memorandum",
    "register",
    "rules",
    "protocol",
    "report",
    "material",
    "links",
    "broadcast_certificate",
    "screenshot",
    "methodical_material",
    "presentation",
    "letter",
    "other",
)

MATERIAL_KINDS = ("leaflet", "brochure", "booklet", "poster", "other")

PRODUCT_KINDS = (
    "video",
    "infographic",
    "demotivator",
    "methodology",
    "interview",
    "podcast",
    "banner",
    "collection",
    "other",
)

CHANNELS = ("in_person", "phone", "whatsapp", "site", "other")
# Who was advised; an activity that counts consultations takes all of them.
CLIENT_UNITS = ("person", "family", "organisation")
_UNIT_OF_COUNT = {"people": "person", "families": "family", "organisations": "organisation"}


def client_units(count_unit: str) -> tuple[str, ...]:
    """Whom an entry of the register may have advised, where the activity is counted in `count_unit`: one entry is one
    unit of its count, so a family is no entry of an activity that counts people."""
    if count_unit == "consultations":
        return CLIENT_UNITS
    return (_UNIT_OF_COUNT[count_unit],) if count_unit in _UNIT_OF_COUNT else ()
