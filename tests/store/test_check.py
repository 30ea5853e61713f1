"""`store check` sees each kind of damage and allows what may be gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.bench.sample import fill_with_samples, sample_people
from kiosk.bench.store import bench_store
from kiosk.commands.store import MEANINGS
from kiosk.domain.desk.queries import Search
from kiosk.domain.people.person import Person
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.store.check import check_store
from kiosk.store.checks.report import MOST_PROBLEMS, Problem, ProblemKind, StoreReport
from kiosk.store.key import load_key
from kiosk.store.queries.reader import open_reader
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.stamp import StationStamp
from tests.support.store import AT, details, entry, meet, open_in, raw, scan


def _fill(directory: Path) -> None:
    store = open_in(directory)
    for number in range(4):
        scan(store, number)
    scan(store, 1, Direction.DEPARTURE)
    with store.transaction() as step:
        step.append("support", {"reason": "no_code", "lane": "gate", "gate": "A"}, AT)
        step.append(*entry(), AT)
        step.people.link([meet(step, 2).id, meet(step, 3).id], "staff", "desk", AT)
    store.close()


def _check(directory: Path) -> StoreReport:
    return check_store(directory / "store.db", load_key(directory / "store.key"))


def test_a_sound_database(tmp_path: Path) -> None:
    _fill(tmp_path)
    report = _check(tmp_path)
    assert report.problems == []
    assert report.is_sound
    assert (report.ledgers, report.records, report.bodiless) == (1, 16, 0)
    assert (report.entries, report.unsent) == (6, 16)


def test_the_quick_form_sees_the_chain_too(tmp_path: Path) -> None:
    _fill(tmp_path)
    key = load_key(tmp_path / "store.key")
    assert check_store(tmp_path / "store.db", key, is_quick=True).records == 16


def test_purged_bodies_are_allowed_once_acknowledged(tmp_path: Path) -> None:
    _fill(tmp_path)
    connection = raw(tmp_path)
    connection.execute("UPDATE outbox SET state = 'confirmed' WHERE pos <= 5")
    connection.execute("DELETE FROM bodies WHERE pos <= 5")
    connection.execute("DELETE FROM print_jobs WHERE no = 1")
    connection.execute("DELETE FROM entries WHERE pos <= 5")
    PresenceBook(connection).rebuild()
    connection.close()
    report = _check(tmp_path)
    assert report.is_sound
    assert (report.bodiless, report.unsent) == (5, 11)


_LIFTED = (
    "DROP TRIGGER records_keep",
    "DROP TRIGGER records_stay",
    "DROP TRIGGER records_follow_on",
    "DROP TRIGGER bodies_keep",
)


@pytest.mark.fault("S43")
@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("DELETE FROM records WHERE seq = 7", ProblemKind.GAP),
        ("DELETE FROM records WHERE seq = 7", ProblemKind.CHAIN),
        ("UPDATE records SET header = x'7b7d' WHERE seq = 7", ProblemKind.HEADER),
        ("UPDATE records SET type = 'refusal' WHERE seq = 7", ProblemKind.HEADER),
        (
            "UPDATE records SET header = CAST(replace(CAST(header AS TEXT), 'Asia', 'Aisa')"
            " AS BLOB) WHERE seq = 7",
            ProblemKind.CHAIN,
        ),
        ("UPDATE bodies SET body = x'7b7d' WHERE pos = 7", ProblemKind.BODY),
        ("UPDATE bodies SET salt = zeroblob(16) WHERE pos = 7", ProblemKind.BODY),
        ("UPDATE entries SET direction = 'departure' WHERE pos = 3", ProblemKind.ENTRY),
        ("DELETE FROM entries WHERE pos = 3", ProblemKind.ENTRY),
        ("DELETE FROM bodies WHERE pos = 7", ProblemKind.OUTBOX),
        ("DELETE FROM outbox WHERE pos = 7", ProblemKind.OUTBOX),
        ("DELETE FROM presence", ProblemKind.PRESENCE),
        ("UPDATE presence SET since = since + 1", ProblemKind.PRESENCE),
        ("DELETE FROM last_seen", ProblemKind.PRESENCE),
        ("UPDATE entries SET at = at + 1 WHERE pos = 3", ProblemKind.ENTRY),
        ("UPDATE entries SET origin = 3 WHERE pos = 6", ProblemKind.ENTRY),
        ("UPDATE records SET type = 'support' WHERE pos = 3", ProblemKind.ENTRY),
        ("UPDATE presence SET gate = 'B'", ProblemKind.PRESENCE),
        ("UPDATE last_seen SET direction = 'departure'", ProblemKind.PRESENCE),
        ("DELETE FROM support_cases", ProblemKind.SUPPORT),
        ("UPDATE support_cases SET reason = 'other'", ProblemKind.SUPPORT),
        ("UPDATE support_cases SET closed_by = 3", ProblemKind.SUPPORT),
        ("UPDATE people SET full_name = 'Ai đó'", ProblemKind.PEOPLE),
        ("UPDATE people SET sex = 'x'", ProblemKind.PEOPLE),
        ("UPDATE people SET root = id", ProblemKind.PEOPLE),
        ("UPDATE people SET root = 'nobody' WHERE no = 1", ProblemKind.PEOPLE),
        ("UPDATE identifiers SET value = '999999999999'", ProblemKind.PEOPLE),
        ("DELETE FROM identifiers", ProblemKind.PEOPLE),
        (
            "INSERT INTO identifiers SELECT 'phone', '0900000000', id, 'desk' FROM people LIMIT 1",
            ProblemKind.PEOPLE,
        ),
        ("UPDATE print_jobs SET human_code = '0'", ProblemKind.PRINT),
        ("UPDATE print_jobs SET slip = 'x'", ProblemKind.PRINT),
        ("UPDATE print_jobs SET entry = (SELECT id FROM records LIMIT 1)", ProblemKind.PRINT),
        (
            "INSERT INTO print_jobs (id, entry, slip_id, human_code, valid_until, slip, language,"
            " state) VALUES ('a', 'gone', 1, '', 0, '', '', '')",
            ProblemKind.INTEGRITY,
        ),
    ],
)
def test_each_change_behind_our_back_is_seen(tmp_path: Path, sql: str, kind: ProblemKind) -> None:
    _fill(tmp_path)
    connection = raw(tmp_path)
    for lifted in _LIFTED:
        connection.execute(lifted)
    assert connection.execute(sql).rowcount > 0
    connection.close()
    assert kind in {problem.kind for problem in _check(tmp_path).problems}


@pytest.mark.fault("S43")
@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DROP TRIGGER records_keep", "trigger records_keep: missing"),
        ("DROP INDEX entries_at", "index entries_at: missing"),
        ("CREATE TABLE more (a)", "table more: not ours"),
        ("CREATE VIEW more AS SELECT 1", "view more: not ours"),
        (
            "CREATE TRIGGER more AFTER INSERT ON entries BEGIN DELETE FROM presence; END",
            "trigger more: not ours",
        ),
        ("ALTER TABLE people ADD COLUMN more TEXT", "table people: altered"),
    ],
)
def test_each_change_of_the_schema_is_seen(tmp_path: Path, sql: str, said: str) -> None:
    _fill(tmp_path)
    connection = raw(tmp_path)
    connection.execute(sql)
    connection.close()
    assert _check(tmp_path).problems == [Problem(ProblemKind.SCHEMA, said)]


def test_a_trigger_that_does_nothing_any_more_is_seen(tmp_path: Path) -> None:
    _fill(tmp_path)
    connection = raw(tmp_path)
    connection.execute("DROP TRIGGER bodies_keep")
    connection.execute("CREATE TRIGGER bodies_keep BEFORE UPDATE ON bodies BEGIN SELECT 1; END")
    connection.close()
    said = "trigger bodies_keep: altered"
    assert _check(tmp_path).problems == [Problem(ProblemKind.SCHEMA, said)]


def test_corrections_closings_and_links_are_followed(tmp_path: Path) -> None:
    """What follows from more than one record, and is sound."""
    store = open_in(tmp_path)
    first = scan(store, 1)
    with store.transaction() as step:
        person = meet(step, 1)
        correction = step.append(*entry(Direction.DEPARTURE, ref=first.id), AT, person_id=person.id)
        step.append(*entry(ref=correction.id), AT, person_id=person.id)
        case = step.append("support", {"reason": "no_code", "lane": "gate", "gate": "A"}, AT)
        closing = {"ref": case.id, "outcome": "left", "staff": "a"}
        step.append("support_closed", closing, AT)
        step.append("support_closed", closing, AT)
        step.people.update(Person(person.id, details("Chamaléa Thị Hương Lan " * 20)), AT)
        step.people.link([meet(step, 2).id, meet(step, 3).id], "staff", "desk", AT)
        step.people.link([meet(step, 3).id, meet(step, 4).id], "staff", "desk", AT)
    store.close()
    assert _check(tmp_path).problems == []
    connection = raw(tmp_path)
    assert connection.execute("SELECT max(origin), count(*) FROM entries").fetchone() == (3, 3)
    connection.execute("UPDATE support_cases SET closed_by = closed_by + 1")
    connection.execute("UPDATE entries SET at = 0, origin = 4 WHERE pos = 4")
    connection.close()
    kinds = {problem.kind for problem in _check(tmp_path).problems}
    assert {ProblemKind.SUPPORT, ProblemKind.ENTRY} <= kinds


def test_a_flipped_byte_in_any_page_is_seen(tmp_path: Path) -> None:
    _fill(tmp_path)
    path = tmp_path / "store.db"
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        content = bytearray(whole)
        content[page * 4096 + 1234] ^= 1
        path.write_bytes(content)
        kinds = {problem.kind for problem in _check(tmp_path).problems}
        assert ProblemKind.INTEGRITY in kinds


def test_a_wrong_key_is_no_damage(tmp_path: Path) -> None:
    _fill(tmp_path)
    with pytest.raises(StorageFault) as caught:
        check_store(tmp_path / "store.db", bytes(32))
    assert caught.value.kind is StorageFaultKind.WRONG_KEY
    with pytest.raises(StorageFault) as caught:
        check_store(tmp_path / "none.db", bytes(32))
    assert caught.value.kind is StorageFaultKind.READ_ONLY


def test_a_report_stays_short() -> None:
    report = StoreReport()
    for number in range(MOST_PROBLEMS + 5):
        report.add(ProblemKind.CHAIN, str(number))
    assert (len(report.problems), report.problem_count) == (MOST_PROBLEMS, MOST_PROBLEMS + 5)
    assert not report.is_sound


def test_each_kind_has_its_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert MEANINGS.keys() == set(ProblemKind)
    _fill(tmp_path)
    connection = raw(tmp_path)
    connection.execute("DROP TRIGGER bodies_keep")
    connection.close()
    config = tmp_path / "kiosk.toml"
    config.write_text(
        f'[store]\ndirectory = "{tmp_path}"\nkey_file = "{tmp_path}/store.key"\n', encoding="utf-8"
    )
    assert main(["store", "check", "--config", str(config)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [f"  {MEANINGS[ProblemKind.SCHEMA]} [schema: trigger bodies_keep: missing]"]


def test_samples_are_whole(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    store.close()
    key = load_key(tmp_path / "store.key")
    fill_with_samples(tmp_path / "store.db", key, 200, 1500, 5)
    report = _check(tmp_path)
    assert report.problems == []
    assert (report.records, report.entries, report.unsent) == (1503, 1501, 1003)
    again = open_in(tmp_path)
    assert again.unsent_count() == 1003
    assert scan(again, 2).seq == 1506
    again.close()
    reader = open_reader(tmp_path, tmp_path / "store.key", StationStamp().time_zone)
    for person in list(sample_people(200, 5))[::40]:
        found = reader.answer(Search(person.citizen_id), Policy(), AT).people
        assert [one.person_id for one in found] == [person.id]
    reader.close()


@pytest.mark.slow
def test_the_bench_gives_its_figures(tmp_path: Path) -> None:
    figures = bench_store(tmp_path, people=2000, commits=30, lookups=200)
    assert set(figures) >= {"commit_p50_ms", "bare_p50_ms", "ratio_p50", "lookup_p99_ms"}
    assert all(figure > 0 for figure in figures.values())
    assert list(tmp_path.iterdir()) == []
