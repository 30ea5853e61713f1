"""*Quy định tại điểm này*: the venue's rules, for administrators, with the notice they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import time
from types import MappingProxyType
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.policy_work import (
    HUBS_OWN,
    Rule,
    RulesShown,
    SaveRules,
    ShowRules,
    Value,
)
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Turn,
)
from kiosk.domain.venue import NameDisplay
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import DeclarationRule, GateMode, OtpRule, PrintWhen

VALUES: Mapping[Rule, tuple[Value, ...]] = MappingProxyType(
    {
        Rule.DECLARATION: (DeclarationRule.REQUIRED, DeclarationRule.OFF),
        Rule.VALIDITY: (1, 3, 7, 14),
        Rule.OTP: (OtpRule.REQUIRED, OtpRule.PREFERRED, OtpRule.OFF),
        Rule.SLIPS: (
            PrintWhen.ALWAYS,
            PrintWhen.NO_REUSABLE_CODE,
            PrintWhen.ON_REQUEST,
            PrintWhen.NEVER,
        ),
        Rule.NAMES: (NameDisplay.SHORT, NameDisplay.FULL, NameDisplay.NONE),
        Rule.CAPACITY: (
            *(0, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750),
            *(1000, 1500, 2000, 3000, 5000),
        ),
        Rule.RETENTION: (1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90, 180, 366),
        Rule.BASIS: (LegalBasis.CONSENT, LegalBasis.PUBLIC_TASK, LegalBasis.EMERGENCY),
        Rule.PERSONAL_QR: (True, False),
        Rule.GATE_MODE: (GateMode.AUTO, GateMode.IN_ONLY, GateMode.OUT_ONLY),
        Rule.EARLY_RETURN: (0, 5, 10, 15, 20, 30, 45, 60, 120, 240),
        Rule.PRESENCE: (2, 4, 8, 12, 16, 24, 36, 48, 72, 168),
        Rule.CLOSING: (
            None,
            *(time(half // 2, half % 2 * 30) for half in range(10, 48)),
        ),
    }
)
"""What the page offers of each rule, in its order; the settings file takes others too."""
MOST_SIDE_BY_SIDE = 4
"""So many values stand beside each other; more are gone through one by one."""


@dataclass(frozen=True, slots=True)
class RuleChosen:
    """One of the values that stand beside each other."""

    rule: Rule
    place: int
    """In `VALUES`."""


@dataclass(frozen=True, slots=True)
class RuleStepped:
    """The next value or, with -1, the one before."""

    rule: Rule
    by: int


@dataclass(frozen=True, slots=True)
class NoticeTurned:
    """The notice in another language."""

    language: Language


@dataclass(frozen=True, slots=True)
class PartTurned:
    """*Các quy định khác*: another part of the list; how many there are says the screen."""

    part: int


@dataclass(frozen=True, slots=True)
class RulesSaved:
    """*Lưu thay đổi*."""


@dataclass(frozen=True, slots=True)
class RulesLeft:
    """*Quay lại*, and *Bỏ* once it was asked whether changes are given up."""


@dataclass(frozen=True, slots=True)
class RulesKept:
    """*Sửa tiếp*: nothing is given up."""


PolicyTouch = (
    RuleChosen | RuleStepped | NoticeTurned | PartTurned | RulesSaved | RulesLeft | RulesKept
)


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.POLICY
    is_public: ClassVar[bool] = False

    known: RulesShown | None = None
    """None until it was read."""
    changes: Mapping[Rule, Value] = field(default_factory=dict)
    """What was touched and differs from what is in force."""
    notice: Language = Language.VI
    part: int = 0
    """Which part of the list is shown, where not all of it has room."""
    is_saving: bool = False
    is_leaving: bool = False
    """It is asked whether what was not saved is given up."""
    is_saved: bool = False
    problem: DeskProblem | SettingsProblem | None = None

    def value(self, rule: Rule) -> Value:
        """As it stands on the page, once the rules were read."""
        assert self.known is not None
        return self.changes.get(rule, self.known.values[rule])

    def can_change(self, rule: Rule) -> bool:
        """Whether a touch changes it: what a hub sets is changed there."""
        if self.known is None or self.is_saving:
            return False
        return not (self.known.has_hub and rule in HUBS_OWN)

    def place_after(self, rule: Rule, by: int) -> int | None:
        """Where a step leads in `VALUES`; None where there is none further.

        From a value that is not offered it leads to the next one that is.
        """
        values = VALUES[rule]
        ranks = [_rank(value) for value in values]
        rank = _rank(self.value(rule))
        beyond = [
            place for place, other in enumerate(ranks) if (other > rank if by > 0 else other < rank)
        ]
        if not beyond:
            return None
        return min(beyond) if by > 0 else max(beyond)


def advance(state: PolicyPage, event: object, moment: Moment) -> Turn[PolicyPage]:
    """The page after a touch or an answer."""
    match event:
        case PageShown():
            # Rules are an administrator's.
            if moment.session is None or moment.session.role is not Role.ADMINISTRATOR:
                return Turn(state, go=Back())
            return Turn(state, asks=(ShowRules(),))
        case DeskAnswered(_, ShowRules(), RulesShown() as known):
            return Turn(replace(state, known=known, problem=None))
        case DeskAnswered(_, SaveRules(), RulesShown() as known):
            done = replace(state, known=known, changes={}, is_saving=False, is_saved=True)
            return Turn(done)
        case DeskAnswered(_, SaveRules(), SettingsNotSaved(problem)):
            return Turn(replace(state, is_saving=False, problem=problem))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, is_saving=False, problem=problem))
        case RulesLeft():
            is_over = state.is_leaving or not state.changes
            return Turn(replace(state, is_leaving=True), go=Back() if is_over else None)
        case RulesKept():
            return Turn(replace(state, is_leaving=False))
        case NoticeTurned(language):
            return Turn(replace(state, notice=language))
        case PartTurned(part):
            return Turn(replace(state, part=part))
        case RuleChosen(rule, place) if state.can_change(rule):
            return Turn(_with(state, rule, place))
        case RuleStepped(rule, by) if state.can_change(rule):
            further = state.place_after(rule, by)
            return Turn(state if further is None else _with(state, rule, further))
        case RulesSaved() if state.changes and not state.is_saving:
            saving = replace(state, is_saving=True, is_saved=False, problem=None)
            return Turn(saving, asks=(SaveRules(state.changes),))
    return Turn(state)


def _with(state: PolicyPage, rule: Rule, place: int) -> PolicyPage:
    assert state.known is not None
    value = VALUES[rule][place]
    changes = {**state.changes, rule: value}
    if value == state.known.values[rule]:
        del changes[rule]
    return replace(state, changes=changes, is_saved=False, problem=None)


def _rank(value: Value) -> int:
    """The order of values that are gone through: numbers, and times with *none* before them."""
    match value:
        case time():
            return 1 + value.hour * 60 + value.minute
        case int():
            return value
    return 0
