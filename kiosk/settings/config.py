"""`kiosk.toml` as frozen dataclasses; `kiosk.composition.settings_file` reads it.

The file's sections are the fields of `Config`. A field's type decides what is accepted; its
docstring says what it means. `resources/kiosk.example.toml` shows every key with its default, and
a test keeps the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.language import Language
from kiosk.domain.venue import (
    DeclarationRule,
    GateMode,
    Hotline,
    NameDisplay,
    Policy,
    PrintWhen,
    Venue,
)
from kiosk.domain.visits.decision import LaneName


class CameraKind(StrEnum):
    """Which camera driver serves the gate."""

    WEBCAM = "webcam"
    VIDEO = "video"
    STREAM = "stream"
    IMAGES = "images"
    NONE = "none"


class PrinterKind(StrEnum):
    """Which transport reaches the printer."""

    USB = "usb"
    NETWORK = "network"
    SERIAL = "serial"
    FILE = "file"
    SIMULATED = "simulated"
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
class HotlineConfig:
    """One citizens' hotline."""

    label: str = "Hỏi đáp"
    """What the line is for, in the venue's words."""
    landline: str = "1022"
    """What to dial from a landline."""
    mobile: str = "0259.1022"
    """What to dial from a mobile; this one stands on the screen and the slip."""


@dataclass(frozen=True, slots=True)
class VenueConfig:
    """The place this kiosk stands at."""

    name: str = "Trung tâm Y tế Mẫu"
    """The checkpoint's name, as the screen and the slip show it."""
    gate: str = "Cổng A"
    """The entrance this kiosk stands at."""
    time_zone: str = "Asia/Ho_Chi_Minh"
    """IANA time zone of the venue: "today", closing time and every time shown."""
    support_phone: str = ""
    """Whom staff call when the kiosk does not recover; not a number for citizens."""
    desk_side: str = field(default="right", metadata={"choices": ("left", "right", "none")})
    """Where the support desk stands, seen by a person before the screen."""
    hotlines: tuple[HotlineConfig, ...] = ()
    """Citizens' hotlines, shown on every screen and slip."""


@dataclass(frozen=True, slots=True)
class CameraConfig:
    """The gate's camera."""

    kind: CameraKind = CameraKind.WEBCAM
    """Where frames come from: webcam, video, stream, images or none."""
    source: str = "0"
    """Device index, /dev/v4l/by-id path, video file, stream address or image folder."""
    width_px: int = field(default=1280, metadata={"range": (160, 7680)})
    """Picture width asked of a webcam, px."""
    height_px: int = field(default=720, metadata={"range": (120, 4320)})
    """Picture height asked of a webcam, px."""
    fps: int = field(default=30, metadata={"range": (1, 120)})
    """Frames a second asked of a webcam; a folder of images is paced by it."""
    mjpg: bool = True
    """Ask a webcam for MJPG; without it 720p exceeds USB 2 and most cameras drop to 10 a second."""
    autofocus: bool = True
    """Let a webcam focus by itself; false holds `focus`."""
    focus: int = field(default=0, metadata={"range": (0, 1023)})
    """Focus of a webcam without autofocus, in its own steps: most count from far to near."""
    exposure_ms: float = field(default=0.0, metadata={"range": (0.0, 1000.0)})
    """Exposure of a webcam, ms; 0 lets it expose by itself. 10 or less stops a moving hand."""
    loop: bool = False
    """Start a video file or image folder again when it ends."""
    lens: LensPosition = LensPosition.TOP
    """Where the lens is; READY draws it there."""
    linear_codes: bool = False
    """Read bar codes too (Code 128, Code 39, EAN), each only when two frames agree."""


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """A hand-held USB scanner at the gate, beside the camera or instead of it."""

    kind: ScannerKind = ScannerKind.NONE
    """keyboard reads below the input method, window where that cannot be, serial, or none."""
    device: str = ""
    """`VID:PID` or /dev/input path (keyboard), port or /dev/serial/by-id path (serial)."""
    baud_rate: int = field(default=9600, metadata={"range": (1200, 921600)})
    """Speed of a serial scanner."""
    gap_ms: int = field(default=100, metadata={"range": (40, 1000)})
    """A pause this long, in milliseconds, ends a code that brings no end of its own."""


@dataclass(frozen=True, slots=True)
class GateConfig:
    """The gate's lane: what the public holds up."""

    inputs: tuple[LaneInput, ...] = (LaneInput.CAMERA, LaneInput.SCANNER)
    """Which devices the gate hears: camera, scanner."""


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """The desk's lane: what staff hold up."""

    inputs: tuple[LaneInput, ...] = ()
    """Which devices the desk hears instead of the gate: camera, scanner."""


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """The slip printer."""

    kind: PrinterKind = PrinterKind.NONE
    """How the printer is reached: usb, network, serial, file, simulated or none."""
    address: str = ""
    """USB `VID:PID` or `VID:PID:serial`, `host:port`, serial device, file or folder."""
    width_px: int = field(default=384, metadata={"choices": (384, 576)})
    """Printable dots across: 384 on 58 mm paper, 576 on 80 mm."""
    has_cutter: bool = False
    """Cut after each slip; without a cutter the paper is fed to the tear bar."""
    timeout_s: float = field(default=3.0, metadata={"range": (0.1, 30.0)})
    """Seconds one write may take before the job counts as unknown."""
    baud_rate: int = field(default=9600, metadata={"range": (1200, 921600)})
    """Speed of a serial printer."""


@dataclass(frozen=True, slots=True)
class PrintConfig:
    """When slips are printed and how long they hold."""

    when: PrintWhen = PrintWhen.NO_REUSABLE_CODE
    """never, on_request, no_reusable_code (who has no card or code of their own) or always."""
    valid_h: int = field(default=72, metadata={"range": (1, 336)})
    """Hours a slip holds from the arrival on."""


@dataclass(frozen=True, slots=True)
class UiConfig:
    """The screen."""

    language: Language = Language.VI
    """The language READY returns to."""
    display_name: NameDisplay = NameDisplay.SHORT
    """How much of a name the public screen shows: short, full or none."""
    diagonal_in: float = field(default=10.1, metadata={"range": (5.0, 65.0)})
    """The screen's diagonal in inches; touch targets are set in millimetres from it."""
    large_text: bool = False
    """Chữ to: all text at 130 %."""
    renderer: Renderer = Renderer.SOFTWARE
    """software needs no graphics card; gpu uses one."""
    full_screen: bool = True
    """Cover the whole screen; false shows a window, for trying out."""


@dataclass(frozen=True, slots=True)
class PolicyConfig:
    """The rules in force while no hub sets them."""

    gate_mode: GateMode = GateMode.AUTO
    """auto decides by who is inside; in_only and out_only record one direction."""
    declaration: DeclarationRule = DeclarationRule.OFF
    """Whether an arrival needs a health declaration."""
    repeat_window_s: int = field(default=60, metadata={"range": (0, 3600)})
    """Seconds in which a second scan of one person records nothing new."""
    presence_max_h: int = field(default=16, metadata={"range": (1, 168)})
    """Hours after which a presence without departure ends by itself."""
    closing_time: str = ""
    """`HH:MM` in the venue's time zone, or empty where it never closes."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """Where the database and its key live."""

    directory: str = "~/.local/share/checkpoint-kiosk"
    """Folder of the encrypted database, its key, backups and logs."""
    key_file: str = ""
    """Path of the key; empty means `store.key` in the directory."""


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """How the kiosk talks to its hub; which hub that is, `enrol` says."""

    ca_file: str = ""
    """PEM file of the authority that signed the hub's certificate; empty: the system's own."""
    retention_days: int = field(default=7, metadata={"range": (1, 366)})
    """Days for which records that are confirmed at the hub keep their personal data here."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of `kiosk.toml`."""

    venue: VenueConfig = field(default_factory=VenueConfig)
    camera: CameraConfig = field(default_factory=CameraConfig)
    scanner: ScannerConfig = field(default_factory=ScannerConfig)
    gate: GateConfig = field(default_factory=GateConfig)
    desk: DeskConfig = field(default_factory=DeskConfig)
    printer: PrinterConfig = field(default_factory=PrinterConfig)
    print: PrintConfig = field(default_factory=PrintConfig)
    ui: UiConfig = field(default_factory=UiConfig)
    policy: PolicyConfig = field(default_factory=PolicyConfig)
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
        """What a lane hears."""
        return self.gate.inputs if lane is LaneName.GATE else self.desk.inputs

    def make_policy(self) -> Policy:
        """The rules in force, as the domain takes them."""
        return Policy(
            gate_mode=self.policy.gate_mode,
            repeat_window_s=self.policy.repeat_window_s,
            presence_max_h=self.policy.presence_max_h,
            closing_time=parse_time(self.policy.closing_time),
            declaration=self.policy.declaration,
            print_when=self.print.when,
            name_display=self.ui.display_name,
            slip_valid_h=self.print.valid_h,
        )

    def make_venue(self) -> Venue:
        """The venue, as the domain takes it."""
        return Venue(
            name=self.venue.name,
            gate=self.venue.gate,
            time_zone=ZoneInfo(self.venue.time_zone),
            hotlines=tuple(
                Hotline(line.label, line.landline, line.mobile) for line in self.venue.hotlines
            ),
            support_phone=self.venue.support_phone,
            desk_side=self.venue.desk_side,
        )


def parse_time(text: str) -> time | None:
    """A time of day without a zone, None for the empty text. Raises ValueError."""
    if not text:
        return None
    value = time.fromisoformat(text)
    if value.tzinfo is not None:
        raise ValueError(text)
    return value
