"""What works around the kiosk right now, as one value for the health strip and the staff card."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.station.paper_roll import LOW_SLIPS


class NetworkState(StrEnum):
    """How this station stands to its hub."""

    NOT_ENROLLED = "not_enrolled"
    """No hub: everything stays on this machine."""
    ONLINE = "online"
    OFFLINE = "offline"
    """Enrolled, and the hub cannot be reached; `Health.network_fault` says how."""
    REVOKED = "revoked"
    """The hub has taken this station out of service; what is recorded stays on this machine."""


@dataclass(frozen=True, slots=True)
class Health:
    """One look at the devices and the network; nothing in it is about a person."""

    has_camera: bool = True
    """A camera is configured for the gate; without one its hand-held scanner reads what people
    bring, and `camera` stays MISSING."""
    camera: DeviceFaultKind | None = None
    """Why the gate's camera gives no pictures; None while it does."""
    camera_since: datetime | None = None
    """When the camera was lost, UTC."""
    camera_retries: int = 0
    """Tries to get the camera back since it was lost."""
    has_printer: bool = True
    """A printer is configured; without one the strip says nothing about printing."""
    printer: DeviceFaultKind | None = None
    """Why slips cannot be printed; None while they can."""
    first_printer: DeviceFaultKind | None = None
    """Why the first printer prints nothing while the second one does; None otherwise."""
    slips_left: int | None = None
    """About so many slips are left on the roll of the printer that prints now; None: not known."""
    is_roll_ending: bool = False
    """That printer's own sensor says that its roll ends soon."""
    network: NetworkState = NetworkState.NOT_ENROLLED
    network_fault: NetworkFaultKind | None = None
    is_copied: bool = False
    """Another machine goes on with this one's identity and ledger."""
    has_scanner: bool = False
    """A hand-held scanner is configured."""
    scanner: DeviceFaultKind | None = None
    """Why the hand-held scanner reads nothing; None while it does."""
    unsent: int = 0
    """Records the hub has not acknowledged."""
    unsent_visits: int = 0
    """Of these, arrivals and departures."""
    is_clock_suspect: bool = False
    """The clock is not to be believed."""
    has_sound: bool = True
    """A player for the tones was found."""
    is_set_up: bool = True
    """There is a configuration; without one, names and devices are nobody's choice."""

    @property
    def is_paper_low(self) -> bool:
        """Whether somebody should fetch a roll: by the sensor, or by what was printed."""
        is_reckoned = self.slips_left is not None and self.slips_left <= LOW_SLIPS
        return self.has_printer and (self.is_roll_ending or is_reckoned)
