"""The messages of the command line as the sources have them, and their translations."""

from __future__ import annotations

import argparse
import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import resources

CHECKOUT = Path(resources.__file__).resolve().parent.parent
VIETNAMESE = CHECKOUT / "resources" / "i18n" / "vi"

_MARKS = frozenset({"Phrase", "translate", "in_language"})
_SAID = frozenset(
    {
        "ConfigProblem",
        "ControlReply",
        "Refusal",
        "setting",
        "EnrolmentError",
        "OldInvitation",
        "HubCommandError",
        "HubKeyFault",
    }
    | {"StationError", "VenueError", "_unreadable"}
)
"""What is called with a text that is said to a person later, as its last argument."""


def load_compiler() -> ModuleType:
    """`packaging/compile_catalogue.py`, which is no module of a package."""
    path = CHECKOUT / "packaging" / "compile_catalogue.py"
    spec = importlib.util.spec_from_file_location("compile_catalogue", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def marked_messages() -> dict[str, str]:
    """Message → the file it stands in, for every message that is marked or said."""
    found: dict[str, str] = {}
    for path, call, name in _calls():
        if name in _MARKS and call.args:
            texts = _texts(call.args[0])
        elif name in _SAID and call.args:
            texts = _texts(call.args[-1])
        else:
            continue
        found |= dict.fromkeys(texts, path)
    return found


def formatted_too_early() -> list[str]:
    """Where a text that is said later is an f-string, which nobody can translate any more."""
    return [
        f"{path}:{call.lineno}"
        for path, call, name in _calls()
        for text in call.args
        if name in _MARKS | _SAID and text in (call.args[0], call.args[-1])
        if isinstance(text, ast.JoinedStr)
        if any(isinstance(part, ast.Constant) and " " in str(part.value) for part in text.values)
    ]


def argparse_messages() -> set[str]:
    """The messages of this Python's argparse, plural forms joined as in a catalogue."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
            texts = [text for argument in node.args[:count] for text in _texts(argument)]
            if texts:
                found.add("\0".join(texts))
    return found


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    for root in ("kiosk", "sync", "drivers", "ui"):
        for path in sorted((CHECKOUT / root).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                # A method `translate` is the screens'.
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield str(path.relative_to(CHECKOUT)), node, node.func.id


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one)
            yield from _texts(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _texts(value)
        case _:
            pass
