"""S25: a hub without an authority is known by its certificate's pin, and by nothing else."""

from __future__ import annotations

import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.errors import ConfigFault, NetworkFault, NetworkFaultKind
from kiosk.bench.damage import Damage, HttpExchange
from kiosk.bench.damage_proxy import DamageProxy
from kiosk.domain.station.health import NetworkState
from sync.client.enrolment import enrol, meet
from sync.client.hub_file import load_hub_file, save_hub_file
from sync.hub.certificate import NAME, own_tls
from sync.hub.server import RunningHub
from sync.protocol.devices import StationState
from sync.protocol.enrolment import Invitation
from tests.support.hub_records import ADMIN
from tests.support.store import AT
from tests.support.sync_station import Station, station_in
from tests.support.tls import Authority
from tests.support.yes_hub import hub_file

pytestmark = pytest.mark.fault("S25")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def hub(tmp_path: Path, clock: ManualClock) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", is_tls=True, now=clock.now) as running:
        running.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        yield running


@pytest.fixture
def station(tmp_path: Path, hub: RunningHub, clock: ManualClock) -> Iterator[Station]:
    with station_in(tmp_path / "kiosk", clock) as enrolled:
        enrolled.enrol(hub.hub, hub.url, hub.hub.venues.find("1").id)
        yield enrolled


def invite(hub: RunningHub) -> Invitation:
    venue = hub.hub.venues.find("1")
    return hub.hub.administration.add_station(ADMIN, venue.id, "Cổng B", hub.url)[1]


class Listening:
    """A plan that passes everything on and remembers what was asked."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    def __call__(self, exchange: HttpExchange) -> Damage:
        self.reached.append(exchange.target)
        return Damage()


def test_s25_records_go_to_the_pinned_hub_whatever_its_dates(station: Station) -> None:
    assert station.hub_file.pin
    station.admit(3)
    assert station.sync()[0] is NetworkState.ONLINE
    assert station.backlog().queued == 0


def test_s25_another_certificate_hears_nothing(
    hub: RunningHub, station: Station, tmp_path: Path
) -> None:
    station.admit(3)
    queued = station.backlog().queued
    heard = Listening()
    # Everything but the certificate's key: the same names, the same hub behind.
    another = own_tls(tmp_path / "another", "127.0.0.1").context
    with DamageProxy(("127.0.0.1", hub.port), heard, tls=another, is_hub_tls=True) as between:
        station.point_at(between.url)
        state, fault = station.sync()
    assert fault is NetworkFaultKind.CERTIFICATE
    assert state is not NetworkState.ONLINE
    assert heard.reached == [], "not a byte of a request was sent"
    assert station.backlog().queued == queued


def test_s25_an_authority_is_no_excuse_for_another_certificate(
    hub: RunningHub, clock: ManualClock, tmp_path: Path
) -> None:
    """A pin is the whole of the trust: a certificate that the system trusts does not stand in."""
    ours, heard = Authority(tmp_path / "ours"), Listening()
    with DamageProxy(("127.0.0.1", hub.port), heard, tls=ours.server(), is_hub_tls=True) as between:
        invitation = replace(invite(hub), hub_url=between.url)
        with pytest.raises(NetworkFault) as raised:
            enrol(invitation, SystemClock(), app="0.1.0", ca_file=ours.ca_file)
    assert raised.value.kind is NetworkFaultKind.CERTIFICATE
    assert heard.reached == [], "the code was not sent"
    assert hub.hub.stations.all()[-1].state is StationState.INVITED


@contextmanager
def passed_on(
    folder: Path, clock: ManualClock, tls: ssl.SSLContext
) -> Iterator[tuple[RunningHub, str]]:
    """A hub, and the address at which somebody passes everything on to it: stations sign for it."""
    with (
        DamageProxy(("127.0.0.1", 1), tls=tls, is_hub_tls=True) as between,
        RunningHub(folder, public_url=between.url, is_tls=True, now=clock.now) as running,
    ):
        between.redirect(("127.0.0.1", running.port))
        yield running, between.url


def test_s25_who_stands_between_shows_another_check(clock: ManualClock, tmp_path: Path) -> None:
    another = own_tls(tmp_path / "another", "127.0.0.1").context
    with passed_on(tmp_path / "hub", clock, another) as (running, url):
        found = meet(url, SystemClock(), app="0.1.0")
        assert found.key_hash == running.hub.identity.key_hash
        assert found.check != running.hub.overview()["check"]


def test_s25_the_hub_itself_shows_the_same_check(hub: RunningHub) -> None:
    met = meet(hub.url, SystemClock(), app="0.1.0")
    assert met.check == hub.hub.overview()["check"]


def test_s25_an_authoritys_certificate_needs_no_pin(clock: ManualClock, tmp_path: Path) -> None:
    ours = Authority(tmp_path / "ours")
    with passed_on(tmp_path / "hub", clock, ours.server()) as (_, url):
        known = meet(url, SystemClock(), app="0.1.0", ca_file=ours.ca_file)
        unknown = meet(url, SystemClock(), app="0.1.0")
    assert known.pin == ""
    assert unknown.pin, "who does not know the authority has to compare"


def test_s25_the_certificate_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = own_tls(tmp_path / "hub", "hub.example.vn")
    assert own_tls(tmp_path / "hub", "192.0.2.1").pin == first.pin
    assert stat.S_IMODE((tmp_path / "hub" / NAME).stat().st_mode) == 0o600


def test_s25_an_enrolment_over_plain_http_ends(tmp_path: Path) -> None:
    save_hub_file(tmp_path, hub_file("http://192.0.2.1:8080"))
    with pytest.raises(ConfigFault, match="enrol this station again"):
        load_hub_file(tmp_path)
    save_hub_file(tmp_path, hub_file("http://127.0.0.1:8080"))
    assert load_hub_file(tmp_path) is not None
