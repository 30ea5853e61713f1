"""`kiosk.example.toml`: every setting with its meaning, what it takes and its default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.settings.config import all_settings
from sync.protocol.kinds import shown
from sync.protocol.settings import Setting, Tables, settings_of

_EXAMPLES = (
    (
        "checkpoint-kiosk settings set venue.name …",
        Phrase("changes one; the file's own comments stay."),
    ),
    (
        "checkpoint-kiosk doctor --config kiosk.toml",
        Phrase("says whether this machine can work with it."),
    ),
)
_COLUMN = 36
"""Where what a setting takes stands, behind its value."""


def example_text() -> str:
    """The whole file, its comments in the language chosen."""
    head = translate(
        "Every setting of kiosk.toml with its default. Copy what differs at your checkpoint."
    )
    lines = [head, *(f"{line:<45}{in_language(meaning)}" for line, meaning in _EXAMPLES)]
    return _lines(f"# {line}" for line in lines) + "".join(
        f"\n[{section}]\n" + _lines(_section(settings))
        for section, settings in all_settings().items()
    )


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _section(settings: Sequence[Setting[Any]]) -> Iterator[str]:
    for each in settings:
        yield f"# {in_language(each.meaning)}"
        yield _value(each)
    # A table in TOML ends the section, so these come last.
    for each in settings:
        if isinstance(each.kind, Tables):
            yield ""
            told = translate("One such table for each, instead of {key} = []:", key=each.name)
            yield f"# {told}"
            yield f"# [[{each.key}]]"
            for member in settings_of(each.kind.cls):
                yield f"# {_value(member):<{_COLUMN - 2}}# {in_language(member.meaning)}"


def _value(each: Setting[Any]) -> str:
    value = f"{each.name} = {shown(each.kind.plain(each.default))}"
    return f"{value:<{_COLUMN}}# {each.kind.takes}" if each.kind.takes else value
