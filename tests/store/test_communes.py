"""The commune of an address: stored with its list and its name, told, listed, erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.base.clock import ManualClock
from kiosk.domain.people.address import Address
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.domain.venue import Policy
from kiosk.store.check import check_store
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from kiosk.store.queries.reader import open_reader
from kiosk.store.queries.reports import read_visits
from sync.protocol.feeds import FeedItem, FeedName
from tests.support.core_sync_store import make_line, page
from tests.support.store import AT, details, entry

OLD = UnitSnapshot(Scheme.OLD, "22768", "Phường Đông Hải, Phan Rang - Tháp Chàm, Ninh Thuận")
NEW = UnitSnapshot(Scheme.NEW, "22846", "Xã Vĩnh Hải, Khánh Hòa")


def test_a_commune_is_kept_told_listed_and_erased(tmp_path: Path) -> None:
    clock = ManualClock(AT)
    store = open_store(tmp_path, tmp_path / "store.key", clock)
    line = make_line(store, clock)
    with store.transaction() as step:
        person = step.people.add(replace(details(), address=Address("Khu phố 5", OLD)), AT)
        kind, body = entry()
        step.append(kind, body, AT, person_id=person.id)
    with store.transaction() as step:
        assert step.people.get(person.id).details.address == Address("Khu phố 5", OLD)
        moved = replace(person, details=replace(person.details, address=Address("Thôn Mẫu", NEW)))
        step.people.update(moved, AT)
        assert step.people.get_own(person.id) == moved
    key = load_key(tmp_path / "store.key")
    assert check_store(tmp_path / "store.db", key).is_sound
    reading = connect(tmp_path / "store.db", key, "ro")
    day = date(2026, 7, 1)
    (visit,) = read_visits(reading, ZoneInfo("Asia/Ho_Chi_Minh"), Policy(), day, day, AT)
    reading.close()
    assert visit.address == "Thôn Mẫu, Xã Vĩnh Hải, Khánh Hòa"
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(FeedItem(f"erase:{person.id}", 1, 1, {})))
    with store.transaction() as step:
        assert step.people.get_own(person.id).details.address == Address()


def test_communes_of_five_persons_are_offered_the_most_frequent_first(tmp_path: Path) -> None:
    store = open_store(tmp_path, tmp_path / "store.key", ManualClock(AT))
    other = UnitSnapshot(Scheme.NEW, "22741", "Phường Đông Hải, Khánh Hòa")
    rare = UnitSnapshot(Scheme.NEW, "24781", "Phường Xuân Hương - Đà Lạt, Lâm Đồng")
    units = (*[NEW] * 5, *[other] * 6, *[rare] * 4, *[OLD] * 9)
    with store.transaction() as step:
        ids = [
            step.people.add(replace(details(), address=Address("", unit)), AT).id for unit in units
        ]
        step.people.add(details(), AT)
    reader = open_reader(tmp_path, tmp_path / "store.key", ZoneInfo("Asia/Ho_Chi_Minh"))
    assert reader.own_communes() == (other.code, NEW.code)
    # Two ids of one person are one.
    with store.transaction() as step:
        step.people.link(ids[:2], "staff", "x", AT)
    assert reader.own_communes() == (other.code,)
    reader.close()
