"""Accounts of the desk with their badges, what is held against their doors, the station's codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.domain.staff.account import StaffAccount
from kiosk.domain.staff.badge import Badge
from kiosk.domain.staff.lockout import Attempts
from kiosk.domain.staff.roles import Role
from kiosk.store.driver import Connection
from kiosk.store.stamp import from_ms, to_ms

ACCOUNT_COLUMNS = "id, name, role, pin, made_at, disabled_at"
_BADGE_COLUMNS = "slip, account, person, code, ends_at"


class Staff:
    """The tables `staff`, `staff_attempts`, `staff_secrets`, `staff_badges` on a connection."""

    def __init__(self, connection: Connection, next_id: Callable[[], str]) -> None:
        self._connection = connection
        self._next_id = next_id

    def accounts(self) -> list[StaffAccount]:
        """All of them, in the order in which they were made."""
        rows = self._connection.execute(f"SELECT {ACCOUNT_COLUMNS} FROM staff ORDER BY id")
        return [
            StaffAccount(
                account_id,
                name,
                Role(role),
                pin,
                from_ms(made_at),
                None if disabled_at is None else from_ms(disabled_at),
            )
            for account_id, name, role, pin, made_at, disabled_at in rows
        ]

    def add(self, name: str, role: Role, pin: str, at: datetime) -> StaffAccount:
        """A new account; `pin` is the hash."""
        account = StaffAccount(self._next_id(), name, role, pin, from_ms(to_ms(at)))
        self._connection.execute(
            "INSERT INTO staff (id, name, role, pin, made_at) VALUES (?, ?, ?, ?, ?)",
            (account.id, name, role.value, pin, to_ms(at)),
        )
        return account

    def set_pin(self, account_id: str, pin: str) -> None:
        """Replace a PIN's hash. Raises KeyError."""
        self._set(account_id, "pin", pin)

    def set_disabled(self, account_id: str, at: datetime | None) -> None:
        """Take an account out of use, or back with None. Raises KeyError."""
        self._set(account_id, "disabled_at", None if at is None else to_ms(at))

    def attempts(self, door: str) -> Attempts:
        """What is held against a door."""
        row = self._connection.execute(
            "SELECT wrong, remaining_ms FROM staff_attempts WHERE door = ?", (door,)
        ).fetchone()
        return Attempts() if row is None else Attempts(row[0], row[1] / 1000)

    def set_attempts(self, door: str, attempts: Attempts) -> None:
        """Replace it."""
        self._connection.execute(
            "INSERT INTO staff_attempts (door, wrong, remaining_ms) VALUES (?, ?, ?)"
            " ON CONFLICT (door) DO UPDATE SET wrong = excluded.wrong,"
            " remaining_ms = excluded.remaining_ms",
            (door, attempts.wrong, round(attempts.remaining_s * 1000)),
        )

    def count_down(self, seconds: float) -> bool:
        """Let running time pass for every lock; whether any is left."""
        self._connection.execute(
            "UPDATE staff_attempts SET remaining_ms = max(remaining_ms - ?, 0)"
            " WHERE remaining_ms > 0",
            (int(seconds * 1000),),
        )
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM staff_attempts WHERE remaining_ms > 0)"
        ).fetchone()
        return bool(row[0])

    def secret(self, name: str) -> str | None:
        """A code of the station, by its name."""
        row = self._connection.execute(
            "SELECT value FROM staff_secrets WHERE name = ?", (name,)
        ).fetchone()
        return None if row is None else str(row[0])

    def set_secret(self, name: str, value: str | None) -> None:
        """Replace or remove it."""
        if value is None:
            self._connection.execute("DELETE FROM staff_secrets WHERE name = ?", (name,))
            return
        self._connection.execute(
            "INSERT INTO staff_secrets (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def add_badge(self, badge: Badge) -> None:
        """Keep a staff card as the badge of its account."""
        self._connection.execute(
            "INSERT INTO staff_badges (slip, account, person, code, ends_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                badge.slip_id,
                badge.account_id,
                badge.person_id,
                badge.code_digest,
                to_ms(badge.ends_at),
            ),
        )

    def badges(self, account_id: str) -> list[Badge]:
        """Those that were made for an account, the oldest first."""
        rows = self._connection.execute(
            f"SELECT {_BADGE_COLUMNS} FROM staff_badges WHERE account = ? ORDER BY number",
            (account_id,),
        )
        return [_to_badge(row) for row in rows]

    def find_badge(self, code_digest: str) -> Badge | None:
        """The badge with this very code."""
        row = self._connection.execute(
            f"SELECT {_BADGE_COLUMNS} FROM staff_badges WHERE code = ?", (code_digest,)
        ).fetchone()
        return None if row is None else _to_badge(row)

    def _set(self, account_id: str, column: str, value: object) -> None:
        changed = self._connection.execute(
            f"UPDATE staff SET {column} = ? WHERE id = ?", (value, account_id)
        ).rowcount
        if changed != 1:
            raise KeyError(account_id)


def _to_badge(row: tuple[int, str, str, str, int]) -> Badge:
    return Badge(row[0], row[1], row[2], row[3], from_ms(row[4]))
