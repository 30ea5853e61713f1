"""A whole kiosk, headless, that ends once it is up: `python -m … CONFIG`.

Prints, as JSON, what its start set for the whole process.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kiosk.composition.kiosk import Kiosk
from kiosk.composition.settings_file import load_config


def main(path: Path) -> int:
    """Run until the window is painted and the gate READY."""
    kiosk = Kiosk(load_config(path), headless=True)
    kiosk.on_marks_complete(kiosk.window.quit)
    code = kiosk.run()
    print(json.dumps({"switch_s": sys.getswitchinterval()}))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
