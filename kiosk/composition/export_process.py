"""Writing a report beside the gate: in a process of its own, at low priority.

In a thread it kept the screen waiting for up to a tenth of a second. Whatever ends the process, a
kill included, nothing of a file that did not become whole stays on the stick or in memory.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.base.files import fresh_name, sync_directory
from kiosk.base.memory_folder import remove_abandoned
from kiosk.base.mounts import check_mounted
from kiosk.composition.export_job import ExportJob, job_line, read_answer
from kiosk.domain.desk.reports import ExportProblem, NotWritten, Progress, WrittenReport

_MODULE = "kiosk.composition.export_child"
NICENESS = 10
_KILL_S = 5.0
"""So long after it was cancelled the process may take to end by itself."""

ExportEnd = WrittenReport | NotWritten


class ExportProcess:
    """One export. `run` blocks its thread; `cancel` comes from any other."""

    def __init__(self, job: ExportJob, path: Path) -> None:
        """`path` is the file to come; until it is whole it has a name that nobody knows."""
        self._job = job
        self._path = path
        self._part = fresh_name(path)
        self._process: subprocess.Popen[str] | None = None
        self._is_cancelled = False

    def run(self, tell: Callable[[Progress], None] = lambda progress: None) -> ExportEnd:
        """Write the file; `tell` hears on this thread how far it is. Never raises OSError."""
        try:
            check_mounted(self._path)
            if os.path.lexists(self._path):
                return NotWritten(ExportProblem.EXISTS)
            return self._run(tell)
        except OSError as error:
            is_gone = error.errno in (errno.ENODEV, errno.ENOENT)
            problem = ExportProblem.NO_STICK if is_gone else ExportProblem.NOT_WRITABLE
            return NotWritten(problem, os.strerror(error.errno or 0))

    def cancel(self) -> None:
        """Have it end without a file; safe to call at any time."""
        self._is_cancelled = True
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()

    def _run(self, tell: Callable[[Progress], None]) -> ExportEnd:
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdin is not None
        try:
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            with suppress(BrokenPipeError, ValueError):
                print(job_line(self._job, self._part), file=process.stdin, flush=True)
            if self._is_cancelled:
                self.cancel()
            return self._finish(self._listen(process, tell))
        finally:
            _end(process)
            self._part.unlink(missing_ok=True)
            remove_abandoned()

    def _listen(
        self, process: subprocess.Popen[str], tell: Callable[[Progress], None]
    ) -> int | NotWritten:
        assert process.stdout is not None
        answer: Progress | int | NotWritten | None = None
        for line in process.stdout:
            answer = read_answer(line)
            if isinstance(answer, Progress):
                tell(answer)
        if isinstance(answer, int | NotWritten):
            return answer
        return NotWritten(ExportProblem.CANCELLED if self._is_cancelled else ExportProblem.BROKEN)

    def _finish(self, answer: int | NotWritten) -> ExportEnd:
        if isinstance(answer, NotWritten):
            return answer
        if self._is_cancelled:
            return NotWritten(ExportProblem.CANCELLED)
        # A stick's file system may have no way to refuse a name that is taken.
        if os.path.lexists(self._path):
            return NotWritten(ExportProblem.EXISTS)
        self._part.rename(self._path)
        sync_directory(self._path.parent)
        return WrittenReport(str(self._path), answer)


def _end(process: subprocess.Popen[str]) -> None:
    """Close its pipes and see it end."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    try:
        process.wait(_KILL_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
