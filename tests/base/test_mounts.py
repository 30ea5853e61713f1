"""Nothing is written where a stick should be and is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.base.mounts import check_mounted


def test_a_stick_that_is_not_there_is_told(tmp_path: Path) -> None:
    media = tmp_path / "media"
    (media / "staff" / "STICK").mkdir(parents=True)
    for name in ("staff/STICK/to-hub.kb1", "gone/to-hub.kb1", "to-hub.kb1"):
        with pytest.raises(OSError, match="no stick is mounted there") as caught:
            check_mounted(media / name, (media,))
        assert caught.value.filename == str(media / name)


def test_what_is_mounted_and_what_is_elsewhere_is_written(tmp_path: Path) -> None:
    check_mounted(tmp_path / "to-hub.kb1", (tmp_path / "media",))
    # The one mount that every machine has: a file straight in it, and folders below.
    check_mounted(Path("/proc/to-hub.kb1"), (Path("/proc"),))
    check_mounted(Path("/proc/self/to-hub.kb1"), (Path("/proc"),))
