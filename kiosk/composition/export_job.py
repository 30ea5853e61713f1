"""What the exporting process is told, and what it answers: lines of JSON over its pipes.

It is told by standard input, since the database's key is no argument that every user can read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.base.tables import TableForm
from kiosk.domain.desk.reports import ExportProblem, NotWritten, Progress
from kiosk.domain.reports.report import Report, ReportKind
from kiosk.domain.venue import Policy


@dataclass(frozen=True, slots=True)
class ExportJob:
    """A report to be written as a file."""

    report: Report
    form: TableForm
    database: Path
    key: bytes = field(repr=False)
    time_zone: ZoneInfo
    policy: Policy
    """By which a presence ends by itself."""
    now: datetime


def job_line(job: ExportJob, part: Path) -> str:
    """One line for `read_job`: the job, and the file to write."""
    closing = job.policy.closing_time
    return json.dumps(
        {
            "kind": job.report.kind.value,
            "first": job.report.first.isoformat(),
            "last": job.report.last.isoformat(),
            "form": job.form.value,
            "database": str(job.database),
            "key": job.key.hex(),
            "time_zone": job.time_zone.key,
            "presence_max_h": job.policy.presence_max_h,
            "closing_time": None if closing is None else closing.isoformat(),
            "now": job.now.isoformat(),
            "part": str(part),
        }
    )


def read_job(line: str) -> tuple[ExportJob, Path]:
    """The job of a line, and the file to write. Raises ValueError or KeyError for what is none."""
    told = json.loads(line)
    closing = told["closing_time"]
    report = Report(
        ReportKind(told["kind"]),
        date.fromisoformat(told["first"]),
        date.fromisoformat(told["last"]),
    )
    policy = Policy(
        presence_max_h=told["presence_max_h"],
        closing_time=None if closing is None else time.fromisoformat(closing),
    )
    job = ExportJob(
        report,
        TableForm(told["form"]),
        Path(told["database"]),
        bytes.fromhex(told["key"]),
        ZoneInfo(told["time_zone"]),
        policy,
        datetime.fromisoformat(told["now"]),
    )
    return job, Path(told["part"])


def progress_line(progress: Progress) -> str:
    """How the process tells of its progress."""
    return json.dumps({"done": progress.done, "whole": progress.whole})


def rows_line(rows: int) -> str:
    """How the process tells that the file is written."""
    return json.dumps({"rows": rows})


def problem_line(problem: ExportProblem, detail: str) -> str:
    """How the process tells why there is no file."""
    return json.dumps({"problem": problem.value, "detail": detail})


def read_answer(line: str) -> Progress | int | NotWritten:
    """A line of the process: how far it is, how many rows are written, or why none are.

    Raises ValueError or KeyError for any other line.
    """
    told = json.loads(line)
    if "done" in told:
        return Progress(int(told["done"]), int(told["whole"]))
    if "rows" in told:
        return int(told["rows"])
    return NotWritten(ExportProblem(told["problem"]), str(told["detail"]))
