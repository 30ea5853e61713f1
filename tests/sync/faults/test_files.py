"""S50 to S54: whoever can write where our files are written, and what he gets of it."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.clock import ManualClock
from kiosk.base.errors import ConfigFault, StorageFault
from kiosk.base.files import make_folder
from kiosk.base.logs import start_logging
from kiosk.composition.instance import SingleInstance
from kiosk.store.connection import open_store
from sync.client.control_requests import ControlKind, ControlRequest, leave_request
from sync.hub.certificate import CertificateFault, own_tls
from sync.hub.hub import Hub
from sync.hub.people.sms import FolderGateway, SmsFault
from sync.hub.server import RunningHub
from sync.hub.sole_hub import HubRunning, sole_hub
from tests.support.hub_records import ADMIN
from tests.support.processes import environment, kiosk_command
from tests.support.store import AT
from tests.support.sync_station import station_in

SOMEBODY = 12_345
"""A user who is not root and not ours."""
SECRET = b"root's own\n"

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root works in another's folder")


class Victim:
    """A file elsewhere that a planted link leads to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_bytes(SECRET)
        path.chmod(0o640)
        self._before = self._state()

    def assert_untouched(self) -> None:
        """Neither its content, nor whose it is, nor who may read it has changed."""
        assert self.path.read_bytes() == SECRET
        assert self._state() == self._before

    def _state(self) -> tuple[int, int, int, int]:
        status = self.path.stat()
        return status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode), status.st_ino


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    return Victim(tmp_path / "victim")


@pytest.fixture
def open_umask() -> Iterator[None]:
    """What a process is started with that takes nothing from anybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def plant(link: Path, target: Path, owner: int = SOMEBODY) -> None:
    """A link as another user leaves it, where this user can."""
    link.symlink_to(target)
    if os.geteuid() == 0:
        os.chown(link, owner, owner, follow_symlinks=False)


def hub(*words: object) -> int:
    """A command of the hub's administrator; its exit code."""
    try:
        return main(["hub", *map(str, words)])
    except SystemExit as end:
        return int(str(end.code))


def a_hub(folder: Path) -> Path:
    """A hub with one venue that was served."""
    with RunningHub(folder) as running:
        running.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
    return folder


# --- S50: links -----------------------------------------------------------------------------------

Write = Callable[[Path, Path], object]
WRITES: dict[str, Write] = {
    "export": lambda data, out: hub("export", "1", "--out", out, "--data", data),
    "backup": lambda data, out: hub("backup", out, "--data", data),
    "invitation": lambda data, out: hub("device", "add", 1, "A", "--png", out, "--data", data),
    "picture": lambda data, out: main(["camera", "--sample", str(out)]),
}


@pytest.mark.fault("S50")
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize("is_dangling", [False, True])
def test_s50_a_link_under_the_name_of_an_output(
    tmp_path: Path, victim: Victim, write: Write, *, is_dangling: bool
) -> None:
    data = a_hub(tmp_path / "hub")
    out = tmp_path / "out.png"
    target = tmp_path / "nothing yet" if is_dangling else victim.path
    plant(out, target)
    write(data, out)
    victim.assert_untouched()
    assert not (tmp_path / "nothing yet").exists()


@pytest.mark.fault("S50")
def test_s50_a_link_under_the_name_of_a_message(tmp_path: Path) -> None:
    messages, elsewhere = tmp_path / "sms", tmp_path / "elsewhere"
    messages.mkdir()
    plant(messages / "0001.json", elsewhere)
    gateway = FolderGateway(messages)
    gateway.send("+84912345678", "123456")
    assert not elsewhere.exists()
    assert stat.S_IMODE((messages / "0002.json").stat().st_mode) == 0o600


@pytest.mark.fault("S50")
@pytest.mark.parametrize("name", ["kiosk.lock", "kiosk.log", "store.db", "store.suspect"])
def test_s50_a_link_under_the_name_of_a_kiosks_file(
    tmp_path: Path, victim: Victim, name: str
) -> None:
    folder = tmp_path / "kiosk"
    folder.mkdir(mode=0o700)
    plant(folder / name, victim.path)
    tries: dict[str, tuple[type[Exception], Callable[[], object]]] = {
        "kiosk.lock": (ConfigFault, SingleInstance(folder).take),
        "kiosk.log": (OSError, lambda: start_logging(folder)),
        "store.db": (StorageFault, lambda: open_store(folder, folder / "key", ManualClock(AT))),
        "store.suspect": (ZeroDivisionError, lambda: _suspect(folder)),
    }
    fault, attempt = tries[name]
    with pytest.raises(fault):
        attempt()
    victim.assert_untouched()


def _suspect(folder: Path) -> None:
    """The mark is made in passing, and its failing stops nobody."""
    from kiosk.store.file import DatabaseFiles

    DatabaseFiles(folder).mark_suspect()
    raise ZeroDivisionError


# --- S51: umask -----------------------------------------------------------------------------------


@pytest.mark.fault("S51")
@pytest.mark.usefixtures("open_umask")
def test_s51_nothing_is_readable_by_others_whatever_the_umask(tmp_path: Path) -> None:
    top = tmp_path / "made by us"
    make_folder(top / "kiosk")
    clock = ManualClock(AT)
    with (
        RunningHub(top / "hub", is_tls=True, now=clock.now, even=clock.monotonic) as running,
        station_in(top / "kiosk", clock) as station,
    ):
        venue = running.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        station.enrol(running.hub, running.url, venue.id)
        station.admit(2)
        station.sync()
        leave_request(top / "kiosk", ControlRequest("1", ControlKind.NOW))
        FolderGateway(top / "sms").send("+84912345678", "123456")
        station.store.backup(str(top / "kiosk" / "copy.db"))
        data = top / "hub"
        assert hub("export", "1", "--out", top / "entries.csv", "--data", data) == 0
        assert hub("device", "add", "1", "B", "--png", top / "code.png", "--data", data) == 0
        assert hub("backup", top / "deep" / "copy", "--data", data) == 0
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in [top, *top.rglob("*")]}
    assert {"hub.db-wal", "hub.db-shm", "store.db-wal", "hub.json"} <= {path.name for path in found}
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}


@pytest.mark.fault("S51")
def test_s51_a_file_of_before_that_others_could_read_is_taken_from_them(tmp_path: Path) -> None:
    a_hub(tmp_path / "hub")
    (tmp_path / "hub" / "hub.db").chmod(0o644)
    Hub.open(tmp_path / "hub").close()
    assert stat.S_IMODE((tmp_path / "hub" / "hub.db").stat().st_mode) == 0o600


# --- S52: folders of all --------------------------------------------------------------------------


@pytest.mark.fault("S52")
@pytest.mark.parametrize("mode", [0o777, 0o775, 0o1777, 0o722])
def test_s52_a_data_folder_that_others_may_write_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: int
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    for words in (["serve", "--listen", "127.0.0.1:0"], ["venue", "add", "Trạm Mẫu"]):
        assert hub(*words, "--data", folder) == 2
        assert "chmod go-w" in capsys.readouterr().err
    with pytest.raises(StorageFault, match="chmod go-w"):
        open_store(folder, folder / "store.key", ManualClock(AT))
    with pytest.raises(ConfigFault, match="chmod go-w"):
        SingleInstance(folder).take()
    with pytest.raises(PermissionError, match="chmod go-w"):
        start_logging(folder)
    assert list(folder.iterdir()) == [], "nothing was put there"


@pytest.mark.fault("S52")
def test_s52_neither_is_one_taken_below_a_folder_of_all(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(0o777)
    with pytest.raises(PermissionError, match="chmod o-w"):
        Hub.open(above / "hub")
    # As the system's own folder for such things is.
    above.chmod(0o1777)
    Hub.open(above / "hub").close()


# --- S53: root in another's folder ----------------------------------------------------------------


@only_root
@pytest.mark.fault("S53")
@pytest.mark.parametrize(
    "name",
    ["hub.lock", "hub.db", "hub.db.key", "hub.db.door", "hub.db.room", "hub-tls.pem"],
)
@pytest.mark.parametrize("is_dangling", [False, True])
def test_s53_root_follows_no_link_in_anothers_hub(
    tmp_path: Path, victim: Victim, name: str, *, is_dangling: bool
) -> None:
    data = tmp_path / "hub"
    data.mkdir(mode=0o700)
    elsewhere = tmp_path / "nothing yet"
    plant(data / name, elsewhere if is_dangling else victim.path)
    os.chown(data, SOMEBODY, SOMEBODY)
    hub("venue", "add", "Trạm Mẫu", "--data", data)
    hub("restored", "--data", data)
    if name == "hub-tls.pem":
        with suppress(CertificateFault):
            own_tls(data, "127.0.0.1")
    victim.assert_untouched()
    assert not elsewhere.exists()


@only_root
@pytest.mark.fault("S53")
@pytest.mark.parametrize("name", ["store.key", "store.ledger", "sync-errands"])
def test_s53_root_follows_no_link_in_anothers_kiosk(
    tmp_path: Path, victim: Victim, name: str
) -> None:
    folder, elsewhere = tmp_path / "kiosk", tmp_path / "elsewhere"
    folder.mkdir(mode=0o700)
    elsewhere.mkdir()
    plant(folder / name, elsewhere if name == "sync-errands" else victim.path)
    os.chown(folder, SOMEBODY, SOMEBODY)
    if name == "sync-errands":
        with pytest.raises(OSError, match="another user made"):
            leave_request(folder, ControlRequest("1", ControlKind.NOW))
    else:
        with pytest.raises(StorageFault):
            open_store(folder, folder / "store.key", ManualClock(AT))
    victim.assert_untouched()
    assert list(elsewhere.iterdir()) == []


@only_root
@pytest.mark.fault("S53")
def test_s53_what_root_makes_is_whose_the_folder_is(tmp_path: Path) -> None:
    folder = tmp_path / "somebody's"
    folder.mkdir(mode=0o700)
    os.chown(folder, SOMEBODY, SOMEBODY)
    with RunningHub(folder / "hub", is_tls=True) as running:
        running.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        running.hub.back_up(ADMIN, folder / "copy")
        store = open_store(folder / "kiosk", folder / "kiosk" / "store.key", ManualClock(AT))
        store.backup(str(folder / "copy.db"))
        leave_request(folder / "kiosk", ControlRequest("1", ControlKind.NOW))
        owners = {path: path.stat().st_uid for path in folder.rglob("*")}
        store.close()
    assert len(owners) > 15
    assert {path.name: owner for path, owner in owners.items() if owner != SOMEBODY} == {}


# --- S54: one hub per folder ----------------------------------------------------------------------


@pytest.mark.fault("S54")
def test_s54_a_second_hub_in_one_folder_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "hub"
    with RunningHub(data) as running:
        epoch = running.hub.identity.epoch
        for words in (["serve", "--listen", "127.0.0.1:0"], ["restored"]):
            assert hub(*words, "--data", data) == 2
            assert "a hub is running with this folder" in capsys.readouterr().err
        with pytest.raises(HubRunning):
            RunningHub(data)
        assert hub("venue", "add", "Trạm Mẫu", "--data", data) == 0
        assert running.hub.overview()["epoch"] == epoch
    assert hub("restored", "--data", data) == 0
    assert "no backup may bring that back" in capsys.readouterr().out


@pytest.mark.fault("S54")
def test_s54_the_lock_of_a_killed_hub_does_not_stay(tmp_path: Path) -> None:
    data = tmp_path / "hub"
    command = kiosk_command("hub", "serve", "--data", data, "--listen", "127.0.0.1:0")
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), text=True) as process:
        assert process.stdout is not None
        assert " at https://" in process.stdout.readline()
        with pytest.raises(HubRunning), sole_hub(data):
            pass
        process.kill()
        process.wait(30)
    with sole_hub(data):
        assert (data / "hub.lock").exists()


@pytest.mark.fault("S50")
def test_s50_messages_that_cannot_be_written_are_a_fault(tmp_path: Path, victim: Victim) -> None:
    (tmp_path / "sms").write_text("not a folder")
    with pytest.raises(SmsFault):
        FolderGateway(tmp_path / "sms").send("+84912345678", "123456")
    victim.assert_untouched()
