"""Issues slips: draws their numbers, records them and queues the paper."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.person import Person
from kiosk.domain.slips.slip import HUMAN_CODES, Slip, human_code, name_hint, slip_text
from kiosk.domain.venue import Venue
from kiosk.domain.visits.decision import Direction
from kiosk.ports.store import Transaction
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.ks1 import SLIP_ID_BITS
from sync.protocol.records import format_at

_MAX_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class SlipNumbers:
    """What a slip is known by: in its code, and read out by people."""

    slip_id: int
    human_code: str


class SlipIssuer:
    """Issues slips within an entry's transaction; core thread only."""

    def __init__(
        self, venue: Venue, random_below: Callable[[int], int] = secrets.randbelow
    ) -> None:
        self.venue = venue
        """Whose name stands on the next slip; may be replaced between two scans."""
        self._random_below = random_below

    def draw(self, tx: Transaction, now: datetime) -> SlipNumbers:
        """New numbers, the human code unlike that of any slip still valid."""
        for _ in range(_MAX_DRAWS):
            code = human_code(self._random_below(HUMAN_CODES))
            if not tx.prints.is_code_live(code, now):
                return SlipNumbers(self._random_below(1 << SLIP_ID_BITS), code)
        raise RuntimeError(f"no free human code in {_MAX_DRAWS} draws")

    def issue(
        self,
        tx: Transaction,
        numbers: SlipNumbers,
        entry_id: str,
        person: Person,
        valid_until: datetime,
        language: str,
        now: datetime,
    ) -> str:
        """Record the slip of an arrival and queue its paper; gives the print job's id."""
        slip = Slip(
            slip_id=numbers.slip_id,
            code=slip_text(numbers.slip_id),
            human_code=numbers.human_code,
            venue_name=self.venue.name,
            gate_name=self.venue.gate,
            hotlines=self.venue.hotlines,
            direction=Direction.ARRIVAL,
            at=now,
            time_zone=self.venue.time_zone,
            name_hint=name_hint(person.details),
            valid_until=valid_until,
        )
        body = slip_body(SlipAct.ISSUED, slip, entry_id)
        tx.append(RecordType.SLIP, body, now, person_id=person.id)
        return tx.prints.add(entry_id, slip, language)


def slip_body(act: SlipAct, slip: Slip, entry_id: str) -> dict[str, object]:
    """Body of a `slip` record; `ref` is the entry the slip belongs to."""
    return {
        "act": act.value,
        "slip": str(slip.slip_id),
        "kid": slip.kid,
        "kind": slip.kind.name.lower(),
        "expires": format_at(slip.valid_until),
        "ref": entry_id,
    }
