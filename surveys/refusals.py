"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "survey_closed": _("This survey is closed: it takes no more answers."),
    "no_survey_here": _("People do not meet at this kind of activity, so there is nobody to ask."),
}
