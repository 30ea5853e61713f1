"""`venue`: what is registered of the place this kiosk stands at, changing it, and its logo."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.base.phrases import Phrase, translate

if TYPE_CHECKING:
    from kiosk.settings.config import Config
    from sync.protocol.settings import Setting

EXAMPLE = """checkpoint-kiosk venue show
  checkpoint-kiosk venue set --name "Trường Mẫu" --kind school --commune "vinh hai khanh hoa"
  checkpoint-kiosk venue logo logo.png"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `venue`."""
    from kiosk.commands.setting_option import add_setting

    words = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    show = words.add_parser("show", help=translate("print what is registered"))
    show.add_argument("--json", action="store_true", help=translate("print JSON"))
    change = words.add_parser("set", help=translate("change what is registered"))
    for setting in _settings():
        if setting.key == "venue.commune":
            change.add_argument(
                "--commune",
                dest=setting.key,
                metavar="TEXT",
                help=translate("the commune's code, or its name as one types it in a search"),
            )
        else:
            add_setting(change, setting, _option(setting))
    logo = words.add_parser("logo", help=translate("take a logo for the venue's slips"))
    logo.add_argument(
        "picture", nargs="?", type=Path, metavar="FILE", help=translate("a PNG or JPEG")
    )
    logo.add_argument("--remove", action="store_true", help=translate("slips have none any more"))
    for each in (show, change, logo):
        each.add_argument(
            "--config", type=Path, help=translate("the kiosk.toml (default: your own)")
        )


def run(options: argparse.Namespace) -> int:
    """Do it; exit 2 if file, value or picture cannot be used."""
    from kiosk.composition.settings_file import find_settings

    match options.act:
        case "show":
            return _show(find_settings(options.config).config, as_json=options.json)
        case "set":
            return _set(options)
        case _:
            return _logo(find_settings(options.config).config, options)


def _settings() -> tuple[Setting[Any], ...]:
    from kiosk.domain.desk.venue_work import VenueField
    from kiosk.settings.config import all_settings

    known = {each.key: each for settings in all_settings().values() for each in settings}
    return tuple(known[field.value] for field in VenueField)


def _option(setting: Setting[Any]) -> str:
    """As `hub venue set` has it; what the hub knows by itself has an option here alone."""
    return setting.hub_option or f"--{setting.name}"


def _show(config: Config, *, as_json: bool) -> int:
    from kiosk.composition.units import commune_of_today
    from kiosk.composition.venue_logo import read_logo
    from sync.protocol.kinds import shown

    plain = {
        each.key: each.kind.plain(getattr(getattr(config, each.section), each.name))
        for each in _settings()
    }
    has_logo = bool(read_logo(config.store_directory))
    if as_json:
        print(json.dumps({**plain, "logo": has_logo}, ensure_ascii=False, indent=2))
        return 0
    commune = commune_of_today(config.venue.commune)
    for key, value in plain.items():
        more = f"  # {commune.name}" if key == "venue.commune" and commune is not None else ""
        print(f"{key} = {shown(value)}{more}")
    print(f"# {translate('slips have a logo') if has_logo else translate('slips have no logo')}")
    return 0


def _set(options: argparse.Namespace) -> int:
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.base.files import make_folder
    from kiosk.composition.settings_file import default_config_file, write_settings
    from sync.client.hub_file import load_hub_file

    given = {each.key: getattr(options, each.key) for each in _settings()}
    changes = {key: value for key, value in given.items() if value is not None}
    if not changes:
        raise ConfigFault([ConfigProblem("venue set", "nothing to change: give an option")])
    if "venue.commune" in changes:
        changes["venue.commune"] = _commune(str(changes["venue.commune"]))
    path = options.config
    if path is None:
        path = default_config_file()
        make_folder(path.parent)
    config = write_settings(path, changes)
    told = translate("from the kiosk's next start on")
    print(f"{path}: {', '.join(changes)} ({told})")
    if load_hub_file(config.store_directory) is not None:
        print(translate("This kiosk is enrolled: what its hub sets stands over it."))
    return 0


def _commune(words: str) -> str:
    """The code of a commune of today. Raises ConfigFault where the words name none, or several."""
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.composition.units import load_gazetteer
    from kiosk.domain.units.queries import MOST_UNITS
    from kiosk.domain.units.search import find_units
    from kiosk.domain.units.unit import Scheme

    gazetteer = load_gazetteer()
    if not words or gazetteer.of_today(words) is not None:
        return words
    found = find_units(gazetteer, words, None, MOST_UNITS).units
    by_todays_name = [one for one in found if one.unit.scheme is Scheme.NEW]
    # A name of today is meant before one of old.
    meant = by_todays_name if len(by_todays_name) == 1 else found
    today = {unit.code: unit.full_name for one in meant for unit in one.today}
    if len(today) == 1:
        return next(iter(today))
    several = "; ".join(f"{code} {name}" for code, name in today.items())
    problem = Phrase("no commune is called so: {words}", words=words)
    if several:
        problem = Phrase("several may be meant: {several}", several=several)
    raise ConfigFault([ConfigProblem("--commune", problem)])


def _logo(config: Config, options: argparse.Namespace) -> int:
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.base.files import read_whole
    from kiosk.composition.venue_logo import drop_logo, write_logo

    if (options.picture is None) is not options.remove:
        raise ConfigFault([ConfigProblem("venue logo", "give a picture, or --remove")])
    directory = config.store_directory
    try:
        if options.remove:
            drop_logo(directory)
            print(translate("slips have no logo"))
        else:
            write_logo(directory, read_whole(options.picture))
            print(translate("slips have a logo"))
    except ValueError as error:
        raise ConfigFault([ConfigProblem(str(options.picture), error.args[0])]) from error
    except OSError as error:
        place = error.filename or options.picture or directory
        raise ConfigFault([ConfigProblem(str(place), error.strerror or str(error))]) from error
    return 0
