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

_BEFORE_S = 5.0
"""For drawing a slip and noting that it is begun."""
_SLIP_ROWS = 1200
"""Of a slip of 110 mm at 8 dots per millimetre, with the half of another one before it."""
_BITS_PER_BYTE = 10


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
        slip_limit_s=slip_limit_s(config),
    )


def slip_limit_s(config: PrinterConfig) -> float:
    """So long a slip may take by these settings, from its turn to its last byte.

    Before the first byte the driver may wait for the opening, a question and the write itself,
    each up to the time limit; over a serial line the bytes take their time beside.
    """
    limit_s = _BEFORE_S + 3 * config.timeout_s
    if config.kind is PrinterKind.SERIAL:
        limit_s += config.width_px // 8 * _SLIP_ROWS * _BITS_PER_BYTE / config.baud_rate
    return limit_s


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
