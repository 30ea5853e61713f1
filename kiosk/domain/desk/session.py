"""Who is signed in at the desk."""

from __future__ import annotations

from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.staff.roles import Role


@dataclass(frozen=True, slots=True)
class Session:
    """One shift of one member of staff, from signing in with the PIN to signing out.

    A locked session stays theirs: its pages come back when the same person unlocks it.
    """

    account_id: str
    """What acts and the audit trail name them by."""
    name: str
    role: Role
    since: datetime
    """When they signed in, in UTC."""
    is_locked: bool = False
