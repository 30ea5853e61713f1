"""A hub as a process of its own, for benches that kill it or must not share its interpreter."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk import __version__
from kiosk.base.clock import SystemClock
from kiosk.base.files import open_private
from sync.client.enrolment import enrol
from sync.client.hub_file import HubFile
from sync.hub.admin.audit import Actor, ActorKind
from sync.hub.certificate import ServerTls, own_tls
from sync.hub.hub import Hub, HubOptions, Limits
from sync.hub.identity import marks_folder
from sync.hub.limits import Rate
from sync.hub.server import Front, RunningHub
from sync.protocol.enrolment import Invitation

START_S = 60.0
STOP_S = 30.0

_HOST = "127.0.0.1"
_ACTOR = Actor(ActorKind.PROGRAM, "demo")


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def spawn(
    errors: Path, *arguments: str, state: Path | None = None, open_files: int | None = None
) -> subprocess.Popen[bytes]:
    """Our command line in another process; what it writes to standard error is kept.

    `state` is its XDG_STATE_HOME, if not this process's own; `open_files` the system's limit for
    it, if not that of this process.
    """
    command = [sys.executable, "-m", "kiosk", *arguments]
    if open_files is not None:
        command = ["/bin/sh", "-c", 'ulimit -n "$0" && exec "$@"', str(open_files), *command]
    with os.fdopen(open_private(errors, os.O_WRONLY | os.O_APPEND), "ab") as file:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=file,
            env=None if state is None else os.environ | {"XDG_STATE_HOME": str(state)},
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """`kill -9`; nothing happens to one that has ended."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.wait(STOP_S)


class HubProcess:
    """`hub serve` on one loopback port, started and killed as often as one likes."""

    def __init__(
        self,
        folder: Path,
        database: str | None,
        open_files: int | None = None,
        sms_folder: Path | None = None,
    ) -> None:
        """`database` None is the folder's own SQLite file; `open_files` as `spawn` has it. Codes
        are written into `sms_folder`; None: it sends none."""
        self.data = folder / "hub"
        self.database = database
        self.port = free_port()
        self.public_url = f"https://{_HOST}:{self.port}"
        """May be changed to a proxy's before anybody is invited; plain http if it says so."""
        self.log = folder / "hub-errors.log"
        """What it writes to standard error."""
        # Its mark goes when it does, and does not stay with whoever runs a demo.
        self._state = folder / "hub-state"
        self._open_files = open_files
        self._sms_folder = sms_folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_tls(self) -> bool:
        """Whether it speaks TLS, with its own certificate."""
        return self.public_url.startswith("https:")

    def tls(self) -> ServerTls:
        """Its certificate: for itself, and for a proxy in its place."""
        return own_tls(self.data, _HOST)

    def invite(self, venue: str, gates: Sequence[str], time_zone: str) -> list[Invitation]:
        """Make one venue with a station at each gate; before the hub is started."""
        hub = Hub.open(self.data, self.database)
        try:
            hub.note_served(Front(self.public_url, self.tls() if self.is_tls else None).served)
            made = hub.venues.add(_ACTOR, venue, "", time_zone)
            return [
                hub.administration.add_station(_ACTOR, made.id, gate, self.public_url)[1]
                for gate in gates
            ]
        finally:
            hub.close()

    def enrol(self, venue: str, gates: Sequence[str], time_zone: str) -> list[HubFile]:
        """Make one venue with an enrolled station at each gate; before the hub is started.

        There may be more of them than a hub takes in from one address in a short while.
        """
        invitations = self.invite(venue, gates, time_zone)
        limits = Limits(enrol_per_address=Rate(len(gates), 1))
        with RunningHub(
            self.data,
            port=self.port,
            public_url=self.public_url,
            is_tls=self.is_tls,
            database=self.database,
            options=HubOptions(limits=limits, marks=marks_folder(self._state)),
        ):
            return [accept(invitation) for invitation in invitations]

    def start(self) -> None:
        """Start it and wait until it listens. Raises RuntimeError."""
        database = [] if self.database is None else ["--db", self.database]
        sms = [] if self._sms_folder is None else ["--sms-folder", str(self._sms_folder)]
        self._process = spawn(
            self.log, "hub", "serve", "--data", str(self.data), *database, *sms,
            "--listen", f"{_HOST}:{self.port}", "--public-url", self.public_url,
            state=self._state, open_files=self._open_files,
        )  # fmt: skip
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"the hub ended with {self._process.returncode}")
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise RuntimeError("the hub does not listen")

    def start_if_ended(self) -> None:
        """Start it again where it has ended, as a service manager does: a hub whose database is
        away at its start ends and says so. Where it ends once more, the next call tries again.
        """
        if self._process is not None and self._process.poll() is not None:
            with suppress(RuntimeError):
                self.start()

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            kill(self._process)

    def kill_writer_process(self) -> None:
        """`kill -9` the process that stores the batches; nothing happens while there is none."""
        for number in self._children():
            with suppress(OSError):
                os.kill(number, signal.SIGKILL)

    def memory_bytes(self) -> int:
        """Resident memory of it and of the process that stores its batches."""
        if self._process is None:
            return 0
        pages = 0
        for number in (self._process.pid, *self._children()):
            with suppress(OSError):
                pages += int(Path(f"/proc/{number}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def _children(self) -> list[int]:
        found: list[int] = []
        if self._process is not None:
            # A child is listed with the thread that started it.
            for children in Path(f"/proc/{self._process.pid}/task").glob("*/children"):
                with suppress(OSError):
                    found += map(int, children.read_text(encoding="ascii").split())
        return found

    def stop(self) -> None:
        """Ask it to stop; it finishes what it has begun."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_S)
            kill(self._process)


def accept(invitation: Invitation) -> HubFile:
    """Enrol with an invitation."""
    return enrol(invitation, SystemClock(), app=__version__)
