"""The code that proves somebody's own phone while they declare.

Nobody is held up by it: where none can be sent, or none comes, the phone stays *chưa xác minh SĐT*
(docs/spec/at-the-gate.md §6).
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.hub_questions import CheckCode
from sync.protocol.asking import OTP_DIGITS


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """A code on its way, or waited for."""

    challenge: str = ""
    """The hub's name for it; empty while it is being sent."""
    is_checking: bool = False
    tries_left: int | None = None
    """After a wrong one; None where none was wrong."""

    @property
    def is_open(self) -> bool:
        """Digits are taken."""
        return bool(self.challenge) and not self.is_checking


def with_digits(code: PhoneCode, digits: str) -> tuple[PhoneCode, tuple[CheckCode, ...]]:
    """The code with what is typed of it; a whole one is checked by itself."""
    if not code.is_open or len(digits) < OTP_DIGITS:
        return code, ()
    return replace(code, is_checking=True), (CheckCode(code.challenge, digits),)
