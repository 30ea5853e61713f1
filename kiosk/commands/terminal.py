"""What commands print never steers the terminal: whatever codes, hubs and files hold, it is text.

Escape sequences move the cursor, set the title or type answers; marks of writing direction make a
line read otherwise than it is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

# Everything of C0 but tabulator and line feed, DEL and C1, and Unicode's marks of direction and of
# lines. A carriage return may end a line, as in CSV, and begin what we overwrite ourselves.
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
    r"|(?<!^)\r(?!\n)"
)


def as_text(data: str) -> str:
    """The same with every steering character written out, as JSON writes it: `\\u001b`."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", data)


class _PlainStream:
    """A text stream that writes no steering characters; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, data: str) -> int:
        """Write it, made harmless."""
        self._stream.write(as_text(data))
        return len(data)

    def writelines(self, lines: Any) -> None:
        """The same, several times."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def plain_output() -> Iterator[None]:
    """Within it, what is printed cannot steer the terminal."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast(TextIO, _PlainStream(out)), cast(TextIO, _PlainStream(err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
