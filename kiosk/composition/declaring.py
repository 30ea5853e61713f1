"""What a page that declares begins with, out of the settings and forms in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime

from kiosk.base.clock import Clock
from kiosk.composition.sync_service import SyncService
from kiosk.domain.declaration.notice import notices
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.presence import venue_day
from kiosk.services.forms_in_force import find_version, form_in_force
from kiosk.settings.config import Config
from kiosk.store.queries.thread import ReaderThread
from sync.protocol.policy import DeclarationRule, OtpRule


class DeclaringAnswers:
    """Answers `PrepareDeclaring` on the reader's thread, under the rules in force when it is asked.

    `keeps` says after how many days what the hub has is removed here; None without a hub.
    """

    def __init__(
        self,
        reader: ReaderThread,
        clock: Clock,
        rules: Callable[[], tuple[Venue, Policy]],
        keeps: Callable[[], int | None],
    ) -> None:
        self._reader = reader
        self._clock = clock
        self._rules = rules
        self._keeps = keeps

    def ask(self, query: PrepareDeclaring, staff: str) -> Future[DeclaringSetup | None]:
        """Have it answered; nobody need be signed in."""
        del staff
        (venue, policy), now, keeps = self._rules(), self._clock.now(), self._keeps()
        return self._reader.ask(
            lambda reader: prepare(
                query, reader.fed_forms(asked_form(query, policy)), venue, policy, now, keeps
            )
        )


def keeps_days(config: Config, sync: SyncService) -> int | None:
    """After how many days what the hub has is removed from this machine; None without a hub."""
    return config.sync.retention_days if sync.is_enrolled else None


def asked_form(query: PrepareDeclaring, policy: Policy) -> str:
    """The id of the form that is asked for."""
    return policy.declaration_form if query.form is None else query.form.id


def prepare(
    query: PrepareDeclaring,
    fed: Iterable[bytes],
    venue: Venue,
    policy: Policy,
    now: datetime,
    keeps_days: int | None,
) -> DeclaringSetup | None:
    """The form and texts in force; None where a draft's form is not there any more.

    `fed` are the hub's versions of that form, the newest first; `keeps_days` is after how many days
    what the hub has is removed here, None without a hub.
    """
    if query.form is None:
        form = form_in_force(policy.declaration_form, fed)
    else:
        found = find_version(query.form, fed)
        if found is None:
            return None
        form = found
    return DeclaringSetup(
        form,
        venue_day(now, venue.time_zone),
        notices(venue, policy, keeps_days),
        policy.declaration is DeclarationRule.REQUIRED,
        policy.otp is not OtpRule.OFF,
    )
