"""What the gate's camera has in view, and the hint that stands."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.visits.decision import Admit, AlreadyRecorded, AskLeaving, Outcome


@dataclass(frozen=True, slots=True)
class Sight:
    """What the gate's camera has in view."""

    is_code_seen: bool = False
    is_unread: bool = False
    """A code was tried for long: its number may be typed instead."""
    is_several: bool = False
    given: Hint = Hint.NONE
    """The reader's newest hint."""
    hint: Hint = Hint.NONE
    """The hint on the screen; it stands long enough to be read."""
    result: Hint | None = None
    """What became of the code that is still held up; None while it has no result yet."""


def result_of(outcome: Outcome) -> Hint:
    """What READY says of a code that stays in view after its result."""
    if isinstance(outcome.result, Admit | AlreadyRecorded | AskLeaving):
        return Hint.RECORDED
    return Hint.DONE


def hint_line(sight: Sight) -> Hint:
    """Which line stands below the mirror.

    A code in view asks for patience, unless more helps; one that had its result asks for nothing.
    """
    if sight.result is not None and sight.hint is not Hint.ONE_AT_A_TIME:
        return sight.result
    return Hint.HOLD_STILL if sight.hint is Hint.NONE and sight.is_code_seen else sight.hint


def next_hint(sight: Sight, *, is_held: bool) -> Hint:
    """The hint to show next.

    One that is held stays until it can have been read, whatever is given meanwhile; only the codes
    of several persons are worth an interruption.
    """
    if sight.is_several:
        return Hint.ONE_AT_A_TIME
    if is_held and sight.hint is not Hint.NONE:
        return sight.hint
    return sight.given
