"""The circle that the sync faults are brought about in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sync_world import World, world_in


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A venue, a hub on SQLite, a line that can be damaged."""
    with world_in(tmp_path) as built:
        yield built
