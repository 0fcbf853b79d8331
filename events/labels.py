"""Words for stored codes. Codes go through the program, labels only to people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.labels import CATEGORY_LABELS, Label
from rules.codes import NOT_STATED, OUTSIDE

GENDER_LABELS: dict[str, Label] = {"male": _("Men"), "female": _("Women"), NOT_STATED: _("Not stated")}
# One person's own answer, on forms.
GENDER_CHOICES: dict[str, Label] = {"male": _("Male"), "female": _("Female")}
# One person's own answer, on forms: shorter, in the first person where the language allows.
STATUS_CHOICES: dict[str, Label] = {
    "youth": _("Pupil, student, youth"),
    "children": _("Child"),
    "budget_workers": _("School, clinic or other budget-funded organisation"),
    "civil_servants": _("Civil servant"),
    "business": _("Entrepreneur, business"),
    "ngo_representatives": _("NGO, public association"),
    "unemployed": _("Unemployed at present"),
    "elderly_50_plus": _("Over 50, pensioner"),
    "persons_with_disability": _("Person with disability"),
    "other": _("Other"),
}
AGE_LABELS: dict[str, Label] = {
    "13-16": _("13–16"),
    "17-22": _("17–22"),
    "23-27": _("23–27"),
    "28-32": _("28–32"),
    "33-45": _("33–45"),
    "46-58": _("46–58"),
    "59+": _("59 and over"),
    OUTSIDE: _("Outside the bands"),
    NOT_STATED: _("Not stated"),
}
# Codes of rules.kinds.MATERIAL_KINDS; an organiser's own word stands for itself.
MATERIAL_LABELS: dict[str, Label] = {
    "leaflet": _("leaflet"),
    "brochure": _("brochure"),
    "booklet": _("booklet"),
    "poster": _("poster"),
    "other": _("other material"),
}
LANGUAGE_LABELS: dict[str, Label] = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}
LABELS: dict[str, dict[str, Label]] = {
    "gender": GENDER_LABELS,
    "category": CATEGORY_LABELS,
    "age": AGE_LABELS,
}
DIMENSION_LABELS: dict[str, Label] = {
    "gender": _("Gender"),
    "category": _("Social category"),
    "age": _("Age"),
}
# Confirming documents, by the codes of rules.kinds.EVIDENCE_TYPES.
EVIDENCE_LABELS: dict[str, Label] = {
    "programme": _("Programme"),
    "photo": _("Photo"),
    "video": _("Video"),
    "attendance_list": pgettext_lazy("document", "Attendance list"),
    "poster": _("Poster"),
    "resolution": _("Resolution"),
    "memorandum": _("Memorandum"),
    "register": _("Register"),
    "rules": _("Rules"),
    "protocol": pgettext_lazy("document", "Minutes"),
    "report": _("Report"),
    "material": _("Handout"),
    "links": _("Links"),
    "broadcast_certificate": _("Broadcast certificate"),
    "screenshot": _("Screenshot"),
    "methodical_material": _("Methodical material"),
    "presentation": _("Presentation"),
    "letter": _("Letter"),
    "other": _("Other document"),
}
# What an activity of a kind shows besides people, survey and media (rules.kinds.FEATURES).
FEATURE_LABELS: dict[str, Label] = {
    "speakers": _("Speakers"),
    "organisations": _("Represented organisations"),
    "materials": _("Leaflets and other materials"),
    "consultations": _("Register of consultations"),
    "contest": _("Contest or exhibition: entries, jury, winners"),
    "products": _("Products: videos, infographics and the like"),
    "memoranda": _("Memoranda"),
}
