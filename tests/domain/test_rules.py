"""The rules at the gate, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.credential import PERSONAL_KINDS, Credential, CredentialKind
from kiosk.domain.declaration.validity import Standing
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.slips.trust import SlipFault
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Decision,
    Direction,
    DirectionBy,
    NeedsDeclaration,
    Support,
    WrongCode,
)
from kiosk.domain.visits.entry import proof_of
from kiosk.domain.visits.rules import (
    DOUBTFUL_SLIPS,
    MANGLED_REASONS,
    PAST_SLIPS,
    WRONG_CODE_REASONS,
    History,
    PastEntry,
    decide,
    wants_slip,
)
from sync.protocol.bodies import Proof
from sync.protocol.policy import DeclarationRule, GateMode, PrintSettings, PrintWhen

NOW = datetime(2026, 3, 2, tzinfo=UTC)
MẪU = PersonDetails("Nguyễn Văn Mẫu", Birth(1980, 2, 1))
KHÁC = PersonDetails("Lê Thị Khác", Birth(1991, 5, 6))
CARD = Credential(
    CredentialKind.CITIZEN_CARD,
    person=MẪU,
    identifiers=(Identifier(IdentifierKind.CITIZEN_ID, "001080123456"),),
)
IN, OUT = Direction.ARRIVAL, Direction.DEPARTURE
AUTO, IN_ONLY, OUT_ONLY = GateMode.AUTO, GateMode.IN_ONLY, GateMode.OUT_ONLY
MODE = DirectionBy.MODE


def past(direction: Direction, seconds_ago: float) -> PastEntry:
    return PastEntry(direction, NOW - timedelta(seconds=seconds_ago))


def again(direction: Direction, seconds_ago: float) -> AlreadyRecorded:
    return AlreadyRecorded(direction, NOW - timedelta(seconds=seconds_ago))


def ask(seconds_ago: float) -> AskLeaving:
    return AskLeaving(NOW - timedelta(seconds=seconds_ago))


@pytest.mark.parametrize(
    ("mode", "history", "expected"),
    [
        (AUTO, History(), Admit(IN)),
        (AUTO, History(past(IN, 3600), True), Admit(OUT)),
        (AUTO, History(past(OUT, 3600), False), Admit(IN)),
        (AUTO, History(past(IN, 50_000), False), Admit(IN)),  # ended by itself
        (AUTO, History(past(IN, 59.9), True), again(IN, 59.9)),
        (AUTO, History(past(IN, 60), True), ask(60)),
        (AUTO, History(past(IN, 599.9), True), ask(599.9)),
        (AUTO, History(past(IN, 600), True), Admit(OUT)),
        (AUTO, History(past(IN, 60), True, comes_and_goes=True), Admit(OUT)),
        (AUTO, History(None, True), Admit(OUT)),  # came by another gate
        (AUTO, History(past(OUT, 5), False), again(OUT, 5)),
        (AUTO, History(past(IN, -5), True), again(IN, -5)),  # the clock was set back a little
        (AUTO, History(past(IN, -60), True), ask(-60)),
        (IN_ONLY, History(), Admit(IN, MODE)),
        (IN_ONLY, History(past(IN, 3600), True), Admit(IN, MODE)),
        (IN_ONLY, History(past(IN, 5), True), again(IN, 5)),
        (IN_ONLY, History(past(OUT, 5), False), Admit(IN, MODE)),  # left by another gate
        (OUT_ONLY, History(), Admit(OUT, MODE)),
        (OUT_ONLY, History(past(IN, 5), True), Admit(OUT, MODE)),
        (OUT_ONLY, History(past(OUT, 5), False), again(OUT, 5)),
        (OUT_ONLY, History(past(OUT, 61), False), Admit(OUT, MODE)),
    ],
)
def test_direction(mode: GateMode, history: History, expected: Decision) -> None:
    assert decide(CARD, MẪU, history, Policy(gate_mode=mode), NOW) == expected


SLIP = Credential(CredentialKind.SLIP)
OVER = Reason.EXPIRED_SLIP


@pytest.mark.parametrize(
    ("mode", "history", "expected"),
    [
        (AUTO, History(slip_fault=SlipFault.EXPIRED), WrongCode(OVER)),
        (AUTO, History(past(IN, 3600), True, slip_fault=SlipFault.EXPIRED), Admit(OUT)),
        (AUTO, History(past(OUT, 5), False, slip_fault=SlipFault.EXPIRED), again(OUT, 5)),
        (IN_ONLY, History(past(IN, 3600), True, slip_fault=SlipFault.EXPIRED), WrongCode(OVER)),
        (OUT_ONLY, History(slip_fault=SlipFault.EXPIRED), Admit(OUT, MODE)),
        (AUTO, History(slip_fault=SlipFault.REVOKED), WrongCode(Reason.REVOKED_SLIP)),
        (AUTO, History(past(IN, 3600), True, slip_fault=SlipFault.REVOKED), Admit(OUT)),
    ],
)
def test_an_expired_slip_lets_out_and_not_in(
    mode: GateMode, history: History, expected: Decision
) -> None:
    assert decide(SLIP, MẪU, history, Policy(gate_mode=mode), NOW) == expected


@pytest.mark.parametrize("mangling", list(Mangling))
def test_of_a_mangled_code_nothing_is_believed(mangling: Mangling) -> None:
    result = decide(CARD, MẪU, History(), Policy(), NOW, mangling=mangling)
    assert result == WrongCode(MANGLED_REASONS[mangling])


def test_every_mangling_has_a_reason_of_its_own() -> None:
    assert len(set(MANGLED_REASONS.values())) == len(MANGLED_REASONS) == len(Mangling)


def test_without_a_window_every_scan_counts() -> None:
    history = History(past(IN, 0), True)
    policy = Policy(repeat_window_s=0, early_return_min=0)
    assert decide(CARD, MẪU, history, policy, NOW) == Admit(OUT)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (History(past(IN, 300), True), Admit(OUT, DirectionBy.PERSON)),
        (History(past(IN, 5), True), again(IN, 5)),
        (History(past(IN, 3600), True), Admit(OUT)),
        (History(past(OUT, 300), False), Admit(IN)),
    ],
)
def test_who_is_asked_and_says_so_leaves(history: History, expected: Decision) -> None:
    assert decide(CARD, MẪU, history, Policy(), NOW, is_leaving=True) == expected


REQUIRED = Policy(declaration=DeclarationRule.REQUIRED)
PERSONAL_QR = Credential(
    CredentialKind.PERSONAL_QR,
    person=KHÁC,
    identifiers=(Identifier(IdentifierKind.QID, "162979388586171100"),),
)
DUE = NeedsDeclaration(MẪU)
HOLDS, NEEDS_HUMAN = Standing.HOLDS, Standing.NEEDS_HUMAN


@pytest.mark.parametrize(
    ("credential", "known", "history", "policy", "expected"),
    [
        (CARD, MẪU, History(), Policy(), Admit(IN)),
        (CARD, MẪU, History(declared=NEEDS_HUMAN), Policy(), Admit(IN)),
        (CARD, MẪU, History(), REQUIRED, DUE),
        (CARD, None, History(), REQUIRED, DUE),
        (replace(CARD, person=None), MẪU, History(), REQUIRED, DUE),
        (CARD, MẪU, History(declared=HOLDS), REQUIRED, Admit(IN)),
        (CARD, MẪU, History(declared=NEEDS_HUMAN), REQUIRED, Support(Reason.HEALTH_ANSWERS)),
        (CARD, MẪU, History(kind=VisitorKind.STAFF), REQUIRED, Admit(IN)),
        (CARD, MẪU, History(kind=VisitorKind.CARER), REQUIRED, DUE),
        (CARD, MẪU, History(past(IN, 3600), True), REQUIRED, Admit(OUT)),
        (CARD, MẪU, History(past(IN, 5), True), REQUIRED, again(IN, 5)),
        (CARD, MẪU, History(), replace(REQUIRED, gate_mode=OUT_ONLY), Admit(OUT, MODE)),
        (SLIP, MẪU, History(), REQUIRED, Admit(IN)),
        (SLIP, MẪU, History(slip_fault=SlipFault.EXPIRED), REQUIRED, WrongCode(OVER)),
        (SLIP, MẪU, History(is_slip_declared=False), REQUIRED, DUE),
        (SLIP, MẪU, History(declared=HOLDS, is_slip_declared=False), REQUIRED, Admit(IN)),
        (SLIP, MẪU, History(declared=NEEDS_HUMAN), REQUIRED, Support(Reason.HEALTH_ANSWERS)),
        (PERSONAL_QR, KHÁC, History(), REQUIRED, Admit(IN)),
        (
            PERSONAL_QR,
            None,
            History(),
            replace(REQUIRED, accept_personal_qr=False),
            NeedsDeclaration(KHÁC),
        ),
    ],
)
def test_where_policy_asks_for_a_declaration(
    credential: Credential,
    known: PersonDetails | None,
    history: History,
    policy: Policy,
    expected: Decision,
) -> None:
    assert decide(credential, known, history, policy, NOW) == expected


@pytest.mark.parametrize("fault", SlipFault)
@pytest.mark.parametrize("history", [History(), History(past(IN, 3600), True)])
def test_every_flaw_of_a_slip_has_a_reason_of_its_own(fault: SlipFault, history: History) -> None:
    history = replace(history, slip_fault=fault)
    result = decide(SLIP, MẪU, history, Policy(), NOW)
    if fault in DOUBTFUL_SLIPS:
        assert result == Support(DOUBTFUL_SLIPS[fault])
    elif history.is_inside:
        assert result == Admit(OUT), "whoever it let in may leave with it"
    else:
        assert result == WrongCode(PAST_SLIPS[fault])
    reasons = [*DOUBTFUL_SLIPS.values(), *PAST_SLIPS.values()]
    assert len(set(reasons)) == len(SlipFault)


@pytest.mark.parametrize(
    ("credential", "known", "charset_guessed", "expected"),
    [
        (CARD, None, False, Admit(IN)),
        (CARD, None, True, Support(Reason.UNCERTAIN_TEXT)),
        (replace(CARD, person=None), None, False, Support(Reason.UNKNOWN_NUMBER)),
        (replace(CARD, person=None), MẪU, False, Admit(IN)),
        (CARD, KHÁC, False, Support(Reason.DOUBTFUL_PERSON)),
        (Credential(CredentialKind.SLIP), None, False, Admit(IN)),
        (Credential(CredentialKind.SLIP), None, True, Support(Reason.UNCERTAIN_TEXT)),
        (Credential(CredentialKind.SLIP), MẪU, False, Admit(IN)),
        (
            Credential(CredentialKind.PERSONAL_QR, person=MẪU),
            None,
            False,
            Support(Reason.PARTIAL_CREDENTIAL),
        ),
        (
            Credential(
                CredentialKind.PERSONAL_QR,
                person=MẪU,
                identifiers=(Identifier(IdentifierKind.PHONE, "+84912345678"),),
            ),
            MẪU,
            False,
            Support(Reason.PARTIAL_CREDENTIAL),
        ),
        (
            Credential(
                CredentialKind.PERSONAL_QR,
                person=MẪU,
                identifiers=(Identifier(IdentifierKind.QID, "162979388586171100"),),
                is_partial=True,
            ),
            None,
            False,
            Support(Reason.PARTIAL_CREDENTIAL),
        ),
        (
            Credential(CredentialKind.CITIZEN_CARD, identifiers=CARD.identifiers),
            MẪU,
            False,
            Admit(IN),
        ),
    ],
)
def test_who_goes_to_staff(
    credential: Credential, known: PersonDetails | None, charset_guessed: bool, expected: Decision
) -> None:
    decision = decide(credential, known, History(), Policy(), NOW, charset_guessed=charset_guessed)
    assert decision == expected


def test_every_kind_is_personal_or_has_words() -> None:
    assert set(WRONG_CODE_REASONS) | PERSONAL_KINDS == set(CredentialKind)
    assert set(WRONG_CODE_REASONS) & PERSONAL_KINDS == set()
    for kind, reason in WRONG_CODE_REASONS.items():
        for guessed in (False, True):
            decision = decide(
                Credential(kind), None, History(), Policy(), NOW, charset_guessed=guessed
            )
            assert decision == WrongCode(reason)


@pytest.mark.parametrize(
    ("when", "direction", "kind", "expected"),
    [
        (PrintWhen.NEVER, IN, CredentialKind.CITIZEN_CARD, False),
        (PrintWhen.ON_REQUEST, IN, CredentialKind.CITIZEN_CARD, False),
        (PrintWhen.ALWAYS, IN, CredentialKind.CITIZEN_CARD, True),
        (PrintWhen.ALWAYS, OUT, CredentialKind.CITIZEN_CARD, False),
        (PrintWhen.NO_REUSABLE_CODE, IN, CredentialKind.CITIZEN_CARD, False),
        (PrintWhen.NO_REUSABLE_CODE, IN, CredentialKind.PERSONAL_QR, False),
        (PrintWhen.NO_REUSABLE_CODE, IN, CredentialKind.SLIP, False),
        (PrintWhen.NO_REUSABLE_CODE, IN, CredentialKind.PHONE_NUMBER, True),
        (PrintWhen.NO_REUSABLE_CODE, OUT, CredentialKind.PHONE_NUMBER, False),
    ],
)
def test_when_a_slip_prints(
    when: PrintWhen, direction: Direction, kind: CredentialKind, expected: bool
) -> None:
    assert wants_slip(Policy(print=PrintSettings(when)), direction, kind) is expected


def test_what_a_code_proves() -> None:
    assert proof_of(CredentialKind.CITIZEN_CARD) is Proof.CARD
    assert proof_of(CredentialKind.SLIP) is Proof.SLIP
    assert proof_of(CredentialKind.PHONE_NUMBER) is Proof.NONE
    assert all(proof_of(kind) is not Proof.NONE for kind in PERSONAL_KINDS)
