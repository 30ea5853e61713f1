"""What the sign-in page is told: nobody yet, five people, one of them locked out, all of them."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.staff.account import StaffTile
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import StaffRoom

NAMES = ("Lê Thị Mai", "Trần Quốc Bảo", "Pi Năng Thị Lan", "Đỗ Minh Trí", "Võ Thanh Hà")
LOCK = Lock(LockKind.ACCOUNT, 5, 47.0)


def make_room(locked: Lock | None = None, tries_left: int = 5) -> StaffRoom:
    """Five people as the drawings show them; the first with a lock or with tries used up."""
    tiles = [
        StaffTile(
            f"staff-{number}",
            name,
            Role.ADMINISTRATOR if name == NAMES[-1] else Role.STAFF,
            5,
        )
        for number, name in enumerate(NAMES, 1)
    ]
    tiles[0] = replace(tiles[0], lock=locked, tries_left=0 if locked else tries_left)
    return StaffRoom(tuple(tiles), has_administrator=True)


EMPTY = StaffRoom((), has_administrator=False)
ROOMS = (EMPTY, make_room(), make_room(LOCK))
