"""Issues slips: draws their numbers, signs and records them, and queues the paper."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.declaration.validity import slip_until
from kiosk.domain.people.person import Person
from kiosk.domain.slips.slip import HUMAN_CODES, Slip, human_code, name_hint
from kiosk.domain.slips.trust import OwnSlipKey
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Direction
from kiosk.ports.store import Transaction
from kiosk.services.declared import declared_until
from kiosk.services.slip_keys import signing_key
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.ks1 import (
    SLIP_ID_BITS,
    SlipClaims,
    SlipKind,
    SlipResult,
    minute_of,
    sign_claims,
)
from sync.protocol.records import format_at

_MAX_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class SlipNumbers:
    """What a slip is known by: in its code, and read out by people."""

    slip_id: int
    human_code: str


@dataclass(frozen=True, slots=True)
class SlipTerms:
    """By which rules a slip is issued, and in which language."""

    policy: Policy
    language: str


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
        terms: SlipTerms,
        now: datetime,
    ) -> str:
        """Sign and record the slip of an arrival and queue its paper; gives the print job's id."""
        declared = declared_until(tx, person.id, now)
        until = slip_until(now, terms.policy, declared)
        # It stands for the declaration only if it ends with it.
        is_declared = declared is not None and until <= declared
        key = signing_key(tx)
        claims = SlipClaims(
            SlipKind.SLIP,
            numbers.slip_id,
            SlipResult.DECLARED if is_declared else SlipResult.RECORDED,
            minute_of(now),
            minute_of(until),
            key.venue_no,
        )
        slip = Slip(
            slip_id=numbers.slip_id,
            code=_sign(claims, key),
            human_code=numbers.human_code,
            venue_name=self.venue.name,
            gate_name=self.venue.gate,
            hotlines=self.venue.hotlines,
            direction=Direction.ARRIVAL,
            at=now,
            time_zone=self.venue.time_zone,
            name_hint=name_hint(person.details),
            valid_until=claims.expires_at,
            kind=claims.kind,
            kid=key.kid,
        )
        body = slip_body(SlipAct.ISSUED, slip, entry_id)
        tx.append(RecordType.SLIP, body, now, person_id=person.id)
        return tx.prints.add(entry_id, slip, terms.language)


def _sign(claims: SlipClaims, key: OwnSlipKey) -> str:
    # Not before it is needed: it takes longer to load than a kiosk's first frame.
    from sync.protocol.keys import signing_private

    return sign_claims(claims, key.kid, signing_private(key.private_key))


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
