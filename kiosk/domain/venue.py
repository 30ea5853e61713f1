"""The registered checkpoint and its rules in force."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from sync.protocol.policy import PolicySettings, PrintSettings, VenueSettings


class NameDisplay(StrEnum):
    """How much of a name the public screen shows (docs/spec/at-the-gate.md §8)."""

    SHORT = "short"
    FULL = "full"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Policy(PolicySettings):
    """The rules in force: those of the gate and of its slips, and how names are shown."""

    print: PrintSettings = field(default_factory=PrintSettings)
    name_display: NameDisplay = NameDisplay.SHORT


@dataclass(frozen=True, slots=True)
class Venue(VenueSettings):
    """Điểm kiểm dịch: the place this station stands at."""
