"""The hub takes for a setting what a station takes, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.venue import Policy, Venue
from kiosk.services.configuration import Configuration, configuration_in_force
from sync.hub.admin.venues import Section, VenueError
from sync.hub.hub import Hub
from sync.protocol.feeds import FeedItem, FeedName, FeedPage
from sync.protocol.kinds import Whole
from sync.protocol.policy import hub_settings
from sync.protocol.settings import Setting
from tests.support.hub_records import ADMIN

ALL = [each for settings in hub_settings().values() for each in settings]
LOCAL = Configuration(Venue(), Policy())
LINE = {"label": "Y tế", "landline": "115", "mobile": "115"}
VALUES = st.one_of(
    st.sampled_from(
        [
            *("", " ", "auto", "off", "always", "left", "UTC", "Asia/Nowhere", "Trạm", "T" * 200),
            *("17:30", "7:30", "25:00", "17:30+07:00", "none"),
            *([], [LINE], [LINE, LINE], [{"label": "Y tế"}], [LINE | {"fax": "1"}], ["1022"]),
            *([LINE | {"label": 7}], {}, {"lines": []}, True, False, 1.0, 60.5),
        ]
    ),
    st.integers(-2, 3605),
    st.text(max_size=5),
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub with one venue."""
    opened = Hub.open(tmp_path_factory.mktemp("hub"))
    opened.venues.add(ADMIN, "Trạm Mẫu", "", "Asia/Ho_Chi_Minh")
    yield opened
    opened.close()


def hub_takes(hub: Hub, setting: Setting[Any], value: object) -> bool:
    """Whether the hub's administrator may set this."""
    (venue,) = hub.venues.all()
    section = Section(setting.feed_item)
    try:
        if section is Section.VENUE:
            hub.venues.change(ADMIN, venue.id, {setting.feed_member: value})
        else:
            hub.venues.set_section(ADMIN, venue.id, section, {setting.feed_member: value})
    except VenueError:
        return False
    return True


def station_takes(item: FeedItem, caplog: pytest.LogCaptureFixture) -> bool:
    """Whether a station puts this item in force."""
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        configuration_in_force(LOCAL, {item.key: item})
    return not caplog.records


@pytest.mark.parametrize("setting", ALL, ids=lambda each: each.key)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=VALUES)
def test_the_hub_takes_what_a_station_takes(
    hub: Hub, caplog: pytest.LogCaptureFixture, setting: Setting[Any], value: object
) -> None:
    item = FeedItem(setting.feed_item, 1, 1, {setting.feed_member: value})
    assert hub_takes(hub, setting, value) is station_takes(item, caplog)
    # And never does it send down what they would not take.
    (venue,) = hub.venues.all()
    page = hub.feeds.page(FeedName.CONFIG, venue.id, None)
    assert isinstance(page, FeedPage)
    assert all(station_takes(sent, caplog) for sent in page.items)


@pytest.mark.parametrize("setting", ALL, ids=lambda each: each.key)
def test_what_a_setting_is_by_default_may_be_set(
    hub: Hub, caplog: pytest.LogCaptureFixture, setting: Setting[Any]
) -> None:
    plain = setting.kind.plain(setting.default)
    assert hub_takes(hub, setting, plain)
    assert station_takes(FeedItem(setting.feed_item, 1, 1, {setting.feed_member: plain}), caplog)


def test_the_ends_of_a_range_are_in_it(hub: Hub) -> None:
    for setting in ALL:
        if isinstance(setting.kind, Whole):
            least, most = setting.kind.least, setting.kind.most
            assert [hub_takes(hub, setting, n) for n in (least - 1, least, most, most + 1)] == [
                *(False, True, True, False)
            ]


def test_a_member_that_no_setting_has_is_refused(hub: Hub) -> None:
    (venue,) = hub.venues.all()
    with pytest.raises(VenueError, match=r"policy\.repeat_window: no such setting"):
        hub.venues.set_section(ADMIN, venue.id, Section.POLICY, {"repeat_window": 5})
    with pytest.raises(VenueError, match=r"venue\.address: no such setting"):
        hub.venues.change(ADMIN, venue.id, {"address": "1 Đường Mẫu"})


def test_a_removed_member_is_the_stations_own_again(hub: Hub, tmp_path: Path) -> None:
    (venue,) = hub.venues.all()
    hub.venues.set_section(ADMIN, venue.id, Section.POLICY, {"presence_max_h": 8})
    told = hub.venues.set_section(ADMIN, venue.id, Section.POLICY, {"presence_max_h": None})
    assert "presence_max_h" not in told
