"""The words for this app's refusals: what happened, that nothing was lost, what to do. One line per code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rules.errors import AppError

MESSAGES: dict[str, str | Promise] = {
    "ref_taken": _("The short code %(ref)s is in use already. Choose another one or leave it empty."),
    "ref_reserved": _("The short code %(ref)s cannot be used. Choose another one or leave it empty."),
    "measure_of_another_project": _("This measure belongs to another project. Choose one of this project."),
    "project_of_another_organisation": _("This project is not in your organisation."),
    "kind_of_another_organisation": _("This kind of activity is not in your organisation."),
    "date_before_birth": _(
        "On this date one of the people counted here was not yet born. Correct the date or the birth year."
    ),
    "kind_is_shared": _("Every organisation has this kind, so it cannot be changed here."),
    "kind_name_taken": _("There is a kind named «%(name)s» already. Use it, or choose another name."),
    "partner_name_taken": _("This organisation is in the list already. Choose it there, or write another name."),
    "partner_involved_twice": _("«%(name)s» stands here twice in the same role. Nothing was lost: leave one out."),
    "memorandum_taken": _(
        "A memorandum with this partner, number and date is in the list already. Nothing was lost: "
        "change the number or the date, or open the one that is there."
    ),
    "too_many_activities": _("At most %(most)s activities are made at once. Make the rest afterwards."),
    "day_impossible": _("One of the days would fall into a year that cannot be meant. Nothing was moved."),
    "no_activity_chosen": _("Choose at least one activity."),
    "contest_not_here": _("This kind of activity has no contest. Choose another kind first."),
    "nomination_in_use": _("Entries belong to the nomination «%(title)s». Move them first. Nothing was deleted."),
    "nomination_twice": _("The nomination «%(title)s» stands here twice. Nothing was lost: leave one out."),
    "jury_without_consent": _("A member of the jury is named only with their consent: tick it, or leave them out."),
    "jury_twice": _("«%(name)s» stands in the jury twice. Nothing was lost: leave one out."),
    "nomination_of_another_contest": _("This nomination belongs to another contest. Choose one of this contest."),
    "name_without_consent": _("A name is kept only with consent. Say whose consent there is, or leave the name out."),
    "guardian_needed": _(
        "Under 18 the legal representative's consent is needed. Choose it, or leave the name out and keep the age."
    ),
    "age_for_consent": _("Write the age: under 18 the legal representative has to consent."),
    "head_count_mode_unknown": _("Say whether the head count replaces the scanned people or is added to them."),
    "code_damaged": _("This code is damaged: a part is missing or was changed. Type the short code, or use the form."),
    "code_unknown": _("There is no such code in your organisation. Check the six letters and digits."),
    "code_revoked": _("This code was cancelled and counts nobody. The person can be given a new one."),
    "code_of_another_organisation": _("This code is genuine, but it is not from your organisation."),
    "person_withdrawn": _("This person's data were deleted at their request. Count them without data."),
    "undone_too_often": _("This phone's entry was undone too many times. Please ask the staff at the door."),
    "phone_forgotten": _("This phone is not remembered any more. Please fill in the form."),
    "activity_without_session": _("This activity has no day to count people at. Ask the organiser to add one."),
    "keys_used_up": _("No new codes can be signed. Please tell the administrator."),
    "form_from_elsewhere": _("This form was sent from another site. Open the activity's link once more."),
    "entry_undone": _("This entry was undone, so nobody was counted now. Open the page once more to count the person."),
    "already_counted": _("This person has been counted again meanwhile, so nothing has to be brought back."),
    "entry_replaced": _("This entry was corrected or brought back already. Look at the newer entry in the list."),
    "sheet_row_counted": _(
        "This row of the paper list was entered again meanwhile, so nothing has to be brought back."
    ),
    "sheet_rows": _("A paper list has 1 to %(most)s rows."),
    "not_on_sheet": _("This row is not on this list: it has rows %(first)s to %(last)s."),
    "sheet_row_taken": _("Somebody has just entered row %(row)s. Look at it before you change it."),
    "photo_missing": _("No picture was chosen. Choose a photograph of the list."),
    "photo_too_big": _("This picture is too big. A photograph of up to %(most)s MB is taken; nothing else was lost."),
    "photo_unreadable": _("This is no photograph that can be read. Take a JPEG, PNG or WebP picture."),
    "too_many_photos": _("A list has at most %(most)s photographs. Delete one that is not needed."),
    "too_many_cards": _("At most %(most)s new cards are made at once. Print the rest afterwards."),
    "merge_same_person": _("This is one and the same entry of the list. Choose another person."),
    "merged_already": _("One of the two was put together with somebody else already. Open the list again to see it."),
    "merge_undo_later_first": _("Another person was put together with this one later. Undo that first, then this."),
    "scan_without_activity": _("This scan's activity is gone. Say first at which activity it was made."),
    "scan_tells_nobody": _("The phone sent a code, not a form. Count the person, or somebody without data."),
    "door_missing": _("Choose the activity you are counting at."),
    "registration_closed": _("Registration is closed. You may come without registering if there is room."),
    "activity_over": _("This activity is over."),
    "registered_too_often": _("This phone was registered and cancelled too many times. Please ask the organiser."),
    "session_without_day": _("Choose the day of this session."),
    "session_before_activity": _(
        "The activity has no date yet, or begins later. Change the date of the activity first."
    ),
    "session_ends_early": _("This session would end before it begins. Correct one of the times."),
    "session_is_first": _("The first session stays: it goes with the date of the activity."),
    "session_in_use": _("People were counted at this session or a paper list was printed for it, so it stays."),
    "too_many_sessions": _("An activity has at most %(most)s sessions."),
    "series_without_title": _("Write the title of the series."),
    "activity_of_another_project": _("This activity belongs to another project. A series is of one project."),
    "scanner_link_unknown": _("This QR code makes no scanner. Ask the organiser for the present one."),
    "scanner_link_revoked": _("The organiser has ended this link. Ask for a new QR code."),
    "scanner_link_expired": _("The time of this link is over. Ask the organiser for a new QR code."),
    "scanner_link_hours": _("Say for how many hours, from 1 to %(most)s."),
    "device_revoked": _("The organiser has ended this phone's access. What it scanned before that is not lost."),
    "device_expired": _("This phone's access is over. What it scanned before that is not lost."),
    "activity_closed": _("Check-in for this activity is closed. The organiser can open it again."),
    "poster_not_open": _(
        "Check-in has not opened yet. Nothing you wrote was lost: press the button again when it opens."
    ),
    "poster_closed": _("Check-in has been closed. Nothing you wrote was lost: please ask the staff to count you."),
    "presence_missing": _(
        "People are counted in the hall only: scan the code on the screen there, or type its six digits. "
        "What you wrote is kept."
    ),
    "presence_wrong": _(
        "The screen shows other digits now: they change every half minute. Type the six digits once more. "
        "What you wrote is kept."
    ),
    "too_many_guesses": _(
        "Too many wrong codes were typed. Scan the code on the screen instead, ask the staff, "
        "or try again in %(minutes)s min. What you wrote is kept."
    ),
    "too_many_entries": _(
        "Too many people were counted from here in a short time. What you wrote is kept: "
        "press the button again in %(minutes)s min, or ask the staff to count you."
    ),
    "too_many_registrations": _(
        "Too many people registered from here in a short time. Nothing was lost: "
        "press the button again in %(minutes)s min."
    ),
    "rescue_unreadable": _("This is no rescue file, or a part of it is missing. Nothing was taken from it."),
    "rescue_of_another_organisation": _(
        "This rescue file was made for another organisation or another server. Nothing was taken from it."
    ),
    "group_empty": _("Nobody is in this group yet. Write how many people there are."),
    "group_too_large": _("A group has at most %(most)s people. Count larger ones in parts."),
    "group_unclear": _("One line of the group is unclear. Write whole numbers of people, and ages from 0 to 120."),
    "point_unknown": _("This point is not there any more. Choose another one; nothing was lost."),
    "material_unknown": _("This material is not there any more. Choose another one; nothing was lost."),
    "product_of_another_project": _("This measure or activity belongs to another project. Choose one of this project."),
    "note_changed_meanwhile": _("Somebody changed this note while you were writing. Nothing you wrote was lost."),
    "note_gone": _("Somebody deleted this note while you were writing. Nothing you wrote was lost."),
    "represented_without_name": _("Write the name of the organisation."),
    "represented_name_taken": _("There is already an organisation of this name. Put the two together instead."),
    "represented_same": _("This is one and the same organisation already. Choose another one."),
    "people_within_too_few": _("There cannot be fewer people than families. Correct one of the two numbers."),
    "people_within_of_no_families": _("Only of families one can say how many people they are."),
    "no_documents": _("There are no documents yet, so there is nothing to pack."),
    "no_room": _("The server has too little room for this file. Nothing was lost. Please tell the administrator."),
    "consultation_unit_unfit": _(
        "This activity is counted in other units, so this entry does not fit its register. Choose who was advised."
    ),
    "consultation_in_future": _("This day or hour has not come yet. Write when the consultation really was."),
    "consultation_people_of_family": _("Write the number of people only where a family was advised, at least 1."),
    "consultation_unclear": _("One of the choices is not known here. Choose it again from the list."),
    "consultation_too_many": _("At most %(most)s entries can be added at once. Add the rest in a second go."),
    "consultation_phone": _(
        "This looks like a phone number. The register says nothing about who asked: please leave the number out."
    ),
    "consultation_iin": _(
        "This looks like an IIN. Nobody is asked for one, and the register must not hold it: please leave it out."
    ),
    "consultation_undone": _("This entry was undone, so nothing was added now. Open the register once more to add it."),
    "subject_taken": _("There is a subject with this name already. Choose another name, or merge the two."),
    "subject_nameless": _("Write a name for the subject."),
    "subject_with_itself": _("Choose another subject to merge this one into."),
    "subject_of_another_organisation": _("This subject is not in your organisation's list."),
    "unit_of_entries": _(
        "The register of this activity has entries that cannot be counted in this unit. Undo or correct them first."
    ),
    "unit_of_undone_entry": _(
        "This activity is counted in another unit since the entry was undone, so it cannot come back as it was. "
        "Write it anew."
    ),
    "point_taken": _("This activity has a point of this name already."),
    "point_in_use": _("Something was counted at this point, so it stays. You can give it another name."),
    "material_taken": _("The same material in the same languages is in the list already. Give one of them a title."),
    "material_in_use": _("Copies of this material were counted, so it stays. You can change it."),
    "signature_unreadable": _("The signature could not be read. Nothing else was lost: please sign once more."),
    "evidence_type_unknown": _("Choose one of the types of documents."),
    "evidence_link_unclear": _("This is no address of a page. It begins with https:// and is copied whole."),
    "evidence_removed": _("This document was taken away meanwhile, so nothing was changed."),
    "evidence_gone": _("This file is not in the store any more. Please tell the administrator."),
    "evidence_empty": _("This file is empty. Choose it once more."),
    "evidence_picture_too_big": _(
        "This picture has %(size)s MB; up to %(most)s MB are taken. Make it smaller and send it again."
    ),
    "evidence_document_too_big": _(
        "This file has %(size)s MB; up to %(most)s MB are taken. Save it as a smaller PDF, or put it into a cloud and "
        "add the link."
    ),
    "evidence_recording_too_big": _(
        "This recording has %(size)s MB; up to %(most)s MB are taken. Put it on the internet and add the link."
    ),
    "evidence_picture_huge": _("This picture has too many points to be opened. Save it smaller and send it again."),
    "evidence_animated": _("This picture moves. Add it as a film (MP4), or as a still picture."),
    "evidence_damaged": _("This file is damaged, or a part of it is missing. Send it once more or save it anew."),
    "evidence_old_office": _("This is the old format of Office. Save it as PDF or DOCX, XLSX, PPTX and send that."),
    "evidence_program": _("This is a program, whatever it is called, so it was not kept."),
    "evidence_page": _("This is a web page or a drawing of a web page (HTML, SVG). Save it as PDF and send that."),
    "evidence_archive": _("This is an archive. Send the files that are in it one by one."),
    "evidence_bomb": _("This file would become enormous when it is opened, so it was not kept. Save it anew."),
    "evidence_macros": _("This file holds programs (macros). Save it without them, or as PDF, and send that."),
    "evidence_locked": _("This file is locked with a password. Save it without one and send that."),
    "upload_of_another_file": _("Another file is on its way under this number. Choose the file once more."),
    "upload_part_size": _("A part of the file arrived damaged. It is sent once more by itself."),
    "upload_incomplete": _("A part of the file has not arrived yet. It is sent once more by itself."),
    "uploads_full": _(
        "More than %(most)s MB of your organisation are on their way. Wait until some have arrived; nothing is lost."
    ),
    "no_such_upload": _("This file is not on its way any more. Choose it once more."),
    "upload_unclear": _("What was said about the file could not be read. Choose it once more."),
    "evidence_unknown": _(
        "Files like this are not kept. Photographs, PDF, DOCX, XLSX, PPTX, ODT, films (MP4, MOV, WebM), sound (MP3, "
        "M4A), TXT and CSV are."
    ),
    "activity_cancelled": _("This activity was cancelled, so nobody can be counted at it."),
    "already_voided": _("Somebody has already undone or corrected this entry. Open the list again to see it."),
    "act_of_another_session": _("This form belongs to another activity. Open the activity's link once more."),
    "too_many_feeds": _("You have ten calendar addresses already. Nothing was made: end one that you no longer use."),
}


def words_for(code: str) -> str:
    """The words for one of this app's codes."""
    return str(MESSAGES[code])


def words_of(error: AppError) -> str:
    """The words for a refusal, with its particulars."""
    text = words_for(error.code)
    return text % error.params if error.params else text
