"""The scanner's lasting notices: what is out of order on this phone, and what to do. A line and its explanation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "notices": _("What to know on this phone"),
    "notices_more": _("{text} · {n} more"),
    "offline_off": _("Offline is off"),
    "offline_off_why": _(
        "This page was opened without a trusted https address, so the browser does not let it work without a network. "
        "With a network everything works. Keep the page open; what waits stays on this phone."
    ),
    "not_verified": _("Saved scans are not verified"),
    "not_verified_why": _(
        "At a plain http address the browser does not let the phone check codes by itself. "
        "Scans are saved and the server checks them."
    ),
    "private": _("Private window"),
    "private_why": _(
        "A private window forgets everything when it is closed. Send the scans that wait before you close it, "
        "or open the organiser's QR in an ordinary window."
    ),
    "storage_low": _("Storage is almost full"),
    "storage_low_why": _("Free some space on this phone: delete videos or apps. Scans that are saved stay saved."),
    "storage_full_now": _("The phone's storage is full"),
    "storage_full_now_why": _(
        "New scans are kept only while this page is open. Send them now, do not close the page, and free some space."
    ),
    "cannot_start": _("The scanner could not start. Close this page, free some space on the phone and open it again."),
    "clock": _("The phone's clock is wrong by {time}"),
    "clock_why": _("Times are corrected by the server. Switch the phone to network time when you can."),
    "other_tab": _("The scanner is open twice"),
    "other_tab_why": _(
        "Another window of this phone is also a scanner. Nothing is counted twice, but close one of them."
    ),
    "refused_by_server": _("Scans the server could not count: {n}"),
    "refused_by_server_why": _("They are kept with their reason in the list of last scans. Tell the organiser."),
    "kept": _("Scans the organiser looks at: {n}"),
    "kept_why": _("Nobody could be counted by them. They are with the organiser; you need do nothing."),
    "closed": _("The activity is closed"),
    "closed_why": _("The organiser closed this activity. What you scanned before counts. Choose another activity."),
    "clock_minutes": _("{n} min"),
    "clock_hours": _("{n} h"),
}
