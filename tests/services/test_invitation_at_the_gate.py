"""Who may have a kiosk enrol by a code that it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from kiosk.base.clock import ManualClock
from kiosk.composition.sync_service import INVITATION_S, SyncService
from kiosk.domain.events import StorageReady
from kiosk.ports.sync_store import SyncStore
from kiosk.settings.config import Config, StoreConfig
from sync.client.hub_file import NAME
from tests.support.sync_station import Strip

CODE = f"KE2|https://hub.example.vn|YFDEM6EKA0|{'a' * 32}|{'b' * 64}"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 7, 1, 0, 30, tzinfo=UTC))


@pytest.fixture
def sync(tmp_path: Path, clock: ManualClock) -> Iterator[SyncService]:
    config = Config(store=StoreConfig(directory=tmp_path))
    made = SyncService(config, cast("SyncStore", None), Strip(), clock)
    made.take(StorageReady())
    yield made
    assert made.stop(10)


def test_a_kiosk_that_has_just_started_takes_an_invitation(
    sync: SyncService, clock: ManualClock
) -> None:
    clock.advance(INVITATION_S)
    found = sync.invitation_in(CODE)
    assert found is not None
    assert found.invitation is not None
    assert found.invitation.hub_url == "https://hub.example.vn"


def test_whoever_comes_to_the_gate_later_enrols_nothing(
    sync: SyncService, clock: ManualClock
) -> None:
    clock.advance(INVITATION_S + 1)
    assert sync.invitation_in(CODE) is None


def test_an_enrolled_kiosk_takes_none(sync: SyncService, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{}")
    assert sync.invitation_in(CODE) is None
