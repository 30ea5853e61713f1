"""Says what a renewed lock changes, and which bounds of the project have a reason.

Usage: lock_changes.py OLD.lock NEW.lock pyproject.toml

A bound's reason is the comment behind it in pyproject.toml. Exit 1 if the new lock breaks one, or
lacks a hash of a release that stays: a file that could be installed before could not be any more.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)(?: ; ([^\\]*?))? ?\\?$", re.MULTILINE)
REASONED = re.compile(
    r'^\s*"([A-Za-z0-9][A-Za-z0-9._-]*)[^"]*<([0-9.]+)"\s*,\s*# (.+)$', re.MULTILINE
)


def pins(lock: str) -> dict[str, list[str]]:
    """Name → its versions; more than one where they depend on the Python."""
    found: dict[str, list[str]] = {}
    for name, version, condition in PIN.findall(lock):
        found.setdefault(name.lower(), []).append(
            version + (f" ({condition.strip()})" if "python_full_version" in condition else "")
        )
    return found


def changes(old: str, new: str) -> list[str]:
    """One line for every package that came, went, or has another version."""
    before, after = pins(old), pins(new)
    lines = []
    for name in sorted(before | after):
        was, now = ", ".join(before.get(name, [])), ", ".join(after.get(name, []))
        if was != now:
            lines.append(f"{name}: {was or 'new'} → {now or 'no longer needed'}")
    return lines


def bounds(pyproject: str, new: str) -> tuple[list[str], list[str]]:
    """The bounds with a reason, as lines; and those of them that ``new`` breaks."""
    after = pins(new)
    held: list[str] = []
    broken: list[str] = []
    for name, bound, reason in REASONED.findall(pyproject):
        for version in after.get(name.lower(), []):
            line = f"{name} {version}, below {bound}: {reason}"
            (held if _numbers(version) < _numbers(bound) else broken).append(line)
    return held, broken


def lost_hashes(old: str, new: str) -> list[str]:
    """One line for every release in both whose hashes are fewer in ``new``."""
    before, after = _hashes(old), _hashes(new)
    return [
        f"{release}: {len(before[release] - after[release])} of its hashes are gone"
        for release in sorted(before.keys() & after.keys())
        if before[release] - after[release]
    ]


def _hashes(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    release = ""
    for line in lock.splitlines():
        if pin := PIN.match(line):
            release = f"{pin[1]} {pin[2]}"
        found.setdefault(release, set()).update(re.findall(r"--hash=(\S+)", line))
    return found


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version.split(" ")[0])]


def main(arguments: list[str]) -> int:
    """Print the changes, then the bounds; 1 if a bound is broken or a hash was lost."""
    old, new, pyproject = (Path(name).read_text(encoding="utf-8") for name in arguments)
    print("\n".join(changes(old, new)) or "Nothing changed.")
    held, broken = bounds(pyproject, new)
    for line in held:
        print(f"kept: {line}")
    sys.stdout.flush()
    broken += lost_hashes(old, new)
    for line in broken:
        print(f"NOT KEPT: {line}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
