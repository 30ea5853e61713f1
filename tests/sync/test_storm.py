"""Fault S5 on a line of its own process, and the two columns it is judged by."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from kiosk.bench.damage import Harm, HttpExchange
from kiosk.bench.scan_columns import DAMAGED, SOUND, Moment, Noted, Pass, Timed, compare, describe
from kiosk.bench.storm import StormPlan, StormyLine, Tally, s5_damages
from sync.client.uploader import PATH
from sync.protocol.wire import HUB_HEADER
from tests.support.stub_hub import Reply, stub_hub

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BATCH = HttpExchange(1, "POST", PATH, gzip.compress(b'{"envelope":1}\n{"a":1}\n{"b":2}\n'))
PING = HttpExchange(2, "GET", "/v1/ping", b"")


def test_s5_is_there_with_every_wait_and_every_harm() -> None:
    damages = s5_damages("stamp", NOW)
    asked = {
        (damage.answer.status, dict(damage.answer.headers).get("Retry-After"))
        for _, damage in damages
        if damage.harm is Harm.SAY
    }
    date = next(wait for status, wait in asked if status == 429 and wait and "GMT" in wait)
    assert parsedate_to_datetime(date) > NOW
    waits = {"0", "1", "3600", date, "next week, perhaps"}
    assert asked == {(status, wait) for status in (429, 503) for wait in waits} | {(500, None)}
    assert {damage.harm for _, damage in damages} >= {
        Harm.TRICKLE,
        Harm.BLACK_HOLE,
        Harm.DROP_MID_BODY,
        Harm.DROP_AFTER,
    }


def test_a_calm_line_counts_what_the_hub_is_given() -> None:
    plan = StormPlan()
    assert plan(BATCH).harm is plan(PING).harm is Harm.NONE
    assert plan.tally == Tally(exchanges=2, records=2)


def test_a_storm_lets_nothing_pass_and_leaves_nothing_out() -> None:
    plan = StormPlan()
    plan.storm("stamp")
    names = [name for name, _ in s5_damages("stamp", NOW)]
    harms = [plan(BATCH).harm for _ in names]
    assert Harm.NONE not in harms
    assert plan.tally == Tally(damaged=Counter(names))
    plan.calm()
    assert plan(PING).harm is Harm.NONE


def test_a_line_in_a_process_of_its_own() -> None:
    with stub_hub(lambda request: Reply(204)) as hub:
        port = urlsplit(hub.url).port
        assert port is not None
        with StormyLine(port) as line:
            assert requests.get(f"{line.url}/v1/ping", timeout=30).status_code == 204
            line.storm("stamp")
            busy = requests.get(f"{line.url}/v1/ping", timeout=30)
            assert (busy.status_code, busy.headers[HUB_HEADER]) == (429, "stamp")
            line.calm()
            assert requests.get(f"{line.url}/v1/ping", timeout=30).status_code == 204
            tally = line.tally()
        assert (tally.exchanges, tally.damaged.total()) == (2, 1)
        assert len(hub.asked) == 2


def _moment(at: float, records: int = 0, damaged: int = 0) -> Moment:
    tally = Tally(records=records, damaged=Counter({"500": damaged}))
    return Moment(at, int(at), int(at), unsent=3, others_s=at / 4, tally=tally)


def test_the_columns_hold_what_was_shown_in_their_passes() -> None:
    borders = [_moment(0), _moment(10, 5), _moment(20, 5, 4), _moment(30, 5, 9), _moment(40, 8, 9)]
    networks = (SOUND, DAMAGED, DAMAGED, SOUND)
    passes = [Pass(network, *borders[n : n + 2]) for n, network in enumerate(networks)]
    # Before the first pass, and one in each.
    commits = [Timed(at, at + late) for at, late in ((-1, 9.0), (1, 0.02), (12, 0.03), (35, 0.02))]
    noted = Noted(commits, commits, lambda first, end: [first / 1000] * (end - first))
    rows = compare(noted, passes)
    row = rows["frame to commit, p95 ms"]
    assert (row[SOUND], row[DAMAGED], row["ratio"]) == (20.0, 30.0, 1.5)
    assert row["sound_by_sound"] == 1.0
    assert rows["GUI lateness, p99 ms"] == {
        SOUND: 30.0,
        DAMAGED: 20.0,
        "ratio": 0.667,
        "sound_by_sound": 99.0,
    }
    assert rows["frames dropped"][DAMAGED] == 20
    assert [one["scans"] for one in describe(noted, passes).values()] == [1, 1, 0, 1]
    assert [one.others for one in passes] == [0.25] * 4
    assert [(one.sent, one.damaged.total()) for one in passes] == [(5, 0), (0, 4), (0, 5), (3, 0)]
