"""Every reference to a document leads somewhere: to a file of the repository, and a section in it.

`docs/spec/sync-protocol.md §8` in a comment is a promise that the reader can look it up. A `§`
belongs to the document named before it; sections of standards (RFC, ISO) are not ours to check.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FAULTS = "docs/spec/faults.md"
HERE = Path(__file__).relative_to(CHECKOUT).as_posix()

TEXT_ENDINGS = {"", ".md", ".py", ".qml", ".rules", ".sh", ".toml", ".txt"}
"""What people read; a file without an ending is a script of ours."""
NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "out"}

_LINE_JOINT = re.compile(r"\n[ \t]*(?:#+|//+|>)?[ \t]*")
_TOKEN = re.compile(
    r"(?P<path>[\w./-]*\w\.md)\b"
    r"|(?P<standard>\b(?:RFC|ISO|UAX|FIPS)[ /-]?[\dA-Z][\w/-]*)"
    r"|§(?P<section>\d+(?:\.\d+)*[a-z]?)"
    r"|\brules? (?P<rule>\d+)(?: to (?P<last>\d+))?(?: and (?P<also>\d+))?"
    r"|\b(?P<fault>[DSHP]\d{1,2})\b"
    r"|\bADR (?P<adr>\d+)\b"
    r"|\bdocs/adr/(?P<adr_file>\d{4})\b(?!-)"
)
_REACH = 40
"""A section, rule or fault this many characters behind a document's name or another section of it
belongs to that document."""


@pytest.fixture(scope="module")
def documents() -> Mapping[str, str]:
    """The text of every file that people read, by its path from the checkout's top."""
    return {
        path.relative_to(CHECKOUT).as_posix(): path.read_text(encoding="utf-8")
        for path in _files()
        if path.suffix in TEXT_ENDINGS and path.is_file()
    }


def test_every_reference_leads_somewhere(documents: Mapping[str, str]) -> None:
    broken = [
        f"{name}: {flaw}"
        for name, text in documents.items()
        if name != HERE
        for flaw in find_flaws(name, text, documents)
    ]
    assert broken == []


def test_the_specification_is_referred_to(documents: Mapping[str, str]) -> None:
    """The measure itself: it sees the references that the code is full of."""
    code = " ".join(text for name, text in documents.items() if name.endswith(".py"))
    assert len(re.findall(r"docs/spec/[a-z-]+\.md", code)) > 100


@pytest.mark.parametrize(
    "text",
    [
        "as sync-protocol.md §8 says",
        "as docs/spec/nowhere.md says",
        "as docs/spec/sync-protocol.md §99 says",
        "as docs/spec/sync-protocol.md §8,\n    # §99 say",
        "as docs/spec/credentials.md rule 12 says",
        "as docs/spec/faults.md S99 says",
        "a section of nothing (§5)",
        "as ADR 99 says",
        "as docs/adr/0099 says",
    ],
)
def test_a_broken_reference_is_found(text: str, documents: Mapping[str, str]) -> None:
    assert len(list(find_flaws("kiosk/any.py", text, documents))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "as docs/spec/sync-protocol.md §8, §10 and RFC 9421 §2 say",
        "as docs/spec/sync-protocol.md\n    §8 says; S8 is a fault that no document was named for",
        "as docs/spec/credentials.md rules 1 to 5 and 9 say",
        "as ADR 9, docs/adr/0009 and docs/adr/0009-a-typed-number-names-nobody.md say",
    ],
)
def test_a_good_reference_is_let_be(text: str, documents: Mapping[str, str]) -> None:
    assert list(find_flaws("kiosk/any.py", text, documents)) == []


def find_flaws(name: str, text: str, documents: Mapping[str, str]) -> Iterator[str]:
    """What of one file's references leads nowhere; `documents` are all there are."""
    text = _LINE_JOINT.sub(" ", text)
    own = name if name.startswith("docs/") else ""
    target, reach = own, -1
    for token in _TOKEN.finditer(text):
        is_near = token.start() <= reach
        if path := token["path"]:
            target, reach = _resolve(name, path, documents), token.end() + _REACH
            if not target:
                yield f"no document {path}"
            continue
        if token["standard"]:
            target, reach = "", token.end() + _REACH
            continue
        if number := token["adr"] or token["adr_file"]:
            if not any(other.startswith(f"docs/adr/{int(number):04d}-") for other in documents):
                yield f"no decision {number}"
            continue
        where = target if is_near else own
        if section := token["section"]:
            if is_near:
                reach = token.end() + _REACH
            if where and not _has_section(documents[where], section):
                yield f"no section {section} in {where}"
            elif not where and not is_near:
                yield f"section {section} of no document"
        elif is_near and where and token["rule"]:
            rules = {int(token[part]) for part in ("rule", "last", "also") if token[part]}
            if not all(re.search(rf"(?m)^{rule}\. ", documents[where]) for rule in rules):
                yield f"no {token[0]} in {where}"
        elif (
            is_near
            and token["fault"]
            and where == FAULTS
            and not re.search(rf"\b{token['fault']}\b", documents[where])
        ):
            yield f"no fault {token['fault']} in {where}"


def _resolve(name: str, path: str, documents: Mapping[str, str]) -> str:
    """The document a mention means: from the checkout's top, or from where it is mentioned."""
    for base in (CHECKOUT, (CHECKOUT / name).parent):
        found = (base / path).resolve()
        if found.is_relative_to(CHECKOUT):
            wanted = found.relative_to(CHECKOUT).as_posix()
            if wanted in documents:
                return wanted
    return ""


def _has_section(text: str, section: str) -> bool:
    return re.search(rf"(?m)^#+ (?:§)?{re.escape(section)}\.? ", text) is not None


def _files() -> list[Path]:
    """The files under version control; in an archive without one, all that are ours."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return sorted(
            path
            for path in CHECKOUT.rglob("*")
            if not NOT_OURS.intersection(path.relative_to(CHECKOUT).parts)
        )
    return sorted(CHECKOUT / name for name in listed.split("\0") if name)
