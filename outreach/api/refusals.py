"""What the API refuses, in words; the codes are for programs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "not_signed_in": _("Sign in, or send a living token: Authorization: Bearer …"),
    "no_organisation": _("You are not a member of any organisation."),
    "csrf_failed": _("Send the X-CSRFToken header, or use a token instead of a browser's cookie."),
    "not_found": _("There is no such thing in your organisation."),
    "method_not_allowed": _("This address does not take this method."),
    "malformed": _("The body could not be read. Send one JSON object in UTF-8."),
    "invalid": _("Some fields are not right: see “fields”. Nothing was saved."),
}
