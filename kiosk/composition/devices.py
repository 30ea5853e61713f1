"""Which devices a configuration names; their libraries are imported where they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from drivers.loop import Backoff, DeviceState
from drivers.sound.player import CommandPlayer, SoundPlayer
from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.ports.camera import Camera
from kiosk.ports.printer import SlipPrinter
from kiosk.ports.scans import ScanSource
from kiosk.settings.config import (
    CameraKind,
    Config,
    PrinterConfig,
    ScannerConfig,
    ScannerKind,
)

if TYPE_CHECKING:
    from drivers.scanner.handheld import HandHeld
    from drivers.scanner.keyboard import KeyboardScanner
    from drivers.scanner.serial_line import SerialScanner


@dataclass(frozen=True, slots=True)
class Devices:
    """What the kiosk works with; the demo and tests give simulated ones."""

    make_camera: Callable[[], Camera] | None
    """A new, unopened camera for each try; None where there is none."""
    make_printer: Callable[[], SlipPrinter | None]
    sound: SoundPlayer
    camera_backoff: Backoff = field(default_factory=Backoff)
    """How long to wait before a lost camera is tried again."""
    make_second_printer: Callable[[], SlipPrinter | None] = lambda: None
    """What prints where the first one cannot."""


def configured_devices(config: Config, clock: Clock) -> Devices:
    """The devices a configuration names, but for the hand-held scanner."""

    maker: Callable[[], Camera] | None = None

    def make_camera() -> Camera:
        nonlocal maker
        if maker is None:
            # OpenCV takes a tenth of a second to import: it happens on the camera's own thread.
            from drivers.camera import camera_maker

            maker = camera_maker(config.camera, clock)
        return maker()

    def make_printer(which: PrinterConfig) -> SlipPrinter | None:
        from drivers.printer import open_printer

        return open_printer(which, config.store_directory / "slips")

    has_camera = config.camera.kind is not CameraKind.NONE
    return Devices(
        make_camera if has_camera else None,
        partial(make_printer, config.printer),
        CommandPlayer(),
        make_second_printer=partial(make_printer, config.second_printer),
    )


def configured_scanner(
    config: ScannerConfig,
    hand_held: Callable[[ScanSource], HandHeld],
    on_state: Callable[[DeviceState], None],
    clock: Clock,
) -> KeyboardScanner | SerialScanner | None:
    """The hand-held scanner, not started; None without one and for one that types into the window.

    What it reads goes to `hand_held(source)`; `on_state` hears on its thread of its losses.
    """
    from drivers.scanner.keyboard import KeyboardScanner, opener
    from drivers.scanner.serial_line import SerialScanner

    gap_s = config.gap_ms / 1000
    match config.kind:
        case ScannerKind.KEYBOARD:
            return KeyboardScanner(
                opener(config.device),
                on_reading=hand_held(ScanSource.KEYBOARD).hear,
                on_state=on_state,
                clock=clock,
                gap_s=gap_s,
            )
        case ScannerKind.SERIAL:
            return SerialScanner(
                config.device,
                config.baud_rate,
                on_reading=hand_held(ScanSource.SERIAL).hear,
                on_state=on_state,
                clock=clock,
                gap_s=gap_s,
            )
        case _:
            return None
