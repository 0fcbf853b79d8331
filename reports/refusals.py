"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "no_such_form": _("This form cannot be had in this edition or format. Choose another one."),
}
