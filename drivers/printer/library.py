"""python-escpos, loaded with the one profile that it is used with here; nothing else imports it.

By itself it reads the profiles of 35 printers at every start, with a YAML parser written in Python:
0.15 s and 5 MB. Pictures, cuts and status are all that it is asked for, and the width is each
printer's own, so a profile without letters is enough. Importing this module imports the library
(0.1 s), so it is done on the printer's thread at first use.
"""

from __future__ import annotations

import json
import os
import shutil
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kiosk.base.files import write_whole

_FILE = "ESCPOS_CAPABILITIES_FILE"
_PICKLES = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_PROFILE = {
    "name": "checkpoint kiosk",
    "vendor": "",
    "notes": "",
    "codePages": {"0": "CP437"},
    "colors": {"0": "black"},
    "fonts": {"0": {"name": "Font A", "columns": 42}},
    "features": {
        "bitImageColumn": True,
        "bitImageRaster": True,
        "graphics": True,
        "highDensity": True,
        "paperFullCut": True,
        "paperPartCut": True,
    },
    "media": {"dpi": "Unknown", "width": {"mm": "Unknown", "pixels": "Unknown"}},
}
_ENCODINGS = {"CP437": {"name": "CP437", "python_encode": "cp437"}}


def _load() -> Any:
    """The library's profiles, loaded from ours unless the environment names others."""
    with TemporaryDirectory(prefix="checkpoint-printer-") as folder:
        is_ours = _FILE not in os.environ and _PICKLES not in os.environ
        if is_ours:
            file = Path(folder) / "profiles.json"
            known = {"profiles": {"default": _PROFILE}, "encodings": _ENCODINGS}
            write_whole(file, json.dumps(known).encode(), is_durable=False)
            os.environ[_FILE] = str(file)
        try:
            loaded = import_module("escpos.capabilities")
        finally:
            if is_ours:
                del os.environ[_FILE]
    if _PICKLES not in os.environ:
        # The library leaves a new temporary directory behind at every start.
        shutil.rmtree(loaded.pickle_dir, ignore_errors=True)
    return loaded


capabilities = _load()

# Only now: whatever of the library is imported first loads the profiles.
from escpos.escpos import Escpos as Escpos  # noqa: E402
from escpos.printer import File as File  # noqa: E402
from escpos.printer import Network as Network  # noqa: E402
from escpos.printer import Serial as Serial  # noqa: E402
from escpos.printer import Usb as Usb  # noqa: E402


def make_profile(width_px: int) -> object:
    """A printer profile of this width: without one the library cannot check or centre images."""
    profile = capabilities.Profile()
    media = {"dpi": 203, "width": {"pixels": width_px, "mm": width_px // 8}}
    profile.profile_data = {**profile.profile_data, "media": media}
    return profile
