"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "finding_gone": _(
        "This finding is not there any more: it was mended, or its figures are others now. Nothing was accepted; "
        "look at the list again."
    ),
    "reason_too_short": _("Write a reason of %(least)s to %(most)s letters: it will stand in the report's annex."),
    "register_too_long": _(
        "The register has %(lines)s lines; a PDF can have %(most)s. Take the Excel file, or a shorter period."
    ),
    "period_upside_down": _("The period would end before it begins. Nothing was made: change one of its days."),
    "no_such_form": _("This form cannot be had in this edition or format. Choose another one."),
}
