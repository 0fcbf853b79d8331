"""UUIDs of acts that follow from other acts: the same cause gives the same UUID, so a second tap is recognised."""

from uuid import UUID, uuid5


def restored_act(undone: UUID) -> UUID:
    """The row that brings an undone row back."""
    return uuid5(undone, "restored")


def kept_act(scan_id: UUID) -> UUID:
    """The row by which a scan that was kept is counted after somebody looked at it."""
    return uuid5(scan_id, "kept")
