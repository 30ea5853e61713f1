"""A program that ends while the demo's printer window stands: nobody closes it, as after an error.

`python -m … DIRECTORY` ends by itself; what QML says of it stands in its errors.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.demo.printer import DemoPrinter
from kiosk.domain.station.printer import PrinterKind
from kiosk.settings.config import PrinterConfig, Renderer
from ui.app import make_application
from ui.printer_panel import PrinterPanel
from ui.showcase import Showcase, spin

if __name__ == "__main__":
    application = make_application(["panel"], Renderer.SOFTWARE, headless=True)
    printer = DemoPrinter(PrinterConfig(kind=PrinterKind.SIMULATED, address=str(Path(sys.argv[1]))))
    with Showcase() as showcase:
        # Held until the program ends.
        panel = PrinterPanel(showcase.window, printer)
        panel.show()
        spin(50)
