"""Print jobs: each slip frozen with its entry, so that a reprint has the same code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.slips.slip import Slip, slip_text
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.ports.prints import PrintJob
from kiosk.store.driver import Connection
from kiosk.store.repositories.people import IDS_OF_PERSON
from kiosk.store.stamp import from_ms, to_ms
from sync.protocol.feeds import SLIP_KEY, FeedName
from sync.protocol.ks1 import LOCAL_KID, SlipKind
from sync.protocol.policy import Hotline

JOB_STATE = "iif(state = 'pending' AND begun_at IS NOT NULL, 'printing', state)"
"""The value of a job's `PrintState`, in SQL."""
_COLUMNS = f"id, entry, slip, language, {JOB_STATE}, attempts, printed, printed_at"
_NOT_REVOKED = (
    "NOT EXISTS (SELECT 1 FROM revoked_slips v WHERE v.slip_id = j.slip_id)"
    f" AND NOT EXISTS (SELECT 1 FROM feed_items f WHERE f.feed = '{FeedName.REVOCATIONS.value}'"
    f" AND f.key = '{SLIP_KEY}' || j.slip_id)"
)
"""Of a job `j`: neither here nor by the hub."""
_HOLDS_OF_PERSON = (
    "FROM entries e JOIN records r USING (pos) JOIN print_jobs j ON j.entry = r.id"
    f" WHERE e.person IN ({IDS_OF_PERSON}) AND j.valid_until > ?2 AND {_NOT_REVOKED}"
)
"""The slips `j` of the person ?1 that hold at ?2, each of the entry `e`."""


class PrintJobs:
    """The table `print_jobs` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job_id: str, entry_id: str, slip: Slip, language: str) -> None:
        """Queue a slip as PENDING."""
        self._connection.execute(
            "INSERT INTO print_jobs (id, entry, slip_id, human_code, valid_until, slip, language,"
            " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                job_id,
                entry_id,
                slip.slip_id,
                slip.human_code,
                to_ms(slip.valid_until),
                freeze_slip(slip),
                language,
                PrintState.PENDING.value,
            ),
        )

    def set_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a job; its end is an attempt. Raises KeyError."""
        is_begun = state is PrintState.PRINTING
        is_attempt = state is not PrintState.PENDING and not is_begun
        may_be_out = state in (PrintState.PRINTED, PrintState.UNKNOWN)
        changed = self._connection.execute(
            "UPDATE print_jobs SET state = ?, begun_at = ?, attempts = attempts + ?,"
            " printed = printed + ?, changed_at = ?, printed_at = iif(?, ?, printed_at)"
            " WHERE id = ?",
            (
                PrintState.PENDING.value if is_begun else state.value,
                to_ms(at) if is_begun else None,
                int(is_attempt),
                int(may_be_out),
                to_ms(at),
                may_be_out,
                to_ms(at),
                job_id,
            ),
        ).rowcount
        if changed != 1:
            raise KeyError(job_id)

    def unfinished(self) -> list[PrintJob]:
        """Jobs without a result, oldest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM print_jobs WHERE state = 'pending' ORDER BY no"
        )
        return [_to_job(row) for row in rows]

    def get(self, job_id: str) -> PrintJob:
        """A job; its slip says how often it may have come out before. Raises KeyError."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM print_jobs WHERE id = ?", (job_id,)
        ).fetchone()
        if row is None:
            raise KeyError(job_id)
        return _to_job(row)

    def is_code_live(self, human_code: str, now: datetime) -> bool:
        """Whether a slip with this code is still valid."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM print_jobs WHERE human_code = ? AND valid_until > ?)",
            (human_code, to_ms(now)),
        ).fetchone()
        return bool(row[0])

    def newest_valid(self, person_id: str, now: datetime) -> PrintJob | None:
        """The newest slip of a person, linked ids included, that holds still and whose arrival was
        not taken back."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM print_jobs WHERE no = (SELECT j.no {_HOLDS_OF_PERSON}"
            " AND NOT EXISTS (SELECT 1 FROM entries c"
            " WHERE c.origin = e.origin AND c.origin <> c.pos AND c.is_void)"
            " ORDER BY j.no DESC LIMIT 1)",
            (person_id, to_ms(now)),
        ).fetchone()
        return None if row is None else _to_job(row)

    def valid_slips(self, person_id: str, now: datetime) -> list[PrintJob]:
        """Every slip of a person, linked ids included, that holds still, the oldest first; those of
        arrivals that were taken back, too."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM print_jobs WHERE no IN (SELECT j.no {_HOLDS_OF_PERSON})"
            " ORDER BY no",
            (person_id, to_ms(now)),
        )
        return [_to_job(row) for row in rows]

    def valid_cards(self, person_id: str, now: datetime) -> list[PrintJob]:
        """Every wallet card of this station that a person has, linked ids included, and that holds
        still, the oldest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM print_jobs WHERE no IN (SELECT j.no"
            " FROM met_slips m JOIN print_jobs j USING (slip_id)"
            f" WHERE m.person IN ({IDS_OF_PERSON}) AND j.valid_until > ?2 AND {_NOT_REVOKED})"
            " ORDER BY no",
            (person_id, to_ms(now)),
        )
        return [_to_job(row) for row in rows]

    def had_card(self, person_id: str) -> bool:
        """Whether this station issued a wallet card to a person, linked ids included; one whose
        time is long over is forgotten."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM met_slips m JOIN print_jobs j USING (slip_id)"
            f" WHERE m.person IN ({IDS_OF_PERSON}))",
            (person_id,),
        ).fetchone()
        return bool(row[0])

    def cards(self, now: datetime) -> list[Slip]:
        """Every wallet card of this station that holds still, the oldest first; no badge, which is
        printed for its owner alone."""
        rows = self._connection.execute(
            "SELECT j.slip FROM met_slips m JOIN print_jobs j USING (slip_id)"
            f" WHERE j.valid_until > ? AND {_NOT_REVOKED}"
            " AND NOT EXISTS (SELECT 1 FROM staff_badges b WHERE b.slip = j.slip_id)"
            " ORDER BY j.no",
            (to_ms(now),),
        )
        return [thaw_slip(row[0]) for row in rows]

    def find_code(self, human_code: str) -> int | None:
        """The number of the newest slip with this code to read out."""
        row = self._connection.execute(
            "SELECT slip_id FROM print_jobs WHERE human_code = ? ORDER BY no DESC LIMIT 1",
            (human_code,),
        ).fetchone()
        return None if row is None else int(row[0])

    def find_slip(self, slip_id: int) -> tuple[str, Slip] | None:
        """The person of the entry a slip was printed for, or of a card, and the slip."""
        row = self._connection.execute(
            "SELECT coalesce(e.person, m.person), j.slip FROM print_jobs j"
            " JOIN records r ON r.id = j.entry LEFT JOIN entries e ON e.pos = r.pos"
            " LEFT JOIN met_slips m ON m.slip_id = j.slip_id"
            " WHERE j.slip_id = ? AND coalesce(e.person, m.person) IS NOT NULL",
            (slip_id,),
        ).fetchone()
        return None if row is None else (row[0], thaw_slip(row[1]))


def freeze_slip(slip: Slip) -> str:
    """A slip as the JSON text that is stored."""
    return json.dumps(
        {
            "slip_id": slip.slip_id,
            "human_code": slip.human_code,
            "venue_name": slip.venue_name,
            "gate_name": slip.gate_name,
            "hotlines": [[line.label, line.landline, line.mobile] for line in slip.hotlines],
            "direction": slip.direction.value,
            "at_ms": to_ms(slip.at),
            "time_zone": slip.time_zone.key,
            "name_hint": slip.name_hint,
            "valid_until_ms": to_ms(slip.valid_until),
            "reprint": slip.reprint,
            "code": slip.code,
            "kind": slip.kind.value,
            "kid": slip.kid,
            "venue_line": slip.venue_line,
            "full_name": slip.full_name,
        },
        ensure_ascii=False,
    )


def thaw_slip(text: str) -> Slip:
    """The inverse of `freeze_slip`; a slip of before codes were signed has the code of then."""
    frozen = json.loads(text)
    return Slip(
        slip_id=frozen["slip_id"],
        human_code=frozen["human_code"],
        venue_name=frozen["venue_name"],
        gate_name=frozen["gate_name"],
        hotlines=tuple(Hotline(*line) for line in frozen["hotlines"]),
        direction=Direction(frozen["direction"]),
        at=from_ms(frozen["at_ms"]),
        time_zone=ZoneInfo(frozen["time_zone"]),
        name_hint=frozen["name_hint"],
        valid_until=from_ms(frozen["valid_until_ms"]),
        reprint=frozen["reprint"],
        code=frozen.get("code") or slip_text(frozen["slip_id"]),
        kind=SlipKind(frozen.get("kind", SlipKind.SLIP)),
        kid=frozen.get("kid", LOCAL_KID),
        venue_line=frozen.get("venue_line", ""),
        full_name=frozen.get("full_name", ""),
    )


def _to_job(row: Sequence[object]) -> PrintJob:
    job_id, entry_id, slip, language, state, attempts, printed, printed_at = row
    assert isinstance(attempts, int)
    assert isinstance(printed, int)
    thawed = thaw_slip(str(slip))
    return PrintJob(
        id=str(job_id),
        entry_id=str(entry_id),
        slip=replace(thawed, reprint=thawed.reprint + printed),
        language=str(language),
        state=PrintState(str(state)),
        attempts=attempts,
        printed_at=from_ms(printed_at) if isinstance(printed_at, int) else None,
    )
