"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.importing.words import FILE_WORDS

MESSAGES: dict[str, str | Promise] = {
    "survey_closed": _("This survey is closed: it takes no more answers."),
    "no_survey_here": _("People do not meet at this kind of activity, so there is nobody to ask."),
    "version_not_published": _("This questionnaire is still a draft. Publish it first, then ask with it."),
    "test_needs_pairs": _("A test before and after compares the same people, so it cannot be anonymous."),
    "survey_here_already": _("This activity has a satisfaction survey already."),
    "survey_elsewhere": _("The activity belongs to another project."),
    "cross_is_routed": _(
        "One of these questions is only shown after certain answers to the other, so their table cannot be "
        "published: it would tell what single people answered."
    ),
    "no_such_door": _("This survey has no such door: only a test is answered before and after."),
    "mode_is_fixed": _("Somebody has answered already: what was promised to them cannot change any more."),
    "draft_changed": _(
        "Somebody has changed this questionnaire meanwhile, or you have it open twice. Nothing was overwritten: "
        "open it again."
    ),
    "version_is_published": _("This version is published and does not change any more. Begin a new version."),
    "draft_has_faults": _("Something is still missing in this questionnaire. See the list above its questions."),
    "questionnaire_retired": _("This questionnaire is retired. Bring it back first, then begin a new version."),
    "survey_answered": _("Somebody has answered already, so this survey cannot be deleted. You can close it."),
    "version_not_newer": _("Only a newer published version of the same questionnaire can take its place."),
    "quota_question_unknown": _("Quotas are planned by questions with one answer. Choose them once more."),
    "links_too_many": _("At most %(most)s personal links fit into one survey. No link was made."),
    "name_too_long": _("A name has at most %(most)s letters: one person a line. No link was made."),
    "paper_typed_before": _("Sheet %(number)s was typed before, with other answers. Look at its number once more."),
    "sheet_elsewhere": _("This sheet’s id belongs to a sheet of another survey. Make a new one."),
    "code_typed_before": _("Somebody with this code has a sheet here already. Look at the code once more."),
    "import_not_ready": _("Some columns or values of the file still wait for a decision. Nothing was brought in."),
    "import_meanwhile": _("Somebody answered at that very moment. Nothing was brought in: please try again."),
    "import_gone": _("The file is no longer kept, so nothing was brought in. Please send it once more."),
    **{f"answers_{code}": words for code, words in FILE_WORDS.items()},
}
