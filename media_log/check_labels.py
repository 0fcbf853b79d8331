"""Words for what a look at a link found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from media_log.labels import Label

# Why nothing was found, by media_log.checker's codes.
PROBLEM_LABELS: dict[str, Label] = {
    "not_found": _("The site says that there is no such page."),
    "not_allowed": _("The site lets nobody look who has not signed in."),
    "log_in": _("The site shows its sign-in page instead of the publication."),
    "private": _("The owner shows this to few people only, or lets nobody see it outside the site."),
    "too_often": _("The site wants to be asked less often."),
    "robots": _("The site asks programs not to look at this page (robots.txt)."),
    "to_home": _("The site shows its home page instead of the publication. Open the link and check."),
    "odd_answer": _("The site gave an answer that tells nothing."),
    "server_error": _("The site has a fault at the moment."),
    "dns": _("There is no such site, or its name cannot be found at the moment."),
    "connect": _("The site does not answer."),
    "certificate": _("The site's certificate is not valid, so browsers warn of it too."),
    "too_slow": _("The site took too long to answer."),
    "too_large": _("The site sent more than a page can be."),
    "broken_off": _("The site broke the connection off."),
    "garbage": _("What the site sent is no web page."),
    "scheme": _("The link leads to something that is no web page."),
    "credentials": _("The link has a password in it."),
    "port": _("The link leads to a place that browsers do not open by themselves."),
    "not_public": _("The link leads into a closed network that nobody outside can open."),
    "unreadable": _("This link cannot be read."),
    "loop": _("The link leads round in a circle."),
    "too_many_redirects": _("The link leads from page to page without end."),
}
