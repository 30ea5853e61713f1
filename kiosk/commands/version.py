"""`version`: the kiosk's version and those of what it stands on."""

from __future__ import annotations

import argparse
import json

from kiosk.base.phrases import translate
from kiosk.base.versions import versions

EXAMPLE = "checkpoint-kiosk version --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `version`."""
    parser.add_argument("--json", action="store_true", help=translate("print one JSON object"))


def run(options: argparse.Namespace) -> int:
    """Print the versions."""
    found = versions()
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        for name, version in found.items():
            print(f"{name} {version}")
    return 0
