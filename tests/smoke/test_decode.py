"""`decode` over many files: every one has its line, whatever the others are, within 600 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.__main__ import main
from tests.drivers.test_picture_file import png_of
from tests.drivers.test_symbol_reader import picture

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "photos"
    (place / "below").mkdir(parents=True)
    cv2.imwrite(str(place / "a.png"), picture("first"))
    (place / "b.png").write_bytes(b"damaged")
    cv2.imwrite(str(place / "below" / "c.tif"), picture("last"))
    (place / "d.heic").write_bytes(b"\0\0\0\x18ftypheic")
    cv2.imwrite(str(place / "e.png"), np.full((80, 80), 200, dtype=np.uint8))
    (place / "f.png").write_bytes(png_of(16_000, 16_000))
    return place


def lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    said = capsys.readouterr()
    return said.out.splitlines(), said.err.splitlines()


def test_every_file_of_a_folder_has_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decode", str(folder)]) == 0
    read, passed_over = lines(capsys)
    assert [line.removeprefix(f"{folder}/") for line in read] == [
        "a.png: first (zxing)",
        "e.png: - (nothing read)",
        "below/c.tif: last (zxing)",
    ]
    assert [line.removeprefix(f"checkpoint-kiosk: {folder}/") for line in passed_over] == [
        "b.png: not an image that can be read",
        "d.heic: not an image that can be read",
        "f.png: 16000 × 16000 pixels are more than 64 million (--max-megapixels)",
    ]


def test_a_bad_path_does_not_discard_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was named and cannot be read is an error; all the rest is read all the same."""
    paths = [str(folder / name) for name in ("a.png", "gone.png", "b.png", "below/c.tif")]
    assert main(["decode", "--json", *paths]) == 2
    said = capsys.readouterr()
    answers = json.loads(said.out)
    assert [answer["file"] for answer in answers] == paths
    assert [[s["text"] for s in answer["symbols"]] for answer in answers] == [
        ["first"], [], [], ["last"],
    ]  # fmt: skip
    assert [answer.get("problem") for answer in answers] == [
        None, "No such file or directory", "not an image that can be read", None,
    ]  # fmt: skip
    assert len(said.err.splitlines()) == 2


def test_an_empty_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "--json", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)[0]["problem"] == "no files in this folder"
    assert said.err.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_folder_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "below").chmod(0)
    try:
        assert main(["decode", str(folder)]) == 2
    finally:
        (folder / "below").chmod(0o700)
    assert "below: Permission denied" in capsys.readouterr().err


def test_the_bound_on_pixels_is_an_option(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "--max-megapixels", "0.001", str(folder / "a.png")]) == 2
    assert "are more than 0.001 million" in capsys.readouterr().err
    for wrong in ("0", "-1", "x", "nan"):
        with pytest.raises(SystemExit):
            main(["decode", "--max-megapixels", wrong, str(folder / "a.png")])


def test_a_text_is_one_line_and_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.png")
    Path(path).write_bytes(cv2.imencode(".png", picture("A\x1b[2J\nB\tC\x9bD"))[1].tobytes())
    assert main(["decode", path]) == 0
    (line,), errors = lines(capsys)
    assert errors == []
    assert line.isprintable()
    assert "A\\x1b[2J\\nB\\tC\\x9bD (zxing)" in line


@pytest.mark.slow
def test_64_million_pixels_of_any_kind_stay_within_600_mb(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    tile = rng.integers(0, 256, (1000, 1000), dtype=np.uint8)
    large = np.tile(tile, (8, 8))
    code = picture("large", box=20)
    large[4000 : 4000 + code.shape[0], 4000 : 4000 + code.shape[1]] = code
    cv2.imwrite(str(tmp_path / "grey.jpg"), large)
    cv2.imwrite(str(tmp_path / "progressive.jpg"), cv2.merge([large, large // 2, large]),
                [cv2.IMWRITE_JPEG_PROGRESSIVE, 1, cv2.IMWRITE_JPEG_QUALITY, 60])  # fmt: skip
    cv2.imwrite(str(tmp_path / "sixteen.tif"), large.astype(np.uint16) * 4)
    cv2.imwrite(
        str(tmp_path / "clear.png"),
        cv2.merge([large, large, large, 255 - large // 2]),
        [cv2.IMWRITE_PNG_COMPRESSION, 1],
    )
    del large
    # The peak of this program alone: `ru_maxrss` of a child begins with that of its parent.
    script = """
import sys
from pathlib import Path
from kiosk.__main__ import main

code = main(["decode", "--json", sys.argv[1]])
(peak,) = (
    line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line
)
print(int(peak.split()[1]) // 1024, file=sys.stderr)
sys.exit(code)
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    answers = json.loads(done.stdout)
    assert [Path(answer["file"]).name for answer in answers] == [
        "clear.png", "grey.jpg", "progressive.jpg", "sixteen.tif",
    ]  # fmt: skip
    assert int(done.stderr.splitlines()[-1]) <= 600, done.stderr
    read = {
        Path(a["file"]).name for a in answers if any(s["text"] == "large" for s in a["symbols"])
    }
    assert {"grey.jpg", "sixteen.tif"} <= read
    assert all(answer["symbols"] or "problem" in answer for answer in answers)
