"""The venue's logo: a small grey PNG beside the database, made once of the picture that was given.

It is a file and no row, since a command sets it while the kiosk, which alone writes the database,
is running.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.base.files import read_whole, write_whole

_NAME = "logo.png"


def read_logo(directory: Path) -> bytes:
    """The logo; empty where there is none, or it cannot be read: papers come out without it."""
    try:
        return read_whole(directory / _NAME)
    except OSError:
        return b""


def write_logo(directory: Path, picture: bytes) -> None:
    """Make the logo of a PNG or JPEG and keep it. Raises ValueError with a Phrase, OSError."""
    # Only whoever gives a picture needs the imaging library.
    from kiosk.documents.logo import prepare_logo

    write_whole(directory / _NAME, prepare_logo(picture))


def drop_logo(directory: Path) -> None:
    """From now on there is none. Raises OSError."""
    (directory / _NAME).unlink(missing_ok=True)
