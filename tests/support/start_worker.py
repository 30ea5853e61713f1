"""A whole kiosk, headless, that ends once it is up: `python -m … [CONFIG]`.

Prints, as JSON, what its start set for the whole process, and what its strip said.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kiosk.composition.kiosk import Kiosk
from kiosk.composition.settings_file import find_settings


def main(path: Path | None) -> int:
    """Run until the window is painted and the gate READY."""
    config, file = find_settings(path)
    kiosk = Kiosk(config, is_set_up=file is not None, headless=True)
    kiosk.on_marks_complete(kiosk.window.quit)
    code = kiosk.run()
    signs = kiosk.window.station.rooms.shell.strip.items
    strip = [signs.data(signs.index(row))["text"] for row in range(signs.rowCount())]
    print(json.dumps({"switch_s": sys.getswitchinterval(), "strip": strip}))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else None))
