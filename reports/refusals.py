"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.word_templates.refusals import TEMPLATE_MESSAGES

MESSAGES: dict[str, str | Promise] = {
    "finding_gone": _(
        "This finding is not there any more: it was mended, or its figures are others now. Nothing was accepted; "
        "look at the list again."
    ),
    "finding_accepted_meanwhile": _(
        "This finding was accepted meanwhile with another reason: see the accepted ones. Yours is not saved. If it is "
        "the better one, take the other back and accept the finding with yours."
    ),
    "reason_too_short": _("Write a reason of %(least)s to %(most)s letters: it will stand in the report's annex."),
    "register_too_long": _(
        "The register has %(lines)s lines; a PDF can have %(most)s. Take the Excel file, or a shorter period."
    ),
    "period_upside_down": _("The period would end before it begins. Nothing was made: change one of its days."),
    "no_such_text": _("The reports of this project have no such text. Open it from the list of its texts."),
    "text_changed_meanwhile": _(
        "Somebody has changed this text meanwhile. Yours is not saved yet, and nothing is lost: both texts are here."
    ),
    "text_too_long": _(
        "This text has %(number)s letters; a report takes %(most)s. Nothing is lost: shorten it and save it again."
    ),
    "placeholder_unknown": _(
        "There is no placeholder {%(name)s} here. Did you mean {%(nearest)s}? "
        "Braces that are meant as braces are written twice: {{ and }}."
    ),
    "findings_open": _(
        "Not issued: %(number)s findings are neither mended nor accepted with a reason. Nothing was changed. "
        "Go through the list and issue the report then."
    ),
    "issued_file_damaged": _(
        "This file is not as it was issued any more: it is gone from the disk, or was changed there. It is not given "
        "out. Its hash is still here; ask the administrator to bring it back from a backup."
    ),
    "too_many_files": _("Too many files were compared from here. Please try again in %(minutes)s minutes."),
    "no_such_form": _("This form cannot be had in this edition or format. Choose another one."),
    "summary_lacks_reports": _(
        "Not issued: these projects have no issued final report: %(refs)s. Nothing was changed. Issue theirs first, or "
        "leave them out."
    ),
    "summary_projects_gone": _(
        "Some of these projects cannot be read any more. Nothing was made: choose the projects once more."
    ),
    "reading_request_expired": _("This link is older than 14 days. Nothing was opened. Ask for a new link."),
    "reading_of_itself": _("These projects are your own: you read them already. Nothing was changed."),
    **TEMPLATE_MESSAGES,
}
