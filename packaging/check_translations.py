"""Demands that every translation file is finished.

Usage: check_translations.py FILE.ts…

A text that Qt marks as unfinished would be shown in the source language. Exit 1 and one line
per text if there is any.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def unfinished(path: Path) -> list[str]:
    """The source texts of one Qt ``.ts`` file whose translation is empty or not confirmed."""
    found = []
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is not None:
            if translation.get("type") in ("vanished", "obsolete"):
                continue
            forms = translation.findall("numerusform") or [translation]
            if translation.get("type") is None and all(form.text for form in forms):
                continue
        found.append(message.findtext("source", default=""))
    return found


def main() -> int:
    """Checks the files named on the command line; 0 if all are finished."""
    found = [(path, text) for path in sys.argv[1:] for text in unfinished(Path(path))]
    for path, text in found:
        print(f"{path}: not translated: {text!r}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
