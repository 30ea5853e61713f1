"""Once a night: proof by digest that closed days are whole at the hub, then the purge.

See docs/spec/sync-protocol.md §5.
"""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from kiosk.ports.sync_store import SyncStore
from sync.client import sync_state_keys
from sync.client.backoff import Uniform
from sync.client.hub_client import HubClient
from sync.client.hub_time import HubTime
from sync.protocol.digest import DayDigest, digest_request, parse_digest_answer
from sync.protocol.members import MemberError

log = logging.getLogger(__name__)

PATH = "/v1/digest"
FIRST_HOUR = 1
"""Local hour from which a night's turn may come; days in digests are UTC days, closed by then or
the night after."""
NIGHT_H = 4.0
LATEST = timedelta(hours=26)
"""A kiosk that is off at night takes its turn at the first contact after this."""
DAYS_AT_ONCE = 31


class Reconciliation:
    """Says when its turn is and takes it; only after contact, by the hub's time."""

    def __init__(
        self,
        client: HubClient,
        sync_store: SyncStore,
        time: HubTime,
        time_zone: ZoneInfo,
        *,
        retention: timedelta,
        uniform: Uniform,
        should_stop: Callable[[], bool],
    ) -> None:
        self._client = client
        self._sync_store = sync_store
        self._time = time
        self._time_zone = time_zone
        self._retention = retention
        self._should_stop = should_stop
        self._turn_h = FIRST_HOUR + uniform(0.0, NIGHT_H)

    def is_due(self) -> bool:
        """Whether tonight's turn has come and was not taken."""
        now = self._time.now()
        last = sync_state_keys.read_at(self._sync_store.state.get(sync_state_keys.LAST_DIGEST_AT))
        if last is None or last > now or now - last >= LATEST:
            return True
        return last < self._turn_before(now)

    def compare(self) -> None:
        """Compare every closed day with the hub's.

        Raises NetworkFault, HubRefusal, StorageFault; what was confirmed until then stays so.
        """
        asked: set[tuple[str, str]] = set()
        while not self._should_stop():
            # Days that never agree come first every night; they must not hide the later ones.
            limit = DAYS_AT_ONCE + len(asked)
            days = self._sync_store.outbox.digests(self._time.now().date(), limit)
            new = [day for day in days if (day.ledger, day.day) not in asked]
            if not new:
                return
            asked.update((day.ledger, day.day) for day in new)
            self._compare(new)

    def end_turn(self, *, may_purge: bool) -> int:
        """End tonight's turn: remove what is confirmed and old; gives how many bodies went.

        `may_purge` is False while the time that says what is old is in doubt: then nothing goes.
        Raises StorageFault.
        """
        now = self._time.now()
        purged = 0
        while may_purge and not self._should_stop():
            went = self._sync_store.outbox.purge(now - self._retention)
            if not went:
                break
            purged += went
        self._sync_store.state.put({sync_state_keys.LAST_DIGEST_AT: sync_state_keys.write_at(now)})
        log.info("sync: closed days compared, %d bodies purged", purged)
        return purged

    def _compare(self, days: list[DayDigest]) -> None:
        answer = self._client.call(
            "POST",
            PATH,
            gzip.compress(digest_request(days), mtime=0),
            headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
        )
        try:
            parsed = parse_digest_answer(answer.body)
        except MemberError as error:
            detail = f"malformed digest: {error}"
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, detail) from error
        self._sync_store.outbox.note_digest(parsed)

    def _turn_before(self, now: datetime) -> datetime:
        """The newest turn that has come, tonight's or last night's."""
        local = now.astimezone(self._time_zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        turn = midnight + timedelta(hours=self._turn_h)
        return turn if turn <= local else turn - timedelta(days=1)
