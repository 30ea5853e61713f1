"""`demo`: the whole kiosk at work, without any hardware or network."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.base.phrases import translate

EXAMPLE = "checkpoint-kiosk demo --headless --out out/demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `demo`."""
    parser.add_argument(
        "--headless", action="store_true", help=translate("no window, even with a display")
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("out/demo"),
        help=translate("where pictures and summary.json go"),
    )
    parser.add_argument(
        "--keep", action="store_true", help=translate("keep the database in --out/data")
    )
    parser.add_argument(
        "--stay",
        action="store_true",
        help=translate("leave the window open after the film, to try things out"),
    )


def run(options: argparse.Namespace) -> int:
    """Run the demo; exit 1 if not everyone shown was recorded as they should be."""
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.base.files import make_data_folder, make_folder
    from kiosk.demo.show import DemoFolders, run_demo

    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    headless = options.headless or not has_display
    # Where there is no window nobody could close it.
    stay = options.stay and not headless
    out = options.out.absolute()
    try:
        make_folder(out)
    except OSError as error:
        raise ConfigFault([ConfigProblem(str(out), error.strerror or "cannot be made")]) from error
    if options.keep:
        data = out / "data"
        make_data_folder(data)
        return run_demo(DemoFolders(out, data), headless=headless, stay=stay)
    with TemporaryDirectory(prefix="checkpoint-demo-") as folder:
        return run_demo(DemoFolders(out, Path(folder)), headless=headless, stay=stay)
