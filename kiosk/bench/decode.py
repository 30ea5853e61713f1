"""Images with known text: our reader beside every single engine, in one run on the same pixels."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.camera.folder import load_image
from drivers.scanner.reader import to_grey
from drivers.scanner.still import StillReader
from kiosk.base.clock import SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.bench.rivals import ZXING_PLAIN, Read, rivals

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

OURS = "this reader"
MAX_RATIO = 1.5
"""Our median time on images that zxing-cpp reads, as a multiple of its own."""

_TIMES = 7
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})


@dataclass(frozen=True, slots=True)
class _Sample:
    name: str
    grey: Image
    expected: str | bytes


def _samples(folders: Iterable[Path]) -> list[_Sample]:
    """Raises FileNotFoundError if there is no image with its text."""
    found = []
    folders = list(folders)
    for folder in folders:
        for path in sorted(item for item in folder.rglob("*") if item.suffix.lower() in _SUFFIXES):
            text, raw = path.with_suffix(".txt"), path.with_suffix(".bin")
            if not text.exists() and not raw.exists():
                continue
            image = load_image(path)
            if image is None:
                raise FileNotFoundError(f"{path}: not an image that can be read")
            # Bytes, because reading as text would change the line ends.
            expected = text.read_bytes().decode("utf-8") if text.exists() else raw.read_bytes()
            name = str(path.relative_to(folder))
            found.append(_Sample(name, to_grey(image), expected))
    if not found:
        raise FileNotFoundError(f"no image with NAME.txt or NAME.bin in {folders}")
    return found


@dataclass(slots=True)
class _Tally:
    decoded: int
    right: list[str]
    wrong: list[str]
    ms: dict[str, float]


def _measure(readers: Mapping[str, Read], samples: Sequence[_Sample]) -> dict[str, _Tally]:
    """All engines on every image, each in its turn: what the machine does besides meets all."""
    tallies = {name: _Tally(0, [], [], {}) for name in readers}
    for sample in samples:
        for name, read in readers.items():
            _note(tallies[name], read, sample)
    return tallies


def _note(tally: _Tally, read: Read, sample: _Sample) -> None:
    codes = read(sample.grey)
    tally.ms[sample.name] = min(_took_ms(read, sample.grey) for _ in range(_TIMES))
    if not codes:
        return
    tally.decoded += 1
    is_raw = isinstance(sample.expected, bytes)
    # A picture may hold a second code beside the expected one.
    is_right = sample.expected in [raw if is_raw else text for raw, text in codes]
    (tally.right if is_right else tally.wrong).append(sample.name)


def _took_ms(read: Read, grey: Image) -> float:
    began = time.perf_counter()
    read(grey)
    return (time.perf_counter() - began) * 1000


def bench_decode(folders: Sequence[Path]) -> dict[str, object]:
    """Figures per engine, and bounds: no wrong text, no engine better, no slower than allowed.

    Each image is read eight times, and the shortest of the last seven counts, alike for all. Raises
    FileNotFoundError.
    """
    samples = _samples(folders)
    reader = StillReader(SystemClock())

    def read_ours(grey: Image) -> list[tuple[bytes, str]]:
        return [(symbol.raw, symbol.text) for symbol in reader.read(grey)]

    try:
        with rivals() as others:
            readers = {OURS: read_ours, **others}
            tallies = _measure(readers, samples)
    finally:
        reader.close()
    readable = tallies[ZXING_PLAIN].right
    engines: dict[str, dict[str, object]] = {}
    medians = {}
    for name, tally in tallies.items():
        medians[name] = statistics.median(tally.ms[image] for image in readable or tally.ms)
        engines[name] = {
            "decoded": tally.decoded,
            "right": len(tally.right),
            "wrong": len(tally.wrong),
            "ms_median": round(statistics.median(tally.ms.values()), 2),
            "ms_median_readable": round(medians[name], 2),
            "ms_max": round(max(tally.ms.values()), 2),
        }
    ours = tallies[OURS]
    best = max(len(tally.right) for tally in tallies.values())
    ratio = medians[OURS] / medians[ZXING_PLAIN]
    return {
        "images": len(samples),
        "figures": engines,
        "not_right": [s.name for s in samples if s.name not in ours.right],
        "bounds": {
            "wrong texts": [len(ours.wrong), 0],
            "images fewer than the best": [best - len(ours.right), 0],
            "median against zxing-cpp": [round(ratio, 2), MAX_RATIO],
        },
    }


def markdown(figures: dict[str, object]) -> str:
    """The table of one run."""
    engines = figures["figures"]
    assert isinstance(engines, dict)
    lines = [
        f"| Of {figures['images']} images | Decoded | Text right | Text wrong | ms, median "
        "| ms, median of those zxing-cpp reads |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in engines.items():
        cells = (
            name,
            row["decoded"],
            row["right"],
            row["wrong"],
            row["ms_median"],
            row["ms_median_readable"],
        )
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)


def write_into(document: Path, table: str, name: str) -> None:
    """Put a table between the document's two markers for `name`.

    Raises OSError, and ValueError if the markers are missing.
    """
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(opening)
    _, end, after = rest.partition(closing)
    if not begin or not end:
        raise ValueError(f"{document} has no {opening} … {closing}")
    document.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")
