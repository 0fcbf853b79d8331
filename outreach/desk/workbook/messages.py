"""The words for every finding: what is wrong or odd, and what to do. `%(name)s` is filled from its params."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

FAULTS: dict[str, Text] = {
    # The file
    "file_empty": _("The file is empty. Choose the workbook once more."),
    "file_too_big": _(
        "The file is larger than %(limit)s MB. Remove pictures and sheets that are not needed, then send it again."
    ),
    "file_unpacks_too_big": _("The file unpacks to too much data to be a workbook of ours. Save it anew and send it."),
    "file_not_xlsx": _("This is not an Excel workbook (.xlsx). In Excel choose Save as → Excel workbook (.xlsx)."),
    "file_old_xls": _("This is an old Excel file (.xls). Open it and save it as Excel workbook (.xlsx)."),
    "file_csv": _("This is a text file (CSV), not a workbook. Open it in Excel and save it as .xlsx."),
    "file_macros": _("The workbook holds macros. Save it as Excel workbook (.xlsx) without macros."),
    "file_encrypted": _("The workbook is locked by a password. Save a copy without a password and send that."),
    "file_damaged": _("The workbook is damaged and cannot be read. Open it in Excel, save it anew and send it again."),
    "no_sheets": _("None of the sheets is known. Name them as in the blank template: projects, measures, activities …"),
    # Sheets and headings
    "sheet_twice": _("Two sheets hold the same thing. Keep one of them."),
    "sheet_missing": _(
        "The sheet “%(missing)s” is missing, but other sheets refer to it (%(sheets)s): %(refs)s. Add the sheet."
    ),
    "no_headings": _("No heading of this sheet is known. Write the headings of the blank template in its first row."),
    "column_missing": _("The column “%(heading)s” is missing. Add it: without it the rows cannot be understood."),
    "heading_twice": _("Two columns mean the same: %(columns)s. Keep one of them."),
    "too_many_rows": _("The sheet has more than %(limit)s rows. Divide it into several workbooks."),
    # Cells
    "formula": _("The cell holds a formula. Put its value there: copy, then paste as values."),
    "error_cell": _("The cell shows an error (%(value)s). Write the value by hand or leave the cell empty."),
    "cell_empty": _("This cell must be filled in."),
    "text_too_long": _("The text has %(length)s letters, at most %(limit)s fit. Shorten it."),
    "bad_ref": _("“%(value)s” cannot be a code. Use letters, digits, dot, hyphen and underscore, at most %(limit)s."),
    "ref_reserved": _("The code “%(value)s” is taken by the system. Choose another one."),
    "bad_number_code": _(
        "“%(value)s” cannot be a number of a measure. "
        "Write it as in the contract, such as 1.2, at most %(limit)s letters."
    ),
    "number_became_date": _("Excel made a date of this number. Format the column as text and write it again."),
    "bad_date": _("“%(value)s” is not a date we can read. Write it as 22.05.2025 or 2025-05-22."),
    "bad_time": _("“%(value)s” is not a time we can read. Write it as 09:00."),
    "bad_moment": _("“%(value)s” is not a date with a time. Write it as 22.05.2025 09:00."),
    "bad_number": _("“%(value)s” is not a number. Write digits only; put the unit into its own column."),
    "not_whole": _("“%(value)s” is not a whole number. Write a whole number."),
    "negative": _("“%(value)s” is below zero. Write zero or more."),
    "number_too_big": _("“%(value)s” is too large. Check the number."),
    "age_impossible": _("The age %(value)s is not possible. Check the age or the birth year."),
    "unknown_gender": _("“%(value)s” is not a gender we know. Write male or female, or leave the cell empty."),
    "unknown_category": _("“%(value)s” is not a category we know. Use the codes of the template, several with “;”."),
    "unknown_unit": _("“%(value)s” is not a unit we know. Use one of: %(known)s."),
    "unknown_format": _("“%(value)s” is not a form we know. Use offline, online or mixed."),
    "unknown_dimension": _("“%(value)s” is not a dimension. Use gender, age or category."),
    "unknown_value": _("“%(value)s” is not a value of this dimension. Use one of: %(known)s."),
    # Rows
    "unknown_kind": _("“%(value)s” is not a kind of activity we know. Use a code or a name from the template’s list."),
    "duplicate_ref": _("The code “%(value)s” already stands in row %(first)s. Give every row its own code."),
    "duplicate_row": _("The same row already stands in row %(first)s. Keep one of them."),
    "unknown_project": _("The project “%(value)s” is neither in this workbook nor in the system. Correct the code."),
    "unknown_measure": _(
        "The project %(project)s has no measure “%(value)s”. Add it to the sheet of measures or correct the number."
    ),
    "unknown_activity": _("The activity “%(value)s” is neither in this workbook nor in the system. Correct the code."),
    "no_project": _("It is not said which project this belongs to. Fill in the project."),
    "end_before_start": _("The last day is before the first. Correct one of the dates."),
    "end_without_start": _("There is a last day but no first one. Write the first day too."),
    "parts_exceed": _("The parts add up to %(sum)s, more than the total of %(total)s. Correct one of them."),
    "handed_out_exceeds": _("More copies were handed out (%(count)s) than printed (%(printed)s). Correct one of them."),
    "unknown_platform": _(
        "“%(value)s” does not say where it was published. Without a link write television, radio, newspaper, "
        "in the street, online advertising or elsewhere."
    ),
    "unlinked_unclear": _("“%(value)s” has no letters to know the publication by. Write a name or a title."),
    "read_in_future": _("Numbers cannot have been read on %(value)s: this day is still to come. Correct the date."),
    "activity_cancelled": _(
        "The activity %(ref)s was cancelled in the system, so nobody can be counted there. "
        "Restore it there or take its rows out."
    ),
    "birth_after_activity": _(
        "On the new date of %(ref)s somebody counted there was not yet born. Correct the date or the birth year."
    ),
}

WARNINGS: dict[str, Text] = {
    "sheet_ignored": _("This sheet is not known and was left out."),
    "columns_ignored": _("These columns are not known and were left out: %(columns)s."),
    "unknown_indicator": _("“%(value)s” is not an indicator the system counts by itself: it will be counted by hand."),
    "title_from_ref": _("The project has no title. Its code “%(value)s” stands for it until there is one."),
    "title_from_kind": _("The activity has no title. Its kind “%(value)s” stands for it until there is one."),
    "task_title_differs": _("Task %(task)s is worded differently here than in row %(first)s. The first wording stays."),
    "outside_contract": _("The activity lies outside the contract’s period (%(start)s – %(end)s)."),
    "reported_differs": _("The reported number is %(reported)s, the attendance rows are %(rows)s. The rows count."),
    "reported_beside_scanned": _(
        "People were already counted at this activity in the system, so the reported number stays only a claim."
    ),
    "copies_noted": _(
        "Copies of this material were already noted in the system by day, by title or on the counter. So that none are "
        "counted twice, those stay and this row is left out."
    ),
    "head_count_kept": _("The head count was changed or undone in the system since. It stays as it is there."),
    "parts_ignored": _(
        "The activity %(ref)s has attendance rows: they count, the parts of the head count are left out."
    ),
    "total_from_parts": _(
        "The activity %(ref)s has no reported number. The largest sum of its parts is taken: %(total)s."
    ),
    "person_twice": _("The same participant stands in row %(first)s for the same activity. Counted once."),
    "already_counted": _("This participant was already counted at the activity in the system. Counted once."),
    "row_changed_by_hand": _("This entry was corrected or undone in the system since. It stays as it is there."),
    "person_withdrawn": _("This participant asked that their data be deleted. They stay counted, without data."),
    "name_differs": _("The same participant has another name or phone in row %(first)s. The first one stays."),
    "bad_phone": _("This is not a phone number. It was left out."),
    "unlikely_status": _("The status “%(status)s” is unlikely at the age of %(age)s. It comes in as it is."),
    "age_and_birth_year": _("Age %(age)s and birth year %(year)s do not agree. The age counts."),
    "no_gender": _("%(count)s rows of %(ref)s have no gender: rows %(rows)s."),
    "no_age": _("%(count)s rows of %(ref)s have no age: rows %(rows)s."),
    "rows_gone": _(
        "%(count)s people whom an earlier workbook brought for %(ref)s are not in this one. They stay counted."
    ),
    "link_repeated": _("The same publication already stands in row %(first)s for the same activity. Listed once."),
    "link_shared": _("The same publication serves elsewhere too: %(refs)s. It is counted as one publication."),
    "link_unreadable": _("“%(value)s” is not a link. The row was left out."),
    "link_cut_code": _("The link’s code is cut short, so the post cannot be opened. Copy the link once more."),
    "link_profile": _("The link leads to a page, not to one post. Copy the link of the post itself."),
    "link_owner_only_folder": _("Only its owner can open this link. Share the file with everyone who has the link."),
    "link_short_link": _("A shortened link cannot be checked. Open it and copy the full address."),
    "link_spaces_inside": _("There were spaces inside the link. It was read without them."),
    "link_weak": _("The link is weak evidence (%(what)s). Check it."),
    "unknown_language": _("“%(value)s” is not a language we know. It was left out."),
    "unknown_paid": _("“%(value)s” says neither yes nor no. It was left out."),
    "unknown_post_kind": _(
        "“%(value)s” is not a kind of publication we know. It comes in as recognised from the link."
    ),
}
