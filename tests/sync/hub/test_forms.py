"""Forms: sent by an administrator, kept by version, taken back, listed beside what was declared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.services.shipped_forms import DEFAULT_FORM, shipped_form_bytes
from sync.hub.admin.venues import VenueError
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.protocol.feeds import FeedName, FeedPage
from sync.protocol.forms import MOST_FORM_BYTES, form_key, parse_fed_form
from tests.support.hub_records import ADMIN, Station, envelope

FIRST, SECOND = form_key("dengue", 1), form_key("dengue", 2)


@pytest.fixture
def venue(hub: Hub) -> str:
    return hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh").id


def items(hub: Hub, venue: str) -> FeedPage:
    page = hub.feeds.page(FeedName.FORMS, venue, None)
    assert isinstance(page, FeedPage)
    return page


def test_versions_stand_side_by_side_until_they_are_taken_back(hub: Hub, venue: str) -> None:
    hub.venues.send_form(ADMIN, [venue], FIRST, b'{"a": 1.5}')
    hub.venues.send_form(ADMIN, [venue], SECOND, b"{}")
    # The same once more changes nothing that anybody asks.
    hub.venues.send_form(ADMIN, [venue], FIRST, b'{"a": 1.5}')
    assert hub.venues.forms(venue) == [FIRST, SECOND]
    first = next(item for item in items(hub, venue).items if item.key == FIRST)
    assert parse_fed_form(first.body) == b'{"a": 1.5}'
    hub.venues.withdraw_form(ADMIN, [venue], FIRST)
    assert hub.venues.forms(venue) == [SECOND]
    acts = [entry.act.value for entry in hub.audit.entries(4)]
    assert acts == ["form_withdrawn", "form_sent", "form_sent", "form_sent"]


def test_what_cannot_be_sent_or_taken_back(hub: Hub, venue: str) -> None:
    hub.venues.send_form(ADMIN, [venue], FIRST, b"{}")
    with pytest.raises(VenueError, match="count it up"):
        hub.venues.send_form(ADMIN, [venue], FIRST, b'{"other": true}')
    with pytest.raises(VenueError, match="too large"):
        hub.venues.send_form(ADMIN, [venue], SECOND, b" " * (MOST_FORM_BYTES + 1))
    with pytest.raises(VenueError, match="no form"):
        hub.venues.withdraw_form(ADMIN, [venue], SECOND)
    assert hub.venues.forms(venue) == [FIRST]


def test_the_command_checks_sends_lists_and_takes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "hub"

    def run(*words: str) -> int:
        return main(["hub", *words, "--data", str(data)])

    assert run("venue", "add", "Trạm Mẫu") == 0
    form, broken = tmp_path / "form.json", tmp_path / "broken.json"
    form.write_bytes(shipped_form_bytes(DEFAULT_FORM))
    broken.write_bytes(b"{}")
    capsys.readouterr()
    assert run("form", str(form), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["form"] == DEFAULT_FORM
    assert run("form", str(broken)) == 2
    assert "form check" in capsys.readouterr().err
    assert run("form", str(tmp_path / "nothing.json")) == 2
    assert run("form", "--json") == 0
    (listed,) = json.loads(capsys.readouterr().out)["venues"]
    key = form_key(DEFAULT_FORM, told["version"])
    assert (listed["sent"], listed["declarations"]) == ([key], [])
    assert run("form", "--withdraw", "domestic") == 2
    assert run("form", "--withdraw", f"{DEFAULT_FORM}:{told['version']}") == 0
    capsys.readouterr()
    assert run("form") == 0
    assert DEFAULT_FORM not in capsys.readouterr().out


def test_the_list_tells_what_was_declared_by_version(hub: Hub, venue: str) -> None:
    from argparse import Namespace

    from kiosk.commands.hub_forms import act_on_forms

    device_id, _ = hub.administration.add_station(ADMIN, venue, "A", "http://hub.example.vn")
    sender, ledger = Sender(device_id, venue, "A"), Station()
    lines = [ledger.declaration(ledger.new_person(), form=("dengue", 2))]
    hub.ingest.take(sender, envelope(sender, lines), lines, hub.now())
    hub.venues.send_form(ADMIN, [venue], SECOND, b"{}")
    options = Namespace(withdraw=None, path=None)
    members, text = act_on_forms(options, hub, ADMIN, [venue])
    assert members["venues"][0]["declarations"] == [{"form": "dengue", "version": 2, "count": 1}]
    assert SECOND in text
