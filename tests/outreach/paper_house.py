"""What tests/outreach/addresses.py puts behind the addresses of people entered twice and of paper lists."""

import uuid
from io import BytesIO

from PIL import Image

from events.actions.merging import merge_people
from events.actions.sheet_photos import add_photo
from events.actions.sheets import RowEntry, enter_row, make_sheet
from events.facts import Facts


def paper_of(make, activity, *, person, owner, mark) -> tuple[dict[str, object], dict[str, object]]:
    """A merge, a list with a row, a photograph: what addresses are filled with, and the ids."""
    merge = merge_people(kept=person, merged=make.person(name=f"{mark} Адам Е."), by=owner)
    make.person(name=f"{mark} Бекова Айгүл"), make.person(name=f"{mark} Айгүл Бекова")
    sheet = make_sheet(activity.sessions.get(number=1), rows=5, act=uuid.uuid4(), by=owner, printed=[person.pk])
    enter_row(sheet, row=2, entry=RowEntry(Facts("female", 30), name=f"{mark} Қағаз"), by=owner, language="kk")
    file = BytesIO()
    Image.new("RGB", (20, 20), "white").save(file, "PNG")
    photo = add_photo(sheet, file, size=len(file.getvalue()), by=owner)
    at_sheet = {"code": sheet.code}
    values = {
        "events:merge": {"pk": person.pk},
        "events:unmerge": {"pk": merge.pk},
        "events:sheet_entry": at_sheet,
        "events:sheet_pdf": at_sheet,
        "events:sheet_photos": at_sheet,
        "events:sheet_link": at_sheet,
        "events:sheet_photo": {"pk": photo.pk},
        "events:sheet_photo_delete": {"pk": photo.pk},
    }
    ids = {"kept": person.pk, "merged": merge.merged_id, "choose": person.pk, "sheet": sheet.pk}
    return values, ids
