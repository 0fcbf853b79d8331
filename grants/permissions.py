"""Who may do what: one function per question. Objects themselves are always fetched through `.of(organisation)`."""

from grants.models import Membership, Role

_EDITORS = {Role.OWNER, Role.ORGANISER}


def may_view(membership: Membership) -> bool:
    """See plan, activities and tables: every member."""
    return membership.role in Role.values


def may_edit(membership: Membership) -> bool:
    """Create and change plan, activities, publications; import; export; see participants' names."""
    return membership.role in _EDITORS


def may_check_in(membership: Membership) -> bool:
    """Count people at a door and undo a mistake."""
    return membership.role in {*_EDITORS, Role.STAFF}


def may_see_people(membership: Membership) -> bool:
    """See names and phones. Staff see them at the door only, one person at a time."""
    return membership.role in _EDITORS


def may_manage_members(membership: Membership) -> bool:
    """Invite, change roles, remove; revoke anybody's API token; change the organisation's own data."""
    return membership.role == Role.OWNER


def may_make_tokens(membership: Membership) -> bool:
    """Make API tokens, which act with their maker's role."""
    return membership.role in _EDITORS


def may_issue(membership: Membership) -> bool:
    """Issue a report, which nobody can change afterwards."""
    return membership.role == Role.OWNER
