"""The nightly digest: proof by both ends that a closed day is whole at the hub.

See docs/spec/sync-protocol.md §5.

A day is the UTC date of a record's `at`. Its hash runs over the header hashes in the order of
`seq`, so that equal digests mean equal headers and, through `body_sha`, equal bodies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import MemberError, count, objects_of, parse_object, word


@dataclass(frozen=True, slots=True)
class DayDigest:
    """What one end holds of one ledger and day."""

    ledger: str
    day: str
    """`YYYY-MM-DD`, UTC."""
    n: int
    max_seq: int
    sha: str
    """See `hash_day`."""
    without: tuple[tuple[int, int], ...] = ()
    """Ranges of `seq`, both ends included, that do not count: another machine's record stands there
    at the hub."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Ranges of `seq`, both ends included, that the hub lacks of one ledger and day."""

    ledger: str
    day: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DigestAnswer:
    """Which (ledger, day) agree, and what to offer again of the others."""

    ok: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "ok": [{"ledger": ledger, "d": day} for ledger, day in self.ok],
                "missing": [
                    {
                        "ledger": item.ledger,
                        "d": item.day,
                        "ranges": [list(pair) for pair in item.ranges],
                    }
                    for item in self.missing
                ],
            }
        )


def hash_day(header_hashes: Iterable[str]) -> str:
    """SHA-256 over the hex header hashes of a day, in the order of `seq`; hex."""
    running = hashlib.sha256()
    for value in header_hashes:
        running.update(value.encode("ascii"))
    return running.hexdigest()


def digest_request(days: Sequence[DayDigest]) -> bytes:
    """The body of `POST /v1/digest`."""
    return canonical_bytes(
        {
            "days": [
                {
                    "ledger": item.ledger,
                    "d": item.day,
                    "n": item.n,
                    "max_seq": item.max_seq,
                    "sha": item.sha,
                }
                | ({"without": item.without} if item.without else {})
                for item in days
            ]
        }
    )


def parse_digest_request(raw: bytes) -> tuple[DayDigest, ...]:
    """Read a digest request. Raises MemberError, also for a day of a ledger that is named twice:
    each costs the hub all its records."""
    days = tuple(
        DayDigest(
            ledger=word(item, "ledger"),
            day=word(item, "d"),
            n=count(item, "n"),
            max_seq=count(item, "max_seq"),
            sha=word(item, "sha"),
            without=_ranges(item, "without") if "without" in item else (),
        )
        for item in objects_of(parse_object(raw), "days")
    )
    if len({(day.ledger, day.day) for day in days}) < len(days):
        raise MemberError("days: one is named twice")
    return days


def parse_digest_answer(raw: bytes) -> DigestAnswer:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    return DigestAnswer(
        ok=tuple((word(item, "ledger"), word(item, "d")) for item in objects_of(members, "ok")),
        missing=tuple(
            Missing(word(item, "ledger"), word(item, "d"), _ranges(item, "ranges"))
            for item in objects_of(members, "missing")
        ),
    )


def ranges_of(seqs: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Rising numbers as ranges, both ends included."""
    ranges: list[tuple[int, int]] = []
    for seq in seqs:
        if ranges and ranges[-1][1] == seq - 1:
            ranges[-1] = (ranges[-1][0], seq)
        else:
            ranges.append((seq, seq))
    return tuple(ranges)


def _ranges(members: Mapping[str, object], name: str) -> tuple[tuple[int, int], ...]:
    value = members.get(name)
    if not isinstance(value, list):
        raise MemberError(f"{name}: not a list")
    pairs = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:
            raise MemberError(f"{name}: not pairs")
        first, last = pair
        if not (isinstance(first, int) and isinstance(last, int) and 1 <= first <= last):
            raise MemberError(f"{name}: not rising pairs of seq")
        pairs.append((first, last))
    return tuple(pairs)
