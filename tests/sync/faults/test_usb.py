"""S20: entries by USB stick, once, twice, and beside the network: one row each."""

from __future__ import annotations

import shutil

import pytest

from sync.client.usb import apply_answer, export_bundle
from sync.protocol.bundle import BundleError, BundleProblem
from sync.protocol.devices import StationState
from sync.protocol.envelope import RecordStatus
from tests.support.hub_records import ADMIN
from tests.support.sync_station import APP, Station
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S20")


def _export(station: Station) -> bytes:
    return export_bundle(station.sync_store, station.hub_file, APP, station.clock.now()).content


def _apply(station: Station, answer: bytes) -> tuple[int, int, int]:
    done = apply_answer(station.sync_store, station.hub_file, answer, station.clock.now())
    return done.acked, done.refused, done.waiting


def test_s20_imported_twice_and_after_the_network(world: World) -> None:
    station = world.station()
    station.admit(250)
    count = len(station.ids())
    bundle = _export(station)
    assert station.states() == {"queued": count}, "an export changes nothing"

    first = world.hub.administration.take_bundle(ADMIN, bundle)
    assert first.statuses == {RecordStatus.STORED: count}
    assert world.rows() == station.ids()
    again = world.hub.administration.take_bundle(ADMIN, bundle)
    assert again.statuses == {RecordStatus.DUPLICATE: count}
    assert world.rows() == station.ids()

    station.drain()
    after = world.hub.administration.take_bundle(ADMIN, bundle)
    assert after.statuses == {RecordStatus.DUPLICATE: count}
    assert world.rows() == station.ids()
    assert world.variants() == []

    assert _apply(station, first.answer) == (0, 0, 0), "the network was quicker"
    assert station.states() == {"acked": len(station.ids())}


def test_s20_the_answer_acknowledges_and_can_be_taken_twice(world: World) -> None:
    station = world.station()
    station.admit(5)
    count = len(station.ids())
    answer = world.hub.administration.take_bundle(ADMIN, _export(station)).answer
    station.admit(1, first=50)
    new = len(station.ids()) - count
    assert _apply(station, answer) == (count, 0, new), "what came later waits on"
    assert _apply(station, answer) == (0, 0, new)
    station.drain()
    assert world.rows() == station.ids()


def test_s20_a_refused_record_goes_to_the_rejected_box(world: World) -> None:
    station = world.station()
    station.admit(1)
    count = len(station.ids())
    # Its disk has spoilt one of them.
    station.query("DROP TRIGGER bodies_keep")
    station.query("UPDATE bodies SET salt = randomblob(16) WHERE pos = 1")
    taken = world.hub.administration.take_bundle(ADMIN, _export(station))
    assert taken.statuses == {RecordStatus.REFUSED: 1, RecordStatus.STORED: count - 1}
    assert _apply(station, taken.answer) == (count - 1, 1, 0)
    (rejected,) = station.sync_store.outbox.rejected()
    assert rejected.id == station.ids()[0]


def test_s20_what_is_in_anothers_ledger_is_written_anew(world: World) -> None:
    """The station was given another's enrolment: its ledger is not that one's."""
    station, other = world.station("a"), world.station("b", gate="Cổng B")
    station.admit(1)
    station.drain()
    station.admit(1, first=9)
    known = len(world.rows())
    count = len(station.ids()) - known
    shutil.copy(other.directory / "hub.json", station.directory / "hub.json")
    station.disconnect()
    taken = world.hub.administration.take_bundle(ADMIN, _export(station))
    assert taken.statuses == {RecordStatus.REFUSED: count}
    opened = 1
    assert _apply(station, taken.answer) == (0, 0, count + opened)
    again = world.hub.administration.take_bundle(ADMIN, _export(station))
    assert again.statuses == {RecordStatus.STORED: count + opened}
    assert _apply(station, again.answer) == (count + opened, 0, 0)
    assert len(world.rows()) == known + count + opened
    assert not station.strip.is_copied


def test_s20_a_station_that_never_had_a_network(world: World) -> None:
    """Enrolled once, and then only by stick; the hub restored in between."""
    station = world.station()
    station.admit(5)
    early = world.hub.administration.take_bundle(ADMIN, _export(station)).answer
    assert _apply(station, early)[2] == 0
    world.pass_time(60)
    world.hub.administration.begin_epoch(ADMIN)
    station.admit(5, first=50)
    late = world.hub.administration.take_bundle(ADMIN, _export(station)).answer
    done = apply_answer(station.sync_store, station.hub_file, late, station.clock.now())
    assert done.is_hub_restored
    assert done.waiting > 0, "what the old hub confirmed is offered again"
    again = world.hub.administration.take_bundle(ADMIN, _export(station)).answer
    assert _apply(station, again)[2] == 0
    assert world.rows() == station.ids()


def _problem(station: Station, answer: bytes) -> BundleProblem:
    with pytest.raises(BundleError) as caught:
        _apply(station, answer)
    return caught.value.problem


def test_s20_an_answer_from_before_the_hub_was_restored(world: World) -> None:
    """It confirms what the restored hub may have forgotten: not one record is acknowledged."""
    station = world.station()
    station.admit(5)
    old = world.hub.administration.take_bundle(ADMIN, _export(station)).answer
    world.pass_time(60)
    world.hub.administration.begin_epoch(ADMIN)
    world.proxy.break_connections()
    station.drain()
    station.admit(5, first=50)
    waiting = station.backlog().queued
    assert _problem(station, old) is BundleProblem.OLD_EPOCH
    assert station.backlog().queued == waiting


def test_s20_files_that_are_not_taken_change_nothing(world: World) -> None:
    station, other = world.station("a"), world.station("b", gate="Cổng B")
    station.admit(3)
    other.admit(3)
    bundle = _export(station)
    altered = bundle[:-100] + bytes((bundle[-100] ^ 1,)) + bundle[-99:]
    with pytest.raises(BundleError) as caught:
        world.hub.administration.take_bundle(ADMIN, altered)
    assert caught.value.problem is BundleProblem.ALTERED
    assert world.rows() == []
    answer = world.hub.administration.take_bundle(ADMIN, bundle).answer
    assert _problem(other, answer) is BundleProblem.OTHER_STATION
    assert _problem(station, bundle) is BundleProblem.NOT_A_FILE_OF_THIS_KIND
    assert _problem(station, answer[:-1]) is BundleProblem.ALTERED
    assert station.states() == {"queued": len(station.ids())}


def test_s20_a_revoked_station_drains_by_stick_once_it_may(world: World) -> None:
    station = world.station()
    station.admit(3)
    bundle = _export(station)
    device = station.hub_file.device_id
    world.hub.administration.set_station_state(ADMIN, device, StationState.REVOKED)
    with pytest.raises(BundleError) as caught:
        world.hub.administration.take_bundle(ADMIN, bundle)
    assert caught.value.problem is BundleProblem.REVOKED_STATION
    world.hub.administration.set_station_state(ADMIN, device, StationState.DRAIN_ONLY)
    assert _apply(station, world.hub.administration.take_bundle(ADMIN, bundle).answer)[2] == 0
    assert world.rows() == station.ids()
