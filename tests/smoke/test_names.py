"""One meaning a word: no module, class or function bears a name that was given up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("kiosk", "ui", "drivers", "sync")

CLASSES = frozenset(
    {
        "Announcement",
        "Announcements",
        "Announcer",
        "CheckInDesk",
        "CoreSteps",
        "Exchange",
        "FedPeople",
        "HubSide",
        "Letter",
        "OpenDesk",
        "Recogniser",
        "Settle",
        "SlipDesk",
        "SyncCycle",
        "SyncPort",
    }
)
MODULES = frozenset(
    {
        "kiosk.announcement",
        "kiosk.exchange",
        "kiosk.hub_side",
        "kiosk.standing",
        "sync.acts",
        "sync.cycle",
        "sync.ending",
        "sync.errands",
        "sync.facts",
        "sync.hub.answers",
        "sync.hub.doubles",
        "sync.hub.judging",
        "sync.hub.keeper_process",
        "sync.hub.keepers",
        "sync.hub.keeping",
        "sync.hub.links",
        "sync.hub.projecting",
        "sync.hub.refusals",
        "sync.hub.storing",
        "sync.hub.watch",
        "sync.nightly",
    }
)
ONE_MEANING = ("Link", "Verdict", "DeviceState", "HubRefusal")
"""Classes that once had several meanings: at most one definition each."""

GIVEN_UP = ("announcer", "errand", "hub_side", "keeper", "nightly", "recogniser")
"""Words of the old names that mean nothing else here."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of ours with its dotted name."""
    for package in PACKAGES:
        for path in sorted((CHECKOUT / package).rglob("*.py")):
            name = ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


TREES = dict(sources())


def definitions(*kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Every definition of these kinds, with its module."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, kinds):
                yield module, node


def test_no_class_bears_a_name_that_was_given_up() -> None:
    found = [
        f"{module}.{node.name}"
        for module, node in definitions(ast.ClassDef)
        if isinstance(node, ast.ClassDef)
        and (
            node.name in CLASSES
            or (node.name == "Device" and module.startswith("sync.hub"))
            or (node.name == "Lane" and node.bases)
        )
    ]
    assert found == []


def test_no_module_bears_a_name_that_was_given_up() -> None:
    last_words = {name.rpartition(".")[2] for name in MODULES if not name.startswith("sync.hub")}
    found = [
        module
        for module in TREES
        if module in MODULES
        or (module.startswith("sync.client.") and module.rpartition(".")[2] in last_words)
    ]
    assert found == []


def test_what_sets_something_does_not_sound_like_a_question() -> None:
    found = [
        f"{module}.{node.name}"
        for module, node in definitions(ast.FunctionDef)
        if isinstance(node, ast.FunctionDef)
        and node.name.endswith("_is")
        and isinstance(node.returns, ast.Constant)
        and node.returns.value is None
    ]
    assert found == []


@pytest.mark.parametrize("word", ONE_MEANING)
def test_a_word_has_one_meaning(word: str) -> None:
    found = [
        module
        for module, node in definitions(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and node.name == word
    ]
    assert len(found) <= 1, found


def test_no_test_bears_a_name_that_was_given_up() -> None:
    """A test module is called like the module it tests."""
    words = {name.rpartition(".")[2] for name in MODULES}
    found = [
        str(path.relative_to(CHECKOUT))
        for path in sorted((CHECKOUT / "tests").rglob("*.py"))
        if path.stem.removeprefix("test_") in words
    ]
    assert found == []


@pytest.mark.parametrize("word", GIVEN_UP)
def test_no_variable_bears_a_word_that_was_given_up(word: str) -> None:
    found = [
        f"{module}: {name}"
        for module, node in definitions(ast.arg, ast.Name, ast.Attribute)
        if (name := _stored_name(node).lstrip("_")) == word
    ]
    assert found == []


def _stored_name(node: ast.AST) -> str:
    """The name that is given a value here; empty where a value is only read."""
    match node:
        case ast.arg(arg=name):
            return name
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return name
    return ""
