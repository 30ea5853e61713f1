"""The scenes of what works and what does not: the strip as it may stand, a card of each fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.events import CasesCounted, StorageLost
from kiosk.domain.reason import Reason
from kiosk.domain.station.gate import Touched
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.touches import StaffCardOpened
from kiosk.domain.visits.decision import Admit, Direction, WrongCode
from ui.showcase import AT, OFFLINE, Showcase

_WELL = Health(network=NetworkState.ONLINE, has_scanner=True)
_DEGRADED = replace(
    OFFLINE,
    has_scanner=True,
    scanner=DeviceFaultKind.LOST,
    printer=DeviceFaultKind.PAPER_OUT,
    has_sound=False,
    is_clock_suspect=True,
    is_set_up=False,
)
_LOST_CAMERA = replace(
    OFFLINE,
    camera=DeviceFaultKind.LOST,
    camera_since=AT - timedelta(minutes=2, seconds=16),
    camera_retries=14,
)
_NO_CAMERA = replace(_WELL, has_camera=False, camera=DeviceFaultKind.MISSING)
HEALTHS: Mapping[str, Health] = {"unenrolled": Health(), "enrolled": _WELL, "degraded": _DEGRADED}
"""What the strip says of a kiosk without a hub, of one with it, and of one where much is amiss."""


def _card(showcase: Showcase, health: Health) -> None:
    showcase.health(health)
    showcase.take(StaffCardOpened())


def _storage(showcase: Showcase, kind: StorageFaultKind, *, with_card: bool = True) -> None:
    showcase.take(StorageLost(kind))
    if with_card:
        showcase.take(StaffCardOpened())


def _staff_card(showcase: Showcase) -> None:
    showcase.take(CasesCounted(2, (12, 11)))
    _card(showcase, replace(OFFLINE, printer=DeviceFaultKind.PAPER_OUT))


def _scanner_card(showcase: Showcase) -> None:
    showcase.decide(WrongCode(Reason.SCANNER_KEYS_LOST))
    showcase.take(Touched(), StaffCardOpened())


_NOT_SET_UP = Health(has_printer=False, has_sound=False, is_set_up=False)

_CARDS: Mapping[str, Health] = {
    "ready-not-set-up-staff": _NOT_SET_UP,
    "ready-degraded-card": _DEGRADED,
    "ready-well-card": Health(),
    "ready-enrolled-card": _WELL,
    "ready-clock-card": replace(_WELL, is_clock_suspect=True),
    "ready-scanner-lost-card": replace(_WELL, scanner=DeviceFaultKind.LOST),
    "ready-scanner-busy-card": replace(_WELL, scanner=DeviceFaultKind.BUSY),
    "ready-revoked-card": replace(_WELL, network=NetworkState.REVOKED),
    "ready-copied-card": replace(_WELL, is_copied=True),
    "ready-no-sound-card": replace(_WELL, has_sound=False),
    "ready-offline-card": OFFLINE,
    "ready-portal-card": replace(OFFLINE, network_fault=NetworkFaultKind.PORTAL),
    "ready-certificate-card": replace(OFFLINE, network_fault=NetworkFaultKind.CERTIFICATE),
    "ready-printer-card": replace(_WELL, printer=DeviceFaultKind.NOT_A_PRINTER),
    "ready-paper-low-card": replace(_WELL, slips_left=18),
    "ready-second-printer-card": replace(_WELL, first_printer=DeviceFaultKind.COVER_OPEN),
    "camera-lost-staff": _LOST_CAMERA,
    "camera-lost-degraded-staff": replace(_DEGRADED, camera=DeviceFaultKind.LOST),
}


def _card_of(health: Health) -> Callable[[Showcase], None]:
    return lambda showcase: _card(showcase, health)


def _arrived_by_scanner(showcase: Showcase) -> None:
    """A result where no camera shows who comes next."""
    showcase.health(_NO_CAMERA)
    showcase.decide(Admit(Direction.ARRIVAL))


def _wrong_by_scanner(reason: Reason) -> Callable[[Showcase], None]:
    """A wrong code where a scanner reads alone: nothing is asked for before a camera."""

    def show(showcase: Showcase) -> None:
        showcase.health(_NO_CAMERA)
        showcase.decide(WrongCode(reason))

    return show


HEALTH_SCENES: Mapping[str, Callable[[Showcase], None]] = {
    "ready-well": lambda showcase: showcase.health(Health()),
    "ready-not-set-up": lambda showcase: showcase.health(_NOT_SET_UP),
    "ready-enrolled": lambda showcase: showcase.health(_WELL),
    "ready-degraded": lambda showcase: showcase.health(_DEGRADED),
    "ready-staff-card": _staff_card,
    "ready-scanner-card": _scanner_card,
    **{name: _card_of(health) for name, health in _CARDS.items()},
    "scanner-alone": lambda showcase: showcase.health(_NO_CAMERA),
    "scanner-alone-staff": _card_of(_NO_CAMERA),
    "scanner-alone-lost": lambda showcase: showcase.health(
        replace(_NO_CAMERA, scanner=DeviceFaultKind.LOST)
    ),
    "scanner-alone-arrived": _arrived_by_scanner,
    **{
        f"scanner-alone-{name}": _wrong_by_scanner(reason)
        for name, reason in (
            ("web-link", Reason.WEB_LINK),
            ("vneid-code", Reason.VNEID_CODE),
            ("expired-slip", Reason.EXPIRED_SLIP),
            ("keys-lost", Reason.SCANNER_KEYS_LOST),
        )
    },
    "camera-lost": lambda showcase: showcase.health(_LOST_CAMERA),
    "out-of-order": lambda showcase: _storage(showcase, StorageFaultKind.FULL, with_card=False),
    "out-of-order-staff": lambda showcase: _storage(showcase, StorageFaultKind.TOO_NEW),
    "out-of-order-key-staff": lambda showcase: _storage(showcase, StorageFaultKind.WRONG_KEY),
}
"""By the name its picture gets."""
