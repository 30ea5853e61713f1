"""What the page of the venue's rules asks for: the rules in force, and that they be changed.

Answered by `kiosk.composition.desk_policy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, time
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import A
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsWork
from kiosk.domain.venue import Policy, Venue

Value = StrEnum | int | bool | time | None
"""Of a rule, as the program has it."""


class Rule(StrEnum):
    """A rule that the page shows: the value is the setting's key."""

    DECLARATION = "policy.declaration"
    VALIDITY = "policy.declaration_days"
    PERSONAL_QR = "policy.accept_personal_qr"
    OTP = "policy.otp"
    SLIPS = "print.when"
    NAMES = "ui.display_name"
    CAPACITY = "policy.capacity"
    RETENTION = "sync.retention_days"
    BASIS = "policy.legal_basis"
    GATE_MODE = "policy.gate_mode"
    EARLY_RETURN = "policy.early_return_min"
    PRESENCE = "policy.presence_max_h"
    CLOSING = "policy.closing_time"


HUBS_OWN = frozenset(Rule) - {Rule.NAMES, Rule.RETENTION}
"""What a hub may set: of an enrolled station it is changed there."""


class PolicyWork(SettingsWork[A]):
    """Something about the venue's rules."""


@dataclass(frozen=True, slots=True)
class RulesShown:
    """The rules in force, and what the notice is written from."""

    values: Mapping[Rule, Value]
    venue: Venue = field(repr=False)
    policy: Policy = field(repr=False)
    has_hub: bool = False
    changed_at: datetime | None = None
    """When somebody changed them on this page last, UTC; None where nobody did."""
    changed_by: str = ""
    """Who."""


@dataclass(frozen=True, slots=True)
class ShowRules(PolicyWork[RulesShown]):
    """The rules in force."""


@dataclass(frozen=True, slots=True)
class SaveRules(PolicyWork[RulesShown | SettingsNotSaved]):
    """Change these, and leave the others as they are; they hold from the next scan on."""

    changes: Mapping[Rule, Value]
