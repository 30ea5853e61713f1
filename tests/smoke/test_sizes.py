"""Files, classes and constructors keep a size that one can read: past it a concept is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("kiosk", "ui", "drivers", "sync")
FOLDERS = (*PACKAGES, "tests", "packaging", ".ci")
MAX_LINES = 450
MAX_METHODS = 25
MAX_ARGUMENTS = 7

CODE = (".py", ".qml", ".sh")
LONG_FILES: dict[str, str] = {}
LARGE_CLASSES: dict[str, str] = {}
LONG_CONSTRUCTORS: dict[str, str] = {
    "sync.hub.server.RunningHub": "what a test or demo may choose of a hub, by name, with defaults",
}
"""What may stay larger, by name, each with its reason."""


def code_files() -> Iterator[tuple[str, str]]:
    """Every Python, QML and shell file of ours, by its path in the checkout, with its text."""
    for folder in FOLDERS:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            if path.suffix in CODE or (not path.suffix and is_script(path)):
                yield str(path.relative_to(CHECKOUT)), path.read_text(encoding="utf-8")


def is_script(path: Path) -> bool:
    """Whether a file without an ending begins as a script does."""
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every class of the packages, with its qualified name."""
    for name, text in FILES.items():
        if name.startswith(tuple(f"{package}/" for package in PACKAGES)) and name.endswith(".py"):
            module = name.removesuffix(".py").replace("/", ".")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ClassDef):
                    yield f"{module}.{node.name}", node


def methods(of: ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a class but for its properties, Qt's included."""
    return [
        node
        for node in of.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and not any(
            "property" in ast.unparse(decorator).lower() for decorator in node.decorator_list
        )
    ]


FILES = dict(code_files())
CLASSES = dict(classes())


def test_no_file_is_longer_than_one_reads_in_a_sitting() -> None:
    found = {
        name: lines for name, text in FILES.items() if (lines := len(text.splitlines())) > MAX_LINES
    }
    assert found.keys() == LONG_FILES.keys(), found


def test_no_class_has_more_methods_than_one_concept_needs() -> None:
    found = {
        name: count for name, of in CLASSES.items() if (count := len(methods(of))) > MAX_METHODS
    }
    assert found.keys() == LARGE_CLASSES.keys(), found


def test_no_constructor_takes_more_than_one_can_tell_apart() -> None:
    found = {
        name: count
        for name, of in CLASSES.items()
        for method in methods(of)
        if method.name == "__init__"
        and (count := len(method.args.args) + len(method.args.kwonlyargs) - 1) > MAX_ARGUMENTS
    }
    assert found.keys() == LONG_CONSTRUCTORS.keys(), found


def test_the_sizes_are_looked_at_everywhere() -> None:
    """A folder that was moved away would leave nothing to find."""
    for folder in FOLDERS:
        assert any(name.startswith(f"{folder}/") for name in FILES), folder
    assert any(name.endswith(".qml") for name in FILES)
    assert len(CLASSES) > 100
