"""The slip printer, real and simulated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.printer.connection import PrinterConnection
from kiosk.domain.station.printer import PrinterKind
from kiosk.ports.printer import SlipPrinter
from kiosk.settings.config import PrinterConfig

if TYPE_CHECKING:
    from drivers.printer.simulated import SimulatedPrinter


def open_printer(
    config: PrinterConfig, out_dir: Path, device: SimulatedPrinter | None = None
) -> SlipPrinter | None:
    """The configured printer, or None where there is none.

    Nothing is contacted yet: an absent printer shows in its status. A simulated printer saves its
    papers in `config.address`, or in `out_dir` if that is empty; `device` stands in for it.
    """
    if config.kind is PrinterKind.NONE:
        return None
    # A kiosk without a printer needs none of the imaging libraries.
    from drivers.printer.escpos_printer import EscposPrinter

    return EscposPrinter(
        name=f"{config.kind.value} {config.address}".strip(),
        connect=_connector(config, out_dir, device),
        width_px=config.width_px,
        has_cutter=config.has_cutter,
        image=config.image,
        asks_status=config.asks_status,
    )


def _connector(
    config: PrinterConfig, out_dir: Path, device: SimulatedPrinter | None
) -> Callable[[], PrinterConnection]:
    if config.kind is PrinterKind.SIMULATED:
        from drivers.printer.simulated import SimulatedPrinter

        folder = Path(config.address) if config.address else out_dir
        simulated = device or SimulatedPrinter(
            folder, config.width_px, config.timeout_s, config.has_cutter
        )

        def connect_simulated() -> PrinterConnection:
            from drivers.printer.simulated_link import link_to

            return link_to(simulated)

        return connect_simulated

    def connect() -> PrinterConnection:
        # Imported on the printer's thread at first use: python-escpos alone takes 0.2 s.
        from drivers.printer import transports

        address, width_px, timeout_s = config.address, config.width_px, config.timeout_s
        link: PrinterConnection
        match config.kind:
            case PrinterKind.USB:
                link = transports.UsbLink(address, width_px, timeout_s)
            case PrinterKind.NETWORK:
                link = transports.NetworkLink(address, width_px, timeout_s)
            case PrinterKind.SERIAL:
                link = transports.SerialLink(address, width_px, timeout_s, config.baud_rate)
            case _:
                link = transports.FileLink(address, width_px, timeout_s)
        return link

    return connect
