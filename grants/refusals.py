"""The words for this app's refusals: what happened, that nothing was lost, what to do. One line per code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "last_owner": _("An organisation needs an owner. Make somebody else an owner first."),
    "invitation_used": _("This invitation has already been used. Ask the owner for a new link."),
    "invitation_expired": _("This invitation is older than 7 days. Ask the owner for a new link."),
    "invitation_revoked": _("This invitation was withdrawn. Ask the owner for a new link."),
    "email_taken": _("This e-mail already has an account. Sign in, then open the link once more."),
    "organisation_name_taken": _("There is already an organisation with this name. Write the name in full."),
    "has_organisation": _("You already belong to an organisation. The administrator of the installation adds another."),
    "grantee_name_taken": _("There is already a grantee with this name."),
    "project_ref_taken": _("Another project already has this short code. Choose another one."),
    "project_ref_reserved": _("This short code cannot stand in an address. Choose another one."),
    "formula_is_fixed": _(
        "People have already said how satisfied they were, so the formula cannot change any more. Nothing was lost."
    ),
    "task_number_taken": _("Another task already has this number."),
    "measure_number_taken": _("Another measure already has this number."),
    "indicator_taken": _("This is already counted here. Change the existing indicator instead."),
    "direction_number_taken": _("Another direction already has this number."),
    "result_number_taken": _("Another expected result already has this number."),
    "project_without_direction": _(
        "This project is of no direction of the list yet. Choose it on the page of the project's contract first."
    ),
    "task_in_use": _("This task has measures. Move or delete them first. Nothing was deleted."),
    "measure_in_use": _("Activities belong to this measure. Move them to another measure first. Nothing was deleted."),
}
