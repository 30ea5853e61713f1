"""Files are made, changed and given away in one module, `kiosk.base.files`, or with a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("kiosk", "sync", "ui", "drivers")
THE_MODULE = "kiosk/base/files.py"

WAYS = frozenset(
    {
        "write_text", "write_bytes", "touch", "mkdir", "makedirs", "chmod", "chown", "fchmod",
        "fchown", "lchown", "symlink_to", "hardlink_to", "copyfile", "copy2",
        "copytree", "mkstemp", "NamedTemporaryFile", "mktemp", "umask", "VideoWriter", "imwrite",
        "FileHandler", "RotatingFileHandler",
    }
)  # fmt: skip
"""Names that write, or give rights: as a method, or of a module."""
LOW = ("open", "link", "symlink")
"""The system's own, which others' functions are named like."""
EXCEPTIONS = {
    "kiosk/demo/film/footage.py": "the library writes a film by its name, into the demo's folder",
    "sync/hub/db/engine.py": "locks of a folder that was looked at, once a transaction",
    "kiosk/base/memory_folder.py": "locks a folder in memory; nothing is written by it",
    "drivers/camera/v4l2.py": "a device",
    "drivers/scanner/evdev.py": "a device",
    "drivers/printer/transports.py": "a device, or the file that stands for one",
    "ui/gallery.py": "pictures of made-up people, for whoever develops",
}


def ways_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where a module writes by itself, and how."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        opens = name in LOW and (_is_low(called) or _writes(node))
        if name in WAYS or opens:
            yield node.lineno, name
        elif name == "save" and node.args and _is_named(node.args[0]):
            yield node.lineno, "save"


def _is_low(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and ast.unparse(called.value) == "os"


def _writes(call: ast.Call) -> bool:
    # A path's method has the mode first, the function behind the path.
    given = call.args[1:] if isinstance(call.func, ast.Name) else call.args
    modes = [*given, *(word.value for word in call.keywords if word.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and len(mode.value) <= 3
        and set(mode.value) & set("wax+")
        for mode in modes
    )


def _is_named(target: ast.expr) -> bool:
    """Whether a picture goes to a path, and not into memory."""
    return "path" in ast.unparse(target).lower()


def found() -> dict[str, list[str]]:
    """What each module of the packages writes by itself."""
    files = (path for package in PACKAGES for path in (CHECKOUT / package).rglob("*.py"))
    ways: dict[str, list[str]] = {}
    for path in sorted(files):
        name = path.relative_to(CHECKOUT).as_posix()
        here = [f"{line}: {way}" for line, way in ways_in(ast.parse(path.read_text("utf-8")))]
        if here and name != THE_MODULE and not name.startswith("kiosk/bench/"):
            ways[name] = here
    return ways


def test_nobody_writes_past_the_one_module() -> None:
    others = {name: ways for name, ways in found().items() if name not in EXCEPTIONS}
    assert others == {}, "use kiosk.base.files, or name the reason in EXCEPTIONS"


def test_every_exception_is_still_one() -> None:
    assert EXCEPTIONS.keys() <= found().keys()


def test_what_writes_is_seen() -> None:
    seen = [
        "Path('x').write_text('')", "open('x', 'w')", "path.open('ab')", "os.open('x', 1)",
        "os.chmod('x', 1)", "shutil.chown('x')", "picture.save(path)", "open('x', mode='r+')",
        "os.link('x', 'y')",
    ]  # fmt: skip
    unseen = ["open('x')", "path.open('rb')", "camera.open()", "picture.save(memory)", "x.link(p)"]
    assert [len(list(ways_in(ast.parse(line)))) for line in seen] == [1] * len(seen)
    assert [list(ways_in(ast.parse(line))) for line in unseen] == [[]] * len(unseen)
