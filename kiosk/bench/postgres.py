"""A PostgreSQL of its own for benches and tests: a temporary cluster on a unix socket.

Never the system's. As root it runs as the user `postgres`, since initdb refuses root.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

_DEBIAN_HOMES = Path("/usr/lib/postgresql")
_START_S = 60
_DATABASE = "hub"


class NoPostgres(Exception):
    """There is no PostgreSQL server on this machine; the text says what to install."""


def find_binaries() -> Path:
    """The folder of the newest `initdb` and `pg_ctl`. Raises NoPostgres."""
    homes = [path / "bin" for path in _DEBIAN_HOMES.glob("*") if (path / "bin/initdb").exists()]
    if homes:
        return max(homes, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoPostgres("no PostgreSQL server here; on Debian: apt-get install postgresql")
    return Path(on_path).resolve().parent


class TemporaryPostgres:
    """One cluster in a folder of its own; a context manager that removes it at the end.

    Durable as a real one: fsync and synchronous_commit stay on.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` must not be deep: a unix socket's path holds 107 bytes."""
        self._binaries = find_binaries()
        self._home = Path(mkdtemp(prefix="kpg-", dir=folder))
        self._user: tuple[str, ...] = ()
        if os.geteuid() == 0:
            shutil.chown(self._home, "postgres", "postgres")
            self._user = ("runuser", "-u", "postgres", "--")
        self._socket_folder = self._home
        self._cluster = self._home / "data"
        self._log = self._home / "log"

    @property
    def url(self) -> str:
        """The SQLAlchemy address of its database, through psycopg."""
        host = quote(str(self._socket_folder), safe="")
        return f"postgresql+psycopg://postgres@/{_DATABASE}?host={host}"

    def __enter__(self) -> TemporaryPostgres:
        try:
            self._run(
                "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8",
                "--no-instructions", "--pgdata", str(self._cluster),
            )  # fmt: skip
            self.start()
            self._run("createdb", "--username=postgres", f"--host={self._socket_folder}", _DATABASE)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        """Start it, after `kill` too: it recovers by its log."""
        # A server that was killed leaves its pid file, which may name another process by now.
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._socket_folder}'"
        self._run(
            "pg_ctl", "start", "--wait", f"--timeout={_START_S}", "--pgdata", str(self._cluster),
            "--log", str(self._log), "--options", options,
        )  # fmt: skip

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--pgdata", str(self._cluster))

    def close(self) -> None:
        """Stop it and remove its folder; safe to call twice."""
        if (self._cluster / "postmaster.pid").exists():
            self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._user, str(self._binaries / program), *arguments]
        # The server inherits the descriptors of pg_ctl: a pipe would never end.
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._home,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"},
            check=False,
        )
        if done.returncode != 0:
            lines = self._log.read_text(errors="replace")[-2000:] if self._log.exists() else ""
            raise NoPostgres(f"{program} ended with {done.returncode}\n{lines}")
