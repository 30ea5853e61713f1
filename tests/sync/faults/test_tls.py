"""S8: whoever cannot prove by a certificate to be the hub's address is not talked to."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import NetworkFault, NetworkFaultKind
from kiosk.bench.damage import Damage, HttpExchange
from kiosk.bench.damage_proxy import DamageProxy
from kiosk.domain.station.health import NetworkState
from sync.client.transport import Transport, Trust
from sync.hub.server import RunningHub
from tests.support.hub_records import ADMIN
from tests.support.store import AT
from tests.support.sync_station import station_in
from tests.support.tls import Authority

pytestmark = pytest.mark.fault("S8")

Server = Callable[[Authority, Authority], ssl.SSLContext]

KINDS = NetworkFaultKind
REFUSED: dict[str, tuple[Server, NetworkFaultKind]] = {
    "expired": (lambda ours, other: ours.server(days=-1), KINDS.CLOCK),
    "wrong host": (lambda ours, other: ours.server("hub.example.vn"), KINDS.WRONG_NAME),
    "self-signed": (lambda ours, other: ours.self_signed(), KINDS.CERTIFICATE),
    "another authority": (lambda ours, other: other.server(), KINDS.CERTIFICATE),
}


@pytest.mark.parametrize(("server", "kind"), REFUSED.values(), ids=REFUSED.keys())
def test_s8_a_certificate_that_proves_nothing(
    tmp_path: Path, server: Server, kind: NetworkFaultKind
) -> None:
    ours, other = Authority(tmp_path / "ours"), Authority(tmp_path / "other", "Another")
    context = server(ours, other)
    reached: list[str] = []
    with DamageProxy(("127.0.0.1", 1), tls=context) as proxy:

        def plan(exchange: HttpExchange) -> Damage:
            reached.append(exchange.target)
            return Damage()

        proxy.plan = plan
        transport = Transport(Trust(ours.ca_file))
        with pytest.raises(NetworkFault) as caught:
            transport.exchange("GET", f"{proxy.url}/v1/ping", {}, b"", 1000)
        transport.close()
    assert caught.value.kind is kind
    assert reached == [], "not a byte of a request was sent"


def test_s8_the_systems_authorities_do_not_know_ours(tmp_path: Path) -> None:
    context = Authority(tmp_path).server()
    with DamageProxy(("127.0.0.1", 1), tls=context) as proxy:
        transport = Transport()
        with pytest.raises(NetworkFault):
            transport.exchange("GET", f"{proxy.url}/v1/ping", {}, b"", 1000)
        transport.close()


def test_s8_a_good_certificate_of_the_configured_authority(tmp_path: Path) -> None:
    ours, clock = Authority(tmp_path / "ours"), ManualClock(AT)
    with (
        DamageProxy(("127.0.0.1", 1), tls=ours.server()) as proxy,
        RunningHub(
            tmp_path / "hub", public_url=proxy.url, now=clock.now, even=clock.monotonic
        ) as running,
        station_in(tmp_path / "kiosk", clock, ours.ca_file) as station,
    ):
        proxy.redirect(("127.0.0.1", running.port))
        venue = running.hub.venues.add(ADMIN, "Trạm Mẫu", "", "Asia/Ho_Chi_Minh")
        station.enrol(running.hub, proxy.url, venue.id)
        station.admit(3)
        assert station.sync()[0] is NetworkState.ONLINE
        assert station.backlog().queued == 0
