"""`camera`: the list, the test picture with its measures, the sample sheet."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from drivers.camera.folder import load_image
from drivers.scanner.still import StillReader
from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.documents.sample import code_matrix, sample_card
from kiosk.domain.scanning.camera_check import LOCATOR_TEXT, SAMPLE_MM, SAMPLE_MODULES, SAMPLE_TEXT


def card_seen(px_per_module: float, blur_px: float) -> np.ndarray:
    """The sample card straight ahead, at this scale and sharpness."""
    card, px_per_mm = sample_card()
    scale = px_per_module * SAMPLE_MODULES / SAMPLE_MM / px_per_mm
    small = cv2.resize(card, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((720, 1280), 150, dtype=np.uint8)
    frame[100 : 100 + small.shape[0], 200 : 200 + small.shape[1]] = small // 2 + 80
    return np.asarray(cv2.GaussianBlur(frame, (0, 0), blur_px), dtype=np.uint8)


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """A kiosk.toml whose camera shows the images of a folder; the test puts them there."""
    folder = tmp_path / "seen"
    folder.mkdir()
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[camera]\nkind = "images"\nfps = 120\nsource = {json.dumps(str(folder))}\n')
    return config


def show(config: Path, frame: np.ndarray) -> None:
    for number in range(12):
        shifted = np.roll(frame, number, axis=1)
        assert cv2.imwrite(str(config.parent / "seen" / f"{number:02d}.png"), shifted)


@pytest.mark.parametrize(
    "words", [["camera"], ["camera", "--json"], ["settings", "show"], ["doctor"]]
)
def test_a_streams_password_is_never_echoed(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    source = "rtsp://admin:S3cret-pw@127.0.0.1:9/stream"
    folder = json.dumps(str(tmp_path / "store"))
    config.write_text(
        f'[camera]\nkind = "stream"\nsource = "{source}"\n[store]\ndirectory = {folder}\n'
    )
    main([*words, "--config", str(config)])
    told = "".join(capsys.readouterr())
    assert "S3cret-pw" not in told
    assert "rtsp://***@127.0.0.1:9/stream" in told


def test_a_good_camera_passes_and_keeps_its_picture(
    camera: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(camera, card_seen(3.0, 0.7))
    picture = tmp_path / "seen.png"
    assert main(["camera", "--config", str(camera), "--picture", str(picture), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["reads_old_card"] is True
    assert answer["is_sample"]
    assert answer["light"] == "good"
    assert answer["view"]["px_per_module"] == pytest.approx(3.0, rel=0.06)
    kept = load_image(picture)
    assert kept is not None
    assert kept.shape == (720, 1280, 3)


def test_a_camera_out_of_focus_does_not_pass_and_says_what_would(
    camera: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(camera, card_seen(3.0, 3.0))
    assert main(["camera", "--config", str(camera), "--picture", str(tmp_path / "p.png")]) == 1
    out = capsys.readouterr().out
    assert "sample: not read, 3.0 px per module" in out
    assert "too soft" in out
    assert "old insurance cards: NO" in out


def test_without_the_sample_there_is_no_verdict(
    camera: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(camera, np.full((720, 1280), 20, dtype=np.uint8))
    assert main(["camera", "--config", str(camera), "--picture", str(tmp_path / "p.jpg")]) == 0
    out = capsys.readouterr().out
    assert "code: none in view" in out
    assert "light: too dark" in out
    assert "hold the printed sample" in out


def test_the_list_says_clearly_when_there_is_no_such_camera(
    camera: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["camera", "--config", str(camera), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["configured"]["kind"] == "images"
    assert answer["configured"]["device"] is None
    config = tmp_path / "absent.toml"
    config.write_text('[camera]\nsource = "/dev/v4l/by-id/none"\n')
    code = main(["camera", "--config", str(config)])
    out = capsys.readouterr().out
    assert "camera.source = '/dev/v4l/by-id/none', which is not there" in out
    assert code == (1 if "no video device" in out else 0)


@pytest.mark.parametrize(
    "arguments",
    [["--sample", "x.gif"], ["--picture", "x.gif"], ["--picture", "no/such/folder.png"]],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    camera: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    show(camera, card_seen(3.0, 0.7))
    assert main(["camera", "--config", str(camera), *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_sheet_has_both_codes_at_their_true_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sample.png"
    assert main(["camera", "--sample", str(sheet)]) == 0
    with Image.open(sheet) as picture:
        dots_per_mm = picture.info["dpi"][0] / 25.4
        assert picture.width / dots_per_mm == pytest.approx(148, abs=0.1)
        grey = np.array(picture.convert("L"))
    reader = StillReader(SystemClock())
    symbols = {symbol.text: symbol for symbol in reader.read(grey[::2, ::2].copy())}
    reader.close()
    assert set(symbols) == {SAMPLE_TEXT, LOCATOR_TEXT}
    corners = symbols[SAMPLE_TEXT].corners
    side_mm = 2 * (corners[1][0] - corners[0][0]) / dots_per_mm
    assert side_mm == pytest.approx(SAMPLE_MM, abs=0.2)
    assert symbols[SAMPLE_TEXT].modules == SAMPLE_MODULES


def test_the_pdf_has_the_size_of_the_sheet_and_no_lossy_picture(tmp_path: Path) -> None:
    sheet = tmp_path / "sample.pdf"
    assert main(["camera", "--sample", str(sheet)]) == 0
    content = sheet.read_bytes()
    assert content.startswith(b"%PDF")
    assert b"DCTDecode" not in content
    left, top, right, bottom = (
        float(number) for number in content.split(b"/MediaBox [ ")[1].split(b" ]")[0].split()
    )
    assert ((right - left) / 72 * 25.4, (bottom - top) / 72 * 25.4) == pytest.approx(
        (148, 105), abs=0.2
    )


def test_a_code_of_another_density_is_no_sample() -> None:
    with pytest.raises(ValueError, match="21 modules instead of 25"):
        code_matrix(LOCATOR_TEXT, 25)
