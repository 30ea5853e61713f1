"""`kiosk hub …`: every word does what it says, and errors are one line with exit 2."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from numpy import array
from PIL import Image as Picture

from kiosk.__main__ import main
from sync.hub.admin.audit import Act, Actor, ActorKind
from sync.hub.admin.served_address import ServedAddress
from sync.hub.admin.stations import StationError
from sync.hub.admin.venues import VenueError
from sync.hub.db.engine import writing
from sync.hub.db.settings import put_setting
from sync.hub.hub import Hub, utc_now
from sync.protocol.devices import StationState
from sync.protocol.enrolment import parse_invitation
from sync.protocol.feeds import FeedItem, FeedName, FeedPage
from tests.support.hub_records import ADMIN, Station, envelope, fill_day

Command = Callable[..., str]
URL = "https://hub.example.vn"
PIN = "0123" * 16
PERSON = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The hub's folder."""
    return tmp_path / "hub"


@pytest.fixture
def command(folder: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `kiosk hub` with words; gives what it prints."""

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(["hub", *words, "--data", str(folder)]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def venue(command: Command) -> str:
    """A venue's id."""
    return str(json.loads(command("venue", "add", "Trung tâm Y tế Mẫu", "--json"))["id"])


@pytest.fixture
def opened(folder: Path, venue: str) -> Iterator[Hub]:
    """The same hub, from the inside."""
    hub = Hub.open(folder)
    yield hub
    hub.close()


def _items(hub: Hub, feed: FeedName, venue: str) -> dict[str, FeedItem]:
    page = hub.feeds.page(feed, venue, None)
    assert isinstance(page, FeedPage)
    return {item.key: item for item in page.items}


def _fails(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["hub", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert told.err.startswith("checkpoint-kiosk: ")
    return told.err


def test_venues_are_made_listed_and_set(command: Command, venue: str, opened: Hub) -> None:
    command("venue", "add", "Trạm Thử", "--address", "2 Đường Thử")
    listed = json.loads(command("venue", "list", "--json"))["venues"]
    assert [(item["number"], item["name"]) for item in listed] == [
        (1, "Trung tâm Y tế Mẫu"),
        (2, "Trạm Thử"),
    ]
    assert "Trạm Thử" in command("venue", "list")
    command(
        *("venue", "set", "1", "--name", "Tên mới", "--support-phone", "0259 000 111"),
        *("--closing-time", "17:30", "--repeat-window-s", "30", "--slips", "always"),
        *("--hotline", "Hỏi đáp|1022|0259.1022"),
    )
    items = _items(opened, FeedName.CONFIG, venue)
    assert items["venue"].body["name"] == "Tên mới"
    assert items["venue"].body["support_phone"] == "0259 000 111"
    assert items["policy"].body == {"closing_time": "17:30", "repeat_window_s": 30}
    assert items["print"].body == {"when": "always"}
    assert items["hotlines"].body == {
        "lines": [{"label": "Hỏi đáp", "landline": "1022", "mobile": "0259.1022"}]
    }
    # What is not named stays; a venue that is renamed keeps its further members.
    command("venue", "set", "1", "--closing-time", "none", "--address", "3 Đường Thử")
    items = _items(opened, FeedName.CONFIG, venue)
    assert items["policy"].body == {"closing_time": "", "repeat_window_s": 30}
    assert items["venue"].body["support_phone"] == "0259 000 111"


def test_the_kiosk_understands_what_is_set(command: Command, venue: str, opened: Hub) -> None:
    from zoneinfo import ZoneInfo

    from kiosk.domain.venue import Policy, Venue
    from kiosk.services.configuration import Configuration, configuration_in_force

    command(
        *("venue", "set", venue, "--gate-mode", "in_only", "--presence-max-h", "8"),
        *("--closing-time", "16:00", "--declaration", "off", "--slip-valid-h", "24"),
        *("--desk-side", "left", "--hotline", "Hỏi đáp|1022|0259.1022"),
    )
    local = Configuration(Venue("Cũ", "A", ZoneInfo("UTC")), Policy())
    found = configuration_in_force(local, _items(opened, FeedName.CONFIG, venue))
    assert found.venue.name == "Trung tâm Y tế Mẫu"
    assert str(found.venue.time_zone) == "Asia/Ho_Chi_Minh"
    assert found.venue.desk_side == "left"
    assert found.venue.gate == "A"
    assert [line.mobile for line in found.venue.hotlines] == ["0259.1022"]
    assert (found.policy.presence_max_h, found.policy.print.valid_h) == (8, 24)
    assert str(found.policy.closing_time) == "16:00:00"
    assert found.policy.gate_mode.value == "in_only"


def test_a_station_is_invited_by_code_terminal_and_picture(
    command: Command, venue: str, opened: Hub, tmp_path: Path
) -> None:
    picture = tmp_path / "code.png"
    opened.note_served(ServedAddress(URL, PIN))
    told = command("device", "add", venue, "Cổng A", "--png", str(picture))
    assert "█" in told
    with Picture.open(picture) as image:
        (found,) = zxingcpp.read_barcodes(array(image))
    invitation = parse_invitation(found.text)
    assert (invitation.hub_url, invitation.pin) == (URL, PIN)
    assert f"enrol {invitation.code[:5]}-{invitation.code[5:]} --hub {URL}" in told
    assert f"\n{invitation}\n" in told
    assert f"enrol '{invitation}'" in told
    check = json.loads(command("status", "--json"))["check"]
    assert check in told
    (device,) = opened.stations.all()
    assert (device.gate, device.state) == ("Cổng A", StationState.INVITED)
    again = json.loads(command("device", "invite", device.id, "--json"))
    assert again["code"] != invitation.code
    listed = json.loads(command("device", "list", "--venue", "1", "--json"))["devices"]
    assert [(item["id"], item["state"]) for item in listed] == [(device.id, "invited")]
    assert device.id in command("device", "list")


def test_a_station_is_revoked_drained_restored_and_replaced(
    command: Command, venue: str, opened: Hub
) -> None:
    opened.note_served(ServedAddress(URL))
    added = json.loads(command("device", "add", venue, "A", "--json"))
    for word, state in (
        ("drain", StationState.DRAIN_ONLY),
        ("revoke", StationState.REVOKED),
        # It never enrolled.
        ("restore", StationState.INVITED),
    ):
        command("device", word, added["device"])
        assert opened.stations.get(added["device"]).state is state
    newer = json.loads(
        command(
            *("device", "add", venue, "A", "--json"),
            *("--replaces", added["device"]),
        )
    )
    assert opened.stations.get(added["device"]).state is StationState.REVOKED
    assert opened.stations.get(newer["device"]).former == {added["device"]}


def test_a_notice_too_long_for_a_screen_is_announced_with_a_word(
    folder: Path, venue: str, opened: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("n" * 90, "n" * 91):
        assert main(["hub", "announce", text, "--data", str(folder)]) == 0
        said = capsys.readouterr()
        assert said.out.strip() in _items(opened, FeedName.ANNOUNCEMENTS, venue)
        assert ("may not show the end" in said.err) == (len(text) > 90)


def test_notices_revocations_and_erasure_come_down(
    command: Command, venue: str, opened: Hub
) -> None:
    other = json.loads(command("venue", "add", "Khác", "--json"))["id"]
    key = command(
        *("announce", "Đóng cửa sớm", "--en", "Closing early", "--hours", "8", "--venue", "1"),
        *("--from", "2026-12-01T07:00+07:00"),
    ).strip()
    body = _items(opened, FeedName.ANNOUNCEMENTS, venue)[key].body
    assert body == {
        "text": {"vi": "Đóng cửa sớm", "en": "Closing early"},
        "from": "2026-12-01T00:00:00.000Z",
        "until": "2026-12-01T08:00:00.000Z",
    }
    assert _items(opened, FeedName.ANNOUNCEMENTS, other) == {}
    command("announce", "--withdraw", key)
    assert _items(opened, FeedName.ANNOUNCEMENTS, venue) == {}
    command("revoke", "1234567890")
    command("erase", PERSON)
    for place in (venue, other):
        keys = _items(opened, FeedName.REVOCATIONS, place)
        assert set(keys) == {"slip:1234567890", f"erase:{PERSON}"}
        assert keys[f"erase:{PERSON}"].body["person"] == PERSON


def test_pairs_of_two_venues_are_listed_and_decided(command: Command, opened: Hub) -> None:
    for number, name in enumerate(("Trạm Một", "Trạm Hai"), 1):
        venue_id = json.loads(command("venue", "add", name, "--json"))["id"]
        station = Station(number, venue=venue_id)
        lines = [station.person(station.new_person(), citizen="999000000001")]
        opened.ingest.take(station.sender, envelope(station.sender, lines), lines, utc_now())
    (told,) = json.loads(command("people", "proposals", "--json"))["proposals"]
    assert {one["venue"] for one in told["persons"]} == {"Trạm Một", "Trạm Hai"}
    shown = command("people", "proposals")
    assert told["pair"] in shown
    assert "Trạm Một: Chamaléa Thị Hương, 1990-01-02, 999000000001" in shown
    command("people", "refuse", told["pair"])
    assert json.loads(command("people", "proposals", "--json")) == {"proposals": []}
    command("people", "join", told["pair"])
    assert [entry.act for entry in opened.audit.entries(2)] == [
        Act.PERSONS_JOINED,
        Act.PERSONS_KEPT_APART,
    ]


def test_status_and_a_new_epoch(command: Command, venue: str, opened: Hub) -> None:
    stands = json.loads(command("status", "--json"))
    assert (stands["hub"], stands["venues"]) == (opened.identity.hub_id, 1)
    assert stands["records"] == stands["waiting_at_stations"] == 0
    assert stands["devices"]["active"] == 0
    told = command("status")
    assert opened.identity.hub_id in told
    assert "url: -" in told
    assert "devices: none" in told
    command("restored")
    assert json.loads(command("status", "--json"))["epoch"] != stands["epoch"]


def test_the_clock_is_confirmed(command: Command, venue: str, opened: Hub) -> None:
    with writing(opened.engine) as connection:
        far_ms = int((opened.now() + timedelta(days=400)).timestamp() * 1000)
        put_setting(connection, "clock_mark_ms", str(far_ms))
    assert json.loads(command("status", "--json"))["clock"] == "in_doubt"
    assert "in doubt since" in command("clock")
    assert "believed" in command("clock", "--confirm")
    told = json.loads(command("clock", "--json"))
    assert told["doubted_since"] is None
    assert told["now"][:10] == told["wall"][:10]
    (confirmed, *_) = opened.audit.entries(1)
    assert (confirmed.act, confirmed.actor.kind) == (Act.CLOCK_CONFIRMED, ActorKind.COMMAND_LINE)


def test_errors_are_one_line(
    capsys: pytest.CaptureFixture[str], folder: Path, venue: str, tmp_path: Path
) -> None:
    here = ("--data", str(folder))
    assert "begin with" in _fails(capsys, "status", "--data", str(tmp_path / "nowhere"))
    assert "venue" in _fails(capsys, "venue", "set", "7", *here)
    assert "device" in _fails(capsys, "device", "revoke", "nobody", *here)
    assert "never served" in _fails(capsys, "device", "add", venue, "A", *here)
    assert "time zone" in _fails(capsys, "venue", "add", "X", "--time-zone", "Mars/Base", *here)
    assert "name" in _fails(capsys, "venue", "add", " ", *here)
    assert "digits" in _fails(capsys, "revoke", "12a", *here)
    assert "what" in _fails(capsys, "announce", *here)
    assert "no pair 00" in _fails(capsys, "people", "join", "00", *here)
    assert "--db" in _fails(capsys, "status", "--db", "mysql://x", *here)
    days = ("--from", "2026-11-02", "--to", "2026-11-01")
    assert "--to" in _fails(capsys, "export", venue, *days, *here)
    missing = "postgresql+psycopg://nobody@/nothing?host=" + str(tmp_path)
    assert "database" in _fails(capsys, "status", "--db", missing, *here)
    assert "--public-url" in _fails(capsys, "serve", "--listen", "0.0.0.0:0", *here)
    (folder / "hub.db.key").unlink()
    assert "key" in _fails(capsys, "status", *here)


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--listen", "nowhere"),
        ("serve", "--public-url", "hub.example.vn"),
        ("venue", "set", "1", "--closing-time", "25:00"),
        ("venue", "set", "1", "--presence-max-h", "0"),
        ("venue", "set", "1", "--hotline", "1022"),
        ("announce", "x", "--from", "2026-12-01T27:00"),
        ("erase", "Nguyen"),
        ("export", "1", "--from", "today"),
    ],
)
def test_wrong_words_are_refused_before_anything_is_opened(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["hub", *words, "--data", str(folder)])
    assert ended.value.code == 2
    assert not folder.exists()
    capsys.readouterr()


def test_without_the_extra_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    monkeypatch.setattr("kiosk.commands.hub._EXTRA", ("starlette", "not_there"))
    told = _fails(capsys, "status", "--data", str(folder))
    assert "the hub needs not_there. Run this line, then start again: rm -r " in told
    assert "sqlalchemy" in sys.modules


def test_every_word_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        ("serve",),
        *(("venue", word) for word in ("add", "list", "set")),
        *(("device", word) for word in ("add", "invite", "list", "revoke", "drain", "restore")),
        *(("people", word) for word in ("proposals", "join", "refuse")),
        *((word,) for word in ("announce", "revoke", "erase", "export", "import", "status")),
        ("backup",),
        ("restored",),
    ]
    for path in words:
        with pytest.raises(SystemExit):
            main(["hub", *path, "--help"])
        assert f"checkpoint-kiosk hub {' '.join(path)}" in capsys.readouterr().out


def test_an_export_goes_to_a_new_private_file(
    command: Command, venue: str, opened: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_day(opened, venue, utc_now() - timedelta(seconds=60))
    out = tmp_path / "entries.csv"
    first = (utc_now() - timedelta(days=1)).date().isoformat()
    last = (utc_now() + timedelta(days=1)).date().isoformat()
    days = ("--from", first, "--to", last)
    assert "3 entries" in command("export", "1", *days, "--out", str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 4
    told = command("export", "1", *days, "--format", "ndjson")
    assert len(told.splitlines()) == 3
    ever = ("--from", "0001-01-01", "--to", "9999-12-31")
    assert command("export", "1", *ever, "--format", "ndjson") == told
    assert "exists" in _fails(
        capsys, "export", "1", *days, "--out", str(out), "--data", str(opened_folder(opened))
    )


def opened_folder(hub: Hub) -> Path:
    """Where a hub's file lies."""
    assert hub.engine.url.database is not None
    return Path(hub.engine.url.database).parent


def test_every_act_leaves_its_row_and_names_who_did_it(
    command: Command, opened: Hub, venue: str, tmp_path: Path
) -> None:
    opened.note_served(ServedAddress(URL))
    added = command("device", "add", venue, "A", "--json")
    device = str(json.loads(added)["device"])
    command("device", "invite", device)
    command("device", "drain", device)
    command("venue", "set", venue, "--name", "Trạm Mới", "--gate-mode", "in_only")
    key = command("announce", "Hôm nay đóng cửa lúc 15:00.").strip()
    command("announce", "--withdraw", key)
    command("revoke", "123456789")
    command("erase", PERSON)
    command("export", venue, "--out", str(tmp_path / "entries.csv"))
    command("backup", str(tmp_path / "copy"))
    command("restored")
    rows = list(reversed(opened.audit.entries()))
    assert [(row.act, row.subject) for row in rows] == [
        (Act.VENUE_ADDED, venue),
        (Act.STATION_ADDED, device),
        (Act.STATION_INVITED, device),
        (Act.STATION_STATE_SET, device),
        (Act.VENUE_CHANGED, venue),
        (Act.SECTION_SET, venue),
        (Act.NOTICE_GIVEN, key),
        (Act.NOTICE_WITHDRAWN, key),
        (Act.SLIP_REVOKED, "123456789"),
        (Act.PERSON_ERASED, PERSON),
        (Act.ENTRIES_EXPORTED, venue),
        (Act.BACKUP_WRITTEN, ""),
        (Act.EPOCH_BEGUN, ""),
    ]
    assert {row.actor for row in rows} == {Actor(ActorKind.COMMAND_LINE, getpass.getuser())}
    assert rows[3].details == {"state": "drain_only"}
    assert rows[4].details == {"name": "Trạm Mới"}


def test_an_act_that_cannot_be_leaves_no_row(opened: Hub) -> None:
    before = opened.audit.entries()
    with pytest.raises(VenueError):
        opened.venues.revoke_slip(ADMIN, ["no venue"], "123456789")
    with pytest.raises(StationError):
        opened.administration.set_station_state(ADMIN, "no station", StationState.REVOKED)
    assert opened.audit.entries() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--public-url", "http://hub.example.vn"), "plain http on one machine only"),
        (("--public-url", "http://127.0.0.1:1", "--listen", "0.0.0.0:0"), "loopback only"),
        (("--public-url", "http://127.0.0.1:1", "--tls-cert", "x.pem"), "must be https"),
        (("--tls-key", "x.pem"), "needs --tls-cert"),
        (("--tls-cert", __file__), "no certificate"),
    ],
)
def test_what_would_not_be_encrypted_is_not_served(
    words: tuple[str, ...], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "--listen" not in words:
        words = (*words, "--listen", "127.0.0.1:0")
    assert said in _fails(capsys, "serve", *words, "--data", str(folder))
