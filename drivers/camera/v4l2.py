"""Which video devices there are and what each can give, asked of the kernel (linux/videodev2.h)."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from drivers.camera.device import BY_ID, stable_path
from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase

Ioctl = Callable[[int, int, bytearray], object]
"""(file descriptor, request, structure to fill); raises OSError, EINVAL past the last entry."""

# _IOR and _IOWR of letter V, with the size of each structure; the same on x86-64 and aarch64.
QUERYCAP = 0x80685600
ENUM_FMT = 0xC0405602
ENUM_FRAMESIZES = 0xC02C564A
ENUM_FRAMEINTERVALS = 0xC034564B

CAPABILITY = struct.Struct("=16s32s32sIII12x")
"""driver, card, bus, version, what the device can do, what this node can do."""
FMTDESC = struct.Struct("=III32sI16x")
"""index, buffer type, flags, description, FourCC."""
FRMSIZE = struct.Struct("=III6I8x")
"""index, FourCC, type, then width and height, or the six numbers of a range."""
FRMIVAL = struct.Struct("=IIIII6I8x")
"""index, FourCC, width, height, type, then numerator and denominator, or three of them."""

CAPTURE = 0x0000_0001
DEVICE_CAPS = 0x8000_0000
_BUFFER_CAPTURE = 1
_DISCRETE = 1
_MOST = 256
"""More entries than any device has: a broken driver must not keep us asking."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """One picture size of a format."""

    width_px: int
    height_px: int
    fps: tuple[float, ...]
    """Frames a second, highest first; empty where the device does not tell."""


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """One format of a device."""

    fourcc: str
    """`MJPG`, `YUYV`, …"""
    sizes: tuple[PictureSize, ...]
    """Largest first; of a range, its largest and smallest."""


@dataclass(frozen=True, slots=True)
class VideoDevice:
    """One device that gives pictures, or one that could not be asked."""

    path: str
    card: str = ""
    """The camera's name for itself."""
    bus: str = ""
    stable: str | None = None
    """The path that stays the same over replugging."""
    formats: tuple[PixelFormat, ...] = ()
    problem: str = ""
    """Why it could not be asked; empty if it was."""


def list_devices(
    folder: Path = Path("/dev"), *, by_id: Path = BY_ID, ioctl: Ioctl = fcntl.ioctl
) -> list[VideoDevice]:
    """Every camera of this machine in the order of its index.

    Nodes that give no pictures (metadata of a UVC camera, video output) are left out.
    """
    nodes = [path for path in folder.glob("video*") if re.fullmatch(r"video\d+", path.name)]
    devices = []
    for node in sorted(nodes, key=lambda path: int(path.name.removeprefix("video"))):
        try:
            found = _ask(node, stable_path(node, by_id), ioctl)
        except OSError as error:
            found = VideoDevice(str(node), problem=Phrase(error.strerror or "cannot be asked"))
        if found is not None:
            devices.append(found)
    return devices


def _ask(node: Path, stable: Path | None, ioctl: Ioctl) -> VideoDevice | None:
    descriptor = os.open(node, os.O_RDWR | os.O_NONBLOCK)
    try:
        answer = bytearray(CAPABILITY.size)
        ioctl(descriptor, QUERYCAP, answer)
        _driver, card, bus, _version, whole, own = CAPABILITY.unpack(answer)
        if not (own if whole & DEVICE_CAPS else whole) & CAPTURE:
            return None
        formats = tuple(_formats(descriptor, ioctl))
    finally:
        os.close(descriptor)
    return VideoDevice(str(node), _text(card), _text(bus), str(stable) if stable else None, formats)


def _formats(descriptor: int, ioctl: Ioctl) -> Iterator[PixelFormat]:
    asked = (FMTDESC.pack(index, _BUFFER_CAPTURE, 0, b"", 0) for index in range(_MOST))
    for answer in _entries(descriptor, ENUM_FMT, asked, ioctl):
        fourcc = FMTDESC.unpack(answer)[4]
        sizes = set(_sizes(descriptor, fourcc, ioctl))
        ordered = sorted(sizes, key=lambda size: (-size[0] * size[1], size))
        yield PixelFormat(
            _text(struct.pack("=I", fourcc)),
            tuple(
                PictureSize(width, height, _rates(descriptor, fourcc, width, height, ioctl))
                for width, height in ordered
            ),
        )


def _sizes(descriptor: int, fourcc: int, ioctl: Ioctl) -> Iterator[tuple[int, int]]:
    asked = (FRMSIZE.pack(index, fourcc, *(0,) * 7) for index in range(_MOST))
    for answer in _entries(descriptor, ENUM_FRAMESIZES, asked, ioctl):
        _index, _fourcc, kind, first, second, _step, low, high, _ = FRMSIZE.unpack(answer)
        if kind == _DISCRETE:
            yield first, second
        else:
            yield second, high
            yield first, low


def _rates(
    descriptor: int, fourcc: int, width: int, height: int, ioctl: Ioctl
) -> tuple[float, ...]:
    asked = (FRMIVAL.pack(index, fourcc, width, height, *(0,) * 7) for index in range(_MOST))
    rates = set()
    for answer in _entries(descriptor, ENUM_FRAMEINTERVALS, asked, ioctl):
        # A range begins with its shortest interval: the highest rate.
        numerator, denominator = FRMIVAL.unpack(answer)[5:7]
        if numerator:
            rates.add(round(denominator / numerator, 2))
    return tuple(sorted(rates, reverse=True))


def _entries(
    descriptor: int, request: int, asked: Iterator[bytes], ioctl: Ioctl
) -> Iterator[bytes]:
    """One answer for each question, until the device says that there are no more."""
    for question in asked:
        answer = bytearray(question)
        try:
            ioctl(descriptor, request, answer)
        except OSError as error:
            # EINVAL ends every list; ENOTTY is an old driver that does not tell.
            if error.errno in (errno.EINVAL, errno.ENOTTY):
                return
            raise
        yield bytes(answer)


def _text(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace").strip()
