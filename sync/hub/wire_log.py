"""The hub's log: one JSON object a line, ids and numbers only, never anything about people."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TextIO

from sync.hub.errors import RequestRefused
from sync.hub.limits import Rate, RateLimit

NAMED_LINES = Rate(20, 0.4)
"""Of a station."""
OTHER_LINES = Rate(10, 0.1)
MAX_KINDS = 10_000
_FIELDS = "hub_fields"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def log_event(
    logger: logging.Logger, event: str, fields: Mapping[str, object], level: int = logging.INFO
) -> None:
    """Log one event with its fields; the caller answers for their being ids and numbers."""
    logger.log(level, event, extra={_FIELDS: dict(fields)})


def describe(error: BaseException) -> dict[str, object]:
    """Where an exception came from, without its text, which may quote what was being handled."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "at": [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-12:]],
    }


class LineRate(logging.Filter):
    """Lets so many lines of a kind through; whoever asks too much must not fill the disk.

    A kind is what a line says, and of which station and with which refusal it says it; lines that
    name no station, which anybody can bring about, are fewer. The next line that is let through
    has the number of those before it that were not.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._named = RateLimit(NAMED_LINES, monotonic, MAX_KINDS)
        self._other = RateLimit(OTHER_LINES, monotonic, MAX_KINDS)
        self._left_out: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write it."""
        fields = getattr(record, _FIELDS, {})
        device = fields.get("device")
        said = [record.name, record.msg, *(() if device is None else (device, fields.get("code")))]
        kind = "\n".join(map(str, said))
        try:
            (self._other if device is None else self._named).take(kind)
        except RequestRefused:
            if kind in self._left_out or len(self._left_out) < MAX_KINDS:
                self._left_out[kind] += 1
            return False
        left_out = self._left_out.pop(kind, 0)
        if left_out:
            setattr(record, _FIELDS, {**fields, "left_out": left_out})
        return True


class JsonLines(logging.Formatter):
    """Renders records as JSON lines, exceptions by their place and type alone."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        at = datetime.fromtimestamp(record.created, tz=UTC)
        members: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, _FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            members["exception"] = describe(record.exc_info[1])
        return _ENCODER.encode(members)


def start_logging(stream: TextIO = sys.stderr) -> None:
    """Send everything from INFO on to a stream as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(LineRate())
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    # Names the steps of each migration's text; nothing anybody acts on.
    logging.getLogger("alembic").setLevel(logging.WARNING)
