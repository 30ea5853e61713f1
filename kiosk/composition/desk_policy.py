"""Does what the desk's page of rules asks for: shows them, and has them changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.composition.local_settings import LocalSettings, StaffChanges
from kiosk.domain.desk.policy_work import PolicyWork, Rule, RulesShown, SaveRules, ShowRules, Value
from kiosk.domain.desk.settings_work import SettingsNotSaved
from kiosk.domain.events import Configured
from kiosk.domain.staff.trail import StaffDeed
from kiosk.store.queries.thread import ReaderThread


class DeskPolicy:
    """Answers `PolicyWork`, on the thread of whoever asks."""

    def __init__(
        self,
        local: LocalSettings,
        changes: StaffChanges,
        in_force: Callable[[], Configured],
        reader: ReaderThread,
    ) -> None:
        self._local = local
        self._changes = changes
        self._in_force = in_force
        self._reader = reader

    def answer(self, asked: PolicyWork[Any], staff: str) -> RulesShown | SettingsNotSaved:
        """Do it in the name of an account. Raises StorageFault."""
        match asked:
            case ShowRules():
                return self._show()
            case SaveRules(changes):
                values = {rule.value: value for rule, value in changes.items()}
                problem = self._changes.make(StaffDeed.RULES_CHANGED, values, staff)
                return self._show() if problem is None else SettingsNotSaved(problem)
        raise TypeError(type(asked))

    def _show(self) -> RulesShown:
        force = self._in_force()
        last = self._reader.ask(lambda reader: reader.last_deed(StaffDeed.RULES_CHANGED)).result()
        values = {rule: self._value(rule, force) for rule in Rule}
        return RulesShown(
            values, force.venue, force.policy, self._local.has_hub, *(last or (None, ""))
        )

    def _value(self, rule: Rule, force: Configured) -> Value:
        match rule:
            case Rule.NAMES:
                return force.policy.name_display
            case Rule.RETENTION:
                return self._local.config.sync.retention_days
        section, _, name = rule.value.partition(".")
        value: Value = getattr(force.policy.print if section == "print" else force.policy, name)
        return value
