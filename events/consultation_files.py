"""The register as a file: what is in it, and whether it is made at once or as long work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.forms.consultation_tables import RegisterFilterForm
from events.forms.consultations import BAND_CHOICES
from events.labels import GENDER_CHOICES
from events.models import Channel, ClientUnit, Consultation
from events.queries.consultations import RegisterFilter, entries_found
from events.register_xlsx import RegisterFile, RegisterSheet, write_register
from grants import jobs
from grants.models import Job, Organisation, User
from rules.kinds import CHANNELS, CLIENT_UNITS

REGISTER_XLSX = "consultations_xlsx"
# More entries than this take seconds, which a page must not.
AT_ONCE = 2000
_BANDS = dict(BAND_CHOICES)
Progress = Callable[[int, int], None]


def register_now(*, organisation: Organisation, chosen: RegisterFilter, language: str) -> bytes | None:
    """The file's content; None where it is too large to be waited for."""
    found = entries_found(organisation=organisation, chosen=chosen)
    if found.count() > AT_ONCE:
        return None
    return made(organisation=organisation, chosen=chosen, language=language, progress=lambda done, of: None)


def ask_for_register(*, organisation: Organisation, chosen: RegisterFilter, language: str, by: User | None) -> Job:
    """Ask for the file as long work; the same file asked for meanwhile is that job."""
    params = {"language": language, "chosen": chosen.words}
    subject = f"{language}:{uuid5(NAMESPACE_URL, chosen.query)}"
    return jobs.ask(organisation=organisation, kind=REGISTER_XLSX, subject=subject, by=by, params=params)


def chosen_by(job_row: Job) -> RegisterFilter:
    """The filter a job was asked with. What it named may be gone by now: then it finds nothing."""
    form = RegisterFilterForm(job_row.params["chosen"], organisation=job_row.organisation)
    return form.chosen() if form.is_valid() else RegisterFilter(activity="")


def register_filename(chosen: RegisterFilter) -> str:
    """Letters and digits that every system can store: register-P2-47.xlsx."""
    parts = [chosen.activity or chosen.project or "", f"{chosen.month:%Y-%m}" if chosen.month else ""]
    plain = [part for part in parts if part and re.fullmatch(r"[A-Za-z0-9_-]+", part)]
    return "-".join(["register", *plain]) + ".xlsx"


def made(*, organisation: Organisation, chosen: RegisterFilter, language: str, progress: Progress) -> bytes:
    """The workbook: every entry, and the months added up from these very entries."""
    found = entries_found(organisation=organisation, chosen=chosen).select_related("subject", "attendance__activity")
    entries = list(found.order_by("held_on", "attendance__observed_at", "pk"))
    file = BytesIO()
    with translation.override(language):
        lines = [_("Register of consultations"), organisation.name, _limits(chosen), _made_on()]
        lines = [line for line in lines if line]
        write_register(RegisterFile([_entries_sheet(entries, lines), _months_sheet(entries, lines)]), file, progress)
    return file.getvalue()


def _limits(chosen: RegisterFilter) -> str:
    parts = [chosen.project, chosen.activity, chosen.month and date_format(chosen.month, "YEAR_MONTH_FORMAT")]
    return " · ".join(str(part) for part in parts if part)


def _made_on() -> str:
    return _("Made on %(day)s") % {"day": date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")}


def _entries_sheet(entries: list[Consultation], lines: list[str]) -> RegisterSheet:
    columns = [
        (_("№"), 6),
        (_("Date"), 12),
        (_("Time"), 8),
        (_("Code"), 12),
        (_("Activity"), 40),
        (capfirst(_("channel")), 14),
        (_("Who was advised"), 16),
        (_("People in the family"), 12),
        (_("Subject"), 30),
        (_("Specialist"), 24),
        (_("Result"), 50),
        (_("Minutes"), 9),
        (_("Gender"), 12),
        (_("Age"), 14),
    ]
    rows = [_row(number, entry) for number, entry in enumerate(entries, 1)]
    return RegisterSheet(_("Register"), lines, [name for name, _width in columns], [w for _name, w in columns], rows)


def _row(number: int, entry: Consultation) -> list[object]:
    row, activity = entry.attendance, entry.attendance.activity
    not_stated = _("Not stated")
    return [
        number,
        entry.held_on,
        entry.held_at,
        activity.ref,
        activity.title,
        str(entry.get_channel_display()),
        str(entry.get_unit_display()),
        entry.people,
        entry.subject.name if entry.subject else not_stated,
        entry.specialist or not_stated,
        entry.result,
        entry.minutes,
        str(GENDER_CHOICES.get(row.gender, not_stated)),
        str(_BANDS.get(row.stated_band, not_stated)),
    ]


def _months_sheet(entries: list[Consultation], lines: list[str]) -> RegisterSheet:
    """Month by channel and by unit; both parts of a row add up to its sum."""
    channels = [code for code in CHANNELS if any(entry.channel == code for entry in entries)]
    units = [code for code in CLIENT_UNITS if any(entry.unit == code for entry in entries)]
    labels = [str(Channel(code).label) for code in channels] + [str(ClientUnit(code).label) for code in units]
    months: dict[date, list[Consultation]] = {}
    for entry in entries:
        months.setdefault(entry.held_on.replace(day=1), []).append(entry)

    def figures(among: Iterable[Consultation]) -> list[object]:
        among = list(among)
        by_channel, by_unit = Counter(one.channel for one in among), Counter(one.unit for one in among)
        return [len(among), *(by_channel[code] for code in channels), *(by_unit[code] for code in units)]

    rows: list[list[object]] = [
        [capfirst(date_format(month, "YEAR_MONTH_FORMAT")), *figures(among)] for month, among in sorted(months.items())
    ]
    headings = [_("Month"), _("Together"), *(capfirst(label) for label in labels)]
    widths = [24, *[14] * (len(headings) - 1)]
    return RegisterSheet(_("By month"), lines, headings, widths, rows, [_("Together"), *figures(entries)])
