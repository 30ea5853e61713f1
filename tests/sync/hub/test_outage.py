"""The hub's database dies under load: no false answer, and the hub goes on when it is back."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from kiosk.base.clock import ManualClock
from sync.hub.server import RunningHub
from sync.protocol.envelope import RecordStatus, parse_batch_answer
from tests.support.hub_client import HttpStation, error_of
from tests.support.hub_records import ADMIN, Station
from tests.support.postgres import running_cluster


@pytest.mark.fault("S15")
def test_s15_a_database_that_was_killed_comes_back(tmp_path: Path, clock: ManualClock) -> None:
    with running_cluster() as cluster:
        url = cluster.make_database()
        with RunningHub(tmp_path, database=url, now=clock.now, even=clock.monotonic) as running:
            venue = running.hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
            with HttpStation(running.url, clock.now) as station:
                station.enrol(
                    running.hub.administration.add_station(ADMIN, venue.id, "A", running.url)[1]
                )
                ledger = Station(1)
                before, after = [ledger.arrival(None)], [ledger.arrival(None)]
                assert parse_batch_answer(station.push(before).content).statuses == (
                    RecordStatus.STORED,
                )
                cluster.stop("immediate")
                for _ in range(3):
                    refused = station.push(after)
                    assert (refused.status_code, error_of(refused).code) == (503, "busy")
                    assert refused.headers["Retry-After"] == "5"
                unready = requests.get(f"{running.url}/readyz", timeout=60)
                assert unready.status_code == 503
                assert requests.get(f"{running.url}/v1/ping?nonce=1", timeout=10).status_code == 204
                cluster.start()
                answer = parse_batch_answer(station.push([*before, *after]).content)
                assert answer.statuses == (RecordStatus.DUPLICATE, RecordStatus.STORED)
                assert requests.get(f"{running.url}/readyz", timeout=10).status_code == 200
