"""The library's failures and their names; and who may import it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.driver import DatabaseError, Interrupted, storage_faults
from tests.support.store import open_in

ROOT = Path(__file__).parents[2]


def _raise(code: int | None) -> None:
    error = DatabaseError("planted")
    if code is not None:
        error.sqlite_errorcode = code  # type: ignore[attr-defined]
    with storage_faults():
        raise error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (13, StorageFaultKind.FULL),
        (10 | 3 << 8, StorageFaultKind.FULL),  # IOERR_WRITE
        (10 | 4 << 8, StorageFaultKind.FULL),  # IOERR_FSYNC
        (10 | 1 << 8, StorageFaultKind.CORRUPT),  # IOERR_READ
        (10 | 2 << 8, StorageFaultKind.CORRUPT),  # IOERR_SHORT_READ
        (11, StorageFaultKind.CORRUPT),
        (11 | 1 << 8, StorageFaultKind.CORRUPT),
        (26, StorageFaultKind.CORRUPT),
        (8, StorageFaultKind.READ_ONLY),
        (8 | 4 << 8, StorageFaultKind.READ_ONLY),
        (14, StorageFaultKind.READ_ONLY),
        (3, StorageFaultKind.READ_ONLY),
        (5, StorageFaultKind.READ_ONLY),
        (6, StorageFaultKind.READ_ONLY),
    ],
)
def test_result_codes_have_their_fault(code: int, kind: StorageFaultKind) -> None:
    with pytest.raises(StorageFault) as caught:
        _raise(code)
    assert caught.value.kind is kind


@pytest.mark.parametrize("code", [None, 1, 19, 21])
def test_bugs_pass_unchanged(code: int | None) -> None:
    with pytest.raises(DatabaseError, match="planted"):
        _raise(code)


def test_an_interrupt_is_no_fault() -> None:
    with pytest.raises(Interrupted):
        _raise(9)


def test_opening_an_existing_database_does_not_import_sqlite_utils(tmp_path: Path) -> None:
    """It takes a tenth of a second that a start does not have."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.support.store import open_in, scan\n"
        "store = open_in(Path(sys.argv[1])); scan(store, 1); store.close()\n"
        "print('sqlite_utils' in sys.modules)\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert told == [["True"], ["False"]]


def test_sqlite_utils_raises_the_drivers_exceptions() -> None:
    from kiosk.store.driver import as_utils_database, connect

    database = as_utils_database(connect(None, bytes(32)))
    with pytest.raises(DatabaseError):
        database.execute("SELECT * FROM nowhere")
    database.close()


def test_one_module_alone_imports_the_library() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("kiosk", "drivers", "sync", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(("import sql", "from sql"))
        and "sqlite_utils" not in line
        and "sqlalchemy" not in line
    }
    assert importers == {"kiosk/store/driver.py", "kiosk/bench/store.py", "sync/hub/db/engine.py"}


def test_the_writing_connection_is_durable_and_leaves_no_remains(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    settings = {
        pragma: store._connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }
    store.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
    }
