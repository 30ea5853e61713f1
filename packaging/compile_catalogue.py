"""Compiles the command line's translations: the `.po` files of a language into one `.mo`.

Usage: compile_catalogue.py FOLDER OUT

FOLDER holds the `.po` files of one language, one for each part of the command line. Formats: GNU
gettext manual, "The Format of PO Files" (without contexts) and "The Format of GNU MO Files".
Exit 1 and one line if a file cannot be read, leaves a message empty, or repeats one.
"""

from __future__ import annotations

import ast
import struct
import sys
from pathlib import Path

_MAGIC = 0x950412DE
_HEADER_WORDS = 7


class CatalogueError(Exception):
    """A `.po` file that is not taken; the text says where and why."""


def read_po(path: Path) -> dict[str, str]:
    """Message → translation; plural forms are joined by NUL as in a `.mo`. Raises CatalogueError.

    The empty message is the file's head.
    """
    entries: dict[str, str] = {}
    fields: dict[str, str] = {}
    field = ""
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        keyword, _, text = line.partition(" ")
        if line.startswith("#"):
            continue
        if line.startswith('"'):
            keyword, text = field, line
        if (keyword in ("msgid", "") and "msgstr" in fields) or not line:
            _take(entries, fields, f"{path}:{number}")
            fields = {}
        if line:
            field = "msgstr" if keyword == "msgstr[0]" else keyword
            if field not in ("msgid", "msgid_plural", "msgstr"):
                raise CatalogueError(f"{path}:{number}: not understood: {line}")
            fields[field] = fields.get(field, "") + ast.literal_eval(text)
    return entries


def _take(entries: dict[str, str], fields: dict[str, str], place: str) -> None:
    if not fields:
        return
    message = "\0".join(fields[name] for name in ("msgid", "msgid_plural") if name in fields)
    if not fields.get("msgstr"):
        raise CatalogueError(f"{place}: not translated: {message!r}")
    if message in entries:
        raise CatalogueError(f"{place}: there twice: {message!r}")
    entries[message] = fields["msgstr"]


def read_language(folder: Path) -> dict[str, str]:
    """All messages of a language, with the head of its first file. Raises CatalogueError."""
    entries: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        found = read_po(path)
        for message in entries.keys() & found.keys() - {""}:
            raise CatalogueError(f"{path}: in another file as well: {message!r}")
        entries = found | entries
    if "" not in entries:
        raise CatalogueError(f"{folder}: no .po file with a head")
    return entries


def to_mo(entries: dict[str, str]) -> bytes:
    """The entries as a `.mo` file, without a hash table."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    keys_at = _HEADER_WORDS * 4
    values_at = keys_at + 8 * len(pairs)
    position = values_at + 8 * len(pairs)
    tables: list[int] = []
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            tables += [len(pair[column]), position + len(texts)]
            texts += pair[column] + b"\0"
    head = (_MAGIC, 0, len(pairs), keys_at, values_at, 0, position)
    return struct.pack(f"<{_HEADER_WORDS + len(tables)}I", *head, *tables) + texts


def main() -> int:
    """Compiles the folder named on the command line."""
    folder, out = map(Path, sys.argv[1:])
    try:
        content = to_mo(read_language(folder))
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
