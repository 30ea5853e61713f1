"""S13: a slip key lives through enrolment, rolls, revocation and theft, whatever is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.bench.damage import Damage, Harm, scripted
from kiosk.domain.slips.trust import OwnKeyState, SlipFault
from kiosk.domain.station.health import NetworkState
from sync.client import sync_state_keys
from sync.client.control_handlers import handle_request
from sync.client.control_requests import ControlKind, ControlReply, ControlRequest
from sync.client.downloader import Downloader
from sync.client.slip_keys import PATH
from sync.protocol.devices import SlipKeyState, StationState
from sync.protocol.feeds import FeedName
from sync.protocol.ks1 import LOCAL_KID
from sync.protocol.slip_keys import SlipKeyStatement, read_statements, write_statements
from tests.support.hub_records import ADMIN
from tests.support.slip_stations import fault_of, own_keys, signed_slip
from tests.support.sync_station import APP, Station
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S13")

ONLINE = NetworkState.ONLINE
DAY_S = 86_400.0
LOST = [
    Damage(Harm.DROP_BEFORE),
    Damage(Harm.DROP_AFTER),
    Damage(Harm.DROP_MID_BODY),
    Damage(Harm.TRUNCATE),
]
lost = pytest.mark.parametrize("damage", LOST, ids=lambda damage: damage.harm.name)


def told(world: World) -> dict[int, SlipKeyStatement]:
    """What the hub says of all keys."""
    return {key.statement.kid: key.statement for key in world.hub.slip_keys.all()}


def signing(station: Station) -> int:
    """The number of the one key that signs there."""
    (key,) = own_keys(station, OwnKeyState.SIGNING)
    return key.kid


@lost
def test_s13_enrolment_is_interrupted(world: World, damage: Damage) -> None:
    station, other = world.station("a"), world.station("b", "Cổng B")
    at_home = signed_slip(station)
    world.harm(scripted([damage], PATH))
    assert station.sync()[0] is NetworkState.OFFLINE
    assert signing(station) == LOCAL_KID
    station.cut_power()
    meanwhile = signed_slip(station)
    station.clock.advance(60)
    assert station.sync()[0] is ONLINE
    kid = signing(station)
    assert kid in told(world)
    assert len(told(world)) == 1, "asked twice, given once"
    numbered = signed_slip(station)
    for code in (at_home, meanwhile, numbered):
        assert fault_of(station, code) is None
    assert other.sync()[0] is ONLINE
    assert fault_of(other, numbered) is None
    assert fault_of(other, at_home) in (SlipFault.ALTERED, SlipFault.UNKNOWN_KEY)


@lost
def test_s13_a_roll_is_interrupted(world: World, damage: Damage) -> None:
    station, other = world.station("a"), world.station("b", "Cổng B")
    station.sync()
    first = signing(station)
    before = signed_slip(station)
    station.sync_store.slip_keys.roll()
    station.sync_store.slip_keys.roll()
    station.cut_power()
    world.harm(scripted([damage], PATH))
    assert station.sync()[0] is NetworkState.OFFLINE
    assert signing(station) == first, "the one before signs on"
    station.cut_power()
    meanwhile = signed_slip(station)
    world.pass_time(60)
    assert station.sync()[0] is ONLINE
    second = signing(station)
    assert second != first
    assert set(told(world)) == {first, second}
    # What is lost behind the last step is only asked again.
    station.sync_store.state.put({sync_state_keys.SLIP_KEY_STAMP: None})
    station.cut_power()
    station.sync()
    assert (signing(station), len(told(world))) == (second, 2)
    after = signed_slip(station)
    other.sync()
    for code in (before, meanwhile, after):
        assert fault_of(station, code) is None
        assert fault_of(other, code) is None
    world.pass_time(13 * DAY_S)
    for code in (before, meanwhile, after):
        assert fault_of(other, code) is None, "for one life of a slip"


def test_s13_the_feed_tells_of_a_number_whose_answers_were_all_lost(world: World) -> None:
    station = world.station()
    world.harm(scripted([Damage(Harm.DROP_AFTER)], PATH))
    station.sync()
    (kid,) = told(world)
    world.heal()
    # The answer never comes; the feed does.
    client = station.connection.make_client()
    feeds = station.sync_store.feeds
    Downloader(client, feeds, should_stop=lambda: False).pull((FeedName.KEYS,))
    client.close()
    assert signing(station) == kid


def test_s13_a_key_that_was_ended_makes_room_for_a_new_one(world: World) -> None:
    station, other = world.station("a"), world.station("b", "Cổng B")
    station.sync()
    old, kid = signed_slip(station), signing(station)
    world.hub.slip_keys.revoke(ADMIN, kid)
    world.pass_time(3600)
    late = signed_slip(station)
    station.sync()
    world.pass_time(120)
    station.sync()
    assert signing(station) not in (kid, LOCAL_KID)
    other.sync()
    assert fault_of(other, old) is None, "a revoked key is no revoked slip"
    assert fault_of(other, late) is SlipFault.KEY_NOT_VALID
    assert fault_of(other, signed_slip(station)) is None


def test_s13_of_a_stolen_key_only_known_slips_hold(world: World) -> None:
    station, other = world.station("a"), world.station("b", "Cổng B")
    station.sync()
    kid, backdated = signing(station), signed_slip(station)
    world.hub.slip_keys.mark_compromised(ADMIN, kid)
    world.pass_time(120)
    other.sync()
    assert fault_of(other, backdated) is SlipFault.KEY_COMPROMISED
    station.sync()
    (stolen,) = own_keys(station, OwnKeyState.COMPROMISED)
    assert stolen.kid == kid
    world.pass_time(120)
    station.sync()
    other.sync()
    assert signing(station) not in (kid, LOCAL_KID)
    assert fault_of(other, signed_slip(station)) is None


def test_s13_revoked_and_taken_back(world: World) -> None:
    station, other = world.station("a"), world.station("b", "Cổng B")
    station.sync()
    before = signed_slip(station)
    device = station.hub_file.device_id
    world.hub.administration.set_station_state(ADMIN, device, StationState.REVOKED)
    assert station.sync()[0] is NetworkState.REVOKED
    assert own_keys(station, OwnKeyState.SIGNING) == [], "its slip key is gone with the lists"
    alone = signed_slip(station)
    other.sync()
    assert fault_of(other, before) is None
    assert fault_of(other, alone) in (SlipFault.ALTERED, SlipFault.UNKNOWN_KEY)
    assert fault_of(station, before) is None
    assert fault_of(station, alone) is None
    world.hub.administration.set_station_state(ADMIN, device, StationState.ACTIVE)
    world.pass_time(3700)
    station.sync_until(lambda: station.strip.newest[0] is ONLINE, tries=3)
    other.sync()
    assert fault_of(other, signed_slip(station)) is None


def test_s13_enrolled_as_another_device_it_makes_another_key(world: World) -> None:
    station = world.station()
    world.harm(scripted([Damage(Harm.DROP_AFTER)], PATH))
    station.sync()
    (lost_kid,) = told(world)
    world.heal()
    station.enrol(world.hub, world.url, world.venue_id, "Cổng C")
    assert station.sync()[0] is ONLINE
    assert signing(station) not in (lost_kid, LOCAL_KID)
    assert [key.kid for key in own_keys(station, OwnKeyState.WAITING)] == []


@pytest.mark.fault("S14")
def test_s14_a_restored_hub_hears_of_the_key_again(world: World) -> None:
    copy = world.back_up()
    station, other = world.station("a"), world.station("b", "Cổng B")
    invited = world.back_up()
    station.sync()
    kid, code = signing(station), signed_slip(station)
    world.restore(invited)
    assert copy != invited
    assert told(world) == {}
    station.sync_until(lambda: kid in told(world), tries=3)
    assert signing(station) == kid, "the number it had"
    other.sync_until(lambda: fault_of(other, code) is None, tries=3)


def asked(station: Station, kind: ControlKind, path: Path | None = None) -> ControlReply:
    """What a command has the kiosk do."""
    request = ControlRequest("1", kind, path="" if path is None else str(path))
    if kind is ControlKind.TAKE_SLIP_KEYS and path is not None:
        request = ControlRequest("1", kind, note=path.read_text(encoding="utf-8"))
    return handle_request(request, station.sync_store, station.hub_file, APP, station.clock)


def test_keys_travel_by_file_where_no_network_comes(world: World, tmp_path: Path) -> None:
    station, far = world.station("a"), world.station("b", "Cổng B")
    far.sync()
    path = tmp_path / "slip-keys.txt"
    station.sync()
    code = signed_slip(station)
    assert fault_of(far, code) is SlipFault.UNKNOWN_KEY
    assert asked(station, ControlKind.WRITE_SLIP_KEYS, path).is_done
    older = path.read_text()
    assert asked(far, ControlKind.TAKE_SLIP_KEYS, path) == ControlReply(
        True, "2 slip keys taken, of 2"
    )
    assert fault_of(far, code) is None
    # A later word is not undone by an older file.
    world.hub.slip_keys.mark_compromised(ADMIN, signing(station))
    world.pass_time(120)
    station.sync()
    asked(station, ControlKind.WRITE_SLIP_KEYS, path)
    asked(far, ControlKind.TAKE_SLIP_KEYS, path)
    assert fault_of(far, code) is SlipFault.KEY_COMPROMISED
    path.write_text(older)
    reply = asked(far, ControlKind.TAKE_SLIP_KEYS, path)
    assert reply == ControlReply(True, "1 slip keys taken, of 2")
    assert fault_of(far, code) is SlipFault.KEY_COMPROMISED


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text.replace("8418", "8417"),
        lambda text: "x",
        lambda text: "ã",
        lambda text: "9" * 1024 * 1024,
        lambda text: write_statements([_severer(read_statements(text)[0])]),
    ],
)
def test_a_file_of_somebody_else_changes_nothing(
    world: World, tmp_path: Path, forge: Callable[[str], str]
) -> None:
    station, far = world.station("a"), world.station("b", "Cổng B")
    far.sync()
    station.sync()
    path = tmp_path / "slip-keys.txt"
    asked(station, ControlKind.WRITE_SLIP_KEYS, path)
    path.write_text(forge(path.read_text()), encoding="utf-8")
    before = far.sync_store.slip_keys.statements()
    assert not asked(far, ControlKind.TAKE_SLIP_KEYS, path).is_done
    assert far.sync_store.slip_keys.statements() == before


def _severer(said: SlipKeyStatement) -> SlipKeyStatement:
    from dataclasses import replace

    return replace(said, state=SlipKeyState.COMPROMISED)


def test_a_station_that_was_told_nothing_has_nothing_to_write(world: World, tmp_path: Path) -> None:
    station = world.station()
    assert not asked(station, ControlKind.WRITE_SLIP_KEYS, tmp_path / "keys").is_done
    assert asked(station, ControlKind.LIST_SLIP_KEYS).text == "[]"
    assert asked(station, ControlKind.ROLL_SLIP_KEY).is_done
