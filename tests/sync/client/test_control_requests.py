"""What a command asks of the running kiosk, and how the answer comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.base.phrases import Phrase, in_language
from sync.client.control_requests import (
    ControlKind,
    ControlReply,
    ControlRequest,
    collect_reply,
    leave_request,
    run_requests,
)

ASKED = ControlRequest("0001", ControlKind.EXPORT, path="/media/usb/to-hub.kb1")


def replied(folder: Path, text: str) -> ControlReply | None:
    """What whoever asked hears of a kiosk that says this."""
    leave_request(folder, ASKED)
    assert run_requests(folder, lambda request: ControlReply(request == ASKED, text)) == 1
    return collect_reply(folder, ASKED.name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sync-errands").mkdir()
    return tmp_path


def test_whoever_asked_says_the_answer_in_their_language(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = Phrase("{records} records written", records=3)
    reply = replied(folder, Phrase("{path}: {problem}", path=Path(ASKED.path), problem=inner))
    assert reply is not None
    assert reply == ControlReply(True, "/media/usb/to-hub.kb1: 3 records written")
    words = {"{records} records written": "đã ghi {records} bản ghi"}
    monkeypatch.setattr("kiosk.base.phrases.gettext", lambda text: words.get(text, text))
    assert in_language(reply.text) == "/media/usb/to-hub.kb1: đã ghi 3 bản ghi"


def test_a_plain_text_comes_as_it_is(folder: Path) -> None:
    assert replied(folder, '[{"id": "0192"}]') == ControlReply(True, '[{"id": "0192"}]')


@pytest.mark.parametrize(
    "text",
    ["3", "{}", '{"template": "{a}", "values": {"b": 1}}', '{"template": "{", "values": {"a": 1}}'],
)
def test_what_no_kiosk_wrote_is_no_answer(folder: Path, text: str) -> None:
    (folder / "sync-errands" / "0001.done").write_text(f'{{"is_done": true, "text": {text}}}')
    assert collect_reply(folder, "0001") is None
