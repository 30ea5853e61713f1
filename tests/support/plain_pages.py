"""Every page of an encrypted database and its log in plain text, for searching bytes.

SQLCipher 4 (zetetic.net/sqlcipher/design): AES-256-CBC per page, the IV at the start of the
reserve of 80 bytes, the first 16 bytes of page 1 a salt in clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk.store.key import load_key

PAGE = 4096
RESERVE = 80
SALT = 16
WAL_HEADER = 32
FRAME_HEADER = 24


def plain_text(directory: Path) -> bytes:
    """All pages of all databases and logs in a data directory, old versions in the logs too."""
    key = load_key(directory / "store.key")
    found = []
    for path in sorted(directory.iterdir()):
        raw = path.read_bytes()
        if path.name.endswith("-wal"):
            step = FRAME_HEADER + PAGE
            starts = range(WAL_HEADER, len(raw) - step + 1, step)
            pages = [raw[start + FRAME_HEADER : start + step] for start in starts]
            found += [
                _decrypt(page, key, is_first=raw[start : start + 4] == b"\0\0\0\1")
                for start, page in zip(starts, pages, strict=True)
            ]
        elif path.name.startswith("store.db") and not path.name.endswith("-shm"):
            found += list(_pages(raw, key))
        else:
            found.append(raw)
    return b"".join(found)


def _pages(raw: bytes, key: bytes) -> Iterator[bytes]:
    for start in range(0, len(raw), PAGE):
        yield _decrypt(raw[start : start + PAGE], key, is_first=start == 0)


def _decrypt(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    start = SALT if is_first else 0
    body, iv = page[start : PAGE - RESERVE], page[PAGE - RESERVE : PAGE - RESERVE + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
