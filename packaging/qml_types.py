"""Describes the Python types that QML uses, so that qmllint can check QML against them.

Usage: qml_types.py FOLDER

Every module below ui/ that sets ``QML_IMPORT_NAME`` registers types for QML. For each such
name this writes into FOLDER, laid out as an import path, a qmldir and the type descriptions
that Qt's own tools make from the Python source; give FOLDER to qmllint with -I.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import PySide6


def import_name(source: Path) -> str | None:
    """The QML module a Python file registers its types in; None if it registers none."""
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="QML_IMPORT_NAME")], value=ast.Constant(value=str(name))
            ):
                return name
    return None


def describe(name: str, sources: list[Path], folder: Path) -> None:
    """Writes qmldir and types of the QML module ``name``.

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
    root = Path(__file__).resolve().parent.parent
    folder = Path(sys.argv[1])
    modules: dict[str, list[Path]] = {}
    for source in sorted((root / "ui").rglob("*.py")):
        if name := import_name(source):
            modules.setdefault(name, []).append(source)
    for name, sources in modules.items():
        describe(name, sources, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
