"""Settings a camera takes or refuses, and finding it again after it was plugged in elsewhere."""

from __future__ import annotations

import logging
from pathlib import Path

import cv2
import pytest

from drivers.camera.device import WebcamDevice, stable_path
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.settings.config import CameraConfig


class Settings:
    """A capture that notes what is asked, refuses some of it, and gives its own picture size."""

    def __init__(self, *, refuses: frozenset[int] = frozenset(), size: tuple[int, int]) -> None:
        self.refuses = refuses
        self.size = size
        self.asked: list[tuple[int, float]] = []

    def set(self, setting: int, value: float, /) -> bool:
        self.asked.append((setting, value))
        return setting not in self.refuses

    def get(self, setting: int, /) -> float:
        return float(self.size[0 if setting == cv2.CAP_PROP_FRAME_WIDTH else 1])


def asked_of(config: CameraConfig) -> list[tuple[int, float]]:
    capture = Settings(size=(config.width_px, config.height_px))
    WebcamDevice(config).apply(capture)
    return capture.asked


def test_by_default_the_camera_focuses_and_exposes_by_itself() -> None:
    asked = asked_of(CameraConfig())
    assert asked[0] == (cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG")))
    assert dict(asked[1:4]) == {
        cv2.CAP_PROP_FRAME_WIDTH: 1280.0,
        cv2.CAP_PROP_FRAME_HEIGHT: 720.0,
        cv2.CAP_PROP_FPS: 30.0,
    }
    assert (cv2.CAP_PROP_AUTOFOCUS, 1.0) in asked
    assert (cv2.CAP_PROP_AUTO_EXPOSURE, 3.0) in asked
    assert not {cv2.CAP_PROP_FOCUS, cv2.CAP_PROP_EXPOSURE} & {setting for setting, _ in asked}


def test_a_fixed_focus_and_exposure_come_after_their_automatics_are_off() -> None:
    asked = asked_of(CameraConfig(mjpg=False, autofocus=False, focus=40, exposure_ms=8.0))
    assert asked[-4:] == [
        (cv2.CAP_PROP_AUTOFOCUS, 0.0),
        (cv2.CAP_PROP_FOCUS, 40.0),
        (cv2.CAP_PROP_AUTO_EXPOSURE, 1.0),
        (cv2.CAP_PROP_EXPOSURE, 80.0),
    ]
    assert cv2.CAP_PROP_FOURCC not in dict(asked)


def test_what_is_refused_is_logged_once_over_all_openings(
    caplog: pytest.LogCaptureFixture,
) -> None:
    device = WebcamDevice(CameraConfig(exposure_ms=5.0))
    refuses = frozenset({cv2.CAP_PROP_AUTOFOCUS, cv2.CAP_PROP_EXPOSURE})
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            device.apply(Settings(refuses=refuses, size=(640, 480)))
    assert [record.getMessage() for record in caplog.records] == [
        "camera: autofocus is not offered",
        "camera: exposure_ms is not offered",
        "camera: size 1280x720 became 640x480",
    ]


class Udev:
    """A folder of device nodes and one of by-id links, as udev keeps them."""

    def __init__(self, folder: Path) -> None:
        self.dev = folder
        self.by_id = folder / "by-id"
        self.by_id.mkdir()

    def plug(self, index: int, name: str) -> Path:
        node = self.dev / f"video{index}"
        node.touch()
        (self.by_id / name).symlink_to(node)
        return node

    def unplug(self, index: int, name: str) -> None:
        (self.by_id / name).unlink()
        (self.dev / f"video{index}").unlink()


@pytest.fixture
def udev(tmp_path: Path) -> Udev:
    return Udev(tmp_path)


@pytest.mark.fault("H4")
def test_a_camera_that_comes_back_under_another_index_is_found(udev: Udev) -> None:
    node = udev.plug(0, "usb-gate")
    device = WebcamDevice(CameraConfig(source=str(udev.dev / "video0")), by_id=udev.by_id)
    assert device.locate() == node
    device.learn(node)
    udev.unplug(0, "usb-gate")
    with pytest.raises(DeviceFault) as caught:
        device.locate()
    assert caught.value.kind is DeviceFaultKind.MISSING
    moved = udev.plug(2, "usb-gate")
    assert device.locate() == moved
    # Even while another camera has taken the configured index.
    udev.plug(0, "usb-desk")
    assert device.locate() == moved


def test_another_camera_in_its_place_is_taken(udev: Udev) -> None:
    device = WebcamDevice(CameraConfig(source=str(udev.dev / "video0")), by_id=udev.by_id)
    device.learn(udev.plug(0, "usb-broken"))
    udev.unplug(0, "usb-broken")
    new = udev.plug(0, "usb-new")
    assert device.locate() == new


def test_without_links_the_configured_path_serves(udev: Udev, tmp_path: Path) -> None:
    node = udev.dev / "video0"
    node.touch()
    assert stable_path(node, udev.by_id) is None
    assert stable_path(node, tmp_path / "none") is None
    device = WebcamDevice(CameraConfig(source=str(node)), by_id=tmp_path / "none")
    device.learn(node)
    assert device.locate() == node
