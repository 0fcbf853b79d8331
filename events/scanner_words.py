"""Every word the scanner app shows, handed to its scripts by json_script: {name} is filled in there.

The keys are what the scripts ask for; a key that no script uses, or the other way round, fails a test.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.consent import GUARDIAN, WITH_STAFF, WORDINGS
from events.forms.people import EARLIEST_YEAR, YOUNGEST, EntryForm, FactsForm, WalkInForm
from events.labels import GENDER_CHOICES, GENDER_LABELS, STATUS_CHOICES
from events.models import ConsentKind
from events.refusals import MESSAGES
from events.scanner_notices import NOTICES
from grants.labels import Label
from rules.ages import OLDEST
from rules.codes import AGE_BANDS, OUTSIDE

# An act's answer: one word for the colour, then what it means.
ANSWERS = {
    "new": pgettext_lazy("one person, at the door", "Checked in"),
    "already": _("Already here"),
    "saved": _("Saved on this phone"),
    "refused": _("Not counted"),
    "saved_why": _("Not confirmed yet. It is sent by itself as soon as there is a network."),
    "unverified_why": _("Saved, not verified: this phone could not check the code. It is sent by itself later."),
    "ready": _("Show the QR to the camera"),
    "ready_without_camera": _("Ready for the next person"),
    "checking": _("One moment…"),
    "since": _("Since {time}"),
    "since_door": _("Since {time}, {door}"),
    "in_total": _("In total: {n}"),
    "how_many": _("People: {n}"),
    "waiting": _("Waiting: {n}"),
    "all_sent": _("Everything is sent"),
    "send_now": _("Send"),
    "sending": _("Sending…"),
    "offline": _("No network"),
    "ready_offline": _("go on scanning"),
}
# Buttons and the names of screens.
SCREENS = {
    "scanner": _("Scanner"),
    "back": _("Back"),
    "menu": _("Menu"),
    "torch_on": _("Torch on"),
    "torch_off": _("Torch off"),
    "type_code": _("Type the code"),
    "no_code": _("Without a code"),
    "count": _("Count"),
    "count_without_data": _("Count without data"),
    "short_code": EntryForm.base_fields["entry"].label,
    "short_code_help": EntryForm.base_fields["entry"].help_text,
    "usb_help": _("A scanner on a cable needs no field: just scan."),
    "by_name": _("Find by name"),
    "by_name_help": _("Two letters are enough. It also works without a network."),
    "by_name_none": _("Nobody like this is on the list. Take the form instead."),
    "form": _("Fill in the form"),
    "form_title": _("Person without a code"),
    "form_note": _("Name, gender, age, if the person agrees. Otherwise count without data."),
    "group": _("Family or class"),
    "group_note": _("Several people at once, by gender and age, without names."),
    "group_line": _("Group {n}"),
    "group_add": _("One more group"),
    "group_remove": _("Remove"),
    "group_total": _("In total: {n}"),
    "group_count": _("How many people"),
    "group_age": _("Age, if it is the same for all"),
    "group_statuses": _("Which of these are they?"),
    "group_none": _("Write how many people there are, from 1 to 200."),
    "not_stated": _("Not stated"),
    "optional": _("may stay empty"),
    "only_minor": _("Only if the person is under 18:"),
    "signature": _("Signature"),
    "signature_ask": _("Please sign with a finger"),
    "signature_clear": _("Clear"),
    "signature_done": _("Done"),
    "signature_skip": _("Without a signature"),
    "signature_on_paper": _("I cannot sign here; I will sign the paper list"),
    "recent": _("Last scans"),
    "recent_none": _("Nothing has been scanned yet."),
    "state_saved": _("Waiting to be sent"),
    "state_kept": _("With the organiser, to be looked at"),
    "anonymous": _("Without a name"),
}
BEGINNING = {
    "claim_title": _("This phone becomes a scanner"),
    "claim_note": _("You can then check people in at the activity whose code you scanned, and nothing else."),
    "claim_label": _("Name of the phone"),
    "claim_label_help": _("Such as “Aru's phone”: the organiser sees which phone still holds scans."),
    "claim_go": _("Continue"),
    "claim_again": _("This phone is a scanner already, for {what}. It will change to the new activity."),
    "claim_keep": _("Stay with {what}"),
    "welcome": _("Ask the organiser for the scanner's QR and scan it with this phone's camera."),
    "welcome_note": _("It opens this page again and makes the phone a scanner."),
    "choose_title": _("Where do you check people in?"),
    "choose_for": _("Scanner for {organisation}"),
    "choose_activity": _("Activity"),
    "choose_session": _("Day or part"),
    "choose_door": _("Door"),
    "choose_door_help": _("Such as “main entrance”. It is shown when somebody comes twice."),
    "choose_go": _("Start scanning"),
    "choose_none": _("There is no activity to check people in at. Ask the organiser."),
    "session_n": _("Part {n}"),
    "is_closed": _("closed"),
    "ended_title": _("This phone is no longer a scanner"),
    "ended_none": _("Nothing is left on it: everything was sent."),
    "ended_unsent": _("Scans still on this phone: {n}. They are not lost."),
    "ended_todo": _(
        "Save the rescue file and give it to the organiser, or scan a new scanner's QR: then they are sent."
    ),
}
COUNTER = {
    "counter": _("Counter"),
    "counter_codes": _("Scan codes"),
    "counter_start": _("Start counting"),
    "counter_where": _("What do you hand out, and where?"),
    "counter_point": _("Point"),
    "counter_material": _("Leaflet or brochure"),
    "counter_no_material": _("Nothing, only people"),
    "counter_choose_point": _("Choose the point where you stand."),
    "counter_choose_material": _("Choose what you hand out."),
    "counter_mine": _("Me today"),
    "counter_all": _("All phones"),
    "counter_age": pgettext_lazy("the age was not seen, on a button", "Age?"),
    "counter_unseen": pgettext_lazy("neither gender nor age was seen, on a button", "Not seen"),
    "counter_undo": _("Undo"),
    "counter_undone": _("Undone: {who}"),
    "counter_undone_badge": pgettext_lazy("a count on the counter", "Undone"),
    "counter_counted": _("Counted: {who}"),
    "counter_several": _("Several"),
    "counter_several_note": _("How many people alike? Then press their age once."),
    "counter_other": _("Another number"),
    "counter_other_go": _("Take this number"),
    "counter_next": _("The next press counts: {n}"),
}
CAMERA = {
    "camera": _("Camera"),
    "camera_start": _("Start the camera"),
    "camera_starting": _("The camera is starting…"),
    "camera_choose": _("Which camera"),
    "camera_default": _("Back camera"),
    "camera_n": _("Camera {n}"),
    "camera_insecure": _("Browsers give the camera only to https addresses. Photograph the code instead, or type it."),
    "camera_denied": _("The browser does not let this page use the camera. Allow it in the browser's settings."),
    "camera_none": _("No camera was found. Photograph the code, type it or use a scanner on a cable."),
    "camera_busy": _("Another app uses the camera. Close it and try again."),
    "camera_broken": _("Codes cannot be read in this browser. Type the short code instead."),
    "camera_again": _("Try again"),
    "photo": _("Photograph the code"),
    "photo_reading": _("Reading the photo…"),
    "photo_nothing": _("No code was found in the photo. Go closer, hold the phone still and try again."),
}
MENU = {
    "menu_where": _("Activity and door"),
    "menu_sound": _("Sound"),
    "menu_vibration": _("Vibration"),
    "on": _("on"),
    "off": _("off"),
    "menu_language": _("Language"),
    "menu_rescue": _("Rescue file"),
    "menu_about": _("About this phone"),
    "menu_leave": _("Stop being a scanner"),
    "rescue_note": _(
        "All scans of this phone that are not sent yet, locked so that only the server can read them. "
        "Sending the file twice counts nobody twice."
    ),
    "rescue_save": _("Save the rescue file"),
    "rescue_send": _("Send a rescue file"),
    "rescue_saved": _("The file was saved. Give it to the organiser."),
    "rescue_cannot": _("This page cannot lock a file: it was not opened at an https address. Send the scans instead."),
    "rescue_none": _("Nothing waits on this phone, so there is no file to save."),
    "rescue_sent": _("The file was read. Scans in it: {n}."),
    "rescue_failed": _("The file could not be sent. It is still on this phone: try again with a network."),
    "leave_title": _("Stop being a scanner?"),
    "leave_note": _("The phone forgets the list of people and gives its access back."),
    "leave_unsent": _("Scans not sent yet: {n}. Send them or save the rescue file first."),
    "leave_go": _("Yes, stop"),
    "about_version": _("Version"),
    "about_offline": _("Works without a network"),
    "about_verifies": _("Checks codes by itself"),
    "about_storage": _("Storage"),
    "about_storage_kept": _("kept by the browser"),
    "about_storage_loose": _("the browser may clear it when space is short"),
    "about_contact": _("Last contact with the server"),
    "about_phone": _("This phone"),
    "about_until": _("Scanner until"),
    "about_never": _("not yet"),
    "yes": _("yes"),
    "no": _("no"),
    "update": _("A new version is ready."),
    "update_go": _("Restart now"),
}
# The counter's rows, short enough for a button.
SEEN_BANDS: dict[str, Label] = {OUTSIDE: _("Under 13"), **{code: code.replace("-", "–") for code in AGE_BANDS}}
# What comes back as a code: the server's own words, and those of what only the phone finds out.
REFUSALS = {
    **{
        code: MESSAGES[code]
        for code in (
            "code_damaged",
            "code_unknown",
            "code_revoked",
            "code_of_another_organisation",
            "person_withdrawn",
            "activity_closed",
            "device_revoked",
            "device_expired",
            "scanner_link_unknown",
            "scanner_link_revoked",
            "scanner_link_expired",
        )
    },
    "not_a_code": _("This is not a personal code of ours. Look for the code that the participant was given."),
    "activity_cancelled": _("This activity was cancelled, so nobody can be counted at it."),
    "not_signed_in": _("This phone's access has ended. Nothing is lost: ask the organiser for a new QR."),
    "no_network": _("There is no network. The first time needs one: go where there is signal and try again."),
    "not_claimed": _("This phone is not a scanner yet. Scan the organiser's QR."),
    "activity_not_chosen": _("Choose the activity you are counting at."),
    "otherwise": _("This could not be done. Nothing was lost."),
    "consent_missing": WalkInForm.consent_missing,
    "guardian_missing": WalkInForm.guardian_missing,
    "age_unreadable": _("Write the age in years, such as 19, or the year of birth with four digits."),
    "name_missing": _("Please write the name."),
    "phone_missing": _("Please write the phone number."),
}
FORM = {
    "consent": WORDINGS[WITH_STAFF][ConsentKind.DATA],
    "consent_photo": WORDINGS[WITH_STAFF][ConsentKind.PHOTO],
    "guardian": GUARDIAN[WITH_STAFF],
    "gender": FactsForm.base_fields["gender"].label,
    "age": FactsForm.base_fields["age"].label,
    "statuses": _("Which of these is the person?"),
    "name": _("First name and surname"),
    "phone": _("Phone"),
}


def words() -> dict[str, str]:
    """All of them by key, in the active language."""
    parts: tuple[dict[str, Any], ...] = (ANSWERS, SCREENS, BEGINNING, COUNTER, CAMERA, MENU, REFUSALS, FORM, NOTICES)
    return {key: str(text) for part in parts for key, text in part.items()}


def choices() -> dict[str, Any]:
    """What forms offer, as [code, words] pairs, and between which numbers an age or a year of birth lies."""
    return {
        "genders": [[code, str(label)] for code, label in GENDER_CHOICES.items()],
        "statuses": [[code, str(label)] for code, label in STATUS_CHOICES.items()],
        "columns": [[code, str(GENDER_LABELS[code])] for code in ("female", "male")],
        "bands": [[code, str(label)] for code, label in SEEN_BANDS.items()],
        "ages": [YOUNGEST, OLDEST],
        "firstYear": EARLIEST_YEAR,
    }
