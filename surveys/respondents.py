"""Who is answering, as far as "once per person" needs it."""

from events.models import Activity
from events.phones import Phone
from events.queries.presence import rows_of_phone


def respondents_of(*, activity: Activity, phone: Phone) -> set[str]:
    """The phone, and the people it is known to be at this activity: the same person on a second phone answers once."""
    people = {row.person_id for row in rows_of_phone(activity=activity, phone=phone) if row.person_id}
    return {f"phone:{phone.id.hex}", *(f"person:{person}" for person in people)}
