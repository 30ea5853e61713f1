"""A hub that says yes to everything, and stations that know it: for tests of the timetable."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.client.hub_file import HubFile
from sync.client.uploader import PATH
from sync.protocol.digest import DigestAnswer, Missing, parse_digest_request
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage
from sync.protocol.keys import encode, private_raw, public_text
from sync.protocol.wire import HubStamp
from tests.support.memory_sync_store import MemorySyncStore
from tests.support.stub_hub import (
    HUB_KEY,
    STAMP,
    STATION_KEY,
    Asked,
    Reply,
    batch_reply,
    revoked_reply,
)


@dataclass
class Hub:
    """Says yes to everything, unless `instead` says otherwise."""

    stamp: HubStamp = STAMP
    gates: list[str] = field(default_factory=lambda: ["Cổng A"])
    instead: dict[str, Reply | None] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    is_revoked: bool = False
    drains: bool = False

    def __call__(self, asked: Asked) -> Reply:
        reply = self.instead.get(asked.path) or self.instead.get("*")
        if reply is None:
            reply = self.answer(asked)
        if reply.stamp is not None:
            reply.stamp = self.stamp
        return reply

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/v1/ping":
            return Reply(204)
        if self.is_revoked and not (self.drains and asked.path == PATH):
            return revoked_reply(asked)
        if asked.path == PATH:
            return batch_reply(asked, stamp=self.stamp)
        if asked.path == "/v1/device/status":
            return Reply(200, b"{}")
        if asked.path == "/v1/digest":
            days = parse_digest_request(asked.body)
            missing = {(item.ledger, item.day) for item in self.missing}
            good = tuple(
                (day.ledger, day.day) for day in days if (day.ledger, day.day) not in missing
            )
            return Reply(200, DigestAnswer(good, tuple(self.missing)).to_bytes())
        cursor = Cursor(self.stamp.epoch, 1)
        page = FeedPage((), cursor, False)
        if asked.path == "/v1/feeds/config":
            body = {"name": "Trạm Mẫu", "gates": self.gates}
            page = FeedPage((FeedItem("venue", 2, 1, body),), Cursor(self.stamp.epoch, 2), False)
            is_known = asked.query.startswith(f"cursor={self.stamp.epoch}%3A2")
            return Reply(304) if is_known else Reply(200, page.to_bytes())
        return Reply(304)


def hub_file(url: str, kid: str = "station-1") -> HubFile:
    """An enrolment with a stub."""
    return HubFile(
        hub_url=url,
        hub_id=STAMP.hub_id,
        hub_sign_key=public_text(HUB_KEY.public_key()),
        hub_seal_key="x",
        device_id="device-1",
        kid=kid,
        private_key=encode(private_raw(STATION_KEY)),
        venue_id="venue-1",
        venue_name="Trạm Mẫu",
        gate="Cổng A",
    )


def seeded() -> MemorySyncStore:
    """Feeds known already, so that no test begins with snapshots."""
    sync_store = MemorySyncStore()
    for feed in FeedName:
        sync_store.cursors[feed] = Cursor(STAMP.epoch, 1)
    return sync_store
