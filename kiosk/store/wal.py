"""The write-ahead log's frames, as far as damage in its middle shows (sqlite.org/fileformat)."""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24


def count_commits_after(path: Path, valid_frames: int) -> int:
    """How many commit frames of the log's present round stand behind its valid ones.

    A frame belongs to the present round when its salts are the header's; a commit frame carries
    the database's size in pages. A frame whose own marks are damaged is not counted.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES:
            return 0
        page_bytes = struct.unpack_from(">I", header, 8)[0] or 65536
        salts = header[16:24]
        step = _FRAME_HEADER_BYTES + page_bytes
        commits = 0
        position = _HEADER_BYTES + valid_frames * step
        while True:
            file.seek(position)
            frame = file.read(_FRAME_HEADER_BYTES)
            if len(frame) < _FRAME_HEADER_BYTES:
                return commits
            size_after_commit = struct.unpack_from(">I", frame, 4)[0]
            if size_after_commit and frame[8:16] == salts:
                commits += 1
            position += step
