"""`doctor`: whether this machine can be a kiosk, one line a check, with what to do."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.base.errors import DeviceFault, DeviceFaultKind, StorageFault, StorageFaultKind
from kiosk.composition.settings_file import load_config
from kiosk.settings.config import CameraKind, Config, PrinterKind

EXAMPLE = "checkpoint-kiosk doctor --config kiosk.toml"

VIETNAMESE_LETTERS = "ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỴỶỸĐắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỵỷỹđ"
"""The letters that a typeface made for Western Europe lacks."""

_FREE_NEEDED_MB = 200
_FREE_COMFORTABLE_MB = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, whether it is fine, and what to do if not."""

    check: str
    ok: bool
    text: str
    blocks: bool = True
    """Whether the kiosk could not work with this; ignored when it is fine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `doctor`."""
    parser.add_argument("--config", type=Path, help="the kiosk.toml to check (default: none)")
    parser.add_argument("--demo", action="store_true", help="check with the demo's own devices")
    parser.add_argument("--json", action="store_true", help="print a JSON list")


def run(options: argparse.Namespace) -> int:
    """Print every finding; exit 1 if the kiosk could not work."""
    with _configuration(options) as config:
        findings = [check(config) for check in CHECKS]
    works = all(finding.ok or not finding.blocks for finding in findings)
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
        return 0 if works else 1
    for finding in findings:
        mark = "OK  " if finding.ok else "NO  " if finding.blocks else "NOTE"
        print(f"{mark} {finding.check + ':':<10} {finding.text}")
    print("The kiosk can work." if works else "The kiosk cannot work yet: see the lines marked NO.")
    return 0 if works else 1


@contextmanager
def _configuration(options: argparse.Namespace) -> Iterator[Config]:
    if options.demo:
        from kiosk.demo.devices import demo_config, write_sample_footage

        with TemporaryDirectory(prefix="checkpoint-doctor-") as folder:
            video = write_sample_footage(Path(folder))
            yield demo_config(Path(folder), video)
    else:
        yield load_config(options.config) if options.config else Config()


def check_camera(config: Config) -> Finding:
    """Open the camera and take a picture."""
    from drivers.camera import make_camera
    from kiosk.base.clock import SystemClock

    if config.camera.kind is CameraKind.NONE:
        return Finding("camera", False, "switched off in the configuration", blocks=False)
    camera = make_camera(config.camera, SystemClock())
    try:
        camera.open()
        height, width = camera.grab().shape[:2]
    except DeviceFault as fault:
        return Finding("camera", False, _camera_advice(fault, config))
    finally:
        camera.close()
    return Finding("camera", True, f"{camera.name} gives {width}x{height} pictures")


def _camera_advice(fault: DeviceFault, config: Config) -> str:
    source = config.camera.source
    match fault.kind:
        case DeviceFaultKind.MISSING if config.camera.kind is CameraKind.WEBCAM:
            return (
                f"no camera found at {source!r}: plug in a USB webcam, "
                "or name another in camera.source"
            )
        case DeviceFaultKind.MISSING:
            return f"{source!r} is not there: correct camera.source"
        case DeviceFaultKind.BUSY:
            return "another program holds the camera: close it and try again"
        case _:
            return "the camera gives no pictures: unplug it and plug it in again"


def check_decoders(_config: Config) -> Finding:
    """Read a code drawn this moment with both engines."""
    from drivers.scanner import self_test

    engines = self_test.check_decoders()
    broken = [engine.value for engine, works in engines.items() if not works]
    if not broken:
        return Finding("decoders", True, "zxing-cpp and zbar read a test code")
    if "zxing" in broken:
        return Finding("decoders", False, "zxing-cpp cannot read: reinstall the kiosk")
    return Finding(
        "decoders", False, "zbar is missing: apt-get install libzbar0 (reads less without)", False
    )


def check_printer(config: Config) -> Finding:
    """Ask the printer about itself."""
    from drivers.printer import open_printer

    if config.printer.kind is PrinterKind.NONE:
        return Finding("printer", False, "none is configured: slips cannot be printed", False)
    printer = open_printer(config.printer, config.store_directory)
    if printer is None:
        return Finding("printer", False, "none is configured: slips cannot be printed", False)
    try:
        status = printer.status()
    finally:
        printer.close()
    advice = {
        DeviceFaultKind.MISSING: "not found: check its cable, power and printer.address",
        DeviceFaultKind.BUSY: "another program holds it (often the system's printing service)",
        DeviceFaultKind.PAPER_OUT: "no paper: put in a new roll",
        DeviceFaultKind.COVER_OPEN: "its cover is open",
        DeviceFaultKind.OVERHEATED: "too hot: let it rest",
    }
    if status.is_present and status.fault is None:
        return Finding("printer", True, f"{printer.name} answers, paper {status.paper.value}")
    text = advice.get(status.fault, "does not answer") if status.fault else "does not answer"
    # People are recorded without paper too, so a silent printer does not stop the kiosk.
    return Finding("printer", False, f"{printer.name}: {text}", blocks=False)


def check_fonts(_config: Config) -> Finding:
    """The typeface is there and has stacked Vietnamese accents."""
    from kiosk.documents.typesetting import missing_letters

    try:
        missing = missing_letters(VIETNAMESE_LETTERS)
    except OSError:
        return Finding("fonts", False, "the typeface is missing: reinstall the kiosk")
    if missing:
        return Finding("fonts", False, f"the typeface lacks {missing}: reinstall the kiosk")
    return Finding("fonts", True, "Be Vietnam Pro, with every Vietnamese letter")


def check_database(config: Config) -> Finding:
    """The database opens with its key, or can be made."""
    from kiosk.store.look import look_at_store

    folder = config.store_directory
    try:
        exists = look_at_store(folder, config.key_file)
    except StorageFault as fault:
        advice = {
            StorageFaultKind.FULL: "the disk is full: make room",
            StorageFaultKind.READ_ONLY: f"cannot write in {folder}: check its owner and rights",
            StorageFaultKind.CORRUPT: "damaged: the kiosk will set it aside and open a new ledger",
            StorageFaultKind.TOO_NEW: "made by a newer version: update the kiosk",
            StorageFaultKind.WRONG_KEY: "its key is missing or another one: put the key file back",
        }
        return Finding("database", False, advice[fault.kind])
    state = "opens with its key" if exists else "will be made at the first start"
    return Finding("database", True, f"{folder}: {state}")


def check_key(config: Config) -> Finding:
    """The key file is readable by the kiosk alone."""
    path = config.key_file
    if not path.exists():
        return Finding("key", True, "will be made at the first start")
    try:
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        return Finding("key", False, f"{path}: {error.strerror}")
    if mode & 0o077:
        return Finding("key", False, f"others can read it: chmod 600 {path}", blocks=False)
    return Finding("key", True, "readable by its owner only")


def check_disk(config: Config) -> Finding:
    """Room for months of entries."""
    folder = config.store_directory
    while not folder.exists():
        folder = folder.parent
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < _FREE_NEEDED_MB:
        return Finding("disk", False, f"only {free_mb} MB free: make room")
    if free_mb < _FREE_COMFORTABLE_MB:
        return Finding("disk", False, f"{free_mb} MB free: make room soon", blocks=False)
    return Finding("disk", True, f"{free_mb // 1000} GB free")


def check_clock(_config: Config) -> Finding:
    """The clock is not before this version was made."""
    from kiosk.composition.build import BUILT_AT

    now = datetime.now(UTC)
    if now < BUILT_AT:
        return Finding("clock", False, f"shows {now:%Y-%m-%d}: set date and time", blocks=False)
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")


def check_display(_config: Config) -> Finding:
    """Somewhere to show the window."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return Finding("display", True, "found")
    return Finding(
        "display", False, "none in this session: log in on the screen itself", blocks=False
    )


CHECKS: tuple[Callable[[Config], Finding], ...] = (
    check_camera,
    check_decoders,
    check_printer,
    check_fonts,
    check_database,
    check_key,
    check_disk,
    check_clock,
    check_display,
)
