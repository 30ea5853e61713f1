"""Slips at stations that are driven by hand: signed, judged, and held up at a gate."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from kiosk.domain.slips.trust import OwnKeyState, OwnSlipKey, SlipFault, judge_slip
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import LaneName, Outcome
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.slip_keys import signing_key
from sync.protocol.keys import signing_private
from sync.protocol.ks1 import (
    SLIP_ID_BITS,
    SlipClaims,
    SlipKind,
    SlipResult,
    minute_of,
    sign_claims,
)
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.sync_station import TZ, Station

PRINTS = Policy(print=PrintSettings(PrintWhen.ALWAYS, 72))


def signed_slip(station: Station, days: int = 14) -> str:
    """A slip that the station signs now, with whatever key signs there."""

    def sign() -> str:
        with station.store.transaction() as tx:
            key = signing_key(tx)
        now = station.clock.now()
        claims = SlipClaims(
            SlipKind.SLIP,
            secrets.randbelow(1 << SLIP_ID_BITS),
            SlipResult.RECORDED,
            minute_of(now),
            minute_of(now + timedelta(days=days)),
            key.venue_no,
        )
        return sign_claims(claims, key.kid, signing_private(key.private_key))

    return station.run(sign)


def fault_of(station: Station, code: str) -> SlipFault | None:
    """What a station has against a slip; None where it believes it."""

    def judge() -> SlipFault | None:
        with station.store.transaction() as tx:
            keys = tx.slip_keys
            return judge_slip(code, keys, station.clock.now(), keys.venue_no()).fault

    return station.run(judge)


def own_keys(station: Station, state: OwnKeyState | None = None) -> Sequence[OwnSlipKey]:
    """The station's own slip keys, oldest first; all, or those in one state."""

    def look() -> list[OwnSlipKey]:
        with station.store.transaction() as tx:
            return [key for key in tx.slip_keys.own() if state in (None, key.state)]

    return station.run(look)


def at_the_gate(station: Station, text: str, policy: Policy = PRINTS) -> Outcome:
    """Hold a code up there."""

    def scan() -> Outcome:
        watch = ClockWatch(station.clock, station.clock.now(), station.clock.now())
        gate = CheckInService(
            station.store,
            Venue("Trung tâm Y tế Mẫu", "Cổng A", TZ),
            policy,
            station.clock,
            watch,
        )
        held = Scan(text, ScanSource.CAMERA, LaneName.GATE, station.clock.now())
        return gate.handle(held)

    return station.run(scan)
