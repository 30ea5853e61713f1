"""Cameras: real ones over OpenCV, and simulated ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from drivers.camera.capture import StreamCamera, VideoCamera, WebcamCamera
from drivers.camera.device import WebcamDevice
from drivers.camera.folder import FolderCamera
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.camera import Camera
from kiosk.settings.config import CameraConfig, CameraKind


def camera_maker(config: CameraConfig, clock: Clock) -> Callable[[], Camera]:
    """What makes a new camera as configured, not opened yet, for each try of one kiosk.

    The cameras of one maker share what was learned about the device. Raises DeviceFault MISSING
    for kind `none`.
    """
    source = Path(config.source).expanduser()
    match config.kind:
        case CameraKind.WEBCAM:
            device = WebcamDevice(config)
            return lambda: WebcamCamera(device, clock=clock)
        case CameraKind.VIDEO:
            return lambda: VideoCamera(source, loop=config.loop, clock=clock)
        case CameraKind.STREAM:
            return lambda: StreamCamera(config.source)
        case CameraKind.IMAGES:
            return lambda: FolderCamera(source, fps=config.fps, loop=config.loop, clock=clock)
        case CameraKind.NONE:
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", "none is configured")


def make_camera(config: CameraConfig, clock: Clock) -> Camera:
    """One camera as configured, not opened yet. Raises DeviceFault MISSING for kind `none`."""
    return camera_maker(config, clock)()
