"""Who gets through the doors of reading several grantees' projects: for GET and POST, as tests/outreach/test_roles.py
has them."""

_ALL, _EDITING, _OWNING, _NOBODY = "OoSV", "Oo", "O", ""

OPERATOR_DOORS = {
    "reports:readers": (_ALL, _NOBODY),
    "reports:reading_ask": (_OWNING, _OWNING),
    "reports:reading_request": (_OWNING, _OWNING),
    "reports:reading_take_back": (_NOBODY, _OWNING),
    "reports:grantees": (_ALL, _NOBODY),
    "reports:across": (_ALL, _NOBODY),
    "reports:summary": (_ALL, _NOBODY),
    "reports:summary_draft": (_NOBODY, _EDITING),
    "reports:summary_issue": (_OWNING, _OWNING),
    "reports:summary_issued": (_ALL, _NOBODY),
    "reports:summary_issued_file": (_ALL, _NOBODY),
    "reports:summary_text": (_ALL, _EDITING),
    "reports:summary_text_versions": (_ALL, _NOBODY),
    "reports:summary_text_version": (_ALL, _EDITING),
    "reports:readable": (_ALL, _NOBODY),
    "reports:readable_file": (_ALL, _NOBODY),
}
