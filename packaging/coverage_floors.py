"""Holds the files that must be fully tested to their floor.

Usage: coverage_floors.py COVERAGE.json

Reads a report made by ``coverage json`` with branch measurement. Exit 1 and one line per
problem if a file lies under its floor, was not measured, or a pattern matches no file at all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# Folder → percent of its lines and branches that the tests must run, file by file.
FLOORS: dict[str, float] = {
    "kiosk/domain": 100.0,
    "sync/protocol": 100.0,
}


def problems(report: dict[str, Any], root: Path) -> list[str]:
    """What is wrong with ``report``, one line each; its paths are relative to ``root``."""
    found: list[str] = []
    if not report["meta"]["branch_coverage"]:
        found.append("the report was made without branch measurement")
    measured = report["files"]
    for folder, floor in FLOORS.items():
        files = sorted((root / folder).rglob("*.py"))
        if not files:
            found.append(f"{folder}: no such files, correct the table of floors")
        for file in files:
            name = file.relative_to(root).as_posix()
            if name not in measured:
                found.append(f"{name}: not measured")
                continue
            percent = measured[name]["summary"]["percent_covered"]
            if percent < floor:
                lines = ", ".join(map(str, measured[name]["missing_lines"])) or "none"
                branches = (
                    ", ".join(f"{a}→{b}" for a, b in measured[name]["missing_branches"]) or "none"
                )
                found.append(
                    f"{name}: {percent:.1f} % of {floor:.0f} %; "
                    f"lines not run: {lines}; branches not taken: {branches}"
                )
    return found


def main() -> int:
    """Reads the report named on the command line; 0 if every floor holds."""
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = problems(report, Path(__file__).resolve().parent.parent)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
