"""`decode IMAGE|FOLDER…`: read the codes in images."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import explain, in_language, translate
from kiosk.base.process_memory import at_most_mb

if TYPE_CHECKING:
    from drivers.scanner.still import StillReader
    from kiosk.ports.codes import Symbol

EXAMPLE = "checkpoint-kiosk decode --json photos/ card.png"

MAX_MEGAPIXELS = 64.0
MAX_MEMORY_MB = 600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `decode`."""
    parser.add_argument("paths", metavar="IMAGE|FOLDER", nargs="+", type=Path)
    parser.add_argument(
        "--json", action="store_true", help=translate("print a JSON list, one item a file")
    )
    parser.add_argument(
        "--max-megapixels",
        metavar="N",
        type=_megapixels,
        default=MAX_MEGAPIXELS,
        help=translate("pass over larger images (default: 64)"),
    )


def _megapixels(text: str) -> float:
    value = float(text)
    if not 0 < value <= 1000:
        raise ValueError
    return value


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read, or what kept a path from being looked at."""

    path: Path
    was_named: bool
    problem: str | None = None


def run(options: argparse.Namespace) -> int:
    """Print every symbol and what was passed over, in order; at least one line a file.

    Exit 1 if no image held a symbol, 2 if a path that was named cannot be read.
    """
    from drivers.scanner.still import StillReader
    from kiosk.base.clock import SystemClock

    reader = StillReader(SystemClock())
    pen = _JsonPen() if options.json else _Pen()
    failed = any_read = False
    try:
        with at_most_mb(MAX_MEMORY_MB):
            for found in _files(options.paths):
                symbols, problem, ms = _read(reader, found, options.max_megapixels)
                pen.write(found.path, symbols, problem, ms)
                any_read = any_read or bool(symbols)
                failed = failed or (problem is not None and found.was_named)
    finally:
        reader.close()
        pen.close()
    if failed:
        return 2
    return 0 if any_read else 1


def _read(
    reader: StillReader, found: _Found, megapixels: float
) -> tuple[tuple[Symbol, ...], str | None, float]:
    """The symbols of a file, why it was not read, and how many milliseconds reading took."""
    from drivers.scanner.picture_file import PictureFault, grey_pictures

    began = time.perf_counter()
    symbols: tuple[Symbol, ...] = ()
    problem = found.problem
    if problem is None:
        try:
            for grey in grey_pictures(found.path, round(megapixels * 1_000_000)):
                began = time.perf_counter()
                symbols = reader.read(grey)
                if symbols:
                    break
        except PictureFault as fault:
            problem = explain(fault)
        except OSError as error:
            problem = in_language(error.strerror or str(error))
        except Exception as error:  # noqa: BLE001 - one bad file must not keep others from being read
            problem = type(error).__name__
    return symbols, problem, (time.perf_counter() - began) * 1000


def _files(paths: list[Path]) -> Iterator[_Found]:
    """Files as given, folders as all files below them in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield _Found(path, was_named=True)
            continue
        is_empty = True
        for found in _below(path):
            is_empty = False
            yield found
        if is_empty:
            yield _Found(path, was_named=True, problem=translate("no files in this folder"))


def _below(folder: Path) -> Iterator[_Found]:
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders.sort()
        for name in sorted(names):
            yield _Found(Path(place, name), was_named=False)
        yield from _refused(refused)
    yield from _refused(refused)


def _refused(refused: list[OSError]) -> Iterator[_Found]:
    while refused:
        error = refused.pop(0)
        problem = in_language(error.strerror or str(error))
        yield _Found(Path(error.filename), was_named=True, problem=problem)


class _Pen:
    """Lines for people, each as soon as its file was read."""

    def write(
        self, path: Path, symbols: tuple[Symbol, ...], problem: str | None, ms: float
    ) -> None:
        """One file's lines: on standard error what was passed over."""
        del ms
        name = _shown(str(path))
        if problem is not None:
            print(f"checkpoint-kiosk: {name}: {problem}", file=sys.stderr, flush=True)
            return
        for symbol in symbols:
            print(f"{name}: {_shown(symbol.text)} ({symbol.engine.value})", flush=True)
        if not symbols:
            print(f"{name}: - ({translate('nothing read')})", flush=True)

    def close(self) -> None:
        """Nothing is left to say."""


class _JsonPen(_Pen):
    """A JSON list, an item a file; what was passed over stands in it, and on standard error."""

    def __init__(self) -> None:
        self._next = "["

    def write(
        self, path: Path, symbols: tuple[Symbol, ...], problem: str | None, ms: float
    ) -> None:
        """One item."""
        item: dict[str, object] = {"file": _shown(str(path))}
        if problem is not None:
            super().write(path, symbols, problem, ms)
            item["problem"] = problem
        item["symbols"] = [
            {
                "text": symbol.text,
                "format": symbol.format,
                "engine": symbol.engine.value,
                "corners": [list(corner) for corner in symbol.corners],
            }
            for symbol in symbols
        ]
        item["ms"] = round(ms, 2)
        print(self._next + json.dumps(item, ensure_ascii=False), end="", flush=True)
        self._next = ",\n"

    def close(self) -> None:
        """End the list."""
        print("[]" if self._next == "[" else "]")


def _shown(text: str) -> str:
    """A name or text for a terminal, on one line, without anything that steers it."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )
