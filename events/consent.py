"""The wordings of consent. A stored consent names its wording; a changed text gets a new name, the old one stays."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import ConsentKind

# On the participant's own phone, and said aloud or signed on paper with a member of staff.
OWN_PHONE = "own-phone-1"
WITH_STAFF = "with-staff-1"

Words = str | Promise

WORDINGS: dict[str, dict[str, Words]] = {
    OWN_PHONE: {
        ConsentKind.DATA: _("I agree to the collection and processing of my personal data"),
        ConsentKind.PHOTO: _("I agree to photos and video of me being taken and published"),
    },
    WITH_STAFF: {
        ConsentKind.DATA: _("The person agreed, aloud or on paper, to the processing of personal data"),
        ConsentKind.PHOTO: _("The person agreed to photos and video"),
    },
}
GUARDIAN: dict[str, Words] = {
    OWN_PHONE: _("My parent or legal representative agrees"),
    WITH_STAFF: _("The parent or legal representative agreed"),
}
ADULT_FROM = 18
# Stands in the ledger as the reason of rows that were only a withdrawn person's second session.
WITHDRAWN = "withdrawn"
