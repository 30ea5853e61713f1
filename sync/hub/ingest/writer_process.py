"""Batches stored by a process of its own, beside the one that speaks with the stations.

Reading requests and storing records cost about the same, and threads of one interpreter take turns
at both: each row that goes to SQLite waits for another thread's turn to end. Two processes use two
cores. The service process judges the lines and hands over what is good; this one stores whatever
batches of a venue wait, together, and says what became of each.

What travels between them are pickles, over a pair of sockets that nobody else can reach. When
either process dies, nothing is lost that was acknowledged: the stations send again.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from time import monotonic

from sqlalchemy import Engine

from kiosk.base.dataclass import dataclass
from kiosk.base.garbage import collect_seldom
from sync.hub.db.engine import open_engine, state_of
from sync.hub.db.items import Item
from sync.hub.db.sender import Sender
from sync.hub.ingest.batch_writer import TOGETHER, BatchWriterGone
from sync.hub.ingest.ingest_transaction import store
from sync.hub.ingest.record_insertion import Inserted
from sync.hub.wire_log import describe, log_event, start_logging
from sync.protocol.envelope import Detail, RecordStatus

# By its name in full: in a process of its own this module is `__main__`.
log = logging.getLogger("sync.hub.ingest.writer_process")

STOP_S = 30.0
"""How long a stop waits for the last transaction."""
ANSWER_S = 60.0
"""How long a batch may take: twice what the writer process waits for the database."""
PAUSE_S = 5.0
"""Seconds between two starts of a writer process that cannot work."""

_Verdict = tuple[str, list[tuple[int, str, str]]] | str | None
"""A batch's letters, and details as (place, code, text); why it failed; None: it stood in the way
of others to the end."""


class ProcessBatchWriter:
    """Hands batches to the process that stores them, and starts it again should it end."""

    def __init__(
        self, url: str, on_feed_changed: Callable[[], None], answer_s: float = ANSWER_S
    ) -> None:
        """`on_feed_changed` is called after each commit that changed a feed."""
        self._url = url
        self._on_feed_changed = on_feed_changed
        self._answer_s = answer_s
        self._lock = threading.Lock()
        self._is_closed = False
        self._child = _Child(url, on_feed_changed)

    def store(self, venue_id: str, items: Sequence[Item], now_ms: int) -> Inserted | None:
        """As BatchWriter. Raises BatchWriterGone."""
        child = self._living()
        try:
            verdict = child.ask(_pack(venue_id, items, now_ms)).result(self._answer_s)
        except TimeoutError:
            child.kill()
            raise BatchWriterGone("hangs") from None
        if verdict is None:
            return None
        if isinstance(verdict, str):
            raise BatchWriterGone(verdict)
        statuses, details = verdict
        return Inserted(
            statuses={
                item: RecordStatus(status) for item, status in zip(items, statuses, strict=True)
            },
            details={
                items[place]: Detail(items[place].index, code, text)
                for place, code, text in details
            },
        )

    def close(self) -> None:
        """Let it finish what it has begun; safe to call twice."""
        with self._lock:
            self._is_closed = True
            self._child.close()

    def _living(self) -> _Child:
        with self._lock:
            if self._child.has_ended and not self._is_closed:
                if self._child.is_stillborn and monotonic() - self._child.began_at < PAUSE_S:
                    raise BatchWriterGone("does not start")
                log_event(log, "writer process ended", {"code": self._child.close()}, logging.ERROR)
                try:
                    self._child = _Child(self._url, self._on_feed_changed)
                except OSError as error:
                    raise BatchWriterGone(type(error).__name__) from error
            return self._child


class _Child:
    """One run of the writer process, as the service that started it sees it."""

    def __init__(self, url: str, on_feed_changed: Callable[[], None]) -> None:
        self._on_feed_changed = on_feed_changed
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._asked: dict[int, Future[_Verdict]] = {}
        self.began_at = monotonic()
        self.is_stillborn = True
        """Whether it has answered nothing yet."""
        self.has_ended = False
        with ExitStack() as stack:
            self._socket, theirs = map(stack.enter_context, socket.socketpair())
            self._line = stack.enter_context(Connection(os.dup(self._socket.fileno())))
            # Modules come from where this process has them, and not from the working folder: names
            # as general as `sync` could be found there.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            )
            theirs.close()
            stack.pop_all()
        # Not among the arguments: the address of a database may hold its password.
        with suppress(OSError):
            self._line.send(url)
        self._listener = threading.Thread(target=self._listen, name="writer-answers", daemon=True)
        self._listener.start()

    def ask(self, packed: bytes) -> Future[_Verdict]:
        """Hand a packed batch over; what becomes of it. Raises BatchWriterGone."""
        answer: Future[_Verdict] = Future()
        number = next(self._numbers)
        with self._lock:
            if self.has_ended:
                raise BatchWriterGone("ended")
            self._asked[number] = answer
            # Whatever happens to the line ends the listener, and it answers for all.
            with suppress(OSError):
                self._line.send_bytes(number.to_bytes(8, "big") + packed)
        return answer

    def close(self) -> int | None:
        """No more batches: it finishes and ends; gives its exit code."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        self._line.close()
        self._socket.close()
        return self._process.returncode

    def kill(self) -> None:
        """It hangs: whoever waits for it hears so."""
        self._process.kill()

    def _listen(self) -> None:
        try:
            with suppress(EOFError, OSError):
                while True:
                    self._hear(self._line.recv_bytes())
        finally:
            with self._lock:
                self.has_ended = True
                left = list(self._asked.values())
            for answer in left:
                answer.set_result("ended")

    def _hear(self, message: bytes) -> None:
        has_touched, verdicts = pickle.loads(message)
        self.is_stillborn = False
        with self._lock:
            answered = [(self._asked.pop(number), said) for number, said in verdicts]
        for answer, said in answered:
            answer.set_result(said)
        if has_touched:
            self._on_feed_changed()


def _pack(venue_id: str, items: Sequence[Item], now_ms: int) -> bytes:
    senders = list({item.sender: None for item in items})
    numbers = {sender: number for number, sender in enumerate(senders)}
    return pickle.dumps(
        (
            venue_id,
            now_ms,
            [(one.device_id, one.venue_id, one.gate, one.former) for one in senders],
            [
                (
                    numbers[item.sender],
                    item.index,
                    item.id,
                    item.ledger,
                    item.seq,
                    item.type,
                    item.v,
                    item.at_ms,
                    item.moment_ms,
                    item.header,
                    item.header_sha,
                    item.salt,
                    item.body,
                    # Of what nobody understands the content may be nested too deep to travel.
                    {} if item.why_raw else item.members,
                    item.why_raw,
                )
                for item in items
            ],
        ),
        pickle.HIGHEST_PROTOCOL,
    )


# --- the process itself --------------------------------------------------------------------------


@dataclass(slots=True)
class _Job:
    number: int
    venue_id: str
    now_ms: int
    items: list[Item]


def keep_on(line: Connection, engine: Engine) -> None:
    """Store what comes along the line until it ends, and what has come by then."""
    state = state_of(engine)
    waiting: deque[_Job] = deque()
    is_open = True
    while True:
        try:
            while is_open and (not waiting or line.poll()):
                waiting.append(_unpack(line.recv_bytes()))
        except (EOFError, OSError):
            is_open = False
        if not waiting:
            return
        group = _next_group(waiting)
        changes = state.changes
        verdicts = _store_group(engine, group)
        message = pickle.dumps((state.changes != changes, verdicts), pickle.HIGHEST_PROTOCOL)
        try:
            line.send_bytes(message)
        except OSError:
            # Nobody is left to be told.
            return


def _unpack(message: bytes) -> _Job:
    venue_id, now_ms, senders, rows = pickle.loads(memoryview(message)[8:])
    known = [Sender(*sender) for sender in senders]
    items = [Item(known[number], *fields) for number, *fields in rows]
    return _Job(int.from_bytes(message[:8], "big"), venue_id, now_ms, items)


def _next_group(waiting: deque[_Job]) -> list[_Job]:
    """The first batch, and those of its venue that fit; the others stay in their order."""
    group = [waiting.popleft()]
    count = len(group[0].items)
    for job in list(waiting):
        if job.venue_id == group[0].venue_id and count + len(job.items) <= TOGETHER:
            waiting.remove(job)
            group.append(job)
            count += len(job.items)
    return group


def _store_group(engine: Engine, group: Sequence[_Job]) -> list[tuple[int, _Verdict]]:
    items = [item for job in group for item in job.items]
    try:
        kept = store(engine, group[0].venue_id, items, max(job.now_ms for job in group))
    except Exception as error:  # noqa: BLE001 - told to the service, which has its stations wait
        log_event(log, "batches were not stored", describe(error), logging.WARNING)
        return [(job.number, type(error).__name__) for job in group]
    return [(job.number, None if kept is None else _verdict(job, kept)) for job in group]


def _verdict(job: _Job, kept: Inserted) -> _Verdict:
    statuses = "".join(kept.statuses[item] for item in job.items)
    details = [
        (place, kept.details[item].code, kept.details[item].text)
        for place, item in enumerate(job.items)
        if item in kept.details
    ]
    return statuses, details


def main() -> int:
    """Run on the line whose number is the first argument, until its other end closes."""
    # A stop is the service's to carry out: it comes as the end of the line.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    start_logging()
    try:
        with Connection(int(sys.argv[1])) as line:
            engine = open_engine(line.recv())
            try:
                collect_seldom()
                keep_on(line, engine)
            finally:
                engine.dispose()
    except Exception as error:  # noqa: BLE001 - the log is of one line each, and quotes nothing
        log_event(log, "writer process failed", describe(error), logging.ERROR)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
