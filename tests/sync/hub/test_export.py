"""Entries as a table, and as lines of JSON."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from sync.hub.admin import overview
from sync.hub.admin.overview import ExportFormat, export_entries
from sync.hub.hub import Hub
from tests.support.hub_records import ADMIN, fill_day


def test_entries_are_exported_by_venue_and_local_day(
    tmp_path: Path, database: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "_PAGE", 2)
    # 00:30 in the venue's time is 17:30 UTC of the day before.
    at = datetime(2026, 11, 9, 17, 30, tzinfo=UTC)
    hub = Hub.open(tmp_path / "hub", database, now=ManualClock(at + timedelta(hours=1)).now)
    try:
        venue = hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        other = hub.venues.add(ADMIN, "Khác", "", "Asia/Ho_Chi_Minh")
        person, arrival = fill_day(hub, venue.id, at)
        out = io.StringIO()
        day = date(2026, 11, 10)
        assert export_entries(hub.engine, venue, day, day, ExportFormat.CSV, out) == 3
        assert out.getvalue().startswith('\ufeff"id","type","at",')
        rows = list(csv.DictReader(io.StringIO(out.getvalue().lstrip("\ufeff"))))
        assert [row["type"] for row in rows] == ["arrival", "departure", "arrival"]
        assert rows[0]["id"] == arrival
        assert rows[0]["person"] == person
        # Which declaration it was, and nothing of what was answered.
        assert rows[0]["declaration"]
        assert rows[1]["declaration"] == ""
        assert "Ho ba" not in out.getvalue()
        # No spreadsheet takes a name or a number for a formula.
        assert rows[0]["full_name"] == "'=Chamaléa Thị Hương"
        assert rows[0]["phone"] == "0912 345 678"
        assert rows[0]["local_time"].startswith("2026-11-10 00:30:")
        assert rows[2]["person"] == ""
        lines = io.StringIO()
        assert export_entries(hub.engine, venue, day, day, ExportFormat.NDJSON, lines) == 3
        first = json.loads(lines.getvalue().splitlines()[0])
        assert (first["full_name"], first["gate"]) == ("=Chamaléa Thị Hương", "A")
        before = date(2026, 11, 9)
        assert (
            export_entries(hub.engine, venue, before, before, ExportFormat.CSV, io.StringIO()) == 0
        )
        assert export_entries(hub.engine, other, day, day, ExportFormat.CSV, io.StringIO()) == 0
    finally:
        hub.close()


def test_entries_are_a_sheet_of_texts(tmp_path: Path, database: str | None) -> None:
    at = datetime(2026, 11, 9, 17, 30, tzinfo=UTC)
    hub = Hub.open(tmp_path / "hub", database, now=ManualClock(at + timedelta(hours=1)).now)
    try:
        venue = hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        fill_day(hub, venue.id, at)
        day = date(2026, 11, 10)
        with (tmp_path / "entries.xlsx").open("w", encoding="utf-8", newline="") as out:
            assert export_entries(hub.engine, venue, day, day, ExportFormat.XLSX, out) == 3
    finally:
        hub.close()
    with zipfile.ZipFile(tmp_path / "entries.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert sheet.count("<row ") == 4
    # No number is a quantity, and no name a formula.
    assert "<v>" not in sheet
    assert "<f" not in sheet
    assert "<t>0912 345 678</t>" in sheet
    assert "<t>'=Chamaléa Thị Hương</t>" in sheet
