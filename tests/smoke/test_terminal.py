"""Whatever a code, a hub or a file holds, the terminal shows it and does nothing it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.__main__ import main
from kiosk.base.errors import NetworkFaultKind
from kiosk.commands.network_words import SENTENCES
from kiosk.commands.terminal import as_text

TITLE = "\x1b]0;pwned\x07"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]")


@given(st.text())
def test_no_steering_character_is_left(text: str) -> None:
    # Our own progress lines begin with a carriage return, and CSV lines end with one.
    said = as_text("x" + text).replace("\r\n", "\n")
    assert not STEERING.search(said)


def test_what_does_not_steer_stays() -> None:
    plain = "Đặng Văn Ư\t1|2\na\r\nb ▄█ “…”"
    assert as_text(plain) == plain
    assert as_text("\r  5 of 9 frames") == "\r  5 of 9 frames"
    assert as_text("a\rb\x1b[2J\u202e") == "a\\u000db\\u001b[2J\\u202e"


@pytest.mark.parametrize("words", [["parse", f"WIFI:S:{TITLE};;"], ["parse", f"MAILTO:{TITLE}"]])
def test_parse(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(words)
    told = capsys.readouterr()
    assert not STEERING.search(told.out + told.err)


@pytest.mark.parametrize("command", ["enrol", "settings", "sync"])
def test_errors_that_quote_what_was_given(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = {
        "enrol": ["enrol", f"KE2|https://hub.example{TITLE}|K7P2MQ4T9X|0000|"],
        "settings": ["settings", "set", f"venue.{TITLE}", "x"],
        "sync": ["sync", "status", "--config", f"/nowhere/{TITLE}"],
    }
    assert main(words[command]) == 2
    told = capsys.readouterr()
    assert told.err
    assert not STEERING.search(told.out + told.err)


def test_the_streams_are_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    main(["version"])
    capsys.readouterr()
    print("\x1b", end="")
    assert capsys.readouterr().out == "\x1b"


def test_every_fault_of_the_network_is_a_sentence() -> None:
    assert set(SENTENCES) == set(NetworkFaultKind)
    for sentence in SENTENCES.values():
        assert re.fullmatch(r"[A-Z].+\.", sentence)
        assert "_" not in sentence


def test_a_dead_server_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["enrol", "K7P2MQ4T9X", "--hub", "http://127.0.0.1:9", "--check", "0000-0000"]
    assert main(line) == 2
    said = capsys.readouterr().err
    assert said == f"checkpoint-kiosk: {SENTENCES[NetworkFaultKind.SERVER_DOWN]}\n"
