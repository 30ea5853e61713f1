"""Reports as files, by the process that writes them; nothing stays of what was given up."""

from __future__ import annotations

import csv
import os
import resource
import signal
import subprocess
import sys
import zipfile
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.tables import TableForm
from kiosk.bench.sample import fill_with_samples
from kiosk.composition.export_job import ExportJob, job_line, read_answer, read_job
from kiosk.composition.export_process import NICENESS, ExportProcess
from kiosk.domain.declaration.answering import express_answers, start_answers
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.declaration.response import response_items
from kiosk.domain.desk.reports import ExportProblem, NotWritten, Progress, WrittenReport
from kiosk.domain.language import Language
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import Report, ReportKind, day_report, month_report
from kiosk.domain.reports.summary import SUMMARY_COLUMNS
from kiosk.domain.reports.trail import TRAIL_COLUMNS
from kiosk.domain.reports.visits import VISIT_COLUMNS
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailEntry
from kiosk.domain.venue import Policy, Venue
from kiosk.services.shipped_forms import DEFAULT_FORM, shipped_form
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from sync.protocol.bodies import RecordType
from sync.protocol.declaration_bodies import DeclaredHow, Screening, declaration_body
from tests.support.pdf import text_of
from tests.support.store import AT, scan

pytestmark = pytest.mark.fault("P8")

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 7, 1)
NAME = "Chamaléa Thị Hương".encode()
PEOPLE = 3


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A data folder with three arrivals on one day."""
    folder = tmp_path / "station"
    folder.mkdir()
    store = open_store(folder, folder / "store.key", ManualClock(AT))
    for number in range(PEOPLE):
        scan(store, number)
    store.close()
    return folder


@pytest.fixture(scope="module")
def busy_station(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose list takes a second or more to write."""
    folder = tmp_path_factory.mktemp("busy")
    open_store(folder, folder / "store.key", SystemClock()).close()
    fill_with_samples(folder / "store.db", load_key(folder / "store.key"), 5_000, 20_000, 1)
    return folder


def make_job(
    station: Path, asked: Report | Document | None = None, form: TableForm = TableForm.XLSX
) -> ExportJob:
    return ExportJob(
        asked or day_report(ReportKind.LIST, TODAY),
        form,
        station / "store.db",
        load_key(station / "store.key"),
        Venue(time_zone=ZONE, link="https://checkpoint.example/1"),
        Policy(closing_time=time(22)),
        AT,
    )


def long_job(station: Path, form: TableForm) -> ExportJob:
    return make_job(station, Report(ReportKind.LIST, date(2026, 1, 1), date(2026, 3, 1)), form)


def left_in_memory() -> list[Path]:
    return list(Path("/dev/shm").glob("checkpoint-kiosk-*"))


def children() -> list[int]:
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return found


def test_a_job_and_its_key_go_over_the_pipe(station: Path) -> None:
    job = make_job(station)
    assert read_job(job_line(job, station / "part")) == (job, station / "part")
    paper = make_job(station, Document(DocumentKind.POSTER, TODAY, 3), TableForm.PDF)
    assert read_job(job_line(paper, station / "part")) == (paper, station / "part")
    copy = make_job(
        station, Document(DocumentKind.PERSON, TODAY, persons=("p-1", "p-2")), TableForm.PDF
    )
    assert read_job(job_line(copy, station / "part")) == (copy, station / "part")
    assert job.key.hex() not in repr(job)


@pytest.mark.parametrize("kind", [ReportKind.LIST, ReportKind.SUMMARY])
def test_a_report_is_written_as_csv(station: Path, tmp_path: Path, kind: ReportKind) -> None:
    job = make_job(station, day_report(kind, TODAY), TableForm.CSV)
    path = tmp_path / job.asked.file_name(job.form)
    rows = PEOPLE if kind is ReportKind.LIST else 1
    assert ExportProcess(job, path).run() == WrittenReport(str(path), rows)
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *lines = csv.reader(file)
    assert tuple(heading) == (VISIT_COLUMNS if kind is ReportKind.LIST else SUMMARY_COLUMNS)
    assert len(lines) == rows
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name, "station"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_trail_of_some_days_is_written_as_csv(station: Path, tmp_path: Path) -> None:
    store = open_store(station, station / "store.key", ManualClock(AT))
    with store.transaction() as tx:
        admin = tx.staff.add("Võ Thanh Hà", Role.ADMINISTRATOR, "", AT)
        for day in (-1, 0, 0, 1):
            at = AT + timedelta(days=day)
            tx.trail.add(TrailEntry(StaffDeed.LOOKED_FOR, at, admin.id, person_id=f"p{day}"))
    store.close()
    job = make_job(station, day_report(ReportKind.TRAIL, TODAY), TableForm.CSV)
    path = tmp_path / job.asked.file_name(job.form)
    assert ExportProcess(job, path).run() == WrittenReport(str(path), 2)
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *lines = csv.reader(file)
    assert tuple(heading) == TRAIL_COLUMNS
    assert [line[2:6] for line in lines] == [["Võ Thanh Hà", "Tìm người", "", "p0"]] * 2
    assert NAME not in path.read_bytes()
    pages = make_job(station, day_report(ReportKind.TRAIL, TODAY), TableForm.PDF)
    path = tmp_path / pages.asked.file_name(pages.form)
    assert ExportProcess(pages, path).run() == WrittenReport(str(path), 2)
    assert text_of(path.read_bytes()).count("Tìm người") == 2


def test_a_month_is_its_days_and_their_sum(station: Path, tmp_path: Path) -> None:
    job = make_job(station, month_report(ReportKind.SUMMARY, TODAY), TableForm.CSV)
    path = tmp_path / job.asked.file_name(job.form)
    assert path.name == "bao-cao-2026-07.csv"
    assert ExportProcess(job, path).run() == WrittenReport(str(path), 32)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[1:]
    assert [lines[0][:5], lines[-1][:5]] == [
        ["01/07/2026", "3", "3", "0", "3"],
        ["Cộng", "3", "3", "0", "3"],
    ]


def test_it_stands_back_and_its_key_is_no_argument(busy_station: Path, tmp_path: Path) -> None:
    job = long_job(busy_station, TableForm.CSV)
    seen: list[tuple[int, bytes]] = []

    def look(progress: Progress) -> None:
        (pid,) = children()
        told = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
        seen.append((os.getpriority(os.PRIO_PROCESS, pid), told))
        assert 0 <= progress.done < progress.whole == 20_000

    path = tmp_path / "list.csv"
    assert isinstance(ExportProcess(job, path).run(look), WrittenReport)
    assert len(seen) > 1
    assert {nice for nice, _ in seen} == {NICENESS}
    assert not [told for _, told in seen if job.key.hex().encode() in told]
    assert not children()


@pytest.mark.parametrize("form", list(TableForm))
@pytest.mark.parametrize("way", ["cancelled", "killed", "kiosk gone"])
def test_an_export_that_does_not_end_leaves_nothing(
    busy_station: Path, tmp_path: Path, form: TableForm, way: str
) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    export = ExportProcess(long_job(busy_station, form), target / f"list.{form}")
    met: list[int] = []

    def stop(progress: Progress) -> None:
        if met:
            return
        (pid,) = children()
        met.append(pid)
        if form is TableForm.XLSX:
            # Rows lie in memory meanwhile, and nowhere else.
            assert len(left_in_memory()) == 1
        if way == "killed":
            os.kill(pid, signal.SIGKILL)
        else:
            export.cancel()

    end = export.run(stop)
    assert met
    expected = ExportProblem.BROKEN if way == "killed" else ExportProblem.CANCELLED
    assert end == NotWritten(expected)
    assert list(target.iterdir()) == []
    assert left_in_memory() == []
    assert not children()


def test_a_cancel_before_the_start_is_one(station: Path, tmp_path: Path) -> None:
    export = ExportProcess(make_job(station), tmp_path / "list.xlsx")
    export.cancel()
    assert export.run() == NotWritten(ExportProblem.CANCELLED)
    assert [each.name for each in tmp_path.iterdir()] == ["station"]


def test_a_file_that_is_there_stays_as_it_is(station: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("mine")
    assert ExportProcess(make_job(station), path).run() == NotWritten(ExportProblem.EXISTS)
    assert path.read_text() == "mine"


def test_a_stick_that_is_not_there_is_told(station: Path) -> None:
    path = Path("/media/no-such-user/no-such-stick/list.xlsx")
    end = ExportProcess(make_job(station), path).run()
    assert isinstance(end, NotWritten)
    assert end.problem is ExportProblem.NO_STICK


def test_a_folder_that_is_gone_is_told(station: Path, tmp_path: Path) -> None:
    end = ExportProcess(make_job(station), tmp_path / "gone" / "list.xlsx").run()
    assert isinstance(end, NotWritten)
    assert end.problem is ExportProblem.NO_STICK


def test_a_database_that_cannot_be_read_is_told(station: Path, tmp_path: Path) -> None:
    (station / "store.db").write_bytes(b"not a database" * 1_000)
    end = ExportProcess(make_job(station), tmp_path / "list.xlsx").run()
    assert isinstance(end, NotWritten)
    assert end.problem is ExportProblem.STORAGE
    assert not (tmp_path / "list.xlsx").exists()


@pytest.fixture
def small_disk() -> list[str]:
    """A command under which no file grows beyond some kilobytes."""
    return [
        sys.executable,
        "-c",
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, {resource.RLIM_INFINITY}))\n"
        "from kiosk.composition.export_child import run\n"
        "sys.exit(run(sys.stdin, sys.stdout))",
    ]


@pytest.mark.parametrize("form", list(TableForm))
def test_a_full_stick_is_told_and_left_as_it_was(
    busy_station: Path, tmp_path: Path, form: TableForm, small_disk: list[str]
) -> None:
    part = tmp_path / "part"
    process = subprocess.Popen(
        small_disk, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        print(job_line(long_job(busy_station, form), part), file=process.stdin, flush=True)
        *_, last = process.stdout
    assert process.wait() == 1
    end = read_answer(last)
    assert isinstance(end, NotWritten)
    assert end.problem is ExportProblem.FULL
    assert not part.exists()
    assert left_in_memory() == []


def test_an_xlsx_has_every_person(station: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert ExportProcess(make_job(station), path).run() == WrittenReport(str(path), PEOPLE)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert sheet.count(NAME) == PEOPLE


@pytest.mark.parametrize("kind", [ReportKind.LIST, ReportKind.SUMMARY])
def test_a_report_is_written_as_pages(station: Path, tmp_path: Path, kind: ReportKind) -> None:
    job = make_job(station, day_report(kind, TODAY), TableForm.PDF)
    path = tmp_path / job.asked.file_name(job.form)
    rows = PEOPLE if kind is ReportKind.LIST else 1
    assert ExportProcess(job, path).run() == WrittenReport(str(path), rows)
    told = text_of(path.read_bytes())
    assert f"Hết · {rows} dòng" in told
    assert "Trung tâm Y tế Mẫu" in told
    assert "01/07/2026" in told
    # The list of names says on each page that it is one.
    assert ("giữ kín danh sách này" in told) is (kind is ReportKind.LIST)


def somebody(station: Path) -> str:
    """The id of the first person of the station."""
    connection = connect(station / "store.db", load_key(station / "store.key"), "ro")
    try:
        return str(connection.execute("SELECT id FROM people ORDER BY no").fetchone()[0])
    finally:
        connection.close()


def declaration() -> dict[str, object]:
    """Somebody denied all that the default form asks."""
    form = shipped_form(DEFAULT_FORM)
    return declaration_body(
        form=(form.id, form.version),
        language="vi",
        answers=response_items(form, express_answers(form, start_answers(form))),
        screening=Screening.CLEAR,
        how=DeclaredHow.EXPRESS,
        declarant={"relation": "self"},
        basis={
            "kind": "public_task",
            "text": "notice",
            "version": "1",
            "sha": "0" * 64,
            "language": "vi",
            "at": "2026-07-01T00:00:00.000Z",
        },
        until="2026-07-04T17:00:00.000Z",
        gate="Cổng A",
    )


def test_a_copy_has_all_that_is_held_of_one_person_and_of_nobody_else(
    station: Path, tmp_path: Path
) -> None:
    store = open_store(station, station / "store.key", ManualClock(AT))
    with store.transaction() as tx:
        other = tx.people.add(PersonDetails("Pi Năng Thị Sấm"), AT)
        tx.people.tie(other.id, Identifier(IdentifierKind.PHONE, "+84987654321"), "staff", AT)
        tx.append(RecordType.DECLARATION, declaration(), AT, person_id=other.id)
        second = tx.people.add(PersonDetails("Pi Năng Sấm Hai"), AT)
        tx.people.tie(second.id, Identifier(IdentifierKind.CITIZEN_ID, "001099000001"), "card", AT)
        tx.people.link([second.id, other.id], "said_so", "staff-1", AT)
        stranger = tx.people.add(PersonDetails("Katơr Thị Lạ"), AT)
        tx.people.tie(stranger.id, Identifier(IdentifierKind.PHONE, "+84900000009"), "staff", AT)
        tx.people.link([stranger.id, other.id], "said_so", "staff-1", AT)
    store.close()
    job = make_job(
        station, Document(DocumentKind.PERSON, TODAY, persons=(other.id, second.id)), TableForm.PDF
    )
    path = tmp_path / "copy.pdf"
    assert isinstance(ExportProcess(job, path).run(), WrittenReport)
    text = text_of(path.read_bytes())
    form = shipped_form(DEFAULT_FORM)
    answers = express_answers(form, start_answers(form))
    question = read_back(form, answers, Language.VI)[0].answer
    assert all(
        words in text
        for words in ("Pi Năng Thị Sấm", "0987 654 321", "Khai báo", "Lượt đến, đi", question)
    )
    assert "Pi Năng Sấm Hai" in text, "of every id that is theirs"
    assert "001099000001" in text
    assert "Chamaléa" not in text
    assert "Katơr" not in text, "linked, and not asked for"
    assert "0900 000 009" not in text
    nobody = make_job(station, Document(DocumentKind.PERSON, TODAY, persons=("x",)), TableForm.PDF)
    end = ExportProcess(nobody, tmp_path / "nobody.pdf").run()
    assert isinstance(end, NotWritten)
    assert not (tmp_path / "nobody.pdf").exists()


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_paper_is_written_by_the_same_process(
    station: Path, tmp_path: Path, kind: DocumentKind
) -> None:
    persons = (somebody(station),) if kind is DocumentKind.PERSON else ()
    job = make_job(station, Document(kind, TODAY, 2, persons), TableForm.PDF)
    path = tmp_path / job.asked.file_name(job.form)
    pages = {DocumentKind.POSTER: 2, DocumentKind.PAPER_BOOK: 20}
    assert ExportProcess(job, path).run() == WrittenReport(str(path), pages.get(kind, 1))
    assert path.read_bytes().startswith(b"%PDF-")
    has_names = kind in (DocumentKind.EVACUATION, DocumentKind.PERSON)
    assert ("Chamaléa Thị Hương" in text_of(path.read_bytes())) is has_names


def test_this_process_has_not_drawn_it() -> None:
    """The window's process loads nothing of it, and an XLSX is written without Qt."""
    line = "import sys, kiosk.composition.export_child, kiosk.composition.desk_reports"
    line += "; sys.exit('PySide6' in sys.modules or 'kiosk.documents.pdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0
