"""What the exporting process is told, and what it answers: lines of JSON over its pipes.

It is told by standard input, since the database's key is no argument that every user can read.
"""

from __future__ import annotations

import json
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import TableForm
from kiosk.domain.desk.reports import ExportProblem, NotWritten, Progress
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import Report, ReportKind
from kiosk.domain.venue import Policy, Venue
from sync.protocol.settings import plain_table, settings_of


@dataclass(frozen=True, slots=True)
class ExportJob:
    """A report or a document to be written as a file."""

    asked: Report | Document
    form: TableForm
    """PDF for a document."""
    database: Path
    key: bytes = field(repr=False)
    venue: Venue
    policy: Policy
    """By which a presence ends by itself."""
    now: datetime


def job_line(job: ExportJob, part: Path) -> str:
    """One line for `read_job`: the job, and the file to write."""
    return json.dumps(
        {
            "asked": _asked_table(job.asked),
            "form": job.form.value,
            "database": str(job.database),
            "key": job.key.hex(),
            "venue": plain_table(job.venue),
            "policy": plain_table(job.policy),
            "now": job.now.isoformat(),
            "part": str(part),
        }
    )


def read_job(line: str) -> tuple[ExportJob, Path]:
    """The job of a line, and the file to write. Raises ValueError or KeyError for what is none."""
    told = json.loads(line)
    job = ExportJob(
        _read_asked(told["asked"]),
        TableForm(told["form"]),
        Path(told["database"]),
        bytes.fromhex(told["key"]),
        Venue(**_read_settings(Venue, told["venue"])),
        Policy(**_read_settings(Policy, told["policy"])),
        datetime.fromisoformat(told["now"]),
    )
    return job, Path(told["part"])


def _asked_table(asked: Report | Document) -> dict[str, object]:
    if isinstance(asked, Document):
        return {
            "document": asked.kind.value,
            "day": asked.day.isoformat(),
            "copies": asked.copies,
            "persons": asked.persons,
        }
    first, last = asked.first.isoformat(), asked.last.isoformat()
    return {"report": asked.kind.value, "first": first, "last": last}


def _read_asked(told: dict[str, Any]) -> Report | Document:
    if "document" in told:
        day = date.fromisoformat(told["day"])
        kind = DocumentKind(told["document"])
        return Document(kind, day, int(told["copies"]), tuple(told["persons"]))
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    return Report(ReportKind(told["report"]), first, last)


def _read_settings(cls: type, told: dict[str, Any]) -> dict[str, Any]:
    """The settings of one of our dataclasses, as `plain_table` wrote them."""
    return {each.name: each.read(told[each.name]) for each in settings_of(cls)}


def progress_line(progress: Progress) -> str:
    """How the process tells of its progress."""
    return json.dumps({"done": progress.done, "whole": progress.whole})


def written_line(count: int) -> str:
    """How the process tells that the file is written, and how many lines or pages it has."""
    return json.dumps({"written": count})


def problem_line(problem: ExportProblem, detail: str) -> str:
    """How the process tells why there is no file."""
    return json.dumps({"problem": problem.value, "detail": detail})


def read_answer(line: str) -> Progress | int | NotWritten:
    """A line of the process: how far it is, how many lines or pages are written, or why none are.

    Raises ValueError or KeyError for any other line.
    """
    told = json.loads(line)
    if "done" in told:
        return Progress(int(told["done"]), int(told["whole"]))
    if "written" in told:
        return int(told["written"])
    return NotWritten(ExportProblem(told["problem"]), str(told["detail"]))
