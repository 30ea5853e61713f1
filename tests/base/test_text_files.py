"""Files that people edit: the marks of their editors are no content."""

from __future__ import annotations

import pytest

from kiosk.base.database_key import key_line, make_key, parse_key
from kiosk.base.text_files import decode_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_key_that_passed_a_windows_editor_is_that_key(encoding: str, end: str) -> None:
    key = make_key()
    content = (key_line(key).decode().rstrip() + end).encode(encoding)
    assert parse_key(decode_text(content)) == key


@pytest.mark.parametrize(
    "content", [b"Tr\xe2m", "Trạm".encode("utf-16-le"), "Trạm".encode("utf-32"), b"\xff\xfe\x00"]
)
def test_a_text_in_another_encoding_is_no_text(content: bytes) -> None:
    with pytest.raises(UnicodeError):
        decode_text(content)
