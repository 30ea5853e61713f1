"""A PostgreSQL of the tests' own: a temporary cluster on a unix socket, never the system's.

Durable as in service (fsync on). `initdb` refuses root, so root runs it as the user `postgres`
(Debian package `postgresql`).
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

STARTING_S = 60
_USER = "postgres"
_DEBIAN = Path("/usr/lib/postgresql")


class NoPostgres(Exception):
    """There are no PostgreSQL programs on this machine."""


def find_programs() -> Path:
    """The folder of `initdb` and `pg_ctl`, the newest version's. Raises NoPostgres."""
    versions = [path for path in _DEBIAN.glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    if found is None:
        raise NoPostgres("no PostgreSQL programs (Debian package postgresql)")
    return Path(found).parent


@dataclass(frozen=True, slots=True)
class Cluster:
    """One running server."""

    programs: Path
    folder: Path

    def make_database(self, like: str | None = None) -> str:
        """A fresh database, or a copy of another one's URL; gives its SQLAlchemy URL."""
        name = f"hub_{uuid.uuid4().hex}"
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_name_in(like)}"')
        return f"postgresql+psycopg://{_USER}@/{name}?host={self.folder}"

    def drop_database(self, url: str) -> None:
        """Remove one again, whoever is still on the line."""
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{_name_in(url)}" WITH (FORCE)')

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = (
            f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
            " -c max_connections=60 -c fsync=on -c synchronous_commit=on"
        )
        self._pg_ctl("start", "-w", "-t", str(STARTING_S), "-o", settings)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `immediate` is the power cut."""
        self._pg_ctl("stop", "-w", "-t", str(STARTING_S), "-m", mode)

    def make(self) -> None:
        """Create the cluster's files."""
        self._run(
            "initdb", "-D", str(self.folder / "db"), "-U", _USER, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8",
        )  # fmt: skip

    def _pg_ctl(self, *words: str) -> None:
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "db"), "-l", log, "-s", *words)

    def _run(self, program: str, *words: str) -> None:
        as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_user, str(self.programs / program), *words],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=2 * STARTING_S,
        )

    def _conninfo(self, database: str) -> str:
        return f"host={self.folder} user={_USER} dbname={database}"


def _name_in(url: str | None) -> str:
    return "template1" if url is None else url.rpartition("?")[0].rpartition("/")[2]


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A server that is gone, files and all, when the block ends. Raises NoPostgres."""
    programs = find_programs()
    # Not pytest's own folder: the other user must be able to walk there, and the path of a socket
    # has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
    try:
        if os.geteuid() == 0:
            user = pwd.getpwnam(_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
        cluster = Cluster(programs, folder)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder)
