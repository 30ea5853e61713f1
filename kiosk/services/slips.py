"""Issues slips: draws their numbers, signs and records them, and queues the paper."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.validity import slip_until
from kiosk.domain.people.person import Person
from kiosk.domain.slips.slip import HUMAN_CODES, Slip, human_code, name_hint
from kiosk.domain.slips.trust import OwnSlipKey
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Direction
from kiosk.ports.prints import PrintJob
from kiosk.ports.store import Transaction
from kiosk.services.declared import declared_until
from kiosk.services.slip_keys import signing_key
from sync.protocol.bodies import RecordType, SlipAct, without_none
from sync.protocol.ks1 import (
    SLIP_ID_BITS,
    SlipClaims,
    SlipKind,
    SlipResult,
    life_of,
    sign_claims,
)
from sync.protocol.records import format_at

LOST = "lost"
"""Why a slip was revoked: *Mất phiếu*."""
BY_NAME = "by_name"
"""Why a card was revoked: its holder's is to hold no longer."""

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
        until = slip_until(now, terms.policy, declared_until(tx, person.id, now))
        slip = replace(self._unsigned(numbers, person, terms, now), valid_until=until)
        return self._issue(tx, slip, entry_id, person, terms.language, now)

    def replace(
        self, tx: Transaction, lost: PrintJob, person: Person, now: datetime, staff: str | None
    ) -> str:
        """Revoke all slips of a person that hold, and issue one in the place of `lost`, the newest,
        that holds as long as that one would have; gives the print job's id."""
        # Nobody knows which of them somebody else has found.
        for job in tx.prints.valid_slips(person.id, now):
            body = slip_body(SlipAct.REVOKED, job.slip, job.entry_id, cause=LOST, staff=staff)
            tx.append(RecordType.SLIP, body, now)
            tx.slip_keys.revoke(job.slip.slip_id, job.slip.valid_until)
        numbers = self.draw(tx, now)
        slip = replace(lost.slip, slip_id=numbers.slip_id, human_code=numbers.human_code, reprint=0)
        return self._issue(tx, slip, lost.entry_id, person, lost.language, now, staff)

    def issue_card(
        self,
        tx: Transaction,
        person: Person,
        kind: SlipKind,
        until: datetime,
        terms: SlipTerms,
        now: datetime,
        staff: str | None,
    ) -> str:
        """Sign and record a wallet card and queue its paper; gives the print job's id.

        It belongs to no entry: its own record stands in the place of one.
        """
        numbers = self.draw(tx, now)
        unsigned = replace(
            self._unsigned(numbers, person, terms, now), kind=kind, valid_until=until
        )
        slip = _signed(tx, unsigned, SlipResult.RECORDED, now)
        body = slip_body(SlipAct.ISSUED, slip, None, staff=staff)
        record = tx.append(RecordType.SLIP, body, now, person_id=person.id)
        tx.slip_keys.meet(slip.slip_id, person.id, slip.code, slip.valid_until)
        return tx.prints.add(record.id, slip, terms.language)

    def _unsigned(
        self, numbers: SlipNumbers, person: Person, terms: SlipTerms, now: datetime
    ) -> Slip:
        return Slip(
            slip_id=numbers.slip_id,
            code="",
            human_code=numbers.human_code,
            venue_name=self.venue.name,
            gate_name=self.venue.gate,
            hotlines=self.venue.hotlines,
            direction=Direction.ARRIVAL,
            at=now,
            time_zone=self.venue.time_zone,
            name_hint=name_hint(person.details),
            valid_until=slip_until(now, terms.policy, None),
            venue_line=terms.policy.print.line,
            full_name=person.details.full_name if terms.policy.print.full_names else "",
        )

    def _issue(
        self,
        tx: Transaction,
        unsigned: Slip,
        entry_id: str,
        person: Person,
        language: str,
        now: datetime,
        staff: str | None = None,
    ) -> str:
        declared = declared_until(tx, person.id, now)
        # It stands for the declaration only if it ends with it.
        is_declared = declared is not None and unsigned.valid_until <= declared
        result = SlipResult.DECLARED if is_declared else SlipResult.RECORDED
        slip = _signed(tx, unsigned, result, now)
        body = slip_body(SlipAct.ISSUED, slip, entry_id, staff=staff)
        tx.append(RecordType.SLIP, body, now, person_id=person.id)
        return tx.prints.add(entry_id, slip, language)


def revoke_card(
    tx: Transaction, card: Slip, person: Person, now: datetime, staff: str | None
) -> None:
    """Revoke a wallet card by its holder's name."""
    body = slip_body(SlipAct.REVOKED, card, None, cause=BY_NAME, staff=staff)
    tx.append(RecordType.SLIP, body, now, person_id=person.id)
    tx.slip_keys.revoke(card.slip_id, card.valid_until)


def _signed(tx: Transaction, unsigned: Slip, result: SlipResult, now: datetime) -> Slip:
    key = signing_key(tx)
    issued, expires = life_of(unsigned.kind, now, unsigned.valid_until)
    claims = SlipClaims(unsigned.kind, unsigned.slip_id, result, issued, expires, key.venue_no)
    code = _sign(claims, key)
    return replace(unsigned, code=code, kid=key.kid, valid_until=claims.expires_at)


def _sign(claims: SlipClaims, key: OwnSlipKey) -> str:
    # Not before it is needed: it takes longer to load than a kiosk's first frame.
    from sync.protocol.keys import signing_private

    return sign_claims(claims, key.kid, signing_private(key.private_key))


def slip_body(
    act: SlipAct,
    slip: Slip,
    entry_id: str | None,
    *,
    cause: str | None = None,
    staff: str | None = None,
) -> dict[str, object]:
    """Body of a `slip` record; `ref` is the entry the slip belongs to, a card to none."""
    return without_none(
        {
            "act": act.value,
            "slip": str(slip.slip_id),
            "kid": slip.kid,
            "kind": slip.kind.name.lower(),
            "expires": format_at(slip.valid_until),
            "ref": entry_id,
            "cause": cause,
            "staff": staff,
        }
    )
