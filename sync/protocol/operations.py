"""What a hub offers, as a table: methods, paths, status codes, who signs.

See docs/spec/sync-protocol.md §3.

The OpenAPI document is made from it, and a test holds the hub's routes against it.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass

FEED_PATH = "/v1/feeds/{name}"
HUB_PATH = "/v1/hub"


class Kind(StrEnum):
    """How a body travels."""

    JSON = "application/json"
    NDJSON = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path."""

    method: str
    path: str
    summary: str
    codes: tuple[int, ...]
    """Every status the hub itself gives here; the first is the good one."""
    request: str | None = None
    """The schema of the request's body, None where there is none."""
    answer: str | None = None
    """The schema of the good answer's body, None where it is empty."""
    request_kind: Kind = Kind.JSON
    answer_kind: Kind = Kind.JSON
    is_signed: bool = True
    """Whether the request carries a station's signature."""
    parameters: tuple[str, ...] = field(default=())
    """Names of query parameters and headers, as the document describes them."""

    @property
    def id(self) -> str:
        """The operation's name in the document: `post_entries_batch`."""
        tail = self.path.removeprefix("/v1/").replace("{name}", "page")
        return f"{self.method.lower()}_{tail.replace('/', '_').replace(':', '_')}"


_ANY = (429, 500, 503)
"""Too often; a fault; starting, stopping or full."""
_BODY = (400, 408, 413)
"""Not well formed; too slow; too large."""
_SIGNED = (*_BODY, 401, 403, *_ANY)
"""Also: not signed well; revoked or not allowed."""

OPERATIONS = (
    Operation(
        "GET",
        "/v1/ping",
        "Is this the hub? Also tells the hub's time, signed for this address and its nonce.",
        (204, 400, *_ANY),
        is_signed=False,
        parameters=("nonce",),
    ),
    Operation(
        "GET",
        HUB_PATH,
        "Who is this hub? Its keys, signed with one of them; before a code is sent.",
        (200, 400, *_ANY),
        answer="HubIntroduction",
        is_signed=False,
        parameters=("nonce",),
    ),
    Operation(
        "POST",
        "/v1/enrol",
        "Enrol a station with a one-time code; the answer is signed by the hub.",
        (201, *_SIGNED),
        request="EnrolRequest",
        answer="EnrolAnswer",
    ),
    Operation(
        "POST",
        "/v1/entries:batch",
        "Push records: one envelope line, then one line per record.",
        (200, *_SIGNED),
        request="Batch",
        answer="BatchAnswer",
        request_kind=Kind.NDJSON,
    ),
    Operation(
        "POST",
        "/v1/digest",
        "Compare closed days; the answer confirms them or asks for what is missing.",
        (200, *_SIGNED),
        request="DigestRequest",
        answer="DigestAnswer",
    ),
    Operation(
        "GET",
        FEED_PATH,
        "What changed in a feed since a cursor.",
        (200, 304, 404, 410, *_SIGNED),
        answer="FeedPage",
        parameters=("name", "cursor", "limit", "wait"),
    ),
    Operation(
        "GET",
        f"{FEED_PATH}/snapshot",
        "A whole feed, gzip-compressed, one item per line; may be resumed.",
        (200, 206, 404, 416, *_SIGNED),
        answer="FeedItem",
        answer_kind=Kind.NDJSON,
        parameters=("name", "Range", "If-Range"),
    ),
    Operation(
        "POST",
        "/v1/lookup",
        "Persons by one identifier, the least about each; limited and logged.",
        (200, *_SIGNED),
        request="LookupRequest",
        answer="LookupAnswer",
    ),
    Operation(
        "POST",
        "/v1/otp",
        "Send a code to a phone; the same answer for every number.",
        (202, *_SIGNED),
        request="OtpRequest",
        answer="OtpStarted",
    ),
    Operation(
        "POST",
        "/v1/otp/verify",
        "Check a code from a phone.",
        (200, 410, *_SIGNED),
        request="OtpCheck",
        answer="OtpChecked",
    ),
    Operation(
        "GET",
        "/v1/device/me",
        "What the hub holds of the asking station.",
        (200, *_SIGNED),
        answer="DeviceAnswer",
    ),
    Operation(
        "POST",
        "/v1/device/roll",
        "A new key for the station; the old one signs for seven days more.",
        (200, *_SIGNED),
        request="RollRequest",
        answer="RollAnswer",
    ),
    Operation(
        "POST",
        "/v1/device/slip-key",
        "A number for the station's new slip key; its statement is signed by the hub.",
        (200, *_SIGNED),
        request="SlipKeyRequest",
        answer="SlipKeyStatement",
    ),
    Operation(
        "POST",
        "/v1/device/status",
        "How the station is: version, queue, clock, faults.",
        (200, *_SIGNED),
        request="DeviceStatus",
        answer="Empty",
    ),
)
