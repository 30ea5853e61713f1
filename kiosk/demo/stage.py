"""The kiosk as demo and benches show it: their camera and sound, its own printer, one window."""

from __future__ import annotations

from collections.abc import Callable

from drivers.sound.player import CommandPlayer, SilentPlayer
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.ports.camera import Camera
from kiosk.ports.printer import SlipPrinter
from kiosk.services.journal import Journal
from kiosk.settings.config import Config

_SIZE_PX = (1280, 800)


def staged_kiosk(
    config: Config,
    make_camera: Callable[[], Camera],
    journal: Journal,
    *,
    headless: bool = True,
    make_printer: Callable[[], SlipPrinter | None] | None = None,
) -> Kiosk:
    """A kiosk before this camera, not started yet; silent where there is no screen to look at.

    It prints as `config` says, where no `make_printer` is given. Raises what `Kiosk` raises.
    """

    def configured_printer() -> SlipPrinter | None:
        from drivers.printer import open_printer

        return open_printer(config.printer, config.store_directory)

    sound = SilentPlayer() if headless else CommandPlayer()
    kiosk = Kiosk(
        config,
        devices=Devices(make_camera, make_printer or configured_printer, sound),
        headless=headless,
        journal=journal,
    )
    kiosk.window.set_size(*_SIZE_PX)
    return kiosk
