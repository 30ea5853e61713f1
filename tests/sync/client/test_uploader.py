"""Sending: adaptive batches, one verdict per record, no ack that is not the hub's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import (
    HubRefusal,
    HubRefusalKind,
    NetworkFault,
    NetworkFaultKind,
    StorageFault,
    StorageFaultKind,
)
from sync.client.uploader import PATH, SMALL_BYTES, Sender, Uploader
from sync.protocol.envelope import Durability, split_batch
from sync.protocol.wire import HubStamp
from tests.support.memory_sync_store import DAY_ONE, MemorySyncStore
from tests.support.stub_hub import (
    Answerer,
    Asked,
    Reply,
    StubHub,
    batch_reply,
    client_of,
    error_reply,
    record_ids,
    revoked_reply,
    stub_hub,
)


class Line:
    """An uploader on a clock by hand; each request takes `takes_s` on it."""

    def __init__(self, stub: StubHub, sync_store: MemorySyncStore, uploader: Uploader) -> None:
        self.stub = stub
        self.sync_store = sync_store
        self.uploader = uploader
        self.noted = 0

    def sizes(self) -> list[int]:
        """Records in each batch, in order."""
        return [len(record_ids(asked)) for asked in self.stub.asked if asked.path == PATH]


@contextmanager
def line(answer: Answerer = batch_reply, takes_s: float = 0.2) -> Iterator[Line]:
    clock = ManualClock(DAY_ONE)

    def answer_late(asked: Asked) -> Reply:
        if asked.path == "/v1/ping":
            return Reply(204)
        clock.advance(takes_s)
        return answer(asked)

    sync_store = MemorySyncStore()
    with stub_hub(answer_late) as stub, client_of(stub, clock) as client:
        found: list[Line] = []

        def noted() -> None:
            found[0].noted += 1

        uploader = Uploader(
            client,
            sync_store,
            clock,
            Sender("device-1", "0.1.0"),
            should_stop=lambda: False,
            on_noted=noted,
        )
        found.append(Line(stub, sync_store, uploader))
        yield found[0]


def test_everything_goes_up_once_in_batches_that_double() -> None:
    with line() as it:
        it.sync_store.add(500)
        report = it.uploader.push()
        assert it.sizes() == [8, 16, 32, 64, 128, 200, 52]
        assert it.sync_store.states() == ["acked"] * 500
        assert (report.acked, report.refused) == (500, 0)
        assert it.noted == 7
        assert it.uploader.push().acked == 0
        assert len(it.sizes()) == 7


def test_the_envelope_tells_who_sends_and_how_the_queue_stands() -> None:
    with line() as it:
        it.sync_store.add(10)
        it.uploader.push()
        first, second = (split_batch(asked.body)[0] for asked in it.stub.asked[1:])
    assert (first.device, first.app, first.queue, first.n) == ("device-1", "0.1.0", 10, 8)
    assert (second.queue, second.n, second.oldest) == (2, 2, DAY_ONE)
    assert first.batch != second.batch


def test_lines_travel_byte_for_byte() -> None:
    with line() as it:
        rows = it.sync_store.add(3)
        it.uploader.push()
        _, lines = split_batch(it.stub.asked[1].body)
    assert lines == [row.line for row in rows]


def test_a_slow_line_halves_the_batch_and_a_hub_may_ask_for_less() -> None:
    with line(takes_s=13.0) as it:
        it.sync_store.add(15)
        it.uploader.push()
        assert it.sizes() == [8, 4, 2, 1]
    with line(lambda asked: batch_reply(asked, max_records=10)) as it:
        it.sync_store.add(38)
        it.uploader.push()
        assert it.sizes() == [8, 10, 10, 10]


def test_a_line_of_few_bytes_a_second_gets_small_batches() -> None:
    with line(takes_s=4.0) as it:
        it.sync_store.add(300, size=400)
        it.uploader.push()
        assert it.sync_store.states() == ["acked"] * 300
        sent = [asked for asked in it.stub.asked if asked.path == PATH]
        assert max(len(asked.raw) for asked in sent[1:]) <= SMALL_BYTES
        assert max(it.sizes()) > 8


def test_a_failure_halves_the_batch_and_leaves_everything_queued() -> None:
    with line(lambda asked: Reply(drop=True)) as it:
        it.sync_store.add(8)
        with pytest.raises(NetworkFault):
            it.uploader.push()
        assert it.uploader.batch_size == 4
        assert it.sync_store.states() == ["queued"] * 8


@pytest.mark.parametrize(
    "answer",
    [
        lambda asked: batch_reply(asked, body_sha256="0" * 64),
        lambda asked: batch_reply(asked, letters="ss"),
        lambda asked: Reply(200, b"<html>thank you</html>"),
        lambda asked: Reply(200, b""),
        lambda asked: Reply(200, batch_reply(asked).body, stamp=HubStamp("test-hub", "0badcafe")),
        lambda asked: Reply(200, batch_reply(asked).body, stamp=None),
        lambda asked: Reply(200, batch_reply(asked).body, cut_after=40),
        lambda asked: Reply(302, headers={"Location": "/login"}),
        lambda asked: Reply(204),
    ],
    ids=["other body", "letters", "html", "empty", "epoch", "portal", "cut", "redirect", "204"],
)
def test_no_ack_is_taken_from_an_answer_that_is_not_to_this_batch(answer: Answerer) -> None:
    with line(answer) as it:
        it.sync_store.add(8)
        with pytest.raises(NetworkFault):
            it.uploader.push()
        assert it.sync_store.states() == ["queued"] * 8


def test_each_letter_has_its_verdict() -> None:
    def answer(asked: Asked) -> Reply:
        ids = record_ids(asked)
        return batch_reply(asked, "sdqctr" if len(ids) == 6 else "s" * len(ids))

    with line(answer) as it:
        it.sync_store.add(6)
        report = it.uploader.push()
        assert it.sync_store.states() == ["acked"] * 3 + ["conflict", "queued", "dead"]
        assert (report.acked, report.refused, report.conflicts) == (3, 1, 1)


def test_where_nothing_is_taken_the_station_backs_off() -> None:
    with line(lambda asked: batch_reply(asked, "t" * len(record_ids(asked)))) as it:
        it.sync_store.add(20)
        with pytest.raises(NetworkFault) as raised:
            it.uploader.push()
        assert raised.value.kind is NetworkFaultKind.SLOW_DOWN
        assert len(it.sizes()) == 1


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_s3_one_poison_record_is_found_and_the_others_go_up_in_the_same_push(status: int) -> None:
    def answer(asked: Asked) -> Reply:
        if "rec-1" in record_ids(asked):
            return error_reply(status, "poison")
        return batch_reply(asked)

    with line(answer) as it:
        it.sync_store.add(40)
        report = it.uploader.push()
        assert it.sync_store.states() == ["dead"] + ["acked"] * 39
        assert (report.acked, report.refused) == (39, 1)
        (refused,) = it.sync_store.outbox.rejected()
        assert (refused.code, refused.text) == ("poison", "từ chối: poison")


def test_s3_ten_poison_records_block_nobody() -> None:
    def answer(asked: Asked) -> Reply:
        is_bad = any(int(name.removeprefix("rec-")) <= 10 for name in record_ids(asked))
        return error_reply(422, "poison") if is_bad else batch_reply(asked)

    with line(answer) as it:
        it.sync_store.add(60)
        it.uploader.push()
        assert it.sync_store.states() == ["dead"] * 10 + ["acked"] * 50


def test_a_hub_that_refuses_even_an_empty_batch_blames_no_record() -> None:
    with line(lambda asked: error_reply(400, "bad_request")) as it:
        it.sync_store.add(20)
        with pytest.raises(HubRefusal) as raised:
            it.uploader.push()
        assert raised.value.kind is HubRefusalKind.BAD_REQUEST
        assert it.sync_store.states() == ["queued"] * 20


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_that_is_about_the_station_is_not_bisected(status: int) -> None:
    with line(lambda asked: error_reply(status, "unknown_device")) as it:
        it.sync_store.add(20)
        with pytest.raises(HubRefusal):
            it.uploader.push()
        assert it.sizes() == [8]
        assert it.sync_store.states() == ["queued"] * 20


def test_s12_a_revoked_station_keeps_what_is_unsent() -> None:
    with line(revoked_reply) as it:
        it.sync_store.add(500)
        with pytest.raises(HubRefusal) as raised:
            it.uploader.push()
        assert raised.value.kind is HubRefusalKind.REVOKED
        assert it.sync_store.states() == ["queued"] * 500


def test_the_hub_may_ask_for_a_pause_between_batches() -> None:
    with line(lambda asked: batch_reply(asked, wait_s=30)) as it:
        it.sync_store.add(100)
        report = it.uploader.push()
        assert (report.wait_s, report.acked) == (30.0, 8)


def test_the_durability_the_hub_promises_is_noted() -> None:
    with line(lambda asked: batch_reply(asked, durability=Durability.QUORUM)) as it:
        it.sync_store.add(3)
        it.uploader.push()
        assert it.sync_store.durabilities == [Durability.QUORUM]


def test_an_ack_that_cannot_be_noted_is_asked_for_again() -> None:
    def answer(asked: Asked) -> Reply:
        it.sync_store.fault = StorageFaultKind.FULL
        return batch_reply(asked)

    with line(answer) as it:
        it.sync_store.add(5)
        with pytest.raises(StorageFault):
            it.uploader.push()
        it.sync_store.fault = None
        assert it.sync_store.states() == ["queued"] * 5


def test_it_stops_between_two_batches_when_asked() -> None:
    stop = threading.Event()

    def answer(asked: Asked) -> Reply:
        stop.set()
        return batch_reply(asked)

    clock = ManualClock(DAY_ONE)
    sync_store = MemorySyncStore()
    sync_store.add(100)
    answers = {"/v1/ping": lambda asked: Reply(204), PATH: answer}
    with (
        stub_hub(lambda asked: answers[asked.path](asked)) as stub,
        client_of(stub, clock) as client,
    ):
        uploader = Uploader(
            client,
            sync_store,
            clock,
            Sender("device-1", "0.1.0"),
            should_stop=stop.is_set,
            on_noted=lambda: None,
        )
        assert uploader.push().acked == 8


def test_a_line_that_breaks_now_and_then_is_gone_on_with_at_once() -> None:
    """Every third batch breaks off. All goes up in one push, and batches stay below what broke."""
    batches = 0

    def answer(asked: Asked) -> Reply:
        nonlocal batches
        batches += 1
        return Reply(drop=True) if batches % 3 == 0 else batch_reply(asked)

    with line(answer) as it:
        it.sync_store.add(200)
        assert it.uploader.push().acked == 200
        assert it.sizes()[:8] == [8, 16, 32, 16, 18, 20, 10, 11]
        assert it.sync_store.states() == ["acked"] * 200


def test_a_line_that_brings_nothing_between_two_breaks_is_waited_for() -> None:
    batches = 0

    def answer(asked: Asked) -> Reply:
        nonlocal batches
        batches += 1
        return batch_reply(asked) if batches == 1 else Reply(drop=True)

    with line(answer) as it:
        it.sync_store.add(100)
        with pytest.raises(NetworkFault):
            it.uploader.push()
        assert it.sizes() == [8, 16, 8]
