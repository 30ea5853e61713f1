"""The configuration in force: the station's own, and over it what the hub's feed says.

Enrolment archives the local one: it comes back when the hub's goes (docs/spec/sync-protocol.md §5).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.notice import Notice
from kiosk.domain.venue import Policy, Venue
from sync.protocol.feeds import FeedItem
from sync.protocol.policy import hub_settings
from sync.protocol.records import ConfigOrigin, ConfigStamp
from sync.protocol.settings import SettingError, read_members

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Venue and rules with where they come from, and the hub's notices."""

    venue: Venue
    policy: Policy
    stamp: ConfigStamp = field(default_factory=ConfigStamp)
    notices: tuple[Notice, ...] = ()
    """Past and future ones too: the clock alone begins and ends them."""


def configuration_in_force(local: Configuration, items: Mapping[str, FeedItem]) -> Configuration:
    """What holds, given the hub's items by key; without any, the local one.

    An item with an impossible value is left out whole, and its local values hold: nobody meant
    a policy of which one half applies.
    """
    if not items:
        return local
    changes: dict[str, dict[str, Any]] = {"venue": {}, "policy": {}, "print": {}}
    for key, settings in hub_settings().items():
        if key not in items:
            continue
        try:
            changes[settings[0].section] |= read_members(settings, items[key].body)
        except SettingError as error:
            # Values of a configuration are no personal data, but its keys are enough.
            log.error("config: section %s of the hub cannot be used (%s)", key, error.key)
    slips = replace(local.policy.print, **changes["print"])
    return Configuration(
        venue=replace(local.venue, **changes["venue"]),
        policy=replace(local.policy, print=slips, **changes["policy"]),
        stamp=ConfigStamp(ConfigOrigin.HUB, max(item.pos for item in items.values())),
    )
