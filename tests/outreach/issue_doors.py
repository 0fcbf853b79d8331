"""Who gets through the doors of issued reports: for GET and POST, as tests/outreach/test_roles.py has them."""

_ALL, _OWNING, _EVERYBODY, _NOBODY = "OoSV", "O", "OoSV-", ""

ISSUE_DOORS = {
    "reports:issue": (_OWNING, _OWNING),
    "reports:issued": (_ALL, _NOBODY),
    "reports:issued_file": (_ALL, _NOBODY),
    "reports:verify": (_EVERYBODY, _EVERYBODY),
    "reports:verify_file": (_EVERYBODY, _EVERYBODY),
}
