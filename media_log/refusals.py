"""What this app refuses, in words: what happened, that nothing was lost, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media_log.reading_words import FILE_WORDS

MESSAGES: dict[str, str | Promise] = {
    "no_links": _("There is no link in this text. A link looks like instagram.com/p/… or https://…"),
    "too_many_links": _("At most %(most)s links can be added at once. Paste the rest after these."),
    "link_missing": _("There is no link here. A link looks like instagram.com/p/… or https://… Nothing was changed."),
    "post_gone": _("Somebody has removed this publication meanwhile. Nothing was changed."),
    "last_mention_of_proved": _(
        "This is the only place of the publication, and numbers or documents belong to it. Nothing was removed yet."
    ),
    # Publications without a link
    "unlinked_unclear": _("Write where it was and what it was about in letters: by them it is known again."),
    "unlinked_period": _("The last day is before the first, or years later. Correct one of them."),
    "unlinked_elsewhere": _(
        "This publication is in the log already, at %(places)s. Nothing was lost: write why it belongs here too, "
        "or correct the outlet, the day or the title."
    ),
    "unlinked_taken": _(
        "Another publication in the log has this outlet, day and title. Nothing was changed: correct one of the three, "
        "or open the one that is there."
    ),
    "not_unlinked": _("This publication has a link by now, or was removed meanwhile. Open the list again."),
    "reading_says_nothing": _("Write at least one number. To take the whole line away, delete it."),
    "reading_day_taken": _("There is a reading of this day already. Correct that one, or choose another day."),
    "page_merged_with_itself": _("A page cannot be put together with itself. Choose the other one."),
    "page_of_another_platform": _("This page is on another platform. Choose one of the same platform."),
    "numbers_not_ready": _("The table is still being looked at. Wait until its page shows what would change."),
    "numbers_gone": _("The table is no longer kept, so nothing was stored. Please send it once more."),
    **{f"table_{code}": words for code, words in FILE_WORDS.items()},
    "link_checks_off": _("Looking at links is switched off on this installation. Everything else works."),
    "looked_just_now": _("This link was looked at just now. Wait two minutes before the next look."),
    "no_link_to_look_at": _("This publication has no link. Nothing was changed."),
    "too_many_looks": _("Many links were looked at in a short time. Try again in %(minutes)s min; nothing was lost."),
    "page_says_no_day": _("The page does not say when it was published. Nothing was changed."),
    "too_many_posts": _(
        "A workbook holds at most %(most)s publications. Limit the list, or take the CSV file: it holds any number."
    ),
    "one_link": _("One publication has one link. Paste only its own here."),
    "plan_of_another_project": _("This activity belongs to another project. Choose one of this project."),
    "line_is_done": _("A publication stands for this line of the plan. Open the line again first."),
    "line_has_other_post": _("Another publication stands for this line already. Open the line again first."),
    "post_stands_already": _("This publication stands for another line of the plan already."),
    "digest_too_large": _(
        "There are more than %(most)s publications in this period. Nothing was made: choose a shorter one."
    ),
}
