"""Accounts of the desk, what is held against their doors, and the trail of what staff did."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.domain.staff.account import StaffAccount
from kiosk.domain.staff.badge import Badge
from kiosk.domain.staff.lockout import Attempts
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import TrailEntry


class StaffTables(Protocol):
    """What a transaction knows of the staff."""

    def accounts(self) -> list[StaffAccount]:
        """All of them, in the order in which they were made."""
        ...

    def add(self, name: str, role: Role, pin: str, at: datetime) -> StaffAccount:
        """A new account; `pin` is the hash."""
        ...

    def set_pin(self, account_id: str, pin: str) -> None:
        """Replace a PIN's hash. Raises KeyError."""
        ...

    def set_disabled(self, account_id: str, at: datetime | None) -> None:
        """Take an account out of use, or back with None. Raises KeyError."""
        ...

    def attempts(self, door: str) -> Attempts:
        """What is held against a door."""
        ...

    def set_attempts(self, door: str, attempts: Attempts) -> None:
        """Replace it."""
        ...

    def count_down(self, seconds: float) -> bool:
        """Let running time pass for every lock; whether any is left."""
        ...

    def secret(self, name: str) -> str | None:
        """A code of the station, by its name."""
        ...

    def set_secret(self, name: str, value: str | None) -> None:
        """Replace or remove it."""
        ...

    def add_badge(self, badge: Badge) -> None:
        """Keep a staff card as the badge of its account."""
        ...

    def badges(self, account_id: str) -> list[Badge]:
        """Those that were made for an account, the oldest first; whether one is revoked stands with
        the slips."""
        ...

    def find_badge(self, code_digest: str) -> Badge | None:
        """The badge with this very code."""
        ...


class TrailTable(Protocol):
    """What a transaction can do with the trail."""

    def add(self, entry: TrailEntry) -> None:
        """One more line; none is ever changed."""
        ...
