"""Every setting of `kiosk.toml`, by section; `kiosk.composition.settings_file` reads and writes it.

What a hub may set too is declared in `sync.protocol.policy`, what belongs to one machine here; how,
`sync.protocol.settings` says. `resources/kiosk.example.toml` is made from these declarations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.station.printer import WIDTHS_PX, ImageCommand, PrinterKind
from kiosk.domain.text_input.telex import ToneStyle
from kiosk.domain.venue import NameDisplay, Policy, Venue
from kiosk.domain.visits.decision import LaneName
from sync.protocol.kinds import Flag, Number, OneOf, Text, Whole, WordList, Words
from sync.protocol.policy import PolicySettings, PrintSettings
from sync.protocol.settings import Setting, setting, settings_of, values_of


class CameraKind(StrEnum):
    """Which camera driver serves the gate."""

    WEBCAM = "webcam"
    VIDEO = "video"
    STREAM = "stream"
    IMAGES = "images"
    NONE = "none"


class ScannerKind(StrEnum):
    """How a hand-held scanner is read."""

    NONE = "none"
    KEYBOARD = "keyboard"
    SERIAL = "serial"
    WINDOW = "window"


class LaneInput(StrEnum):
    """A device that a lane hears."""

    CAMERA = "camera"
    SCANNER = "scanner"


class Renderer(StrEnum):
    """Who draws the screen: the processor or the graphics card."""

    SOFTWARE = "software"
    GPU = "gpu"


class LensPosition(StrEnum):
    """Where the camera's lens is, as a person before the screen sees it."""

    TOP = "top"
    LEFT = "left"
    RIGHT = "right"
    BOTTOM = "bottom"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CameraConfig:
    """The gate's camera."""

    kind: CameraKind = setting(Words(CameraKind), CameraKind.WEBCAM, "Where pictures come from.")
    source: str = setting(
        Text(),
        "0",
        "Of a webcam its /dev/v4l/by-id path (best) or index; else a file, address or folder.",
    )
    width_px: int = setting(Whole(160, 7680, "px"), 1280, "Picture width asked of a webcam.")
    height_px: int = setting(Whole(120, 4320, "px"), 720, "Picture height asked of a webcam.")
    fps: int = setting(
        Whole(1, 120, "/s"), 30, "Pictures asked of a webcam; the pace of a folder of images."
    )
    mjpg: bool = setting(
        Flag(),
        True,
        "Ask a webcam for MJPG; without it most send 720p only ten times a second by USB 2.",
    )
    autofocus: bool = setting(Flag(), True, "Let a webcam focus by itself; false holds `focus`.")
    focus: int = setting(
        Whole(0, 1023), 0, "In the webcam's own steps: most count from far to near."
    )
    exposure_ms: float = setting(
        Number(0.0, 1000.0, "ms"),
        0.0,
        "Exposure of a webcam; 0: it exposes by itself. 10 or less stops a moving hand.",
    )
    loop: bool = setting(Flag(), False, "Start a video file or image folder again when it ends.")
    lens: LensPosition = setting(
        Words(LensPosition), LensPosition.TOP, "Where the lens is; the screen draws it there."
    )
    linear_codes: bool = setting(
        Flag(),
        False,
        "Read bar codes too (Code 128, Code 39, EAN), each only when two pictures agree.",
    )


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """A hand-held USB scanner, beside the camera or instead of it."""

    kind: ScannerKind = setting(
        Words(ScannerKind),
        ScannerKind.NONE,
        "keyboard reads it below the input method, window where that cannot be.",
    )
    device: str = setting(
        Text(),
        "",
        'keyboard: "0c2e:0b61" or "/dev/input/by-id/…"; serial: "/dev/serial/by-id/…".',
    )
    baud_rate: int = setting(Whole(1200, 921600, "Bd"), 9600, "Speed of a serial scanner.")
    gap_ms: int = setting(
        Whole(40, 1000, "ms"), 100, "A pause this long ends a code that brings no end of its own."
    )


@dataclass(frozen=True, slots=True)
class GateConfig:
    """The gate's lane: what the public holds up."""

    inputs: tuple[LaneInput, ...] = setting(
        WordList(LaneInput), tuple(LaneInput), "The devices that the gate hears."
    )


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """The desk's lane: what staff hold up."""

    inputs: tuple[LaneInput, ...] = setting(
        WordList(LaneInput),
        (),
        "The devices that the desk hears. Of one that the gate hears too, staff with a page open "
        "say where a read card goes.",
    )


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """The slip printer."""

    kind: PrinterKind = setting(Words(PrinterKind), PrinterKind.NONE, "How the printer is reached.")
    address: str = setting(
        Text(),
        "",
        '"04b8:0e15", "192.0.2.7:9100", "/dev/ttyUSB0", "/dev/usb/lp0"; simulated: a folder.',
    )
    width_px: int = setting(
        OneOf(WIDTHS_PX, "px"), 384, "Printable dots across: 384 on 58 mm paper, 576 on 80 mm."
    )
    has_cutter: bool = setting(
        Flag(),
        False,
        "Cut after each slip; without a cutter the paper is fed to the tear bar.",
    )
    timeout_s: float = setting(
        Number(0.1, 30.0, "s"), 3.0, "One write may take so long before the job counts as unknown."
    )
    baud_rate: int = setting(Whole(1200, 921600, "Bd"), 9600, "Speed of a serial printer.")
    image: ImageCommand = setting(
        Words(ImageCommand),
        ImageCommand.RASTER,
        "How pictures are sent; column for a printer that prints strange signs instead.",
    )
    asks_status: bool = setting(
        Flag(),
        True,
        "Ask about paper and cover; many never answer. false where the question is printed.",
    )
    roll_m: int = setting(
        Whole(5, 200, "m"), 20, "How long a new roll is; what is left is reckoned from it."
    )


@dataclass(frozen=True, slots=True)
class UiConfig:
    """The screen."""

    language: Language = setting(
        Words(Language), Language.VI, "The language that the screen returns to."
    )
    display_name: NameDisplay = setting(
        Words(NameDisplay),
        Policy().name_display,
        "How much of a name the public screen shows; short: N. T. H. Nhung.",
    )
    diagonal_in: float = setting(
        Number(5.0, 65.0, "in"),
        10.1,
        "The screen's diagonal; touch targets are set in millimetres from it.",
    )
    large_text: bool = setting(Flag(), False, "Chữ to: all text at 130 %.")
    tone_style: ToneStyle = setting(
        Words(ToneStyle),
        ToneStyle.OLD,
        "Where typed tones stand on open oa, oe, uy: old is hòa, new is hoà.",
    )
    renderer: Renderer = setting(
        Words(Renderer), Renderer.SOFTWARE, "software needs no graphics card; gpu uses one."
    )
    full_screen: bool = setting(
        Flag(), True, "Cover the whole screen; false shows a window, for trying out."
    )
    staff_display: str = setting(
        Text(),
        "",
        "A second screen for the desk, by its name or by its number from 0; empty: none.",
    )


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """Where the database and its key live."""

    directory: str = setting(
        Text(),
        "~/.local/share/checkpoint-kiosk",
        "Folder of the encrypted database, its key, backups and logs.",
    )
    key_file: str = setting(Text(), "", "Path of the key; empty: `store.key` in the directory.")
    reports: str = setting(
        Text(),
        "",
        "A folder for reports as files, such as a share of the office; empty: USB sticks alone.",
    )


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """How the kiosk talks to its hub; which hub that is, `enrol` says."""

    ca_file: str = setting(
        Text(),
        "",
        "PEM file of the authority that signed the hub's certificate; empty: the system's own.",
    )
    retention_days: int = setting(
        Whole(1, 366, "d"),
        7,
        "How long records that the hub has for sure keep their personal data here.",
    )


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of `kiosk.toml`."""

    venue: Venue = field(default_factory=Venue)
    camera: CameraConfig = field(default_factory=CameraConfig)
    scanner: ScannerConfig = field(default_factory=ScannerConfig)
    gate: GateConfig = field(default_factory=GateConfig)
    desk: DeskConfig = field(default_factory=DeskConfig)
    printer: PrinterConfig = field(default_factory=PrinterConfig)
    second_printer: PrinterConfig = field(default_factory=PrinterConfig)
    print: PrintSettings = field(default_factory=PrintSettings)
    ui: UiConfig = field(default_factory=UiConfig)
    policy: PolicySettings = field(default_factory=PolicySettings)
    store: StoreConfig = field(default_factory=StoreConfig)
    sync: SyncConfig = field(default_factory=SyncConfig)

    @property
    def store_directory(self) -> Path:
        """The data directory, `~` expanded."""
        return Path(self.store.directory).expanduser()

    @property
    def key_file(self) -> Path:
        """The key's path."""
        if self.store.key_file:
            return Path(self.store.key_file).expanduser()
        return self.store_directory / "store.key"

    @property
    def ca_file(self) -> Path | None:
        """The authority to trust for the hub, None for the system's."""
        return Path(self.sync.ca_file).expanduser() if self.sync.ca_file else None

    def inputs_of(self, lane: LaneName) -> tuple[LaneInput, ...]:
        """What a lane hears by itself; what both hear is the gate's."""
        if lane is LaneName.GATE:
            return self.gate.inputs
        return tuple(each for each in self.desk.inputs if each not in self.gate.inputs)

    @property
    def shared_inputs(self) -> frozenset[LaneInput]:
        """What both lanes hear."""
        return frozenset(self.gate.inputs) & frozenset(self.desk.inputs)

    @property
    def has_scanner(self) -> bool:
        """Whether a lane hears a hand-held scanner."""
        is_heard = any(LaneInput.SCANNER in self.inputs_of(lane) for lane in LaneName)
        return is_heard and self.scanner.kind is not ScannerKind.NONE

    def make_policy(self) -> Policy:
        """The rules in force, as the domain takes them."""
        return Policy(**values_of(self.policy), print=self.print, name_display=self.ui.display_name)


def all_settings() -> Mapping[str, tuple[Setting[Any], ...]]:
    """Every setting of `kiosk.toml` by section, in the file's order."""
    return {
        each.name: settings_of(type(getattr(Config(), each.name)), each.name)
        for each in dataclasses.fields(Config)
    }
