"""`settings`: what the kiosk is set to, changing one setting, and the example file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.phrases import Phrase, phrase_of, translate

if TYPE_CHECKING:
    from kiosk.base.errors import ConfigFault

EXAMPLE = """checkpoint-kiosk settings show
  checkpoint-kiosk settings set venue.name "Trung tâm Y tế Mẫu"
  checkpoint-kiosk settings set gate.inputs camera scanner --config kiosk.toml
  checkpoint-kiosk settings example"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `settings`."""
    words = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    show = words.add_parser(
        "show", help=translate("print every setting; those left at their default as #")
    )
    change = words.add_parser(
        "set", help=translate("change one setting in the file; its comments stay")
    )
    change.add_argument("key", metavar="KEY", help=translate("such as venue.name"))
    change.add_argument(
        "values",
        metavar="VALUE",
        nargs="*",
        help=translate("one, or several for a list (none: empty)"),
    )
    for each in (show, change):
        each.add_argument(
            "--config", type=Path, help=translate("the kiosk.toml (default: your own)")
        )
    words.add_parser(
        "example", help=translate("print a kiosk.toml with every setting and its default")
    )


def run(options: argparse.Namespace) -> int:
    """Do it; exit 2 if the file, the key or the value cannot be used."""
    match options.act:
        case "show":
            return _show(options.config)
        case "set":
            return _set(options.config, options.key, options.values)
        case _:
            from kiosk.settings.example import example_text

            print(example_text(), end="")
            return 0


def _show(path: Path | None) -> int:
    from kiosk.composition.settings_file import default_config_file, find_settings

    config, file = find_settings(path)
    none = translate("all defaults: there is no {path}", path=default_config_file())
    print(f"# {file or none}")
    for line in _lines(config):
        print(line)
    return 0


def _lines(config: object) -> Iterator[str]:
    """Every setting as a line of TOML, behind # what is as without a word about it."""
    from kiosk.settings.config import all_settings
    from sync.protocol.kinds import shown

    for section, settings in all_settings().items():
        for each in settings:
            value = getattr(getattr(config, section), each.name)
            mark = "# " if value == each.default else ""
            yield f"{mark}{each.key} = {shown(each.kind.plain(value))}"


def _with_the_way(fault: ConfigFault, key: str) -> ConfigFault:
    """Of two settings that fit only together neither can be changed first, but by way of none."""
    from kiosk.base.errors import ConfigFault

    pairs = {"printer.kind": "printer.address", "scanner.kind": "scanner.device"}
    places = {place: kind for kind, place in pairs.items() if key in (kind, place)}
    return ConfigFault(
        [
            replace(
                problem,
                problem=Phrase(
                    "{problem}; the two belong together: set {kind} none first, then {place}, "
                    "then {kind}",
                    problem=problem.problem,
                    kind=places[problem.key],
                    place=problem.key,
                ),
            )
            if problem.key in places
            else problem
            for problem in fault.problems
        ]
    )


def _set(path: Path | None, key: str, words: Sequence[str]) -> int:
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.base.files import make_folder
    from kiosk.composition.settings_file import (
        default_config_file,
        unknown_key,
        write_settings,
    )
    from kiosk.settings.config import all_settings
    from sync.client.hub_file import load_hub_file
    from sync.protocol.kinds import Refusal, shown
    from sync.protocol.policy import SECTIONS

    known = {each.key: each for settings in all_settings().values() for each in settings}
    if key not in known:
        raise ConfigFault([unknown_key(key, "", known)])
    kind = known[key].kind
    if not kind.is_list and len(words) != 1:
        raise ConfigFault(
            [ConfigProblem(key, Phrase("expected one value, got {count}", count=len(words)))]
        )
    try:
        values = [kind.parse(word) for word in words]
        value = values if kind.is_list else values[0]
        known[key].read(value)
    except Refusal as refusal:
        raise ConfigFault([ConfigProblem(key, phrase_of(refusal))]) from refusal
    if path is None:
        path = default_config_file()
        make_folder(path.parent)
    try:
        config = write_settings(path, {key: value})
    except ConfigFault as fault:
        raise _with_the_way(fault, key) from fault
    told = translate("from the kiosk's next start on")
    print(f"{path}: {key} = {shown(value)} ({told})")
    if known[key].section in SECTIONS and load_hub_file(config.store_directory) is not None:
        print(translate("This kiosk is enrolled: what its hub sets stands over it."))
    return 0
