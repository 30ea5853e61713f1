"""Touches of the pages on which staff check people in and out."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_visits import ConfirmReason
from kiosk.domain.visits.decision import Direction


@dataclass(frozen=True, slots=True)
class CheckTouched:
    """*Check in · ĐẾN* or *Check out · ĐI*."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class ReasonChosen:
    """Staff confirm the arrival in the place of a code, for a listed reason."""

    reason: ConfirmReason


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """*Gửi mã OTP*, for the first time or once more."""


@dataclass(frozen=True, slots=True)
class PanelClosed:
    """What was asked beside the page is put away; nothing was done."""


CheckingTouch = CheckTouched | ReasonChosen | CodeWanted | PanelClosed
