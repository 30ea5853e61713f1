"""Reads a `kiosk.toml` by the settings that `kiosk.settings` declares, and changes keys in one.

All problems of a file are told at once, each with its line.
"""

from __future__ import annotations

import dataclasses
import os
import re
import shlex
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from stat import S_IMODE
from typing import Any, NamedTuple

from kiosk.base.addresses import read_host_port
from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.files import resolve_own, write_whole
from kiosk.base.phrases import Phrase, phrase_of
from kiosk.base.text_files import decode_text
from kiosk.composition.toml_lines import line_of
from kiosk.domain.station.printer import FoundPrinter, PrinterKind, is_meant
from kiosk.settings.config import Config, PrinterConfig, ScannerKind, all_settings
from sync.protocol.kinds import Refusal, shown
from sync.protocol.settings import Setting, Tables, plain_table, settings_of

_LONGEST_NAME = 80
"""Letters of a venue's name that a slip and the screen's header can hold."""


def default_config_file() -> Path:
    """Where a kiosk's own file is: `checkpoint-kiosk/kiosk.toml` below `XDG_CONFIG_HOME`."""
    home = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    # The specification says of a relative one: ignore it.
    if not home.is_absolute():
        home = Path.home() / ".config"
    return home / "checkpoint-kiosk" / "kiosk.toml"


class Settings(NamedTuple):
    """What a kiosk is to work with, and where it comes from."""

    config: Config
    file: Path | None
    """None: there is no file, all is as without one."""


def find_settings(path: Path | None) -> Settings:
    """The file that was named; without a name the default one; without that the defaults.

    Raises ConfigFault when a file cannot be used, or the named one is not there.
    """
    default = default_config_file()
    if path is None and not default.exists():
        return Settings(Config(), None)
    file = default if path is None else path
    return Settings(load_config(file), file)


def load_config(path: Path) -> Config:
    """Read a `kiosk.toml`. Raises ConfigFault naming every bad key, or why it cannot be read."""
    text = _read(path)
    return _parse(text, path, text)


def _read(path: Path) -> str:
    try:
        return decode_text(path.read_bytes())
    except FileNotFoundError as error:
        line = f"checkpoint-kiosk settings example > {shlex.quote(str(path))}"
        missing = Phrase("no such file; begin with the example: {line}", line=line)
        raise ConfigFault([ConfigProblem(str(path), missing)]) from error
    except OSError as error:
        raise ConfigFault([ConfigProblem(str(path), error.strerror or "cannot be read")]) from error
    except UnicodeError as error:
        problem = Phrase("not UTF-8 text: save it as UTF-8 in your editor")
        raise ConfigFault([ConfigProblem(str(path), problem)]) from error


def write_settings(path: Path, changes: Mapping[str, object]) -> Config:
    """Set keys of a file, `section.name` to plain value; the rest of it stays as it is.

    Comments, order and unknown spacing stay; a file or a section that is not there is made. Gives
    what the file says now. Raises ConfigFault, with nothing written, when the outcome could not be
    used or the file cannot be read; OSError when it cannot be written, and then it is the old one.
    """
    # Only whoever writes needs it, and a start must not wait for it.
    import tomlkit
    from tomlkit.exceptions import ParseError
    from tomlkit.items import Table

    if not path.parent.is_dir():
        raise ConfigFault([ConfigProblem(str(path.parent), "no such folder")])
    # A link stays one: its target is what is replaced.
    path = resolve_own(path)
    is_new = not path.exists()
    before = "" if is_new else _read(path)
    try:
        document = tomlkit.parse(before)
    except ParseError as error:
        raise ConfigFault([ConfigProblem(str(path), _no_toml(str(error)))]) from error
    for key, value in changes.items():
        section, _, name = key.partition(".")
        table = document.setdefault(section, tomlkit.table())
        if not isinstance(table, MutableMapping):
            raise ConfigFault(
                [ConfigProblem(section, Phrase("expected a table, got {got}", got=shown(table)))]
            )
        body = table.value.body if isinstance(table, Table) and name not in table else []
        tail = []
        # What stands after the last key is about the next section, not about the new key.
        while body and body[-1][0] is None:
            tail.append(body.pop())
        table[name] = value
        body.extend(reversed(tail))
    text = tomlkit.dumps(document)
    config = _parse(text, path, before)
    if is_new:
        write_whole(path, text.encode("utf-8"), mode=0o644)
    else:
        old = path.stat()
        owner = old.st_uid, old.st_gid
        write_whole(path, text.encode("utf-8"), mode=S_IMODE(old.st_mode), owner=owner)
    return config


def _no_toml(error: str) -> Phrase:
    """What the reader says, with the slip that is most often behind it."""
    return Phrase('not valid TOML: {error} (texts stand in quotes, as in: name = "…")', error=error)


def _parse(text: str, path: Path, on_disk: str) -> Config:
    """The Config of a file's text; problems name the lines of what is on the disk."""
    try:
        return parse_config(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        # Python 3.11 tells the place in the text alone.
        said = re.fullmatch(
            r"(.*) \((?:at line (\d+), column \d+|at end of document)\)", str(error)
        )
        line = 1 + text.rstrip().count("\n") if said is None or said[2] is None else int(said[2])
        problem = _no_toml(str(error) if said is None else said[1])
        raise ConfigFault([ConfigProblem(f"{path}:{line}", problem)]) from error
    except ConfigFault as fault:
        found = [(line_of(on_disk, problem.key) or 0, problem) for problem in fault.problems]
        raise ConfigFault(
            [
                dataclasses.replace(problem, place=f"{path}:{line}" if line else "")
                for line, problem in sorted(found, key=lambda item: item[0])
            ]
        ) from fault


def parse_config(table: Mapping[str, object]) -> Config:
    """Turn a parsed TOML table into a Config. Raises ConfigFault with every problem."""
    problems: list[ConfigProblem] = []
    sections: dict[str, Any] = {}
    known = all_settings()
    for name, raw in table.items():
        if name not in known:
            problems.append(unknown_key(name, "", known))
        elif not isinstance(raw, dict):
            problems.append(
                ConfigProblem(name, Phrase("expected a table, got {got}", got=shown(raw)))
            )
        else:
            values = _read_table(known[name], raw, f"{name}.", problems)
            sections[name] = type(getattr(Config(), name))(**values)
    config = Config(**sections)
    bad = {problem.key for problem in problems}
    for keys, rule in _RULES:
        if not bad.intersection(keys):
            problems.extend(rule(config))
    if problems:
        raise ConfigFault(problems)
    return config


def _read_table(
    settings: tuple[Setting[Any], ...],
    table: Mapping[str, object],
    prefix: str,
    problems: list[ConfigProblem],
) -> dict[str, Any]:
    """The values that are there and can be; the others are noted."""
    known = {each.name: each for each in settings}
    values = {}
    for name, raw in table.items():
        key = f"{prefix}{name}"
        if name not in known:
            problems.append(unknown_key(name, prefix, known))
            continue
        kind = known[name].kind
        if isinstance(kind, Tables) and isinstance(raw, list):
            whole: object = _whole_tables(kind, raw, key, problems)
        else:
            whole = raw
        try:
            values[name] = kind.read(whole)
        except Refusal as refusal:
            problems.append(ConfigProblem(key, phrase_of(refusal)))
    return values


def _whole_tables(
    kind: Tables[Any], raw: list[object], key: str, problems: list[ConfigProblem]
) -> list[object]:
    """A list of tables with what they leave out, and without what is wrong in them.

    A file may leave members out, unlike a feed, and every problem in it is named by its place.
    """
    settings = settings_of(kind.cls)
    return [
        plain_table(kind.cls(**_read_table(settings, item, f"{key}[{index}].", problems)))
        if isinstance(item, dict)
        else item
        for index, item in enumerate(raw)
    ]


def unknown_key(name: str, prefix: str, known: Mapping[str, object]) -> ConfigProblem:
    """An unknown key, with the known one that was probably meant."""
    # Only a file with a mistake in it needs this.
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        return ConfigProblem(f"{prefix}{name}", "unknown key")
    meant = f"{prefix}{near[0]}"
    return ConfigProblem(
        f"{prefix}{name}", Phrase("unknown key; did you mean {meant}?", meant=meant)
    )


# --- what no single setting can say ---------------------------------------------------------------


def _scanner_rule(config: Config) -> list[ConfigProblem]:
    """A device each kind of scanner can use."""
    patterns = {
        ScannerKind.KEYBOARD: (r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}|/.+", Phrase("VID:PID or a path")),
        ScannerKind.SERIAL: (r".+", Phrase("a serial port")),
    }
    return _form("scanner.device", config.scanner.device, patterns.get(config.scanner.kind))


def _printer_rule(config: Config) -> list[ConfigProblem]:
    """An address the printer's kind can use."""
    return _printer_form("printer.address", config.printer)


def _second_printer_rule(config: Config) -> list[ConfigProblem]:
    """Such an address, and not the first printer's: two that are one would wait for each other."""
    first, second = config.printer, config.second_printer
    problems = _printer_form("second_printer.address", second)
    if problems or second.kind is PrinterKind.NONE:
        return problems
    # Without its serial number a USB printer may be the one that has it.
    is_one = is_meant(
        FoundPrinter(first.kind, first.address), second.kind, second.address
    ) or is_meant(FoundPrinter(second.kind, second.address), first.kind, first.address)
    problem = Phrase("must be another printer than the first one, [printer]")
    return [ConfigProblem("second_printer.address", problem)] if is_one else []


def _printer_form(key: str, printer: PrinterConfig) -> list[ConfigProblem]:
    patterns = {
        PrinterKind.USB: (
            r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(:.+)?",
            Phrase("VID:PID or VID:PID:serial"),
        ),
        PrinterKind.SERIAL: (r".+", Phrase("a serial device")),
        PrinterKind.FILE: (r".+", Phrase("a file")),
    }
    if printer.kind is PrinterKind.NETWORK:
        return _network_form(key, printer.address)
    return _form(key, printer.address, patterns.get(printer.kind))


def _network_form(key: str, value: str) -> list[ConfigProblem]:
    try:
        read_host_port(value, default_port=1)
    except ValueError:
        form = Phrase("host:port with a port of 1 to 65535, IPv6 as [address]:port")
        problem = Phrase("expected {form}, got {got}", form=form, got=shown(value))
        return [ConfigProblem(key, problem)]
    return []


def _form(key: str, value: str, pattern: tuple[str, Phrase] | None) -> list[ConfigProblem]:
    if pattern is None or re.fullmatch(pattern[0], value):
        return []
    problem = Phrase("expected {form}, got {got}", form=pattern[1], got=shown(value))
    return [ConfigProblem(key, problem)]


def _name_rule(config: Config) -> list[ConfigProblem]:
    """No rule of the setting itself: hubs have sent longer ones, and a station shows what fits."""
    if len(config.venue.name) <= _LONGEST_NAME:
        return []
    return [ConfigProblem("venue.name", Phrase("at most {letters} letters", letters=_LONGEST_NAME))]


_RULES: tuple[tuple[tuple[str, ...], Callable[[Config], list[ConfigProblem]]], ...] = (
    (("scanner.kind", "scanner.device"), _scanner_rule),
    (("printer.kind", "printer.address"), _printer_rule),
    (("second_printer.kind", "second_printer.address"), _second_printer_rule),
    (("venue.name",), _name_rule),
)
"""Each with the keys that it is about: it says nothing where one of them is wrong already."""
