"""Reads a `kiosk.toml`: each key by its type in `kiosk.settings`; all bad keys are told at once."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.settings.config import (
    Config,
    PrinterConfig,
    PrinterKind,
    ScannerConfig,
    ScannerKind,
    parse_time,
)

_LONGEST_NAME = 80
"""Letters of a venue's name that a slip and the screen's header can hold."""


def load_config(path: Path) -> Config:
    """Read a `kiosk.toml`. Raises ConfigFault naming every bad key, or why it cannot be read."""
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise ConfigFault([ConfigProblem(str(path), reason)]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigFault([ConfigProblem(str(path), f"not valid TOML: {error}")]) from error
    return parse_config(table)


def parse_config(table: Mapping[str, object]) -> Config:
    """Turn a parsed TOML table into a Config. Raises ConfigFault with every problem."""
    problems: list[ConfigProblem] = []
    config = _read_section(Config, table, "", problems)
    if not problems:
        problems.extend(_rules(config))
    if problems:
        raise ConfigFault(problems)
    return config


def _rules(config: Config) -> list[ConfigProblem]:
    """What no single type can say."""
    problems = []
    try:
        ZoneInfo(config.venue.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(
            ConfigProblem("venue.time_zone", f'unknown time zone "{config.venue.time_zone}"')
        )
    try:
        parse_time(config.policy.closing_time)
    except ValueError:
        problems.append(
            ConfigProblem(
                "policy.closing_time", f'expected HH:MM, got "{config.policy.closing_time}"'
            )
        )
    both = set(config.gate.inputs) & set(config.desk.inputs)
    problems += [
        ConfigProblem("desk.inputs", f"{name.value} is an input of the gate")
        for name in sorted(both)
    ]
    problems += _scanner_rules(config.scanner)
    problems += _printer_rules(config.printer)
    if not config.venue.name.strip():
        problems.append(ConfigProblem("venue.name", "must not be empty"))
    if len(config.venue.name) > _LONGEST_NAME:
        problems.append(ConfigProblem("venue.name", f"at most {_LONGEST_NAME} letters"))
    return problems


def _scanner_rules(scanner: ScannerConfig) -> list[ConfigProblem]:
    """A device each kind of scanner can use."""
    patterns = {
        ScannerKind.KEYBOARD: (r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}|/.+", "VID:PID or a path"),
        ScannerKind.SERIAL: (r".+", "a serial port"),
    }
    if scanner.kind not in patterns or re.fullmatch(patterns[scanner.kind][0], scanner.device):
        return []
    expected = patterns[scanner.kind][1]
    return [ConfigProblem("scanner.device", f'expected {expected}, got "{scanner.device}"')]


def _printer_rules(printer: PrinterConfig) -> list[ConfigProblem]:
    """An address each kind of printer can use."""
    patterns = {
        PrinterKind.USB: (r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(:.+)?", "VID:PID or VID:PID:serial"),
        PrinterKind.NETWORK: (r"[^\s:]+(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?", "host:port"),
        PrinterKind.SERIAL: (r".+", "a serial device"),
        PrinterKind.FILE: (r".+", "a file"),
    }
    if printer.kind not in patterns:
        return []
    pattern, expected = patterns[printer.kind]
    if re.fullmatch(pattern, printer.address):
        return []
    return [ConfigProblem("printer.address", f'expected {expected}, got "{printer.address}"')]


_S = typing.TypeVar("_S")


def _read_section(
    cls: type[_S], table: Mapping[str, object], prefix: str, problems: list[ConfigProblem]
) -> _S:
    hints = typing.get_type_hints(cls)
    known = {item.name: item for item in dataclasses.fields(cls)}  # type: ignore[arg-type]
    values: dict[str, object] = {}
    for key, raw in table.items():
        name = f"{prefix}{key}"
        if key not in known:
            problems.append(ConfigProblem(name, "unknown key"))
            continue
        accepted = _read_value(hints[key], raw, name, known[key].metadata, problems)
        if accepted is not _REJECTED:
            values[key] = accepted
    return cls(**values)


_REJECTED = object()


def _read_value(
    hint: object,
    raw: object,
    name: str,
    metadata: Mapping[str, object],
    problems: list[ConfigProblem],
) -> object:
    """The accepted value, or `_REJECTED` after noting the problem."""

    def reject(expected: str) -> object:
        problems.append(ConfigProblem(name, f"expected {expected}, got {_shown(raw)}"))
        return _REJECTED

    if isinstance(hint, types.GenericAlias) and hint.__origin__ is tuple:
        if issubclass(hint.__args__[0], StrEnum):
            choices = [str(member.value) for member in hint.__args__[0]]
            if not isinstance(raw, list) or not all(item in choices for item in raw):
                return reject(f"a list of {_any_of(choices)}")
            return tuple(hint.__args__[0](item) for item in raw)
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            return reject("a list of tables")
        element = typing.cast(type[object], hint.__args__[0])
        return tuple(
            _read_section(element, item, f"{name}[{index}].", problems)
            for index, item in enumerate(raw)
        )
    if not isinstance(hint, type):
        raise TypeError(f"{name}: unsupported configuration type {hint!r}")
    if dataclasses.is_dataclass(hint):
        if not isinstance(raw, dict):
            return reject("a table")
        return _read_section(hint, raw, f"{name}.", problems)
    if issubclass(hint, StrEnum):
        choices = [str(member.value) for member in hint]
        return hint(raw) if isinstance(raw, str) and raw in choices else reject(_any_of(choices))
    choices_of_value = metadata.get("choices")
    if isinstance(choices_of_value, tuple):
        # `True == 1` in Python, so the type is compared too.
        is_choice = raw in choices_of_value and type(raw) is hint
        return raw if is_choice else reject(_any_of(choices_of_value))
    if hint is bool:
        return raw if isinstance(raw, bool) else reject("true or false")
    if hint is str:
        return raw if isinstance(raw, str) else reject("a text")
    if isinstance(raw, bool) or not isinstance(raw, (int, float) if hint is float else int):
        return reject("a number" if hint is float else "a whole number")
    low_high = metadata.get("range")
    if isinstance(low_high, tuple) and not low_high[0] <= raw <= low_high[1]:
        return reject(f"{low_high[0]} to {low_high[1]}")
    return float(raw) if hint is float else raw


def _any_of(choices: typing.Iterable[object]) -> str:
    shown = [str(choice) for choice in choices]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


def _shown(raw: object) -> str:
    """A value as TOML writes it."""
    if isinstance(raw, bool):
        return str(raw).lower()
    return f'"{raw}"' if isinstance(raw, str) else repr(raw)
