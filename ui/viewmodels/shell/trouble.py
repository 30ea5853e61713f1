"""What is wrong now, gravest first: the staff card and its diagnostics go by one list."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk import __version__
from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.window_state import Window
from ui.messages.faults import (
    CAMERA,
    CLOCK_SUSPECT,
    COPIED,
    NETWORK,
    NO_SOUND,
    NOT_SET_UP,
    PAPER_LOW,
    PRINTER,
    REVOKED,
    SCANNER,
    STORAGE,
)
from ui.messages.model import Message
from ui.messages.reasons import REASONS
from ui.viewmodels.view import View


def troubles(window: Window) -> tuple[Message, ...]:
    """Everything that staff should see to: storage, camera, printer, scanner, clock, hub, sound,
    set-up."""
    return tuple(_found(window))


def _found(window: Window) -> Iterator[Message]:
    health = window.health
    if window.gate.fault is not None:
        yield STORAGE[window.gate.fault]
    if health.has_camera and health.camera is not None:
        yield CAMERA[health.camera]
    if health.has_printer and health.printer is not None:
        yield PRINTER[health.printer]
    if health.first_printer is not None:
        yield PRINTER[health.first_printer]
    if health.is_paper_low and health.printer is None:
        yield PAPER_LOW
    if health.has_scanner and health.scanner is not None:
        yield SCANNER[health.scanner]
    if window.scanner_trouble is not None:
        yield REASONS[window.scanner_trouble]
    if health.is_clock_suspect:
        yield CLOCK_SUSPECT
    yield from _at_the_hub(health)
    if not health.has_sound:
        yield NO_SOUND
    if not health.is_set_up:
        yield NOT_SET_UP


def _at_the_hub(health: Health) -> Iterator[Message]:
    if health.network is NetworkState.REVOKED:
        yield REVOKED
    if health.network is NetworkState.OFFLINE:
        yield NETWORK[health.network_fault or NetworkFaultKind.OFFLINE]
    if health.is_copied:
        yield COPIED


def diagnostics(view: View) -> str:
    """What a technician asks first, for a photograph; nothing in it is about a person.

    Lines of `name=value`, in ASCII, so that the code stays coarse enough for any phone; venue and
    gate stand in the picture beside it. Empty while nothing is wrong.
    """
    found = troubles(view.window)
    if not found:
        return ""
    window, health = view.window, view.window.health
    members = {
        "kiosk": __version__,
        "at": view.now.strftime("%Y-%m-%dT%H:%MZ"),
        "faults": ",".join(message.code for message in found),
        "hub": health.network.value,
        "unsent": str(health.unsent),
        "cases": str(window.desk.waiting),
    }
    if health.camera_since is not None:
        members["camera"] = f"{health.camera_since:%Y-%m-%dT%H:%M:%SZ} x{health.camera_retries}"
    return "\n".join(f"{name}={value}" for name, value in members.items())
