"""Does what the desk's page of rules asks for: shows them, and changes them in file and force.

A change stands in the trail first, then in the settings file, then it holds: whatever fails on the
way leaves the rules as they were.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.base.errors import ConfigFault, StorageFault
from kiosk.base.worker import Worker
from kiosk.composition.build import StationCore
from kiosk.composition.settings_file import parse_config, write_settings
from kiosk.core.requests import CarryOut
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.policy_work import (
    NoteRules,
    PolicyWork,
    Rule,
    RulesNotSaved,
    RulesProblem,
    RulesShown,
    SaveRules,
    ShowRules,
    Value,
)
from kiosk.domain.events import Configured, CoreEvent
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.venue import Policy, Venue
from kiosk.settings.config import Config, all_settings
from kiosk.store.queries.thread import ReaderThread
from sync.client.hub_file import load_hub_file
from sync.protocol.settings import plain_table

log = logging.getLogger(__name__)


class DeskPolicy:
    """Answers `PolicyWork`; any thread may ask.

    Without a `file` a change holds until the kiosk stops.
    """

    def __init__(
        self,
        config: Config,
        file: Path | None,
        station: StationCore[CoreThread],
        reader: ReaderThread,
    ) -> None:
        self._config = config
        self._file = file
        self._station = station
        self._reader = reader
        self._in_force: tuple[Venue, Policy] = (config.venue, config.make_policy())
        self._worker = Worker("rules", lambda: None, lambda: None, (StorageFault, CancelledError))

    def take(self, event: CoreEvent) -> None:
        """Hear of other rules; on whichever thread publishes them."""
        if isinstance(event, Configured):
            self._in_force = (event.venue, event.policy)

    def ask(self, asked: PolicyWork[Any], staff: str) -> Future[Any]:
        """Have it done in the name of an account; returns at once."""
        if isinstance(asked, SaveRules):
            return self._worker.post(partial(self._save, asked.changes, staff))
        if isinstance(asked, ShowRules):
            return self._worker.post(self._show)
        raise TypeError(type(asked))

    def stop(self, deadline_s: float) -> bool:
        """End the thread; False if it hangs after `deadline_s`."""
        return self._worker.stop(deadline_s)

    def _show(self) -> RulesShown:
        venue, policy = self._in_force
        last = self._reader.ask(lambda reader: reader.last_deed(StaffDeed.RULES_CHANGED)).result()
        values = {rule: self._value(rule, venue, policy) for rule in Rule}
        return RulesShown(values, venue, policy, self._has_hub(), *(last or (None, "")))

    def _value(self, rule: Rule, venue: Venue, policy: Policy) -> Value:
        match rule:
            case Rule.NAMES:
                return policy.name_display
            case Rule.RETENTION:
                return self._config.sync.retention_days
        section, _, name = rule.value.partition(".")
        owner = {"venue": venue, "print": policy.print}.get(section, policy)
        value: Value = getattr(owner, name)
        return value

    def _has_hub(self) -> bool:
        try:
            return load_hub_file(self._config.store_directory) is not None
        except ConfigFault:
            # It was enrolled, and its hub may still be right.
            return True

    def _save(self, changes: Mapping[Rule, Value], staff: str) -> RulesShown | RulesNotSaved:
        note = CarryOut(NoteRules(tuple(changes)), staff or None)
        if isinstance(self._station.core.ask(note).result(), NotDone):
            return RulesNotSaved(RulesProblem.NOT_ADMINISTRATOR)
        try:
            config = self._written(changes)
        except ConfigFault as fault:
            log.warning("rules: refused (%s)", ", ".join(one.key for one in fault.problems))
            return RulesNotSaved(RulesProblem.REFUSED)
        except OSError as error:
            log.warning("rules: the settings file cannot be written (%s)", error.strerror)
            return RulesNotSaved(RulesProblem.NOT_WRITABLE)
        self._config = config
        self._station.change_local(config.venue, config.make_policy())
        return self._show()

    def _written(self, changes: Mapping[Rule, Value]) -> Config:
        kinds = {
            f"{section}.{each.name}": each.kind
            for section, settings in all_settings().items()
            for each in settings
        }
        plain = {rule.value: kinds[rule.value].plain(value) for rule, value in changes.items()}
        if self._file is not None:
            return write_settings(self._file, plain)
        tables = {name: plain_table(getattr(self._config, name)) for name in all_settings()}
        for key, value in plain.items():
            section, _, name = key.partition(".")
            tables[section][name] = value
        return parse_config(tables)
