"""`bench decode`: every engine on the same images, judged by their texts; the table it writes."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest

from kiosk.__main__ import main
from kiosk.bench.decode import bench_decode, markdown, write_into
from tests.drivers.test_symbol_reader import picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content, expected in (
        ("name", "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("lines", "one\r\ntwo", "one\r\ntwo"),
        ("other", "photography", "photograph"),
    ):
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture(content))
        (tmp_path / f"{name}.txt").write_bytes(expected.encode())
    raw = "患者番号".encode("shift_jis")
    cv2.imwrite(str(tmp_path / "raw.png"), picture(raw))
    (tmp_path / "raw.bin").write_bytes(raw)
    cv2.imwrite(str(tmp_path / "without-text.png"), picture("x"))
    return tmp_path


def test_texts_are_judged_for_every_engine(folder: Path) -> None:
    figures = bench_decode([folder])
    assert figures["images"] == 4
    engines = figures["figures"]
    assert isinstance(engines, dict)
    assert {"this reader", "zxing-cpp", "zxing-cpp, plain text", "OpenCV"} <= set(engines)
    ours = engines["this reader"]
    assert (ours["decoded"], ours["right"], ours["wrong"]) == (4, 3, 1)
    assert figures["not_right"] == ["other.png"]
    assert engines["zxing-cpp"]["right"] == 3


def test_the_command_prints_json_and_fails_on_a_wrong_text(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "decode", str(folder), "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["bounds"]["wrong texts"] == [1, 0]
    assert "wrong texts" in printed["over"]
    assert main(["bench", "decode", str(folder / "nowhere")]) == 2
    assert main(["bench", "decode"]) == 2


def test_the_table_goes_between_the_markers(folder: Path, tmp_path: Path) -> None:
    table = markdown(bench_decode([folder]))
    assert table.splitlines()[2].startswith("| this reader | 4 | 3 | 1 | ")
    document = tmp_path / "document"
    document.write_text("a\n<!-- bench decode -->\nold\n<!-- /bench decode -->\nb\n")
    write_into(document, table, "bench decode")
    expected = f"a\n<!-- bench decode -->\n{table}\n<!-- /bench decode -->\nb\n"
    assert document.read_text() == expected
    document.write_text("nothing here")
    with pytest.raises(ValueError, match="has no"):
        write_into(document, table, "bench decode")
