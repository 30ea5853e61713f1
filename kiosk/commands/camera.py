"""`camera`: which cameras there are, what one sees, and the sample to try it with."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.phrases import Phrase, explain, in_language, translate
from kiosk.composition.settings_file import find_settings
from kiosk.domain.scanning.camera_check import Light, Look, advice_for, is_soft, light_of, needed_px
from kiosk.domain.scanning.hint import Hint
from kiosk.settings.config import CameraConfig, CameraKind
from sync.protocol.kinds import without_password

if TYPE_CHECKING:
    from drivers.camera.trial import Trial
    from drivers.camera.v4l2 import VideoDevice

EXAMPLE = (
    "checkpoint-kiosk camera --sample sample.pdf\n"
    "  checkpoint-kiosk camera --config kiosk.toml --picture seen.png"
)

_LIGHT = {
    Light.GOOD: Phrase("good"),
    Light.DARK: Phrase("too dark: switch a lamp on, or let exposure_ms be 0"),
    Light.BRIGHT: Phrase("overexposed: shade the camera, or lower exposure_ms"),
    Light.GLARE: Phrase("glare on the code: tilt it, or move the lamp"),
}
_ADVICE = {
    Hint.CLOSER: Phrase("hold it closer"),
    Hint.FARTHER: Phrase("hold it farther away"),
    Hint.HOLD_STILL: Phrase("hold it still; if it stays soft, a little farther away"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `camera`."""
    parser.add_argument(
        "--config", type=Path, help=translate("the kiosk.toml whose camera is meant")
    )
    parser.add_argument(
        "--picture",
        type=Path,
        metavar="FILE",
        help=translate("try the camera, keep its best picture"),
    )
    parser.add_argument(
        "--sample", type=Path, metavar="FILE", help=translate("draw the sample sheet, .pdf or .png")
    )
    parser.add_argument("--json", action="store_true", help=translate("print a JSON object"))


def run(options: argparse.Namespace) -> int:
    """List cameras, or do what is asked.

    Exit 1 if there is no camera to list, or if the sample was shown and could not be read.
    """
    config = find_settings(options.config).config
    if options.sample:
        _draw_sample(options.sample)
        if not options.picture:
            drawn = translate("drawn: {path}", path=options.sample)
            _print({"sample": str(options.sample)}, drawn, options)
            return 0
    if options.picture:
        return _take_picture(config.camera, options)
    return _list(config.camera, options)


def _print(answer: object, text: str, options: argparse.Namespace) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else text)


def _draw_sample(path: Path) -> None:
    from kiosk.documents.sample import write_sample

    try:
        write_sample(path)
    except ValueError as error:
        raise ConfigFault([ConfigProblem("--sample", explain(error))]) from error


def _list(config: CameraConfig, options: argparse.Namespace) -> int:
    from drivers.camera.v4l2 import list_devices

    devices = list_devices()
    used = _used_path(config)
    source = without_password(config.source)
    answer = {
        "devices": [asdict(device) | {"used": device.path == used} for device in devices],
        "configured": {"kind": config.kind.value, "source": source, "device": used},
    }
    lines = [line for device in devices for line in _device_lines(device, device.path == used)]
    if not devices:
        lines.append(translate("no video device: plug in a USB webcam, then look again"))
    lines.append(_configured_line(config, used, any(device.path == used for device in devices)))
    _print(answer, "\n".join(lines), options)
    return 0 if devices else 1


def _used_path(config: CameraConfig) -> str | None:
    """The device node the configuration leads to now; None for other kinds of camera."""
    from drivers.camera.device import WebcamDevice
    from kiosk.base.errors import DeviceFault

    if config.kind is not CameraKind.WEBCAM:
        return None
    try:
        return str(WebcamDevice(config).locate())
    except DeviceFault:
        return None


def _device_lines(device: VideoDevice, is_used: bool) -> list[str]:
    mark = "  <- " + translate("the configuration uses this one") if is_used else ""
    if device.problem:
        return [f"{device.path}  {in_language(device.problem)}{mark}"]
    lines = [f"{device.path}  {device.card} ({device.bus}){mark}"]
    if device.stable:
        lines.append("    " + translate("stable path: {path}", path=device.stable))
    for form in device.formats:
        sizes = ", ".join(
            f"{size.width_px}x{size.height_px}" + (f" {size.fps[0]:g}/s" if size.fps else "")
            for size in form.sizes
        )
        lines.append(f"    {form.fourcc}: {sizes or translate('sizes not told')}")
    return lines


def _configured_line(config: CameraConfig, used: str | None, is_listed: bool) -> str:
    source = without_password(config.source)
    meant = f"camera.kind = {config.kind.value!r}, camera.source = {source!r}"
    if config.kind is not CameraKind.WEBCAM:
        return translate("configured: {meant}, no video device", meant=meant)
    if used is None:
        return translate("configured: {meant}, which is not there", meant=meant)
    if is_listed:
        return translate("configured: {meant}, {used}", meant=meant, used=used)
    return translate("configured: {meant}, {used}, which gives no pictures", meant=meant, used=used)


def _take_picture(config: CameraConfig, options: argparse.Namespace) -> int:
    from drivers.camera import make_camera
    from drivers.camera.trial import picture_writer, try_camera
    from kiosk.base.clock import SystemClock

    try:
        write = picture_writer(options.picture)
    except ValueError as error:
        raise ConfigFault([ConfigProblem("--picture", explain(error))]) from error
    clock = SystemClock()
    trial = try_camera(make_camera(config, clock), clock)
    write(trial.image)
    _print(_measures(trial, options.picture), "\n".join(_words(trial, options.picture)), options)
    return 1 if trial.reads_old_card is False else 0


def _measures(trial: Trial, path: Path) -> dict[str, object]:
    look = trial.look
    height, width = trial.image.shape[:2]
    return {
        "camera": trial.camera,
        "picture": str(path),
        "width_px": width,
        "height_px": height,
        "frames": trial.frames,
        "fps": round(trial.fps, 1),
        "level": round(look.level, 1),
        "light": light_of(look).value,
        "is_sample": look.is_sample,
        "is_read": look.is_read,
        "view": None if look.view is None else asdict(look.view),
        "needed_px_per_module": None if look.view is None else needed_px(look.view.edge_px),
        "advice": advice_for(look).value,
        "reads_old_card": trial.reads_old_card,
    }


def _words(trial: Trial, path: Path) -> list[str]:
    look = trial.look
    height, width = trial.image.shape[:2]
    lines = [
        translate(
            "{camera}: {width}x{height}, {frames} pictures, {fps:.0f}/s; the best one is {path}",
            camera=trial.camera,
            width=width,
            height=height,
            frames=trial.frames,
            fps=trial.fps,
            path=path,
        ),
        *_code_lines(look),
        translate("light: {light}", light=_LIGHT[light_of(look)]),
    ]
    match trial.reads_old_card:
        case True:
            lines.append(translate("old insurance cards: YES, this camera reads them"))
        case False:
            lines.append(
                translate(
                    "old insurance cards: NO; a 1080p camera with autofocus or a USB scanner would"
                )
            )
        case None:
            lines.append(
                translate("old insurance cards: hold the printed sample before the camera to know")
            )
    return lines


def _code_lines(look: Look) -> list[str]:
    view = look.view
    if view is None:
        return [translate("code: none in view")]
    advice = _ADVICE.get(advice_for(look))
    return [
        translate(
            "{what}: {state}, {found:.1f} px per module, {needed:.1f} needed",
            what=Phrase("sample") if look.is_sample else Phrase("code"),
            state=Phrase("read") if look.is_read else Phrase("not read"),
            found=view.px_per_module,
            needed=needed_px(view.edge_px),
        ),
        translate(
            "sharpness: edges {width:.1f} px wide, {verdict}",
            width=view.edge_px,
            verdict=Phrase("too soft") if is_soft(view) else Phrase("enough"),
        ),
        *([translate("advice: {advice}", advice=advice)] if advice else []),
    ]
