"""The list of video devices, with answers of the kernel put in under the ioctl calls."""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path
from typing import NoReturn

import pytest

from drivers.camera.v4l2 import (
    CAPABILITY,
    CAPTURE,
    DEVICE_CAPS,
    ENUM_FMT,
    ENUM_FRAMEINTERVALS,
    ENUM_FRAMESIZES,
    FMTDESC,
    FRMIVAL,
    FRMSIZE,
    QUERYCAP,
    PictureSize,
    PixelFormat,
    VideoDevice,
    list_devices,
)

_METADATA = 0x0080_0000
_SIZES = {"MJPG": ((1280, 720), (1920, 1080)), "YUYV": ((640, 480),)}
_INTERVALS = ((1, 30), (1, 15), (2, 15))


def _code(fourcc: str) -> int:
    return int(struct.unpack("=I", fourcc.encode())[0])


class Kernel:
    """Answers for each node by its name: a UVC camera, its metadata node, a stepwise one."""

    def __init__(self) -> None:
        self.broken: dict[str, int] = {}

    def __call__(self, descriptor: int, request: int, answer: bytearray) -> int:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        if name in self.broken and request != QUERYCAP:
            raise OSError(self.broken[name], os.strerror(self.broken[name]))
        match request:
            case _ if request == QUERYCAP:
                own = _METADATA if name == "video1" else CAPTURE
                answer[:] = CAPABILITY.pack(
                    b"uvcvideo", f"Cam {name}".encode(), b"usb-1", 1, CAPTURE | DEVICE_CAPS, own
                )
            case _ if request == ENUM_FMT:
                index, kind, *_ = FMTDESC.unpack(answer)
                assert kind == 1
                fourcc = list(_SIZES)[index] if index < len(_SIZES) else self._end()
                answer[:] = FMTDESC.pack(index, kind, 0, b"some format", _code(fourcc))
            case _ if request == ENUM_FRAMESIZES:
                self._sizes(name, answer)
            case _ if request == ENUM_FRAMEINTERVALS:
                index, code, width, height, *_ = FRMIVAL.unpack(answer)
                numerator, denominator = _INTERVALS[index] if index < 3 else self._end()
                answer[:] = FRMIVAL.pack(
                    index, code, width, height, 1, numerator, denominator, 0, 0, 0, 0
                )
            case _:
                raise OSError(errno.ENOTTY, "unknown request")
        return 0

    def _sizes(self, name: str, answer: bytearray) -> None:
        index, code, *_ = FRMSIZE.unpack(answer)
        if name == "video10":
            if index:
                self._end()
            answer[:] = FRMSIZE.pack(0, code, 3, 160, 1600, 16, 120, 1200, 8)
            return
        sizes = _SIZES[struct.pack("=I", code).decode()]
        width, height = sizes[index] if index < len(sizes) else self._end()
        answer[:] = FRMSIZE.pack(index, code, 1, width, height, 0, 0, 0, 0)

    @staticmethod
    def _end() -> NoReturn:
        raise OSError(errno.EINVAL, "no more")


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    for name in ("video10", "video0", "video1", "videotest", "vbi0"):
        (tmp_path / name).touch()
    by_id = tmp_path / "by-id"
    by_id.mkdir()
    (by_id / "usb-Cam-video-index0").symlink_to(tmp_path / "video0")
    return tmp_path


def test_a_camera_is_listed_with_formats_sizes_and_rates(dev: Path) -> None:
    devices = list_devices(dev, by_id=dev / "by-id", ioctl=Kernel())
    assert [device.path for device in devices] == [str(dev / "video0"), str(dev / "video10")]
    rates = (30.0, 15.0, 7.5)
    assert devices[0] == VideoDevice(
        path=str(dev / "video0"),
        card="Cam video0",
        bus="usb-1",
        stable=str(dev / "by-id" / "usb-Cam-video-index0"),
        formats=(
            PixelFormat("MJPG", (PictureSize(1920, 1080, rates), PictureSize(1280, 720, rates))),
            PixelFormat("YUYV", (PictureSize(640, 480, rates),)),
        ),
    )


def test_a_range_of_sizes_is_told_by_its_ends(dev: Path) -> None:
    device = list_devices(dev, by_id=dev / "none", ioctl=Kernel())[1]
    assert device.stable is None
    assert [(size.width_px, size.height_px) for size in device.formats[0].sizes] == [
        (1600, 1200),
        (160, 120),
    ]


def test_a_device_that_goes_away_while_it_is_asked_is_listed_with_the_reason(dev: Path) -> None:
    kernel = Kernel()
    kernel.broken["video0"] = errno.ENODEV
    device = list_devices(dev, by_id=dev / "by-id", ioctl=kernel)[0]
    assert device == VideoDevice(str(dev / "video0"), problem=os.strerror(errno.ENODEV))


def test_without_an_answer_about_formats_there_are_none(dev: Path) -> None:
    kernel = Kernel()
    kernel.broken["video0"] = errno.ENOTTY
    device = list_devices(dev, by_id=dev / "by-id", ioctl=kernel)[0]
    assert device.card == "Cam video0"
    assert device.formats == ()


def test_what_is_no_device_at_all_says_so(dev: Path) -> None:
    """The real ioctl on plain files: every node is refused by the kernel."""
    devices = list_devices(dev, by_id=dev / "by-id")
    assert [device.problem for device in devices] == [os.strerror(errno.ENOTTY)] * 3
    assert list_devices(dev / "by-id") == []


def test_no_file_stays_open(dev: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    list_devices(dev, by_id=dev / "by-id", ioctl=Kernel())
    list_devices(dev, by_id=dev / "by-id")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
