"""Checks the QML against the Python types: `python -m ui.lint`.

qmllint knows nothing of types that Python registers, so their descriptions are made first, with
Qt's own tools, in a temporary folder: pyside6-metaobjectdump reads the sources, qmltyperegistrar
turns that into a `.qmltypes`. A warning fails (`-W 0`), since qmllint alone exits 0 on them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

import PySide6

MODULE = "Station.Models"
_CPP = {"list": "QVariantList", "float": "double"}
_FOREIGN = ("core", "qml", "gui", "quick")


def main() -> int:
    """Lint every QML file; gives qmllint's exit code."""
    sources = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        imports = Path(folder)
        write_types(sources, imports)
        files = sorted(str(path) for path in (sources / "qml").rglob("*.qml"))
        lint = [
            *_tool("pyside6-qmllint"),
            *("-W", "0"),
            *("-I", str(imports), "-I", str(sources / "qml")),
            *files,
        ]
        return subprocess.run(lint, check=False).returncode


def write_types(sources: Path, imports: Path) -> None:
    """Describe the Python types in `imports`/Station/Models. Raises CalledProcessError."""
    target = imports / MODULE.replace(".", "/")
    target.mkdir(parents=True)
    dump = imports / "metatypes.json"
    base = sources / "viewmodels" / "fold.py"
    skipped = ("fold.py", "__init__.py")
    others = [path for path in sorted(base.parent.glob("*.py")) if path.name not in skipped]
    # The base comes first: a class counts as a QObject only after its base was read.
    files = [str(path) for path in (base, sources / "preview.py", *others)]
    subprocess.run([*_tool("pyside6-metaobjectdump"), "-o", str(dump), *files], check=True)
    described = json.loads(dump.read_text(encoding="utf-8"))
    _correct(described)
    dump.write_text(json.dumps(described), encoding="utf-8")
    qt = Path(PySide6.__file__).parent / "Qt"
    foreign = [str(qt / "metatypes" / f"qt6{name}_metatypes.json") for name in _FOREIGN]
    subprocess.run(
        [
            str(qt / "libexec" / "qmltyperegistrar"),
            *("--generate-qmltypes", str(target / "models.qmltypes")),
            *("--import-name", MODULE, "--major-version", "1", "--minor-version", "0"),
            *("--foreign-types", ",".join(foreign)),
            *("-o", str(imports / "registration.cpp")),
            str(dump),
        ],
        check=True,
    )
    (target / "qmldir").write_text(
        f"module {MODULE}\ntypeinfo models.qmltypes\nimport QtQuick auto\n", encoding="utf-8"
    )


def _correct(described: list[dict[str, Any]]) -> None:
    """Say what the dump leaves out or in Python's terms: pointers, lists, floats, constants."""
    classes = {kind["className"] for unit in described for kind in unit["classes"]}
    for unit in described:
        for kind in unit["classes"]:
            for entry in kind.get("properties", ()):
                name = entry["type"]
                entry["type"] = f"{name}*" if name in classes else _CPP.get(name, name)
                entry["constant"] = "notify" not in entry


def _tool(name: str) -> list[str]:
    """The command of a tool in the environment this Python runs in."""
    return [str(Path(sysconfig.get_path("scripts")) / name)]


if __name__ == "__main__":
    sys.exit(main())
