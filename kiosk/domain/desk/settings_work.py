"""What pages of administrators ask of the station's settings, and why it may not be done.

Answered by `kiosk.composition.desk_settings`. A change stands in the trail before it is made.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.asked import A, Asked, StaffAct
from kiosk.domain.staff.trail import StaffDeed


class SettingsWork(Asked[A]):
    """Something about the station's settings that takes a file, beside the gate."""


class SettingsProblem(StrEnum):
    """Why settings were not changed."""

    NOT_ADMINISTRATOR = "not_administrator"
    REFUSED = "refused"
    """A value, or values together, cannot be."""
    NOT_WRITABLE = "not_writable"
    """The settings file cannot be written."""


@dataclass(frozen=True, slots=True)
class SettingsNotSaved:
    """Nothing was changed."""

    problem: SettingsProblem


@dataclass(frozen=True, slots=True)
class ChangeNoted:
    """The trail has it."""


@dataclass(frozen=True, slots=True)
class NoteSettings(StaffAct[ChangeNoted | NotDone]):
    """Which settings somebody changes, in the trail; an administrator alone may."""

    deed: StaffDeed
    keys: tuple[str, ...]
    """Dotted keys: never a value."""
