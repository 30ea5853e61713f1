"""The registered checkpoint and its rules in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo


class GateMode(StrEnum):
    """Which directions this gate records."""

    AUTO = "auto"
    IN_ONLY = "in_only"
    OUT_ONLY = "out_only"


class NameDisplay(StrEnum):
    """How much of a name the public screen shows (docs/spec/at-the-gate.md §8)."""

    SHORT = "short"
    FULL = "full"
    NONE = "none"


class PrintWhen(StrEnum):
    """When a slip is printed (docs/spec/at-the-gate.md §7); never on departure."""

    NEVER = "never"
    ON_REQUEST = "on_request"
    NO_REUSABLE_CODE = "no_reusable_code"
    ALWAYS = "always"


class DeclarationRule(StrEnum):
    """Whether an arrival needs a health declaration."""

    OFF = "off"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force, as values."""

    gate_mode: GateMode = GateMode.AUTO
    repeat_window_s: int = 60
    presence_max_h: int = 16
    closing_time: time | None = None
    """Local closing time; presence ends then. None where the venue never closes."""
    declaration: DeclarationRule = DeclarationRule.OFF
    print_when: PrintWhen = PrintWhen.NO_REUSABLE_CODE
    name_display: NameDisplay = NameDisplay.SHORT
    slip_valid_h: int = 72
    """Hours a slip holds from the arrival on."""


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number for citizens, dialled differently from landlines and mobiles."""

    label: str
    landline: str
    mobile: str


@dataclass(frozen=True, slots=True)
class Venue:
    """Điểm kiểm dịch: the place this station stands at."""

    name: str
    gate: str
    time_zone: ZoneInfo
    hotlines: tuple[Hotline, ...] = ()
    support_phone: str = ""
    """Whom staff call when the kiosk does not recover."""
    desk_side: str = "right"
    """Where the support desk stands, seen by a person before the screen: left, right or none."""
