"""Who gets through which door of the reports: a part of the table in tests/outreach/test_roles.py."""

ALL, EDITING = "OoSV", "Oo"
NOBODY = ""  # the method is not offered

# Address -> who may GET, who may POST.
REPORT_DOORS = {
    "reports:projects": (ALL, NOBODY),
    "reports:centre": (ALL, NOBODY),
    "reports:draft": (NOBODY, EDITING),
    "reports:attendance_list": (EDITING, EDITING),
    "reports:statistics": (ALL, NOBODY),
    "reports:findings": (ALL, EDITING),
    "reports:findings_count": (ALL, NOBODY),
    "reports:finding_withdraw": (NOBODY, EDITING),
    "reports:preview": (ALL, NOBODY),
    "reports:records": (ALL, NOBODY),
    "reports:texts": (ALL, NOBODY),
    "reports:text": (ALL, EDITING),
    "reports:text_versions": (ALL, NOBODY),
    "reports:text_version": (ALL, EDITING),
    "reports:statistics_export": (NOBODY, EDITING),
}
