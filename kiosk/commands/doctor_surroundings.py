"""What `doctor` checks around the kiosk: venue, scanner, sound, hub, disk, screen, session."""

from __future__ import annotations

import ctypes
import json
import os
import shlex
import shutil
import subprocess
import sys
from ctypes.util import find_library
from datetime import timedelta
from pathlib import Path

from kiosk.base.errors import ConfigFault, DeviceFault, DeviceFaultKind, HubRefusal, NetworkFault
from kiosk.base.phrases import Phrase
from kiosk.base.spans import span_phrase
from kiosk.commands.finding import Finding
from kiosk.commands.network_words import SENTENCES
from kiosk.settings.config import CameraKind, Config, ScannerKind
from sync.protocol.policy import VenueSettings

_CLOCKS_AGREE = timedelta(seconds=60)
"""As the kiosk itself takes them (docs/spec/at-the-gate.md §11)."""
_FREE_NAMES_NEEDED = 1000
"""Files that can still be made; the kiosk needs some ten, and logs and backups come and go."""
_SIZE_SLACK = 0.15
"""Of a diagonal: touch targets that much too small are still hit."""
_SCREEN = """
import json
from PySide6.QtGui import QGuiApplication
screen = QGuiApplication(["doctor"]).primaryScreen()
size, ratio, mm = screen.size(), screen.devicePixelRatio(), screen.physicalSize()
inches = (mm.width() ** 2 + mm.height() ** 2) ** 0.5 / 25.4
print(json.dumps([round(size.width() * ratio), round(size.height() * ratio), inches]))
"""
_SCREEN_S = 20.0


def existing_above(folder: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    while not folder.exists():
        folder = folder.parent
    return folder


def can_write(folder: Path) -> bool:
    """Whether this user may make files there, or the folder itself."""
    place = existing_above(folder)
    is_writable = os.access(place, os.W_OK | os.X_OK)
    return is_writable and not os.statvfs(place).f_flag & os.ST_RDONLY


def setting_line(key: str, value: str, file: Path | None) -> str:
    """The line that changes this setting in the file that was looked at, not in another one."""
    line = f"checkpoint-kiosk settings set {key} {value}"
    return line if file is None else f"{line} --config {shlex.quote(str(file))}"


def check_venue(config: Config, file: Path | None = None) -> Finding:
    """The venue has a name of its own."""
    if config.venue.name == VenueSettings().name:
        line = setting_line("venue.name", '"…"', file)
        text = Phrase("the name is still the example's: {line}", line=line)
        return Finding("venue", False, text, blocks=False)
    return Finding("venue", True, Phrase("it is called {name}", name=config.venue.name))


def check_scanner(config: Config) -> Finding:
    """The hand-held scanner can be opened."""
    scanner = config.scanner
    if not config.has_scanner and config.camera.kind is CameraKind.NONE:
        text = Phrase(
            "none is configured, and no camera: nothing reads codes; set scanner.kind, then try "
            "checkpoint-kiosk scanner test"
        )
        return Finding("scanner", False, text, blocks=False)
    if not config.has_scanner:
        return Finding("scanner", True, Phrase("none is configured"))
    if scanner.kind is ScannerKind.WINDOW:
        text = Phrase("types into the window: try it with checkpoint-kiosk scanner test")
        return Finding("scanner", True, text)
    try:
        _open_scanner(config)
    except DeviceFault as fault:
        advice = {
            DeviceFaultKind.MISSING: Phrase(
                "{device} is not there, or its permission is missing: check its cable and "
                "scanner.device, and that this user is in the groups input and dialout",
                device=scanner.device,
            ),
            DeviceFaultKind.BUSY: Phrase(
                "another program holds {device}: close it (a running kiosk does, too)",
                device=scanner.device,
            ),
        }
        lost = Phrase("{device} gives no answer: unplug it, plug it in", device=scanner.device)
        return Finding("scanner", False, advice.get(fault.kind, lost), blocks=False)
    return Finding("scanner", True, Phrase("{device} can be opened", device=scanner.device))


def _open_scanner(config: Config) -> None:
    if config.scanner.kind is ScannerKind.KEYBOARD:
        from drivers.scanner.keyboard import opener

        opener(config.scanner.device)().close()
        return
    from drivers.scanner.trial import try_serial

    try_serial(config.scanner.device, config.scanner.baud_rate)


def check_tones(_config: Config) -> Finding:
    """A player for the tones is installed."""
    from drivers.sound.player import PLAYERS

    found = [command[0] for command in PLAYERS if shutil.which(command[0])]
    if not found:
        text = Phrase("no player: apt-get install pipewire-bin, pulseaudio-utils or alsa-utils")
        return Finding("tones", False, text, blocks=False)
    return Finding("tones", True, Phrase("{player} is installed", player=found[0]))


def check_hub(config: Config) -> Finding:
    """The hub is reached and knows this station, and the clocks agree."""
    from sync.client.hub_file import load_hub_file

    try:
        hub_file = load_hub_file(config.store_directory)
        if hub_file is None:
            text = Phrase("not enrolled: everything stays on this machine")
            return Finding("hub", True, text)
        offset = _hear_hub(config)
    except ConfigFault as fault:
        return Finding("hub", False, Phrase(str(fault.problems[0].problem)), blocks=False)
    except NetworkFault as fault:
        return Finding("hub", False, SENTENCES[fault.kind], blocks=False)
    except HubRefusal as refusal:
        text = Phrase("refuses this station ({code}): ask its administrator", code=refusal.code)
        return Finding("hub", False, text, blocks=False)
    if _is_revoked(config.store_directory):
        text = Phrase(
            "has revoked this station: ask its administrator for a new invitation, then enrol with "
            "--replace"
        )
        return Finding("hub", False, text, blocks=False)
    span = span_phrase(abs(offset))
    if abs(offset) > _CLOCKS_AGREE:
        text = Phrase("the clocks differ by {span}: set date and time", span=span)
        return Finding("hub", False, text, blocks=False)
    told = Phrase("{url} answers, the clocks differ by {span}", url=hub_file.hub_url, span=span)
    return Finding("hub", True, told)


def _is_revoked(folder: Path) -> bool:
    """What the last exchange heard: the hub's answer to a ping asks nobody who they are."""
    from sync.client.status import read_status

    status = read_status(folder)
    return status is not None and status.revoked_at is not None


def _hear_hub(config: Config) -> timedelta:
    """The hub's clock minus this one. Raises ConfigFault, NetworkFault, HubRefusal."""
    from kiosk.base.clock import SystemClock
    from kiosk.composition.sync_service import sync_settings
    from sync.client.hub_file import load_hub_file
    from sync.client.hub_session import make_client
    from sync.client.hub_time import HubTime

    hub_file = load_hub_file(config.store_directory)
    assert hub_file is not None, "looked at a moment ago"
    clock = SystemClock()
    time = HubTime(clock)
    client = make_client(hub_file, sync_settings(config), clock, time)
    try:
        client.ping()
    finally:
        client.close()
    return timedelta(milliseconds=time.offset_ms or 0)


def check_files(config: Config) -> Finding:
    """Files can be made where the data go."""
    folder = config.store_directory
    place = existing_above(folder)
    facts = os.statvfs(place)
    if facts.f_flag & os.ST_RDONLY:
        text = Phrase(
            "{folder}: the file system is read-only: restart, then check it", folder=place
        )
        return Finding("files", False, text)
    # Some file systems have no fixed number of files, and say 0 of 0.
    if facts.f_files and facts.f_favail < _FREE_NAMES_NEEDED:
        text = Phrase(
            "{folder}: only {count} more files can be made: remove some",
            folder=place,
            count=facts.f_favail,
        )
        return Finding("files", False, text)
    return Finding("files", True, Phrase("{folder}: files can be made", folder=place))


def check_screen(config: Config, file: Path | None = None) -> Finding:
    """The screen is as large as the touch targets are made for."""
    # A session that Qt cannot use ends the process that asks.
    asked = subprocess.run(
        [sys.executable, "-P", "-c", _SCREEN],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=_SCREEN_S,
        check=False,
    )
    if asked.returncode:
        text = Phrase("cannot be used from this session: log in on the screen itself")
        return Finding("screen", False, text, blocks=False)
    width, height, inches = json.loads(asked.stdout)
    chosen = config.ui.diagonal_in
    size = f"{width}x{height}"
    if inches > 1 and abs(inches - chosen) > _SIZE_SLACK * inches:
        text = Phrase(
            "{size}, says it has {inches:.1f} in, ui.diagonal_in is {chosen:g}: measure it, then "
            "{line}",
            size=size,
            inches=inches,
            chosen=chosen,
            line=setting_line("ui.diagonal_in", f"{inches:.1f}", file),
        )
        return Finding("screen", False, text, blocks=False)
    return Finding("screen", True, Phrase("{size}, {chosen:g} in", size=size, chosen=chosen))


def check_session(_config: Config) -> Finding:
    """What kind of session draws the window."""
    if os.environ.get("WAYLAND_DISPLAY"):
        return Finding("session", True, Phrase("Wayland: its compositor makes the full screen"))
    if not os.environ.get("DISPLAY"):
        text = Phrase("none: log in on the screen itself")
        return Finding("session", False, text, blocks=False)
    if has_window_manager():
        return Finding("session", True, Phrase("X11 with a window manager"))
    text = Phrase("X11 without a window manager: the kiosk takes the whole screen itself")
    return Finding("session", True, text)


def has_window_manager() -> bool:
    """Whether one says so on the X display, as EWMH asks (_NET_SUPPORTING_WM_CHECK)."""
    name = find_library("X11")
    if name is None:
        return False
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XListProperties.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
    x11.XListProperties.restype = ctypes.POINTER(ctypes.c_ulong)
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    x11.XFree.argtypes = (ctypes.c_void_p,)
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    try:
        wanted = x11.XInternAtom(display, b"_NET_SUPPORTING_WM_CHECK", 1)
        count = ctypes.c_int()
        found = x11.XListProperties(display, x11.XDefaultRootWindow(display), ctypes.byref(count))
        atoms = [found[index] for index in range(count.value)]
        if found:
            x11.XFree(found)
        return bool(wanted) and wanted in atoms
    finally:
        x11.XCloseDisplay(display)
