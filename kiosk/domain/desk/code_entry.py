"""A code by SMS as it is typed: sent, waited for, wrong, right, or no longer good.

The hub's limits stand behind it (docs/spec/sync-protocol.md §9): a code is good for minutes and a
few tries, and another one is sent a minute later at the earliest.
"""

from __future__ import annotations

from dataclasses import field, replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from sync.protocol.asking import OTP_DIGITS, OtpChecked, OtpStarted


def is_code(text: str) -> bool:
    """Whether a text is as long as a code, and of digits alone."""
    return len(text) == OTP_DIGITS and text.isascii() and text.isdecimal()


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code, from asking for it until it was right."""

    challenge: str = ""
    """The hub's name for the code that was sent last; empty where none holds."""
    digits: str = field(default="", repr=False)
    resend_s: int = 0
    """Seconds until another may be asked for."""
    is_sending: bool = False
    is_checking: bool = False
    is_proven: bool = False
    tries_left: int | None = None
    """After a wrong code; None where none was wrong."""
    problem: DeskProblem | None = None
    """Why no code was sent, or none checked."""

    @property
    def is_open(self) -> bool:
        """Digits are taken now."""
        return bool(self.challenge) and not (self.is_checking or self.is_proven)

    @property
    def is_over(self) -> bool:
        """What was sent holds no longer: another code, or staff, must do."""
        return not (self.challenge or self.is_sending)

    @property
    def can_send(self) -> bool:
        """Whether another code may be asked for."""
        return not (self.resend_s or self.is_sending or self.is_checking or self.is_proven)

    def sending(self) -> CodeEntry:
        """A code was asked for."""
        return replace(self, is_sending=True, problem=None)

    def sent(self, started: OtpStarted) -> CodeEntry:
        """It is on its way; one that was sent before is good no longer."""
        return CodeEntry(started.challenge, resend_s=started.resend_s)

    def not_sent(self, problem: DeskProblem) -> CodeEntry:
        """It was not sent; one that was sent before may still come."""
        return replace(self, is_sending=False, problem=problem)

    def typed(self, text: str) -> CodeEntry:
        """After more characters: a key, or a whole code from a scanner or a clipboard."""
        digits = "".join(sign for sign in text if sign.isascii() and sign.isdecimal())
        if not (self.is_open and digits):
            return self
        if len(digits) >= OTP_DIGITS:
            # A whole code takes the place of whatever was typed.
            return replace(self, digits=digits[:OTP_DIGITS], is_checking=True)
        whole = (self.digits + digits)[:OTP_DIGITS]
        return replace(self, digits=whole, is_checking=len(whole) == OTP_DIGITS)

    def erased(self) -> CodeEntry:
        """The last digit was taken back."""
        return replace(self, digits=self.digits[:-1]) if self.is_open else self

    def cleared(self) -> CodeEntry:
        """All digits were taken back."""
        return replace(self, digits="") if self.is_open else self

    def checked(self, answer: OtpChecked) -> CodeEntry:
        """The hub's verdict: right, wrong with tries left, or over."""
        if answer.is_verified:
            return CodeEntry(self.challenge, is_proven=True)
        left = answer.tries_left
        return replace(
            self,
            challenge=self.challenge if left else "",
            digits="",
            is_checking=False,
            tries_left=left,
            problem=None,
        )

    def not_checked(self, problem: DeskProblem) -> CodeEntry:
        """No verdict came; a code that the hub refuses to check holds no longer."""
        is_refused = problem is DeskProblem.REFUSED
        return replace(
            self,
            challenge="" if is_refused else self.challenge,
            digits="",
            is_checking=False,
            problem=problem,
        )

    def second(self) -> CodeEntry:
        """One second later."""
        return replace(self, resend_s=max(0, self.resend_s - 1))
