"""Prints the requirements of a lock that hold for one Python on Linux, without their conditions.

Usage: lock_for.py 3.13 aarch64 requirements.lock

pip, told to fetch for another Python (``--python-version``), still judges the conditions of a lock
(``numpy==2.4.6 ; python_full_version < '3.12'``) by the Python it runs on. So they are judged here.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# pip's own copy, since the environment that runs this holds pip and nothing else.
from pip._vendor.packaging.markers import Marker

REQUIREMENT = re.compile(r"^(?P<pin>[A-Za-z0-9][^;\\ ]*)(?: ; (?P<marker>.*?))?(?P<end> \\)?$")


def lines_for(lock: str, version: str, machine: str) -> list[str]:
    """The lines of ``lock`` that hold for Python ``version`` (3.13) on ``machine``."""
    target = {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "implementation_version": f"{version}.0",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "platform_system": "Linux",
        "sys_platform": "linux",
        "os_name": "posix",
    }
    kept, holds = [], True
    for line in lock.splitlines():
        found = REQUIREMENT.match(line)
        if found is None:
            if holds:
                kept.append(line)
            continue
        holds = found["marker"] is None or Marker(found["marker"]).evaluate(target)
        if holds:
            kept.append(found["pin"] + (found["end"] or ""))
    return kept


def main(arguments: list[str]) -> int:
    """Print them."""
    version, machine, lock = arguments
    print("\n".join(lines_for(Path(lock).read_text(encoding="utf-8"), version, machine)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
