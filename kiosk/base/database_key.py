"""The key of an encrypted database as it lies in a file: 64 hexadecimal digits, alone."""

from __future__ import annotations

import re
import secrets

KEY_BYTES = 32

_HEX_KEY = re.compile(r"[0-9a-fA-F]{64}(?:\r?\n)?", re.ASCII)


def make_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def key_line(key: bytes) -> bytes:
    """What stands in the file."""
    return key.hex().encode("ascii") + b"\n"


def parse_key(text: str) -> bytes | None:
    """The key of a file's content, or None where that is not one."""
    return bytes.fromhex(text) if _HEX_KEY.fullmatch(text) else None
