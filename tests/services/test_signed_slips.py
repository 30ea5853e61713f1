"""Signed slips at the gate: printed by one station, held up at another."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.composition.offline_station import offline_station
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_visits import DoubtedSlip, FindHolder, SlipHolder
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.slips.slip import SLIP_PREFIX, human_code, slip_text
from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey, TrustedKey
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import (
    Admit,
    Decision,
    Direction,
    LaneName,
    NeedsDeclaration,
    Support,
    WrongCode,
)
from kiosk.ports.prints import PrintJob
from kiosk.services.slip_keys import signing_key
from kiosk.services.slips import SlipIssuer
from kiosk.settings.config import Config, StoreConfig
from sync.protocol.keys import encode, private_raw, signing_private
from sync.protocol.ks1 import (
    LOCAL_KID,
    LOCAL_VENUE,
    SlipClaims,
    SlipKind,
    SlipResult,
    minute_of,
    read_unverified,
    sign_claims,
    verify,
)
from sync.protocol.policy import DeclarationRule, PrintSettings, PrintWhen
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import MORNING, STAFF, VENUE, Rig, make_rig
from tests.support.slips import KEY, PUBLIC, claims_bytes, digits_of

ARRIVAL = Admit(Direction.ARRIVAL)
DEPARTURE = Admit(Direction.DEPARTURE)
VENUE_NO, KID = 7, 3
PRINTS = Policy(print=PrintSettings(PrintWhen.ALWAYS, 72))
PERSON = make_person(random.Random(20260302))
CARD = citizen_text(citizen_fields(PERSON, random.Random(1)))
EARLIER = MORNING - timedelta(days=30)
THEIRS = TrustedKey(KID, VENUE_NO, PUBLIC, EARLIER)


def enrolled(rig: Rig, kid: int, private_key: str, public_key: str) -> None:
    """Give a station a number for its slips, as a hub does."""
    with rig.store.transaction() as tx:
        key = OwnSlipKey(
            0, kid, VENUE_NO, public_key, private_key, EARLIER, None, OwnKeyState.SIGNING
        )
        tx.slip_keys.add_own(key)
        tx.slip_keys.trust(TrustedKey(kid, VENUE_NO, public_key, EARLIER), KeySource.OWN)


def trusting(rig: Rig, *keys: TrustedKey) -> Rig:
    with rig.store.transaction() as tx:
        for key in keys:
            tx.slip_keys.trust(key, KeySource.HUB)
    return rig


def test_the_first_start_makes_a_key_and_the_next_one_keeps_it(tmp_path: Path) -> None:
    config = Config(venue=VENUE, store=StoreConfig(directory=str(tmp_path / "store")))
    found = []
    for _ in range(2):
        with offline_station(config, ManualClock(MORNING)) as station:
            assert station is not None
            with station.handlers.opened.store.transaction() as tx:
                found.append((tx.slip_keys.own(), tx.slip_keys.trusted()))
    assert found[0] == found[1]
    ((key,), ((trusted, source),)) = found[0]
    assert (key.kid, key.venue_no, key.state) == (LOCAL_KID, LOCAL_VENUE, OwnKeyState.SIGNING)
    assert (trusted.public_key, source) == (key.public_key, KeySource.OWN)


@pytest.fixture
def near() -> Rig:
    """The station that prints."""
    rig = make_rig(PRINTS)
    enrolled(rig, KID, encode(private_raw(KEY)), PUBLIC)
    return rig


@pytest.fixture
def far() -> Rig:
    """Another one of the venue, which has never seen anybody."""
    rig = make_rig()
    with rig.store.transaction() as tx:
        other = signing_key(tx)
        tx.slip_keys.change_own(replace(other, kid=4, venue_no=VENUE_NO))
    return trusting(rig, THEIRS)


def issue(rig: Rig) -> PrintJob:
    return rig.store.get_print_job(rig.scan(CARD).print_job)


def claims(**changes: object) -> SlipClaims:
    made = SlipClaims(
        SlipKind.SLIP,
        42,
        SlipResult.RECORDED,
        minute_of(MORNING - timedelta(hours=1)),
        minute_of(MORNING + timedelta(hours=71)),
        VENUE_NO,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_station_without_hub_signs_with_a_key_of_its_own() -> None:
    rig = make_rig(PRINTS)
    job = issue(rig)
    (slip,) = rig.bodies("slip")
    assert (slip["kid"], slip["kind"], slip["act"]) == (LOCAL_KID, "slip", "issued")
    with rig.store.transaction() as tx:
        (key,) = tx.slip_keys.own()
    read = verify(read_unverified(job.slip.code), key.public_key)
    assert read == SlipClaims(
        SlipKind.SLIP,
        job.slip.slip_id,
        SlipResult.RECORDED,
        minute_of(MORNING),
        minute_of(MORNING + timedelta(hours=72)),
        LOCAL_VENUE,
    )
    rig.clock.advance(3600)
    assert rig.scan(job.slip.code).result == DEPARTURE
    rig.scan(citizen_text(citizen_fields(make_person(random.Random(5)), random.Random(1))))
    with rig.store.transaction() as tx:
        assert len(tx.slip_keys.own()) == 1, "one key for all slips"


def test_a_slip_admits_somebody_this_station_has_never_seen(near: Rig, far: Rig) -> None:
    job = issue(near)
    (there,) = near.bodies("arrival")
    far.clock.advance(1800)
    came = far.scan(job.slip.code)
    assert came.result == ARRIVAL
    assert came.display_name == ""
    (arrival,) = far.bodies("arrival")
    assert (arrival["credential"], arrival["proof"]) == ("slip", "slip")
    # The hub joins the two by it.
    assert arrival["slip"] == there["slip"] == str(job.slip.slip_id)
    assert far.person(str(arrival["person"])).details == PersonDetails()
    far.clock.advance(3600)
    assert far.scan(job.slip.code).result == DEPARTURE, "the same person again"
    assert len(far.bodies("person")) == 1
    assert far.bodies("identifier") == []
    far.check()


def test_a_code_by_its_id_alone_opens_nothing_that_was_signed(near: Rig) -> None:
    job = issue(near)
    near.clock.advance(3600)
    assert near.scan(slip_text(job.slip.slip_id)).result == Support(Reason.UNKNOWN_SLIP)


def test_a_slip_of_before_codes_were_signed_holds_until_it_expires(near: Rig) -> None:
    job = issue(near)
    frozen = json.loads(near.store.connection.execute("SELECT slip FROM print_jobs").fetchone()[0])
    old = {
        name: value
        for name, value in frozen.items()
        if name not in ("code", "kind", "kid", "venue_line")
    }
    near.store.connection.execute("UPDATE print_jobs SET slip = ?", (json.dumps(old),))
    code = near.store.get_print_job(job.id).slip.code
    assert code == slip_text(job.slip.slip_id)
    assert code.startswith(SLIP_PREFIX)
    near.clock.advance(3600)
    assert near.scan(code).result == DEPARTURE
    near.clock.advance(3600)
    assert near.type_number(job.slip.human_code).result == ARRIVAL
    near.clock.advance(72 * 3600)
    assert near.scan(code).result == WrongCode(Reason.EXPIRED_SLIP)
    with near.store.transaction() as tx:
        tx.slip_keys.revoke(job.slip.slip_id, MORNING + timedelta(days=9))
    assert near.scan(code).result == WrongCode(Reason.REVOKED_SLIP)


ALTERED = str(int(sign_claims(claims(), KID, KEY)) ^ 2)


@pytest.mark.parametrize(
    ("code", "keys", "reason"),
    [
        (ALTERED, (THEIRS,), Reason.ALTERED_SLIP),
        (
            sign_claims(claims(), KID, signing_private(encode(bytes(range(1, 33))))),
            (THEIRS,),
            Reason.ALTERED_SLIP,
        ),
        (sign_claims(claims(), 9, KEY), (THEIRS,), Reason.SLIP_KEY_UNKNOWN),
        (
            sign_claims(claims(venue_no=8), KID, KEY),
            (replace(THEIRS, venue_no=8),),
            Reason.SLIP_OF_OTHER_VENUE,
        ),
        (
            sign_claims(claims(), KID, KEY),
            (replace(THEIRS, valid_until=MORNING - timedelta(days=1)),),
            Reason.SLIP_KEY_NOT_VALID,
        ),
        (
            sign_claims(claims(), KID, KEY),
            (replace(THEIRS, is_compromised=True),),
            Reason.SLIP_KEY_COMPROMISED,
        ),
        (
            sign_claims(claims(issued_min=minute_of(MORNING) + 60), KID, KEY),
            (THEIRS,),
            Reason.SLIP_FROM_THE_FUTURE,
        ),
        ("KS0:0000000000000000042", (THEIRS,), Reason.UNKNOWN_SLIP),
    ],
)
@pytest.mark.fault("P2")
def test_each_failure_has_its_own_reason_at_the_desk(
    far: Rig, code: str, keys: tuple[TrustedKey, ...], reason: Reason
) -> None:
    trusting(far, *keys)
    outcome = far.scan(code)
    assert outcome.result == Support(reason)
    (case,) = far.bodies("support")
    assert (case["reason"], case["credential"]) == (reason.value, "slip")
    assert far.bodies("arrival", "person", "refusal") == []
    assert far.scan(code, LaneName.DESK).result == Support(reason)


@pytest.mark.fault("P2")
def test_an_expired_or_revoked_slip_lets_nobody_in(far: Rig) -> None:
    code = sign_claims(claims(), KID, KEY)
    with far.store.transaction() as tx:
        tx.slip_keys.revoke(42, MORNING + timedelta(days=3))
    assert far.scan(code).result == WrongCode(Reason.REVOKED_SLIP)
    far.clock.advance(71 * 3600)
    late = sign_claims(claims(slip_id=43), KID, KEY)
    assert far.scan(late).result == WrongCode(Reason.EXPIRED_SLIP)
    assert far.bodies("arrival", "person") == []


@pytest.mark.fault("P2")
def test_by_a_clock_that_is_not_trusted_a_strangers_slip_goes_to_staff(near: Rig) -> None:
    rig = trusting(make_rig(at=datetime(2020, 1, 1, tzinfo=UTC)), THEIRS)
    with rig.store.transaction() as tx:
        tx.slip_keys.change_own(replace(signing_key(tx), kid=4, venue_no=VENUE_NO))
    code = sign_claims(claims(), KID, KEY)
    assert rig.scan(code).result == Support(Reason.SLIP_CLOCK_SUSPECT)


@pytest.mark.fault("P2")
def test_of_a_stolen_key_what_was_believed_before_holds(near: Rig, far: Rig) -> None:
    code = issue(near).slip.code
    assert far.scan(code).result == ARRIVAL
    trusting(far, replace(THEIRS, is_compromised=True, valid_until=MORNING))
    far.clock.advance(3600)
    assert far.scan(code).result == DEPARTURE
    forged = sign_claims(claims(), KID, KEY)
    assert far.scan(forged).result == Support(Reason.SLIP_KEY_COMPROMISED)


@pytest.mark.fault("P2")
@pytest.mark.parametrize(
    ("is_compromised", "reason"),
    [(True, Reason.SLIP_KEY_COMPROMISED), (False, Reason.ALTERED_SLIP)],
)
def test_by_the_id_of_a_known_slip_a_thief_gets_nothing(
    near: Rig, far: Rig, is_compromised: bool, reason: Reason
) -> None:
    code = issue(near).slip.code
    assert far.scan(code).result == ARRIVAL
    seen = verify(read_unverified(code), PUBLIC)
    assert seen is not None
    year = minute_of(MORNING + timedelta(days=365))
    forged = sign_claims(replace(seen, kind=SlipKind.STAFF_CARD, expires_min=year), KID, KEY)
    for rig in (near, far):
        (arrival,) = rig.bodies("arrival")
        trusting(rig, replace(THEIRS, is_compromised=is_compromised))
        rig.clock.advance(3600)
        assert rig.scan(forged).result == Support(reason)
        (case,) = rig.bodies("support")
        assert "person" not in case
        assert rig.act(FindHolder(forged)) == DoubtedSlip(reason)
        assert rig.person(str(arrival["person"])).visitor is None
        assert rig.scan(code).result == DEPARTURE, "the slip itself holds"
        rig.check()


@pytest.mark.fault("P2")
def test_a_code_that_holds_beyond_any_date_stops_no_station(far: Rig) -> None:
    expires = claims().expires_min.to_bytes(4, "big")
    content = claims_bytes(claims()).replace(expires, b"\xff" * 4)
    head = b"\x01" + KID.to_bytes(2, "big") + content
    code = digits_of(head + KEY.sign(b"KS1" + head))
    assert far.scan(code).result == Support(Reason.ALTERED_SLIP)
    assert far.act(FindHolder(code)) == DoubtedSlip(Reason.ALTERED_SLIP)


def test_a_slip_in_place_of_one_by_a_clock_that_was_ahead_ends(near: Rig) -> None:
    near.clock.jump(MORNING + timedelta(days=400))
    job = issue(near)
    (arrival,) = near.bodies("arrival")
    person = near.person(str(arrival["person"]))
    with near.store.transaction() as tx:
        done = SlipIssuer(VENUE).replace(tx, job, person, MORNING, STAFF)
    slip = near.store.get_print_job(done).slip
    assert slip.valid_until == MORNING + timedelta(days=14)
    with near.store.transaction() as tx:
        # Less than a minute is left of the one before.
        late = replace(job, slip=replace(slip, valid_until=MORNING + timedelta(seconds=9)))
        done = SlipIssuer(VENUE).replace(tx, late, person, MORNING, STAFF)
    slip = near.store.get_print_job(done).slip
    assert slip.valid_until == MORNING + timedelta(minutes=1)


def test_a_slip_stands_for_a_declaration_only_if_it_was_issued_upon_one(far: Rig) -> None:
    far.desk.policy = Policy(declaration=DeclarationRule.REQUIRED)
    declared = sign_claims(claims(result=SlipResult.DECLARED), KID, KEY)
    assert far.scan(declared).result == ARRIVAL
    undeclared = far.scan(sign_claims(claims(slip_id=43), KID, KEY))
    assert undeclared.result == NeedsDeclaration(PersonDetails())


@pytest.mark.parametrize(
    ("kind", "visitor", "expected"),
    [
        (SlipKind.STAFF_CARD, VisitorKind.STAFF, ARRIVAL),
        (SlipKind.REGULAR_CARD, None, NeedsDeclaration(PersonDetails())),
    ],
)
def test_a_staff_card_makes_its_holder_staff_at_every_station(
    far: Rig, kind: SlipKind, visitor: VisitorKind | None, expected: Decision
) -> None:
    far.desk.policy = Policy(declaration=DeclarationRule.REQUIRED)
    code = sign_claims(claims(kind=kind), KID, KEY)
    assert far.scan(code).result == expected
    far.desk.policy = Policy()
    far.clock.advance(3600)
    far.scan(code)
    (person,) = {str(body["person"]) for body in far.bodies("person")}
    assert far.person(person).visitor is visitor
    far.check()


# At the desk's scanner.


@pytest.mark.fault("P2")
def test_staff_hear_whose_slip_it_is_or_what_is_wrong_with_it(near: Rig, far: Rig) -> None:
    job = issue(near)
    (arrival,) = near.bodies("arrival")
    find = FindHolder(job.slip.code)
    assert near.act(find) == SlipHolder(str(arrival["person"]))
    assert far.act(find) == NotDone(ActProblem.SLIP_OF_STRANGER)
    assert far.act(FindHolder(ALTERED)) == DoubtedSlip(Reason.ALTERED_SLIP)
    assert far.act(FindHolder(CARD)) == NotDone(ActProblem.NEVER_MET)
    near.clock.advance(72 * 3600)
    assert near.act(find) == DoubtedSlip(Reason.EXPIRED_SLIP)
    near.clock.jump(datetime(2020, 1, 1, tzinfo=UTC))
    assert near.act(find) == SlipHolder(str(arrival["person"])), "by a wrong clock none expires"
    assert not near.acts.carry_out(find, STAFF).is_done, "nothing changed"


# The code to read out.


def test_a_human_code_stands_for_its_slip_and_names_nobody(near: Rig) -> None:
    job = issue(near)
    near.clock.advance(3600)
    left = near.type_number(job.slip.human_code)
    assert left.result == DEPARTURE
    assert left.display_name == ""
    (departure,) = near.bodies("departure")
    assert (departure["proof"], departure["method"]) == ("none", "typed")
    assert departure["slip"] == str(job.slip.slip_id)
    near.clock.advance(72 * 3600)
    assert near.type_number(job.slip.human_code).result == WrongCode(Reason.EXPIRED_SLIP)


def test_a_human_code_says_no_more_than_its_slip(near: Rig) -> None:
    """It was issued while nobody had to declare."""
    job = issue(near)
    near.clock.advance(17 * 3600)
    near.desk.policy = Policy(declaration=DeclarationRule.REQUIRED)
    assert near.type_number(job.slip.human_code).result == NeedsDeclaration(PersonDetails())


def test_the_same_digits_in_a_scanned_code_are_no_human_code(near: Rig) -> None:
    job = issue(near)
    near.clock.advance(3600)
    assert near.scan(job.slip.human_code).result == WrongCode(Reason.UNKNOWN_CODE)


def test_nobody_finds_a_human_code_by_trying(near: Rig) -> None:
    job = issue(near)
    near.clock.advance(3600)
    for number in range(5):
        outcome = near.type_number(human_code(number))
        assert outcome.result == Support(Reason.UNKNOWN_SLIP_CODE)
    assert near.type_number(job.slip.human_code).result == Support(Reason.SLIP_CODE_TRIES_OVER)
    assert near.scan(job.slip.code).result == DEPARTURE, "the code itself is never locked"
    near.clock.advance(59.9)
    assert near.type_number(job.slip.human_code).result == Support(Reason.SLIP_CODE_TRIES_OVER)
    near.clock.advance(0.1)
    assert isinstance(near.type_number(job.slip.human_code).result, Admit)
    for number in range(4):
        near.type_number(human_code(number))
    near.type_number(job.slip.human_code)
    assert near.type_number(human_code(4)).result == Support(Reason.UNKNOWN_SLIP_CODE)
    assert near.type_number(human_code(5)).result == Support(Reason.SLIP_CODE_TRIES_OVER)
