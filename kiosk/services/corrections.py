"""Bodies of entries that stand in the place of another."""

from __future__ import annotations

from kiosk.domain.visits.decision import Direction, DirectionBy, LaneName
from kiosk.ports.visits import StoredEntry

_KEPT = ("credential", "declaration", "gate", "method", "proof", "slip", "source")
"""What a correcting entry takes over from the one it corrects, beside the person."""


def other_direction(direction: Direction) -> Direction:
    """The direction that is not this one."""
    is_arrival = direction is Direction.ARRIVAL
    return Direction.DEPARTURE if is_arrival else Direction.ARRIVAL


def correction_body(
    entry: StoredEntry,
    entry_id: str,
    lane: LaneName,
    direction_by: DirectionBy,
    *,
    is_clock_suspect: bool,
    staff: str | None = None,
    reason: str | None = None,
) -> dict[str, object]:
    """The body of an entry that corrects another one, without a person."""
    body = {name: entry.body[name] for name in _KEPT if name in entry.body}
    body |= {"lane": lane.value, "direction_by": direction_by.value, "ref": entry_id}
    if staff is not None:
        body["staff"] = staff
    if reason is not None:
        body["reason"] = reason
    if is_clock_suspect:
        body["clock"] = "suspect"
    return body


_SAID = ("emergency", "number", "seen", "void")
"""What an entry says beside that, where it has been said."""


def restored_body(
    former: StoredEntry, correcting_id: str, *, is_clock_suspect: bool, staff: str | None
) -> dict[str, object]:
    """The body of an entry by which what a correction corrected stands again."""
    body = correction_body(
        former,
        correcting_id,
        LaneName.DESK,
        DirectionBy.STAFF,
        is_clock_suspect=is_clock_suspect,
        staff=staff,
    )
    return body | {name: former.body[name] for name in _SAID if name in former.body}


def void_body(
    entry: StoredEntry,
    entry_id: str,
    *,
    is_clock_suspect: bool,
    staff: str | None,
    reason: str | None = None,
) -> dict[str, object]:
    """The body of an entry by which another counts no longer; it names nobody."""
    return correction_body(
        entry,
        entry_id,
        LaneName.DESK,
        DirectionBy.STAFF,
        is_clock_suspect=is_clock_suspect,
        staff=staff,
        reason=reason,
    ) | {"void": True}
