"""The database key: 256 random bits in a file of its own, or a systemd credential."""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
from pathlib import Path

from kiosk.base.database_key import key_line, make_key, parse_key
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.base.files import read_whole, write_new
from kiosk.base.text_files import decode_text


def find_key_file(key_file: Path) -> Path:
    """Where the key is: the systemd credential of the same name when there is one.

    systemd names the folder in CREDENTIALS_DIRECTORY (systemd.exec(5), LoadCredential).
    """
    directory = os.environ.get("CREDENTIALS_DIRECTORY")
    if directory:
        credential = Path(directory) / key_file.name
        if credential.exists():
            return credential
    return key_file


def load_key(key_file: Path) -> bytes:
    """Read the key. Raises StorageFault WRONG_KEY when it is missing or not a key."""
    path = find_key_file(key_file)
    try:
        text = decode_text(read_whole(path))
    except (OSError, UnicodeError) as error:
        raise StorageFault(StorageFaultKind.WRONG_KEY, "key missing or unreadable") from error
    key = parse_key(text)
    if key is None:
        raise StorageFault(StorageFaultKind.WRONG_KEY, "key file does not hold a key")
    return key


def create_key(key_file: Path) -> bytes:
    """Make a key and its file, mode 0600, durable before any row is written with it.

    Raises StorageFault READ_ONLY or FULL when the file cannot be written, also when there is one
    already: a key is never overwritten.
    """
    key = make_key()
    try:
        write_new(key_file, key_line(key))
    except OSError as error:
        raise writing_fault(error) from error
    return key


def check_value(key: bytes, ledger_id: str) -> str:
    """A short proof that a key belongs to a ledger; tells nothing about the key."""
    return hmac.new(key, ledger_id.encode(), hashlib.sha256).hexdigest()[:16]


def writing_fault(error: OSError) -> StorageFault:
    """The fault that stands for a failed file operation."""
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
    kind = StorageFaultKind.FULL if is_full else StorageFaultKind.READ_ONLY
    return StorageFault(kind, error.strerror or type(error).__name__)
