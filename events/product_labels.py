"""Words for things made."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from grants.labels import Label

PRODUCT_LABELS: dict[str, Label] = {
    "video": _("video clip"),
    "infographic": _("infographic"),
    "demotivator": _("demotivator"),
    "methodology": _("methodology"),
    "interview": _("filmed interview"),
    "podcast": _("podcast episode"),
    "banner": _("banner"),
    "collection": _("collection of materials"),
    "other": _("something else made"),
}
_NUMBERED = {
    "video": ngettext_lazy("%(n)s video clip", "%(n)s video clips", "n"),
    "infographic": ngettext_lazy("%(n)s infographic", "%(n)s infographics", "n"),
    "demotivator": ngettext_lazy("%(n)s demotivator", "%(n)s demotivators", "n"),
    "methodology": ngettext_lazy("%(n)s methodology", "%(n)s methodologies", "n"),
    "interview": ngettext_lazy("%(n)s filmed interview", "%(n)s filmed interviews", "n"),
    "podcast": ngettext_lazy("%(n)s podcast episode", "%(n)s podcast episodes", "n"),
    "banner": ngettext_lazy("%(n)s banner", "%(n)s banners", "n"),
    "collection": ngettext_lazy("%(n)s collection of materials", "%(n)s collections of materials", "n"),
    "other": ngettext_lazy("%(n)s other thing", "%(n)s other things", "n"),
}


def made_in_words(kind: str, number: int) -> str:
    """A number of things of a kind, such as "10 demotivators"."""
    return str(_NUMBERED[kind] % {"n": number})
