"""The hub's log: one JSON object a line, ids and numbers only, never anything about people."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

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
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    # Names the steps of each migration's text; nothing anybody acts on.
    logging.getLogger("alembic").setLevel(logging.WARNING)
