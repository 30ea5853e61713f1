"""What a hub's administrator announces stands on READY, and goes when its time is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.base.clock import SystemClock
from sync.client.enrolment import enrol
from sync.client.hub_file import save_hub_file
from sync.hub.admin.venues import Notice
from sync.hub.server import RunningHub
from tests.support.hub_records import ADMIN
from tests.support.processes import run_worker, write_config

PATIENCE_S = 120.0
NEWS = "Hôm nay đóng cửa lúc 15:00."

CONFIG = """
[camera]
kind = "none"
[ui]
full_screen = false
[store]
directory = {store}
"""


def run_kiosk(folder: Path, *arguments: str) -> list[str]:
    """The band of a whole kiosk, one line for each change."""
    done = run_worker(folder, "notice_worker", *arguments, timeout_s=PATIENCE_S)
    return done.stdout.splitlines()


@pytest.mark.slow
def test_an_announcement_comes_down_stays_without_the_hub_and_ends_by_the_clock(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    config = write_config(tmp_path, CONFIG, store=store)
    with RunningHub(tmp_path / "hub") as hub:
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)
        save_hub_file(store, enrol(invitation, SystemClock(), app=__version__))
        now = datetime.now(UTC)
        hub.hub.venues.give_notice(
            ADMIN,
            [venue.id],
            Notice({"vi": NEWS}, now - timedelta(hours=1), now + timedelta(hours=1)),
        )
        shown = run_kiosk(tmp_path, str(config))
    assert [text for text in shown if text] == [NEWS]
    # What is known from before may stand there with the first picture.
    shown = run_kiosk(tmp_path, str(config), "to-the-end")
    assert shown[-2:] == [NEWS, ""]
    assert [text for text in shown if text] == [NEWS]
