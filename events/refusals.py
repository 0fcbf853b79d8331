"""The words for this app's refusals: what happened, that nothing was lost, what to do. One line per code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rules.errors import AppError

MESSAGES: dict[str, str | Promise] = {
    "ref_taken": _("The short code %(ref)s is in use already. Choose another one or leave it empty."),
    "ref_reserved": _("The short code %(ref)s cannot be used. Choose another one or leave it empty."),
    "measure_of_another_project": _("This measure belongs to another project. Choose one of this project."),
    "project_of_another_organisation": _("This project is not in your organisation."),
    "kind_of_another_organisation": _("This kind of activity is not in your organisation."),
    "date_before_birth": _(
        "On this date one of the people counted here was not yet born. Correct the date or the birth year."
    ),
    "head_count_mode_unknown": _("Say whether the head count replaces the scanned people or is added to them."),
    "code_damaged": _("This code is damaged: a part is missing or was changed. Type the short code, or use the form."),
    "code_unknown": _("There is no such code in your organisation. Check the six letters and digits."),
    "code_revoked": _("This code was cancelled and counts nobody. The person can be given a new one."),
    "code_of_another_organisation": _("This code is genuine, but it is not from your organisation."),
    "person_withdrawn": _("This person's data were deleted at their request. Count them without data."),
    "undone_too_often": _("This phone's entry was undone too many times. Please ask the staff at the door."),
    "phone_forgotten": _("This phone is not remembered any more. Please fill in the form."),
    "activity_without_session": _("This activity has no day to count people at. Ask the organiser to add one."),
    "keys_used_up": _("No new codes can be signed. Please tell the administrator."),
    "form_from_elsewhere": _("This form was sent from another site. Open the activity's link once more."),
    "entry_undone": _("This entry was undone, so nobody was counted now. Open the page once more to count the person."),
    "door_missing": _("Choose the activity you are counting at."),
}


def words_for(code: str) -> str:
    """The words for one of this app's codes."""
    return str(MESSAGES[code])


def words_of(error: AppError) -> str:
    """The words for a refusal, with its particulars."""
    text = words_for(error.code)
    return text % error.params if error.params else text
