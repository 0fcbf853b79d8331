"""What each kind of finding is called, in a few words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, str | Promise] = {
    "tables_differ": _("The tables differ"),
    "not_stated": _("Not stated"),
    "outside_bands": _("Outside the age bands"),
    "category_against_age": _("The category against the age"),
    "unlikely_status": _("An unlikely status"),
    "respondents_differ": _("Respondents and answered sheets differ"),
    "reported_differs": _("Reported and counted differ"),
    "unit_mixed": _("Families among people"),
    "outside_contract": _("Outside the contract's period"),
    "same_time_and_place": _("At the same time and place"),
    "same_place_other_grantee": _("Another grantee was there that day"),
    "session_outside_days": _("A session outside its activity's days"),
    "no_date": _("Without a date"),
    "no_people": _("Nobody counted"),
    "no_survey": _("Nobody asked"),
    "no_speaker": _("No speaker"),
    "no_link": _("Online without a link"),
    "no_publication": _("Nothing published"),
    "no_evidence": _("Documents missing"),
    "no_activity": _("A measure without activities"),
    "plan_unit": _("Planned in another unit"),
    "plan_not_met": _("Below the plan"),
    "plan_over_half": _("Far above the plan"),
    "shared_post": _("One publication at two activities"),
    "early_posts": _("Published before the activity"),
    "late_posts": _("Published late"),
    "posts_outside_contract": _("Published outside the contract's period"),
    "gone_posts": _("Publications that are gone"),
    "weak_posts": _("Weak links"),
    "unproved_posts": _("Publications without a document"),
    "few_answers": _("Few answers"),
    "few_pairs": _("Few people took both tests"),
    "narrative_figure": _("A figure in a text"),
}


def title_of(code: str) -> str:
    """The title of a code, in the reader's language; one that nobody has named is its own name."""
    return str(TITLES.get(code, code))
