"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "no_links": _("There is no link in this text. A link looks like instagram.com/p/… or https://…"),
    "too_many_links": _("At most %(most)s links can be added at once. Paste the rest after these."),
    "link_missing": _("There is no link here. A link looks like instagram.com/p/… or https://… Nothing was changed."),
    "post_gone": _("Somebody has removed this publication meanwhile. Nothing was changed."),
    "last_mention_of_proved": _(
        "This is the only place of the publication, and numbers or documents belong to it. Nothing was removed yet."
    ),
}
