"""Describes the Python types that QML uses, so that qmllint can check QML against them.

Usage: qml_types.py FOLDER

Every module below ui/ that sets ``QML_IMPORT_NAME`` registers types for QML. For each such
name this writes into FOLDER, laid out as an import path, a qmldir and the type descriptions
that Qt's own tools make from the Python source; give FOLDER to qmllint with -I.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent


def import_name(tree: ast.Module) -> str | None:
    """The QML module that a Python module registers its types in; None if it registers none."""
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="QML_IMPORT_NAME")], value=ast.Constant(value=str(name))
            ):
                return name
    return None


def classes(tree: ast.Module) -> dict[str, list[str]]:
    """The classes of a Python module, with the plain names of their bases."""
    return {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def with_bases(wanted: list[Path], trees: dict[Path, ast.Module]) -> list[Path]:
    """The files ``wanted`` and those that define base classes of theirs, the bases first.

    Qt's tool reads the files in order and takes a class for a QObject only if it has met the
    base before.
    """
    home = {name: path for path, tree in trees.items() for name in classes(tree)}
    ordered: list[Path] = []

    def visit(path: Path) -> None:
        if path in ordered:
            return
        for bases in classes(trees[path]).values():
            for base in bases:
                if home.get(base, path) != path:
                    visit(home[base])
        ordered.append(path)

    for path in wanted:
        visit(path)
    return ordered


def constants(trees: list[ast.Module]) -> set[tuple[str, str]]:
    """Class and name of every property declared with ``@Property(…, constant=True)``."""
    found = set()
    for tree in trees:
        for owner in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            for getter in (node for node in owner.body if isinstance(node, ast.FunctionDef)):
                for decorator in getter.decorator_list:
                    match decorator:
                        case ast.Call(func=ast.Name(id="Property"), keywords=keywords) if any(
                            keyword.arg == "constant"
                            and isinstance(keyword.value, ast.Constant)
                            and keyword.value.value is True
                            for keyword in keywords
                        ):
                            found.add((owner.name, getter.name))
    return found


def mark_constants(meta: Path, names: set[tuple[str, str]]) -> None:
    """Adds what metaobjectdump leaves out: which properties are constant.

    Without it qmllint takes every one of them for a value that could change unnoticed.
    """
    dump = json.loads(meta.read_text(encoding="utf-8"))
    for described in (entry for file in dump for entry in file["classes"]):
        for entry in described.get("properties", []):
            if (described["className"], entry["name"]) in names:
                entry["constant"] = True
    meta.write_text(json.dumps(dump), encoding="utf-8")


def describe(name: str, sources: dict[Path, ast.Module], folder: Path) -> None:
    """Writes qmldir and types of the QML module ``name``, whose sources name bases first.

    Raises CalledProcessError if one of Qt's tools cannot read the sources.
    """
    module = folder.joinpath(*name.split("."))
    module.mkdir(parents=True)
    tools = Path(sys.executable).parent
    qt = Path(PySide6.__file__).parent / "Qt" / "metatypes"
    foreign = [qt / f"qt6{library}_metatypes.json" for library in ("core", "gui", "qml", "quick")]
    meta = module / "types.json"
    subprocess.run(
        [tools / "pyside6-metaobjectdump", "--quiet", "--out-file", meta, *sources], check=True
    )
    mark_constants(meta, constants(list(sources.values())))
    subprocess.run(
        [
            tools / "pyside6-qmltyperegistrar",
            *("--generate-qmltypes", module / "module.qmltypes"),
            *("--import-name", name),
            *("--major-version", "1", "--minor-version", "0"),
            *("--foreign-types", ",".join(map(str, foreign))),
            *("-o", module / "registration.cpp"),
            meta,
        ],
        check=True,
    )
    (module / "qmldir").write_text(
        f"module {name}\ntypeinfo module.qmltypes\ndepends QtQuick\n", encoding="utf-8"
    )


def main() -> int:
    """Describes every QML module that ui/ registers from Python."""
    folder = Path(sys.argv[1])
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "ui").rglob("*.py"))
    }
    modules: dict[str, list[Path]] = {}
    for path, tree in trees.items():
        if name := import_name(tree):
            modules.setdefault(name, []).append(path)
    for name, wanted in modules.items():
        describe(name, {path: trees[path] for path in with_bases(wanted, trees)}, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
