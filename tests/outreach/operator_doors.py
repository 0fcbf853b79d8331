"""Who gets through the doors of reading several grantees' projects: for GET and POST, as tests/outreach/test_roles.py
has them."""

_ALL, _OWNING, _NOBODY = "OoSV", "O", ""

OPERATOR_DOORS = {
    "reports:readers": (_ALL, _NOBODY),
    "reports:reading_ask": (_OWNING, _OWNING),
    "reports:reading_request": (_OWNING, _OWNING),
    "reports:reading_take_back": (_NOBODY, _OWNING),
    "reports:grantees": (_ALL, _NOBODY),
    "reports:across": (_ALL, _NOBODY),
    "reports:readable": (_ALL, _NOBODY),
    "reports:readable_file": (_ALL, _NOBODY),
}
