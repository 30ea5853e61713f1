"""Files are replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.base.files import write_whole


@pytest.mark.parametrize("is_durable", [True, False])
def test_a_file_is_replaced_and_its_owners_alone(tmp_path: Path, *, is_durable: bool) -> None:
    place = tmp_path / "folder" / "file"
    write_whole(place, b"first", is_durable=is_durable)
    place.chmod(0o644)
    write_whole(place, b"second", is_durable=is_durable)
    assert place.read_bytes() == b"second"
    assert place.stat().st_mode & 0o777 == 0o600
    assert list(place.parent.iterdir()) == [place]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"first")
    place = tmp_path / "folder"
    place.mkdir()
    (place / "inside").touch()
    with pytest.raises(IsADirectoryError):
        write_whole(place, b"a folder cannot be replaced by a file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
