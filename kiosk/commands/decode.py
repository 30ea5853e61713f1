"""`decode IMAGE|FOLDER…`: read the codes in images."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from kiosk.base.phrases import translate

EXAMPLE = "checkpoint-kiosk decode --json photos/ card.png"

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `decode`."""
    parser.add_argument("paths", metavar="IMAGE|FOLDER", nargs="+", type=Path)
    parser.add_argument(
        "--json", action="store_true", help=translate("print a JSON list, one item an image")
    )


def run(options: argparse.Namespace) -> int:
    """Print every symbol; exit 1 if no image held one, 2 if a path cannot be read."""
    from drivers.camera.folder import load_image
    from drivers.scanner.reader import TwoEngineReader
    from kiosk.base.clock import SystemClock

    reader = TwoEngineReader(SystemClock())
    answers = []
    failed = False
    for path in _images(options.paths):
        image = load_image(path)
        if image is None:
            problem = translate("not an image that can be read")
            print(f"checkpoint-kiosk: {path}: {problem}", file=sys.stderr)
            failed = True
            continue
        began = time.perf_counter()
        symbols = reader.read_still(image)
        elapsed_ms = (time.perf_counter() - began) * 1000
        answers.append(
            {
                "file": str(path),
                "symbols": [
                    {
                        "text": symbol.text,
                        "format": symbol.format,
                        "engine": symbol.engine.value,
                        "corners": [list(corner) for corner in symbol.corners],
                    }
                    for symbol in symbols
                ],
                "ms": round(elapsed_ms, 2),
            }
        )
    if options.json:
        print(json.dumps(answers, ensure_ascii=False))
    else:
        for answer in answers:
            symbols_found = answer["symbols"]
            assert isinstance(symbols_found, list)
            for symbol in symbols_found or [{"text": "-", "engine": translate("nothing read")}]:
                print(f"{answer['file']}: {symbol['text']} ({symbol['engine']})")
    if failed:
        return 2
    return 0 if any(answer["symbols"] for answer in answers) else 1


def _images(paths: list[Path]) -> list[Path]:
    """Files as given, folders as the images below them in name order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(item for item in path.rglob("*") if item.suffix.lower() in _SUFFIXES)
        else:
            found.append(path)
    return found
