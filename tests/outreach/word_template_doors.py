"""Who gets through the doors of an organisation's own Word templates: for GET and POST, as tests/outreach/test_roles.py
has them."""

_EDITING, _OWNING, _NOBODY = "Oo", "O", ""

WORD_TEMPLATE_DOORS = {
    "reports:word_templates": (_EDITING, _NOBODY),
    "reports:word_template": (_EDITING, _OWNING),
    "reports:word_template_file": (_EDITING, _NOBODY),
    "reports:word_template_retire": (_NOBODY, _OWNING),
    "reports:word_template_sample": (_EDITING, _NOBODY),
}
