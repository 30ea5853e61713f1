"""How many worn slips are read (H3), and whether a wrong one is ever believed.

Every slip has a code of its own. What a reader makes of its picture is right, nothing, or a text
that was not printed; that text is a wrong slip only where it passes the verification by the key it
was signed with (docs/spec/sync-protocol.md §7).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import cv2
import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from drivers.scanner.still import StillReader
from kiosk.base.clock import SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.bench.rivals import ZXING_PLAIN, rivals
from kiosk.bench.wear import Wear, worn
from kiosk.documents.slip import slip_bitmap
from kiosk.domain.slips.slip import Slip, human_code
from kiosk.domain.visits.decision import Direction
from sync.protocol.keys import public_text
from sync.protocol.ks1 import (
    LOCAL_KID,
    SLIP_ID_BITS,
    Ks1Error,
    SlipClaims,
    SlipKind,
    SlipResult,
    minute_of,
    read_unverified,
    sign_claims,
    verify,
)
from sync.protocol.policy import Hotline

if TYPE_CHECKING:
    from numpy.random import Generator

    from kiosk.ports.camera import Image

PICTURES: Final = 1_000
"""Of each width and grade."""
OURS, ZXING, ZBARIMG = "this reader", "zxing-cpp alone", "zbarimg"
MAX_UNREAD_PERCENT: Final = {384: 3.0, 576: 0.5}
"""Of mildly worn ones, by our reader."""

_PAPER_MM: Final = {384: 58, 576: 80}
_BATCH: Final = 50
_AT: Final = datetime(2026, 11, 23, 1, 31, tzinfo=UTC)
_LIFE: Final = timedelta(hours=72)

_ReadBatch = Callable[[list["Image"]], list[list[str]]]


@dataclass(slots=True)
class _Tally:
    right: int = 0
    wrong: int = 0
    """Pictures with a text that was not printed."""
    believed: int = 0
    """Of these, how many would be a slip of this station."""


def bench_worn(pictures: int, seed: int) -> dict[str, Any]:
    """Figures per width, grade and reader, and bounds: what is unread, and what is wrongly
    believed."""
    key = Ed25519PrivateKey.from_private_bytes(np.random.default_rng(seed).bytes(32))
    public = public_text(key.public_key())
    figures: dict[str, dict[str, object]] = {}
    bounds: dict[str, list[float]] = {}
    believed = 0
    with _readers() as readers:
        for width_px, paper_mm in _PAPER_MM.items():
            for wear in Wear:
                random = np.random.default_rng((seed, width_px, wear is Wear.HARSH))
                tallies = {name: _Tally() for name in readers}
                for count in _batches(pictures):
                    codes, photos = _make(count, width_px, wear, key, random)
                    for name, read in readers.items():
                        _judge(tallies[name], codes, photos, read, public)
                for name, tally in tallies.items():
                    figures[f"{paper_mm} mm, {wear}, {name}"] = _figures(tally, pictures)
                    believed += tally.believed
                if wear is Wear.MILD:
                    unread = 100 * (1 - tallies[OURS].right / pictures)
                    bounds[f"% unread of {paper_mm} mm, {wear}"] = [
                        round(unread, 2),
                        MAX_UNREAD_PERCENT[width_px],
                    ]
    bounds["wrong slips believed"] = [believed, 0]
    return {"pictures": pictures, "figures": figures, "bounds": bounds}


def _batches(pictures: int) -> Iterator[int]:
    for begin in range(0, pictures, _BATCH):
        yield min(_BATCH, pictures - begin)


def _make(
    count: int, width_px: int, wear: Wear, key: Ed25519PrivateKey, random: Generator
) -> tuple[list[str], list[Image]]:
    """So many slips, each with its own code, and what a camera sees of them."""
    codes, photos = [], []
    for _ in range(count):
        slip = signed_slip(int(random.integers(0, 1 << SLIP_ID_BITS)), key)
        bitmap = slip_bitmap(slip, width_px, "vi")
        bits = np.unpackbits(np.frombuffer(bitmap.rows, dtype=np.uint8))
        dots = bits.reshape(bitmap.height_px, bitmap.width_px) * np.uint8(255)
        codes.append(slip.code)
        photos.append(worn(dots, wear, random))
    return codes, photos


def signed_slip(slip_id: int, key: Ed25519PrivateKey) -> Slip:
    """A slip of nobody, as a station without a hub prints it."""
    claims = SlipClaims(
        SlipKind.SLIP, slip_id, SlipResult.RECORDED, minute_of(_AT), minute_of(_AT + _LIFE), 0
    )
    return Slip(
        slip_id=slip_id,
        code=sign_claims(claims, LOCAL_KID, key),
        human_code=human_code(slip_id % 10**8),
        venue_name="Trung tâm Y tế Mẫu",
        gate_name="Cổng A",
        hotlines=(Hotline(),),
        direction=Direction.ARRIVAL,
        at=_AT,
        time_zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        name_hint="N. V. A. · •••678",
        valid_until=_AT + _LIFE,
    )


def _judge(
    tally: _Tally, codes: list[str], photos: list[Image], read: _ReadBatch, public: str
) -> None:
    for code, texts in zip(codes, read(photos), strict=True):
        others = [text for text in texts if text != code]
        tally.right += code in texts
        tally.wrong += bool(others)
        tally.believed += any(is_believed(text, public) for text in others)


def is_believed(text: str, public_key: str) -> bool:
    """Whether a text would be taken for a slip that this key signed."""
    try:
        return verify(read_unverified(text), public_key) is not None
    except Ks1Error:
        return False


def _figures(tally: _Tally, pictures: int) -> dict[str, object]:
    return {
        "read": tally.right,
        "percent": round(100 * tally.right / pictures, 1),
        "wrong": tally.wrong,
        "believed": tally.believed,
    }


@contextmanager
def _readers() -> Iterator[dict[str, _ReadBatch]]:
    """Name → reader of some pictures; zbarimg only where it is installed."""
    still = StillReader(SystemClock())
    try:
        with rivals() as others:
            zxing = others[ZXING_PLAIN]
            readers: dict[str, _ReadBatch] = {
                OURS: lambda photos: [[one.text for one in still.read(photo)] for photo in photos],
                ZXING: lambda photos: [[text for _, text in zxing(photo)] for photo in photos],
            }
            program = shutil.which("zbarimg")
            if program is not None:
                readers[ZBARIMG] = lambda photos: _read_by_zbarimg(program, photos)
            yield readers
    finally:
        still.close()


def _read_by_zbarimg(program: str, photos: list[Image]) -> list[list[str]]:
    """One call for all: starting it costs more than reading."""
    with TemporaryDirectory(prefix="checkpoint-bench-") as folder:
        paths = [str(Path(folder) / f"{number}.png") for number in range(len(photos))]
        for path, photo in zip(paths, photos, strict=True):
            cv2.imwrite(path, photo)
        said = subprocess.run(
            [program, "--quiet", "--xml", "-Sdisable", "-Sqrcode.enable", *paths],
            capture_output=True,
            check=False,
        ).stdout
    texts: dict[str, list[str]] = {path: [] for path in paths}
    for source in ElementTree.fromstring(said).findall("{*}source"):
        texts[source.get("href", "")] += [data.text or "" for data in source.findall(".//{*}data")]
    return [texts[path] for path in paths]


def markdown(figures: dict[str, Any]) -> str:
    """The table of one run."""
    lines = [
        f"| Of {figures['pictures']} pictures each | Read | % | A text that was not printed "
        "| Believed as a slip |",
        "|---|---|---|---|---|",
    ]
    for name, row in figures["figures"].items():
        lines.append(f"| {name} | " + " | ".join(str(cell) for cell in row.values()) + " |")
    return "\n".join(lines)
