"""`run`: the kiosk at a checkpoint."""

from __future__ import annotations

import argparse
import os
import signal
from pathlib import Path

from kiosk.base.phrases import Phrase, translate

EXAMPLE = """checkpoint-kiosk run
  checkpoint-kiosk run --config /etc/checkpoint-kiosk/kiosk.toml"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `run`."""
    parser.add_argument("--config", type=Path, help=translate("the kiosk.toml (default: your own)"))
    parser.add_argument(
        "--headless", action="store_true", help=translate("draw into memory, for trying out")
    )


def run(options: argparse.Namespace) -> int:
    """Serve until the window is closed or SIGTERM; exit 2 if the configuration cannot be used.

    Without a configuration at all the kiosk serves with the defaults, and its screen says so.
    """
    from kiosk.base.garbage import collect_nothing

    collect_nothing()
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.base.logs import start_logging
    from kiosk.composition.settings_file import default_config_file, find_settings

    config, file = find_settings(options.config)
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not (options.headless or has_display):
        raise ConfigFault(
            [ConfigProblem("display", "none in this session; --headless runs without one")]
        )
    try:
        start_logging(config.store_directory)
    except OSError as error:
        problem = Phrase(
            "{path}: {problem}",
            path=config.store_directory,
            problem=Phrase(error.strerror or "cannot be written"),
        )
        raise ConfigFault([ConfigProblem("store.directory", problem)]) from error
    from kiosk.composition.kiosk import Kiosk

    kiosk = Kiosk(config, is_set_up=file is not None, headless=options.headless)
    kiosk.settings_file = file or default_config_file()
    # The heartbeat gives Python its turn fifty times a second, so a plain handler is heard.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: kiosk.window.quit())
    return kiosk.run()
