"""Sends the outbox: adaptive batches, one verdict per record, no ack that is not the hub's."""

from __future__ import annotations

import gzip
import logging
import uuid
from collections.abc import Callable, Sequence

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import HubRefusal, NetworkFault, NetworkFaultKind
from kiosk.ports.sync_store import Outbox, OutgoingRecord, RecordVerdict
from sync.client.hub_client import HubClient
from sync.protocol.envelope import (
    BatchAnswer,
    Durability,
    Envelope,
    RecordStatus,
    hash_batch,
    join_batch,
    parse_batch_answer,
)
from sync.protocol.members import MemberError
from sync.protocol.wire import MAX_BATCH, MAX_BODY_BYTES

log = logging.getLogger(__name__)

PATH = "/v1/entries:batch"
FIRST_BATCH = 8
QUICK_S = 5.0
SLOW_S = 12.0
SLOW_RATE = 10 * 1024
"""Bytes a second below which batches are kept small."""
SMALL_BYTES = 16 * 1024
"""Compressed size of a batch on a slow line."""
GZIP_LEVEL = 6

_ENVELOPE_BYTES = 4 * 1024
"""Room kept for the envelope and the line ends."""
_USUAL_RATIO = 3.0
"""Plain bytes per compressed byte, until the first batch tells."""
_ABOUT_A_RECORD = frozenset({400, 404, 409, 413, 422})
"""A whole batch refused with one of these is halved until the record that causes it is alone."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What the envelope of a batch says of its sender."""

    device: str
    app: str


@dataclass(slots=True)
class PushReport:
    """What one push did."""

    acked: int = 0
    refused: int = 0
    conflicts: int = 0
    """Records that another machine's stand in the way of: this one's ledger was copied."""
    wait_s: float = 0.0
    """How long the hub asks to wait before the next one."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A batch as it is sent."""

    records: Sequence[OutgoingRecord]
    sha256: str
    """Of the body before compression."""
    body: bytes
    """Compressed."""


class Uploader:
    """Empties the outbox, batch by batch; remembers how large a batch the line bears."""

    def __init__(
        self,
        client: HubClient,
        outbox: Outbox,
        clock: Clock,
        sender: Sender,
        *,
        should_stop: Callable[[], bool],
        on_noted: Callable[[], None],
    ) -> None:
        """`on_noted` is called after each answer that was taken in."""
        self._client = client
        self._outbox = outbox
        self._clock = clock
        self._sender = sender
        self._should_stop = should_stop
        self._on_noted = on_noted
        self._rate: float | None = None
        self._ratio = _USUAL_RATIO
        self._has_accepted = False
        self._answers = 0
        self._batch_size = FIRST_BATCH
        self._careful_from = MAX_BATCH
        """The size from which batches grow slowly: a larger one broke off."""

    @property
    def batch_size(self) -> int:
        """Records the next batch may have."""
        return self._batch_size

    def push(self) -> PushReport:
        """Offer every queued record once.

        Raises NetworkFault, HubRefusal (REVOKED, or a refusal that is not about a record) and
        StorageFault; what was answered until then is noted.
        """
        report = PushReport()
        # Proven anew in each push: only a hub that takes batches may blame a record.
        self._has_accepted = False
        after_pos, answers = 0, self._answers
        while not self._should_stop() and not report.wait_s:
            records = self._outbox.next_batch(self._batch_size, self._most_bytes(), after_pos)
            if not records:
                break
            try:
                self._deliver(records, report)
            except NetworkFault as fault:
                # A line that breaks every few seconds is gone on with at once while something gets
                # through between two breaks, as a cut snapshot is; else the station waits.
                if fault.kind is not NetworkFaultKind.OFFLINE or self._answers == answers:
                    raise
                answers = self._answers
                self._careful_from = self._batch_size
                continue
            after_pos = records[-1].pos
        return report

    def _is_slow(self) -> bool:
        return self._rate is not None and self._rate < SLOW_RATE

    def _most_bytes(self) -> int:
        if self._is_slow():
            return int(SMALL_BYTES * self._ratio)
        return MAX_BODY_BYTES - _ENVELOPE_BYTES

    def _deliver(self, records: Sequence[OutgoingRecord], report: PushReport) -> None:
        """Send some records, in halves as long as the hub refuses them as a whole."""
        parts = [records]
        while parts and not self._should_stop():
            part = parts.pop()
            packed = self._pack(part)
            is_splittable = len(part) > 1
            if is_splittable and self._is_slow() and len(packed.body) > SMALL_BYTES:
                parts += _halves(part)
                continue
            try:
                answer = self._post(packed)
            except HubRefusal as refusal:
                if refusal.status not in _ABOUT_A_RECORD:
                    raise
                if is_splittable:
                    parts += _halves(part)
                    continue
                self._refuse(part[0], refusal, report)
                continue
            self._take(part, answer, report)

    def _pack(self, records: Sequence[OutgoingRecord]) -> _Packed:
        backlog = self._outbox.backlog()
        envelope = Envelope(
            device=self._sender.device,
            batch=str(uuid.uuid4()),
            app=self._sender.app,
            queue=backlog.queued,
            oldest=backlog.oldest_at,
            n=len(records),
        )
        raw = join_batch(envelope, [record.line for record in records])
        body = gzip.compress(raw, GZIP_LEVEL, mtime=0)
        if records:
            self._ratio = len(raw) / len(body)
        return _Packed(records, hash_batch(raw), body)

    def _post(self, packed: _Packed) -> BatchAnswer:
        """One exchange; an answer comes back only if it is one to this very body."""
        try:
            answer = self._client.call(
                "POST",
                PATH,
                packed.body,
                headers={"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"},
            )
            parsed = _read_answer(answer.body)
            if (
                parsed.body_sha256 != packed.sha256
                or len(parsed.statuses) != len(packed.records)
                or parsed.stamp != answer.stamp
            ):
                raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "answer to another batch")
        except NetworkFault:
            self._batch_size = max(1, len(packed.records) // 2)
            raise
        self._client.hear(parsed.now, answer)
        self._adapt(packed, answer.took_s, parsed.max_records)
        self._has_accepted = True
        self._answers += 1
        return parsed

    def _adapt(self, packed: _Packed, took_s: float, max_records: int) -> None:
        if took_s > 0 and packed.records:
            self._rate = len(packed.body) / took_s
        if took_s > SLOW_S:
            self._batch_size = max(1, len(packed.records) // 2)
        elif took_s < QUICK_S and len(packed.records) >= self._batch_size:
            self._batch_size += min(
                self._batch_size,
                max(1, self._batch_size // 8, self._careful_from - self._batch_size),
            )
        self._batch_size = max(1, min(self._batch_size, MAX_BATCH, max_records))

    def _take(
        self, records: Sequence[OutgoingRecord], answer: BatchAnswer, report: PushReport
    ) -> None:
        words = {detail.index: detail for detail in answer.details}
        verdicts = []
        for index, (record, status) in enumerate(zip(records, answer.statuses, strict=True)):
            detail = words.get(index)
            code, text = (detail.code, detail.text) if detail else ("", "")
            verdict = RecordVerdict(record.pos, status, code, text)
            verdicts.append(verdict)
            is_refused = status is RecordStatus.REFUSED and not verdict.must_be_moved
            if is_refused:
                log.warning("sync: record %s: hub refuses it (%s)", record.id, code)
            report.acked += status.is_ack
            report.refused += is_refused
        conflicts = answer.statuses.count(RecordStatus.CONFLICT)
        if conflicts:
            report.conflicts += conflicts
            log.error("sync: another machine writes this ledger; %d records go anew", conflicts)
        self._note(verdicts, answer.durability)
        report.wait_s = float(answer.wait_s)
        if all(status is RecordStatus.TRANSIENT for status in answer.statuses):
            raise NetworkFault(NetworkFaultKind.SLOW_DOWN, "nothing taken", report.wait_s or None)

    def _refuse(self, record: OutgoingRecord, refusal: HubRefusal, report: PushReport) -> None:
        """A record that is refused alone goes to the rejected box, if the hub takes others.

        A hub that refuses even an empty batch has a trouble of its own; no record is blamed.
        """
        if not self._has_accepted:
            try:
                self._post(self._pack(()))
            except HubRefusal as error:
                raise refusal from error
        code = refusal.code or f"http_{refusal.status}"
        log.warning("sync: record %s: hub refuses it (%s)", record.id, code)
        verdict = RecordVerdict(record.pos, RecordStatus.REFUSED, code, refusal.text.get("vi", ""))
        self._note([verdict], Durability.LOCAL)
        report.refused += 1

    def _note(self, verdicts: Sequence[RecordVerdict], durability: Durability) -> None:
        self._outbox.note_verdicts(verdicts, durability, self._clock.now())
        self._on_noted()


def _halves(records: Sequence[OutgoingRecord]) -> list[Sequence[OutgoingRecord]]:
    """The two halves, the earlier one last: it is taken first."""
    middle = len(records) // 2
    return [records[middle:], records[:middle]]


def _read_answer(raw: bytes) -> BatchAnswer:
    try:
        return parse_batch_answer(raw)
    except MemberError as error:
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, f"malformed answer: {error}") from error
