"""The page of the venue's rules, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta

from kiosk.domain.desk.policy_work import Rule, RulesShown, ShowRules, Value
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.policy import (
    NoticeTurned,
    PartTurned,
    PolicyPage,
    RuleChosen,
    RulesLeft,
    RuleStepped,
)
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.venue import NameDisplay, Policy, Venue
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import DeclarationRule, GateMode, OtpRule, PrintWhen
from ui.showcase import AT, Showcase, demo_session

VALUES: Mapping[Rule, Value] = {
    Rule.DECLARATION: DeclarationRule.REQUIRED,
    Rule.VALIDITY: 1,
    Rule.OTP: OtpRule.PREFERRED,
    Rule.SLIPS: PrintWhen.NO_REUSABLE_CODE,
    Rule.NAMES: NameDisplay.SHORT,
    Rule.CAPACITY: 200,
    Rule.RETENTION: 30,
    Rule.BASIS: LegalBasis.CONSENT,
    Rule.PERSONAL_QR: True,
    Rule.GATE_MODE: GateMode.AUTO,
    Rule.EARLY_RETURN: 10,
    Rule.PRESENCE: 16,
    Rule.CLOSING: time(17, 0),
}
SHOWN = RulesShown(
    VALUES,
    Venue(health_authority="Sở Y tế Khánh Hòa", archive_days=90, data_phone="0259 000 0000"),
    Policy(),
    changed_at=AT - timedelta(days=3),
    changed_by="Võ Thanh Hà",
)


def _open(showcase: Showcase, *events: WindowEvent, has_hub: bool = False) -> None:
    session = replace(demo_session(), name="Võ Thanh Hà", role=Role.ADMINISTRATOR)
    showcase.take(StaffSignedIn(session), PageWanted(PolicyPage()))
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, ShowRules(), replace(SHOWN, has_hub=has_hub)), *events)


POLICY_SCENES: dict[str, Callable[[Showcase], None]] = {
    "policy": _open,
    "policy-changed": lambda showcase: _open(
        showcase,
        RuleChosen(Rule.BASIS, 1),
        RuleStepped(Rule.CAPACITY, 1),
        NoticeTurned(Language.EN),
    ),
    "policy-more": lambda showcase: _open(showcase, PartTurned(1)),
    "policy-last": lambda showcase: _open(showcase, PartTurned(9)),
    "policy-leaving": lambda showcase: _open(showcase, RuleChosen(Rule.BASIS, 1), RulesLeft()),
    "policy-hub": lambda showcase: _open(showcase, has_hub=True),
}
