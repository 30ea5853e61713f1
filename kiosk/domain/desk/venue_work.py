"""What the page of the venue's registration asks for: what is registered, and that it be changed.

Answered by `kiosk.composition.desk_venue`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import time
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import A
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsWork
from kiosk.domain.units.unit import UnitSnapshot
from kiosk.domain.venue import Policy, Venue
from sync.protocol.policy import Hotline

VenueValue = str | bool | time | tuple[str, ...] | tuple[Hotline, ...] | None
"""Of what is registered, as the program has it."""


class VenueField(StrEnum):
    """What is registered: the value is the setting's key."""

    NAME = "venue.name"
    PHONE = "venue.phone"
    KIND = "venue.kind"
    STREET = "venue.street"
    COMMUNE = "venue.commune"
    GATE = "venue.gate"
    """The entrance that this station stands at."""
    GATES = "venue.gates"
    OPENS = "venue.opening_time"
    CLOSES = "policy.closing_time"
    HOTLINES = "venue.hotlines"
    SUPPORT_PHONE = "venue.support_phone"
    LINK = "venue.link"
    LINE = "print.line"
    FULL_NAMES = "print.full_names"


class VenueWork(SettingsWork[A]):
    """Something about what is registered of the venue."""


class Telling(StrEnum):
    """Whether the hub knows what is registered."""

    NO_HUB = "no_hub"
    WAITS = "waits"
    """It is told as soon as it is reached."""
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class VenueShown:
    """What is registered, as it is in force."""

    venue: Venue = field(repr=False)
    policy: Policy = field(repr=False)
    commune: UnitSnapshot | None = None
    """The unit of `venue.commune`."""
    of_hub: frozenset[VenueField] = frozenset()
    """What the hub has set: it is changed there."""
    telling: Telling = Telling.NO_HUB
    has_logo: bool = False

    def value(self, registered: VenueField) -> VenueValue:
        """What is in force of it."""
        section, _, name = registered.value.partition(".")
        owners = {"venue": self.venue, "print": self.policy.print, "policy": self.policy}
        value: VenueValue = getattr(owners[section], name)
        return value


@dataclass(frozen=True, slots=True)
class ShowVenue(VenueWork[VenueShown]):
    """What is registered."""


@dataclass(frozen=True, slots=True)
class SaveVenue(VenueWork[VenueShown | SettingsNotSaved]):
    """Change these, and leave the others as they are; they hold from the next scan on."""

    changes: Mapping[VenueField, VenueValue]


class LogoProblem(StrEnum):
    """Why a logo was not taken."""

    NOT_ADMINISTRATOR = "not_administrator"
    NO_STICK = "no_stick"
    NO_FILE = "no_file"
    """No file of that name lies on it."""
    NO_PICTURE = "no_picture"
    """It cannot be read as a picture, or is too large."""
    NOT_WRITABLE = "not_writable"


@dataclass(frozen=True, slots=True)
class LogoNotTaken:
    """The logo is the one of before."""

    problem: LogoProblem


@dataclass(frozen=True, slots=True)
class TakeLogo(VenueWork[VenueShown | LogoNotTaken]):
    """Take `logo.png` or `logo.jpg` from a stick for the venue's papers."""


@dataclass(frozen=True, slots=True)
class DropLogo(VenueWork[VenueShown | LogoNotTaken]):
    """Papers have no logo any more."""
