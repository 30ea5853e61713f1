"""Cameras: real ones over OpenCV, and simulated ones."""

from __future__ import annotations

from pathlib import Path

from drivers.camera.capture import StreamCamera, VideoCamera, WebcamCamera
from drivers.camera.folder import FolderCamera
from kiosk.clock import Clock
from kiosk.config import CameraConfig, CameraKind
from kiosk.errors import DeviceFault, DeviceFaultKind
from kiosk.ports import Camera


def make_camera(config: CameraConfig, clock: Clock) -> Camera:
    """A new camera as configured, not opened yet. Raises DeviceFault MISSING for kind `none`."""
    match config.kind:
        case CameraKind.WEBCAM:
            return WebcamCamera(
                config.source,
                width_px=config.width_px,
                height_px=config.height_px,
                fps=config.fps,
                clock=clock,
            )
        case CameraKind.VIDEO:
            return VideoCamera(Path(config.source).expanduser(), loop=config.loop, clock=clock)
        case CameraKind.STREAM:
            return StreamCamera(config.source)
        case CameraKind.IMAGES:
            return FolderCamera(
                Path(config.source).expanduser(), fps=config.fps, loop=config.loop, clock=clock
            )
        case CameraKind.NONE:
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", "none is configured")
