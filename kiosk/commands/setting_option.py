"""An option of a command that sets one setting; its values are plain ones, as a file has them."""

from __future__ import annotations

import argparse
from typing import Any

from kiosk.base.phrases import in_language, phrase_of, translate
from sync.protocol.kinds import Refusal
from sync.protocol.settings import Setting


def add_setting(parser: argparse.ArgumentParser, setting: Setting[Any], option: str) -> None:
    """Add `option`, whose value stands under the setting's key; None where it is not given."""

    def plain(word: str) -> object:
        try:
            value = setting.kind.parse(word)
            setting.read([value] if setting.kind.is_list else value)
        except Refusal as refusal:
            raise argparse.ArgumentTypeError(in_language(phrase_of(refusal))) from None
        return value

    several = (
        " " + translate("May be given several times; replaces all.") if setting.kind.is_list else ""
    )
    parser.add_argument(
        option,
        dest=setting.key,
        action="append" if setting.kind.is_list else "store",
        type=plain,
        metavar=setting.kind.metavar,
        help=translate(setting.meaning).replace("%", "%%") + several,
    )
