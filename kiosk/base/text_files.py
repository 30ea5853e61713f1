"""What stands in files that people edit, whatever their editor put before it."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks, which editors put before a text, above all on Windows."""


def decode_text(content: bytes) -> str:
    """The text of such a file: UTF-8, or UTF-16 with its mark; a mark is left out.

    Raises UnicodeError for any other encoding.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding)
            break
    else:
        text = content.decode("utf-8")
    if "\0" in text:
        # UTF-16 without its mark, or UTF-32: no text has a NUL.
        raise UnicodeError("not UTF-8")
    return text
