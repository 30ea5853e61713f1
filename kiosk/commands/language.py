"""Which language the command line speaks: `--lang`, else the environment's, else English.

The screens have a language of their own (`[ui] language`), and so do log lines, which are English.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import resources
from kiosk.domain.language import Language

OPTION = "--lang"
TRANSLATIONS = Path(resources.__file__).parent / "i18n"
_DOMAIN = "checkpoint-kiosk"


def split_arguments(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Every `--lang` with its word, wherever it stands before a `--`, and the other arguments."""
    ours: list[str] = []
    others: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            others += [word, *words]
        elif word == OPTION:
            ours += [word, *([following] if (following := next(words, None)) is not None else [])]
        elif word.startswith(f"{OPTION}="):
            ours.append(word)
        else:
            others.append(word)
    return ours, others


def choose_language(ours: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of the last `--lang` in `ours`, else of the locale for messages.

    POSIX: LC_ALL, then LC_MESSAGES, then LANG; the first that is not empty decides.
    """
    named = ours[-1].removeprefix(f"{OPTION}=") if ours else ""
    if named in list(Language):
        return Language(named)
    locale = next(
        (
            environment[name]
            for name in ("LC_ALL", "LC_MESSAGES", "LANG")
            if environment.get(name, "")
        ),
        "",
    )
    # language[_territory][.codeset][@modifier]
    language = locale.partition("@")[0].partition(".")[0].partition("_")[0]
    return Language.VI if language == Language.VI else Language.EN


def speak(language: Language) -> None:
    """Have this process's messages, argparse's among them, in this language."""
    # The only way to tell the functions of gettext that argparse calls; they read it every time.
    os.environ["LANGUAGE"] = language.value
    gettext.bindtextdomain(_DOMAIN, str(TRANSLATIONS))
    gettext.textdomain(_DOMAIN)


def day_form() -> str:
    """How `strftime` writes a day in the language of `speak`."""
    return "%d/%m/%Y" if spoken_language() is Language.VI else "%Y-%m-%d"


def utc_time(moment: datetime) -> str:
    """A moment for people, in UTC, which it names."""
    return f"{moment.astimezone(UTC):{day_form()} %H:%M:%S} UTC"


def spoken_language() -> Language:
    """What `speak` was told last; English before."""
    return Language.VI if os.environ.get("LANGUAGE") == Language.VI else Language.EN
