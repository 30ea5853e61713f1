"""`doctor`: whether this machine can be a kiosk, one line a check, with what to do."""

from __future__ import annotations

import argparse
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.base.errors import DeviceFault, DeviceFaultKind, StorageFault, StorageFaultKind
from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.commands.doctor_surroundings import (
    can_write,
    check_files,
    check_hub,
    check_scanner,
    check_screen,
    check_session,
    check_tones,
    check_venue,
    existing_above,
)
from kiosk.commands.finding import Finding
from kiosk.commands.language import day_form
from kiosk.commands.printer_words import PRINTER_ADVICE, SILENT
from kiosk.composition.settings_file import find_settings
from kiosk.domain.station.printer import PrinterKind
from kiosk.settings.config import CameraKind, Config
from sync.protocol.kinds import without_password

EXAMPLE = "checkpoint-kiosk doctor --config kiosk.toml"

VIETNAMESE_LETTERS = "ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỴỶỸĐắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỵỷỹđ"
"""The letters that a typeface made for Western Europe lacks."""

_FREE_NEEDED_MB = 200
_FREE_COMFORTABLE_MB = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `doctor`."""
    parser.add_argument("--config", type=Path, help=translate("the kiosk.toml (default: your own)"))
    parser.add_argument(
        "--demo", action="store_true", help=translate("check with the demo's own devices")
    )
    parser.add_argument("--json", action="store_true", help=translate("print a JSON list"))


def run(options: argparse.Namespace) -> int:
    """Print every finding; exit 1 if the kiosk could not work."""
    with _configuration(options) as config:
        findings = [
            check_venue(config, options.config) if check is check_venue else check(config)
            for check in CHECKS
        ]
        if findings[-1].ok:
            findings.append(check_screen(config, options.config))
    works = all(finding.ok or not finding.blocks for finding in findings)
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
        return 0 if works else 1
    marks = {"OK": translate("OK"), "NO": translate("NO"), "NOTE": translate("NOTE")}
    mark_width = max(map(len, marks.values()))
    check_width = 1 + max(len(in_language(finding.check)) for finding in findings)
    for finding in findings:
        mark = marks["OK" if finding.ok else "NO" if finding.blocks else "NOTE"]
        check = in_language(finding.check) + ":"
        print(f"{mark:<{mark_width}} {check:<{check_width}} {in_language(finding.text)}")
    if works:
        print(translate("The kiosk can work."))
    else:
        print(translate("The kiosk cannot work yet: see the lines marked NO."))
    return 0 if works else 1


@contextmanager
def _configuration(options: argparse.Namespace) -> Iterator[Config]:
    if options.demo:
        from kiosk.demo.devices import demo_config, write_sample_footage

        with TemporaryDirectory(prefix="checkpoint-doctor-") as folder:
            video = write_sample_footage(Path(folder))
            yield demo_config(Path(folder), video)
    else:
        yield find_settings(options.config).config


def check_camera(config: Config) -> Finding:
    """Open the camera and take a picture."""
    from drivers.camera import make_camera
    from kiosk.base.clock import SystemClock

    if config.camera.kind is CameraKind.NONE:
        return Finding("camera", False, Phrase("switched off in the configuration"), blocks=False)
    camera = make_camera(config.camera, SystemClock())
    try:
        camera.open()
        height, width = camera.grab().shape[:2]
    except DeviceFault as fault:
        return Finding("camera", False, _camera_advice(fault, config))
    finally:
        camera.close()
    return Finding(
        "camera",
        True,
        Phrase(
            "{camera} gives {width}x{height} pictures",
            camera=camera.name,
            width=width,
            height=height,
        ),
    )


def _camera_advice(fault: DeviceFault, config: Config) -> Phrase:
    from drivers.camera.device import NO_PERMISSION

    source = without_password(config.camera.source)
    match fault.kind:
        case DeviceFaultKind.MISSING if fault.detail == NO_PERMISSION:
            return Phrase(
                "{source!r} is there, but this user may not use it: add the user to the group "
                "video, then log in again",
                source=source,
            )
        case DeviceFaultKind.MISSING if config.camera.kind is CameraKind.WEBCAM:
            return Phrase(
                "no camera found at {source!r}: plug in a USB webcam, "
                "or name another in camera.source",
                source=source,
            )
        case DeviceFaultKind.MISSING:
            return Phrase("{source!r} is not there: correct camera.source", source=source)
        case DeviceFaultKind.BUSY:
            return Phrase("another program holds the camera: close it and try again")
        case _:
            return Phrase("the camera gives no pictures: unplug it and plug it in again")


def check_decoders(_config: Config) -> Finding:
    """Read a code drawn this moment with both engines."""
    from drivers.scanner import self_test

    engines = self_test.check_decoders()
    broken = [engine.value for engine, works in engines.items() if not works]
    if not broken:
        return Finding("decoders", True, Phrase("zxing-cpp and zbar read a test code"))
    if "zxing" in broken:
        return Finding("decoders", False, Phrase("zxing-cpp cannot read: reinstall the kiosk"))
    return Finding(
        "decoders",
        False,
        Phrase("zbar is missing: apt-get install libzbar0 (reads less without)"),
        False,
    )


def check_printer(config: Config) -> Finding:
    """Ask the printer about itself."""
    from drivers.printer import open_printer

    if config.printer.kind is PrinterKind.NONE:
        return _no_printer()
    printer = open_printer(config.printer, config.store_directory)
    if printer is None:
        return _no_printer()
    try:
        status = printer.status()
    finally:
        printer.close()
    if status.is_present and status.fault is None:
        paper = Phrase(status.paper.value)
        answers = Phrase("{printer} answers, paper {paper}", printer=printer.name, paper=paper)
        return Finding("printer", True, answers)
    text = PRINTER_ADVICE.get(status.fault, SILENT) if status.fault else SILENT
    # People are recorded without paper too, so a silent printer does not stop the kiosk.
    told = Phrase("{printer}: {problem}", printer=printer.name, problem=text)
    return Finding("printer", False, told, blocks=False)


def _no_printer() -> Finding:
    text = Phrase(
        "none is configured, slips cannot be printed: if there is one, name it in printer.kind and "
        "printer.address"
    )
    return Finding("printer", False, text, blocks=False)


def check_fonts(config: Config) -> Finding:
    """The typeface is there and has stacked Vietnamese accents, and what the venue is called."""
    from kiosk.documents.typesetting import clean, missing_letters

    try:
        missing = missing_letters(VIETNAMESE_LETTERS)
    except OSError:
        return Finding("fonts", False, Phrase("the typeface is missing: reinstall the kiosk"))
    if missing:
        return Finding(
            "fonts",
            False,
            Phrase("the typeface lacks {letters}: reinstall the kiosk", letters=missing),
        )
    names = [config.venue.name, config.venue.gate, *(line.label for line in config.venue.hotlines)]
    absent = missing_letters(unicodedata.normalize("NFC", "".join(names)))
    if absent:
        drawn = {letter: clean(letter) for letter in absent}
        text = Phrase(
            "the typeface lacks letters of the venue's name, gate or hotlines; slips show {pairs}",
            pairs=", ".join(f"{was} → {now or '–'}" for was, now in drawn.items()),
        )
        return Finding("fonts", False, text, blocks=False)
    return Finding("fonts", True, Phrase("Be Vietnam Pro, with every Vietnamese letter"))


def check_database(config: Config) -> Finding:
    """The database opens with its key, or can be made."""
    from kiosk.store.look import look_at_store

    folder = config.store_directory
    try:
        exists = look_at_store(folder, config.key_file)
    except StorageFault as fault:
        advice = {
            StorageFaultKind.FULL: Phrase("the disk is full: make room"),
            StorageFaultKind.READ_ONLY: Phrase(
                "cannot write in {folder}: check its owner and rights", folder=folder
            ),
            StorageFaultKind.CORRUPT: Phrase(
                "damaged: the kiosk will set it aside and open a new ledger"
            ),
            StorageFaultKind.TOO_NEW: Phrase("made by a newer version: update the kiosk"),
            StorageFaultKind.WRONG_KEY: Phrase(
                "its key is missing or another one: put the key file back"
            ),
        }
        return Finding("database", False, advice[fault.kind])
    if exists:
        found = Phrase("{folder}: opens with its key", folder=folder)
    elif not can_write(folder):
        return Finding("database", False, Phrase("{folder}: cannot be made there", folder=folder))
    else:
        found = Phrase("{folder}: will be made at the first start", folder=folder)
    return Finding("database", True, found)


def check_key(config: Config) -> Finding:
    """The key file is readable by the kiosk alone."""
    path = config.key_file
    if not path.exists() and not can_write(path.parent):
        unmade = Phrase("{folder}: cannot be made there", folder=path.parent)
        return Finding("key", False, unmade, blocks=False)
    if not path.exists():
        return Finding("key", True, Phrase("will be made at the first start"))
    try:
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        problem = Phrase(error.strerror or "cannot be read")
        told = Phrase("{path}: {problem}", path=path, problem=problem)
        return Finding("key", False, told)
    if mode & 0o077:
        exposed = Phrase("others can read it: chmod 600 {path}", path=path)
        return Finding("key", False, exposed, blocks=False)
    return Finding("key", True, Phrase("readable by its owner only"))


def check_disk(config: Config) -> Finding:
    """Room for months of entries."""
    free_mb = shutil.disk_usage(existing_above(config.store_directory)).free // 1_000_000
    if free_mb < _FREE_NEEDED_MB:
        return Finding("disk", False, Phrase("only {free} MB free: make room", free=free_mb))
    if free_mb < _FREE_COMFORTABLE_MB:
        little = Phrase("{free} MB free: make room soon", free=free_mb)
        return Finding("disk", False, little, blocks=False)
    return Finding("disk", True, Phrase("{free} GB free", free=free_mb // 1000))


def check_clock(config: Config) -> Finding:
    """The clock is not before this version was made."""
    from kiosk.composition.build import BUILT_AT

    now = datetime.now(UTC)
    zone = config.venue.time_zone
    shown = f"{now.astimezone(zone):{day_form()} %H:%M} ({zone.key})"
    if now < BUILT_AT:
        wrong = Phrase("shows {day}: set date and time", day=shown)
        return Finding("clock", False, wrong, blocks=False)
    return Finding("clock", True, Phrase("it is {moment}", moment=shown))


CHECKS: tuple[Callable[[Config], Finding], ...] = (
    check_venue,
    check_camera,
    check_decoders,
    check_scanner,
    check_printer,
    check_tones,
    check_fonts,
    check_database,
    check_key,
    check_disk,
    check_files,
    check_clock,
    check_hub,
    check_session,
)
