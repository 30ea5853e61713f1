"""What every exchange has in common: the hub's stamp and its errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.wire import HubError, HubStamp, parse_hub_error, parse_hub_stamp

stamps = st.builds(
    HubStamp,
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True),
    st.from_regex(r"[0-9a-f]{6,32}", fullmatch=True),
)
texts = st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1)


@given(stamps)
def test_a_stamp_survives_its_header(stamp: HubStamp) -> None:
    assert parse_hub_stamp(stamp.to_header()) == stamp


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "vn-58",
        "vn-58;",
        ";5f0c2a",
        "vn-58;5F0C2A",
        "vn-58;5f0c",
        "vn 58;5f0c2a",
        "-vn;5f0c2a",
        "vn-58;5f0c2a;more",
        "vn-58;5f0c2a\n",
        "vn-58;" + "a" * 33,
        "v" * 65 + ";5f0c2a",
        "vn-58;5f0c2\u0664",
    ],
)
def test_anything_else_is_no_hub(value: str | None) -> None:
    assert parse_hub_stamp(value) is None


@given(texts, texts, texts)
def test_an_error_survives_its_body(code: str, vi: str, en: str) -> None:
    error = HubError(code, {"vi": vi, "en": en})
    assert parse_hub_error(error.to_bytes()) == error


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>Dang nhap</html>",
        b"[]",
        b"{}",
        b'{"code":"","text":{"vi":"x"}}',
        b'{"code":"too_large","text":{"en":"x"}}',
        b'{"code":"too_large","text":"x"}',
    ],
)
def test_a_body_that_is_no_error(raw: bytes) -> None:
    assert parse_hub_error(raw) is None
