"""What the tests of services stand on."""

from __future__ import annotations

import pytest

from tests.support.core_sync_store import Line, make_memory_line


@pytest.fixture
def line() -> Line:
    """The sync worker's way to an empty store."""
    return make_memory_line()
