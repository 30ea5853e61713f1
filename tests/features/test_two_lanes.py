"""The gate records while staff work: every person, and not a letter of their draft."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import qrcode
from PIL import Image

from kiosk.demo.film.people import demo_persons
from tests.support.processes import run_worker

PERSONS = 40
EMPTY = 8
"""Pictures without anybody at the begin and at the end."""
HELD = 4
"""Pictures in which each code is held."""


def picture(payload: str = "") -> Image.Image:
    """A grey wall, 1280 by 720, with a code held before it."""
    wall = np.full((720, 1280), 120, dtype=np.uint8)
    if payload:
        code = qrcode.QRCode(box_size=5, border=4)
        code.add_data(payload.encode())
        held = np.asarray(code.make_image().get_image().convert("L"))
        top, left = (720 - held.shape[0]) // 2, (1280 - held.shape[1]) // 2
        wall[top : top + held.shape[0], left : left + held.shape[1]] = held
    return Image.fromarray(wall)


def film(folder: Path, payloads: list[str]) -> None:
    """The pictures in their order."""
    folder.mkdir()
    empty = picture()
    for number in range(EMPTY):
        empty.save(folder / f"{number:04d}.png")
    number = EMPTY
    for payload in payloads:
        shown = picture(payload)
        for _ in range(HELD):
            shown.save(folder / f"{number:04d}.png")
            number += 1
    for _ in range(EMPTY):
        empty.save(folder / f"{number:04d}.png")
        number += 1


@pytest.mark.slow
def test_forty_pass_the_gate_while_staff_fill_in_somebody(tmp_path: Path) -> None:
    film(tmp_path / "film", [shown.payload for shown in demo_persons(14, PERSONS)])
    done = run_worker(
        tmp_path,
        "lanes_worker",
        tmp_path / "store",
        tmp_path / "film",
        timeout_s=200,
    )
    told = json.loads(done.stdout)
    print(told["frame_to_band_ms"])
    assert told["entries"] == PERSONS
    assert told["bands"] == PERSONS, "each over the page"
    assert told["draft"] == "Nguyễn", "no key was lost and none was added"
    assert told["pages"] == ["person_form"]
