"""A post beside its activity: made too early or too late. Warnings only: uploads may precede publishing."""

from datetime import date, timedelta

LATE_AFTER = timedelta(days=30)


def timing_warnings(made_on: date | None, *, starts_on: date | None, last_day: date | None) -> tuple[str, ...]:
    """Codes: before_activity (an announcement, or a wrong link?), late (more than 30 days after the last day)."""
    if made_on is None or starts_on is None:
        return ()
    if made_on < starts_on:
        return ("before_activity",)
    return ("late",) if made_on - (last_day or starts_on) > LATE_AFTER else ()
