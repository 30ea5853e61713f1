"""kiosk.toml: every bad key at once, every field documented and in the example."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from datetime import time
from importlib import resources
from pathlib import Path

import pytest

from kiosk.base.errors import ConfigFault
from kiosk.composition.settings_file import (
    find_settings,
    load_config,
    parse_config,
    write_settings,
)
from kiosk.domain.visits.decision import LaneName
from kiosk.settings.config import (
    CameraKind,
    Config,
    DeskConfig,
    GateConfig,
    LaneInput,
    all_settings,
)
from kiosk.settings.example import example_text
from sync.protocol.kinds import without_password
from sync.protocol.policy import Hotline
from sync.protocol.settings import plain_table


def problems_of(table: dict[str, object]) -> list[str]:
    with pytest.raises(ConfigFault) as caught:
        parse_config(table)
    return [str(problem) for problem in caught.value.problems]


def test_an_empty_table_gives_the_defaults() -> None:
    assert parse_config({}) == Config()


def test_the_example_file_is_made_from_the_settings() -> None:
    """If this fails: checkpoint-kiosk settings example --lang en > resources/kiosk.example.toml"""
    example = Path(str(resources.files("resources"))) / "kiosk.example.toml"
    assert example.read_text(encoding="utf-8") == example_text()
    assert load_config(example) == Config()


def test_the_example_shows_every_setting_and_what_a_hotline_takes() -> None:
    table = tomllib.loads(example_text())
    assert {name: list(section) for name, section in table.items()} == {
        name: [each.name for each in settings] for name, settings in all_settings().items()
    }
    before, marker, _ = example_text().partition("# [[venue.hotlines]]")
    _, _, after = example_text().partition(marker)
    shown = "\n".join(line.removeprefix("# ") for line in after.split("\n\n")[0].splitlines())
    with_one = before.replace("hotlines = []", "") + "[[venue.hotlines]]" + shown
    assert tomllib.loads(with_one)["venue"]["hotlines"] == [plain_table(Hotline())]


def test_every_field_of_every_section_is_a_setting_that_says_what_it_means() -> None:
    for section in dataclasses.fields(Config):
        cls = type(getattr(Config(), section.name))
        settings = all_settings()[section.name]
        assert [each.name for each in settings] == [each.name for each in dataclasses.fields(cls)]
        for each in settings:
            assert re.fullmatch(r"\S.*\.", each.meaning), each.key
            assert each.read(each.kind.plain(each.default)) == each.default, each.key


def test_every_problem_is_named_at_once() -> None:
    assert problems_of(
        {
            "printer": {"width_px": "wide", "kind": "laser", "has_cutter": 1},
            "camera": {"fps": 0, "width_px": True, "zoom": 2},
            "ui": {"diagonal_in": "big"},
            "venue": {"hotlines": "1022", "name": 7},
            "store": 3,
            "colour": {},
        }
    ) == [
        'printer.width_px: expected 384 or 576, got "wide"',
        'printer.kind: expected usb, network, serial, file, simulated or none, got "laser"',
        "printer.has_cutter: expected true or false, got 1",
        "camera.fps: expected 1 to 120, got 0",
        "camera.width_px: expected a whole number, got true",
        "camera.zoom: unknown key",
        'ui.diagonal_in: expected a number, got "big"',
        'venue.hotlines: expected a list of tables, got "1022"',
        "venue.name: expected a text, got 7",
        "store: expected a table, got 3",
        "colour: unknown key",
    ]


def test_rules_that_no_single_type_can_say() -> None:
    assert problems_of(
        {
            "venue": {"time_zone": "Asia/Nowhere", "name": " "},
            "policy": {"closing_time": "25:00"},
            "printer": {"kind": "usb"},
        }
    ) == [
        'venue.time_zone: unknown time zone "Asia/Nowhere"',
        "venue.name: must not be empty",
        'policy.closing_time: expected HH:MM, got "25:00"',
        'printer.address: expected VID:PID or VID:PID:serial, got ""',
    ]


@pytest.mark.parametrize(
    ("kind", "first", "second", "is_refused"),
    [
        ("usb", "0fe6:811e", "0fe6:811e", True),
        ("usb", "0fe6:811e", "0fe6:811e:S2", True),
        ("usb", "0fe6:811e:S1", "0fe6:811e", True),
        ("usb", "0fe6:811e:S1", "0fe6:811e:S2", False),
        ("network", "192.0.2.7:9100", "192.0.2.7:9100", True),
        ("network", "192.0.2.7:9100", "192.0.2.8:9100", False),
        ("none", "", "", False),
    ],
)
def test_a_second_printer_is_another_one(
    kind: str, first: str, second: str, is_refused: bool
) -> None:
    printers = {
        "printer": {"kind": kind, "address": first},
        "second_printer": {"kind": kind, "address": second},
    }
    problem = "second_printer.address: must be another printer than the first one, [printer]"
    if is_refused:
        assert problems_of(printers) == [problem]
    else:
        assert parse_config(printers).second_printer.address == second


def test_hotlines_and_closing_time_reach_the_domain() -> None:
    config = parse_config(
        {
            "venue": {"hotlines": [{"label": "Y tế", "landline": "115", "mobile": "115"}]},
            "policy": {"closing_time": "17:30"},
            "camera": {"kind": "video"},
            "ui": {"diagonal_in": 15},
        }
    )
    assert config.venue.hotlines == (Hotline("Y tế", "115", "115"),)
    assert config.make_policy().closing_time == time(17, 30)
    assert config.camera.kind is CameraKind.VIDEO
    assert config.ui.diagonal_in == 15.0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[venue", "not valid TOML"),
        (b"[venue]\nname = 'Tr\xe2m'\n", "save it as UTF-8"),
        ("[venue]".encode("utf-16-le"), "save it as UTF-8"),
        (b"\xff\xfe\x00", "save it as UTF-8"),
        (None, "begin with the example: checkpoint-kiosk"),
    ],
)
def test_an_unreadable_file_is_one_clear_problem(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    path = tmp_path / "kiosk.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigFault) as caught:
        load_config(path)
    assert len(caught.value.problems) == 1
    assert expected in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_marks_of_windows_editors_are_no_content(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_bytes('[venue]\r\nname = "Trạm Y tế Mẫu"\r\n'.encode(encoding))
    assert load_config(path).venue.name == "Trạm Y tế Mẫu"
    assert write_settings(path, {"venue.gate": "Cổng B"}).venue.name == "Trạm Y tế Mẫu"
    assert load_config(path).venue.gate == "Cổng B"


def test_a_password_in_an_address_is_never_said() -> None:
    secret = "rtsp://admin:S3cret-pw@192.0.2.9/stream"
    told = problems_of({"camera": {"kind": secret}, "printer": {"kind": "usb", "address": secret}})
    assert len(told) == 2
    assert all("rtsp://***@192.0.2.9/stream" in problem for problem in told)
    assert without_password("tài khoản a@b") == "tài khoản a@b"
    assert without_password("rtsp://u:a/b?c@d@cam/1") == "rtsp://***@cam/1"
    assert without_password("http://cam/v?user=u&pwd=x&c=1") == "http://cam/v?user=u&pwd=***&c=1"
    assert without_password("rtsp://cam/user=u_password=x_c=1") == "rtsp://cam/user=u_password=***"


def test_a_bad_hotline_is_named_by_its_place() -> None:
    assert problems_of({"venue": {"hotlines": [{}, {"fax": "1"}]}}) == [
        "venue.hotlines[1].fax: unknown key"
    ]


@pytest.mark.parametrize(
    ("kind", "address", "is_good"),
    [
        ("usb", "04b8:0e15", True),
        ("usb", "04b8:0e15:SN 1", True),
        ("usb", "epson", False),
        ("network", "192.0.2.7:9100", True),
        ("network", "printer.local", True),
        ("network", "[2001:db8::7]:9100", True),
        ("network", "[::1]", True),
        ("network", "192.0.2.7:port", False),
        ("network", "192.0.2.7:65536", False),
        ("network", "192.0.2.7:0", False),
        ("network", "[::1]:99999", False),
        ("network", "[12:]:9100", False),
        ("network", "::1", False),
        ("network", "http://192.0.2.7", False),
        ("serial", "/dev/ttyUSB0", True),
        ("serial", "", False),
        ("file", "/dev/usb/lp0", True),
        ("none", "", True),
    ],
)
def test_each_kind_of_printer_has_its_own_form_of_address(
    kind: str, address: str, is_good: bool
) -> None:
    table: dict[str, object] = {"printer": {"kind": kind, "address": address}}
    if is_good:
        assert parse_config(table).printer.address == address
    else:
        assert problems_of(table)[0].startswith("printer.address: expected ")


def test_a_name_no_slip_can_hold_is_refused() -> None:
    assert problems_of({"venue": {"name": "T" * 81}}) == ["venue.name: at most 80 letters"]


@pytest.mark.parametrize(
    ("kind", "device", "is_good"),
    [
        ("keyboard", "0c2e:0b61", True),
        ("keyboard", "/dev/input/by-id/scanner-event-kbd", True),
        ("keyboard", "scanner", False),
        ("serial", "/dev/ttyACM0", True),
        ("serial", "", False),
        ("window", "", True),
    ],
)
def test_each_kind_of_scanner_has_its_own_device(kind: str, device: str, is_good: bool) -> None:
    table: dict[str, object] = {"scanner": {"kind": kind, "device": device}}
    if is_good:
        assert parse_config(table).scanner.device == device
    else:
        assert problems_of(table)[0].startswith("scanner.device: expected ")


def test_problems_name_their_line_and_unknown_keys_the_nearest_known_one(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        """# ours
printr.kind = "usb"
[venue]
nmae = "Trạm Mẫu"
support_phone = \'\'\'
gate = "no key, but a part of this text"
\'\'\'
gate = 7
hotlines = [{ label = "Y tế", fax = "1" }]
[ camera ]
fps = 0
[store]
derectory = "/srv"
[[venue.lines]]
""",
        encoding="utf-8",
    )
    with pytest.raises(ConfigFault) as caught:
        load_config(path)
    assert [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems] == [
        "2: printr: unknown key; did you mean printer?",
        "4: venue.nmae: unknown key; did you mean venue.name?",
        "8: venue.gate: expected a text, got 7",
        "9: venue.hotlines[0].fax: unknown key",
        "11: camera.fps: expected 1 to 120, got 0",
        "13: store.derectory: unknown key; did you mean store.directory?",
        "14: venue.lines: unknown key; did you mean venue.hotlines?",
    ]


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        ("Asia/Hanoi", "Asia/Ho_Chi_Minh"),
        ("Asia/Ha_Noi", "Asia/Ho_Chi_Minh"),
        ("Vietnam", "Asia/Ho_Chi_Minh"),
        ("Asia/Ho Chi Minh", "Asia/Ho_Chi_Minh"),
        ("asia/bangkok", "Asia/Bangkok"),
    ],
)
def test_an_unknown_time_zone_names_the_one_that_was_meant(zone: str, meant: str) -> None:
    assert problems_of({"venue": {"time_zone": zone}}) == [
        f'venue.time_zone: unknown time zone "{zone}"; did you mean {meant}?'
    ]


@pytest.mark.parametrize(
    ("text", "place"), [("[ui]\n\n[venue\n", 3), ('a = 1\nb = """x\n\n', 2), ("a =", 1)]
)
def test_what_is_no_toml_names_file_and_line(tmp_path: Path, text: str, place: int) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(text)
    with pytest.raises(ConfigFault) as caught:
        load_config(path)
    said = str(caught.value)
    assert said.startswith(f"{path}:{place}: not valid TOML: ")
    assert "(at " not in said


def test_a_table_of_a_list_has_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text("[[venue.hotlines]]\nlabel='a'\n[[venue.hotlines]]\nlabel=1\n")
    with pytest.raises(ConfigFault, match=r":4: venue.hotlines\[1\].label: expected a text"):
        load_config(path)


def test_a_rule_is_silent_about_a_key_that_is_wrong_already() -> None:
    assert problems_of({"scanner": {"kind": "serial", "device": 1}}) == [
        "scanner.device: expected a text, got 1"
    ]
    assert problems_of({"scanner": {"kind": "serial"}}) == [
        'scanner.device: expected a serial port, got ""'
    ]


def test_both_lanes_may_hear_one_device_which_is_the_gates() -> None:
    config = Config(desk=DeskConfig((LaneInput.CAMERA,)))
    assert config.shared_inputs == {LaneInput.CAMERA}
    assert config.inputs_of(LaneName.GATE) == tuple(LaneInput)
    assert config.inputs_of(LaneName.DESK) == ()
    apart = Config(gate=GateConfig((LaneInput.CAMERA,)), desk=DeskConfig((LaneInput.SCANNER,)))
    assert apart.shared_inputs == frozenset()
    assert apart.inputs_of(LaneName.DESK) == (LaneInput.SCANNER,)


def test_without_a_file_of_its_own_a_kiosk_has_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert find_settings(None) == (Config(), None)
    own = tmp_path / "checkpoint-kiosk" / "kiosk.toml"
    own.parent.mkdir()
    own.write_text("[venue]\ngate = 'B'\n")
    assert find_settings(None) == (parse_config({"venue": {"gate": "B"}}), own)
    own.write_text("[venue]\ngate = 2\n")
    with pytest.raises(ConfigFault, match=r"venue\.gate"):
        find_settings(None)
    with pytest.raises(ConfigFault, match="no such file"):
        find_settings(tmp_path / "other.toml")


@pytest.mark.parametrize("value", ["", "relative"])
def test_a_home_that_is_no_absolute_path_is_not_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", value)
    monkeypatch.setenv("HOME", str(tmp_path))
    own = tmp_path / ".config" / "checkpoint-kiosk" / "kiosk.toml"
    own.parent.mkdir(parents=True)
    own.write_text("")
    assert find_settings(None).file == own
