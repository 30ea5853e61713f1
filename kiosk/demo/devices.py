"""The demo's configuration: a video file for a camera, and a printer that prints pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.domain.station.printer import PrinterKind
from kiosk.domain.venue import Venue
from kiosk.settings.config import (
    CameraConfig,
    CameraKind,
    Config,
    PrinterConfig,
    StoreConfig,
    UiConfig,
)
from sync.protocol.policy import Hotline, PrintSettings, PrintWhen

SEED = 20261123


def demo_config(data: Path, video: Path, *, slips: Path | None = None) -> Config:
    """A checkpoint that exists nowhere: `video` before the lens, slips as PNG, data in `data`."""
    return Config(
        venue=Venue(
            name="Trung tâm Y tế Mẫu",
            gate="Cổng A",
            support_phone="0900 000 000",
            hotlines=(Hotline(),),
        ),
        camera=CameraConfig(kind=CameraKind.VIDEO, source=str(video)),
        printer=PrinterConfig(
            kind=PrinterKind.SIMULATED,
            address=str(slips or data / "slips"),
            width_px=576,
            has_cutter=True,
        ),
        print=PrintSettings(when=PrintWhen.NO_REUSABLE_CODE),
        ui=replace(UiConfig(), full_screen=False),
        store=StoreConfig(directory=str(data / "store")),
    )


def write_sample_footage(folder: Path) -> Path:
    """One second of the empty room, enough to show that the camera's way works."""
    from kiosk.demo.film.footage import make_footage

    video = folder / "sample.avi"
    make_footage(video, SEED, ())
    return video
