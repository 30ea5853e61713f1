"""How a setting is declared: once, as a field of a frozen dataclass.

    repeat_window_s: int = setting(Whole(0, 3600, "s"), 60, "Seconds in which …")

The field's type is for the type checker; the `Setting` behind it has the kind of value, the default
and the meaning. Configuration file, example file, the hub's feed and the options of the command
line all come from it. Settings that a hub may set are in `sync.protocol.policy`, those of one
machine alone in `kiosk.settings`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, Generic, TypeVar

from kiosk.base.dataclass import dataclass
from sync.protocol.kinds import Kind, Refusal, shown

T = TypeVar("T")
_KEY = "setting"


class SettingError(ValueError):
    """A value that a setting cannot take, and why."""

    def __init__(self, key: str, refusal: Refusal) -> None:
        super().__init__(f"{key}: {refusal}")
        self.key = key
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Tables(Kind[tuple[T, ...]]):
    """A list of tables, each with the settings of one dataclass, all of them texts."""

    cls: type[T]
    is_list = True

    @property
    def metavar(self) -> str:
        return "|".join(each.name.upper() for each in settings_of(self.cls))

    def read(self, raw: object) -> tuple[T, ...]:
        """As a feed has it: every member must be there, and unknown ones are a newer hub's."""
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            raise Refusal("expected a list of tables, got {got}", got=shown(raw))
        return tuple(self._read_one(item) for item in raw)

    def _read_one(self, table: Mapping[str, object]) -> T:
        try:
            values = read_members(settings_of(self.cls), table)
        except SettingError as error:
            raise error.refusal from error
        missing = [each.name for each in settings_of(self.cls) if each.name not in values]
        if missing:
            raise Refusal("{name} is missing", name=missing[0])
        return self.cls(**values)

    def plain(self, value: tuple[T, ...]) -> object:
        return [plain_table(item) for item in value]

    def parse(self, word: str) -> object:
        parts = [part.strip() for part in word.split("|")]
        names = [each.name for each in settings_of(self.cls)]
        if len(parts) != len(names) or not all(parts):
            raise Refusal("expected {form}, got {got}", form=self.metavar, got=shown(word))
        return dict(zip(names, parts, strict=True))


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: what it is called, what it takes, what it is without a word about it."""

    kind: Kind[T]
    default: T
    meaning: str
    """Plain sentences for whoever fills in the file or asks the command line."""
    name: str = ""
    section: str = ""
    """The section of `kiosk.toml`; empty for a member of a table in a list."""
    feed: tuple[str, str] | None = None
    """The item of the hub's feed and the member in it, where they are not section and name."""
    option: str | None = None
    """The option of `hub venue set`, where it is not `--name-of-it`; empty where there is none."""

    @property
    def key(self) -> str:
        """Its dotted name."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def feed_item(self) -> str:
        """The key of the item of the hub's feed that has it."""
        return self.feed[0] if self.feed else self.section

    @property
    def feed_member(self) -> str:
        """The member of that item."""
        return self.feed[1] if self.feed else self.name

    @property
    def hub_option(self) -> str:
        """The option of `hub venue set`; empty where there is none."""
        return f"--{self.name.replace('_', '-')}" if self.option is None else self.option

    def read(self, raw: object) -> T:
        """The value of a plain one. Raises Refusal."""
        return self.kind.read(raw)


def setting(
    kind: Kind[T],
    default: T,
    meaning: str,
    *,
    feed: tuple[str, str] | None = None,
    option: str | None = None,
) -> T:
    """Declare a setting, as the default of a dataclass's field."""
    declared = Setting(kind, default, meaning, feed=feed, option=option)
    return field(default=default, metadata={_KEY: declared})


def settings_of(cls: type, section: str = "") -> tuple[Setting[Any], ...]:
    """The settings that a dataclass declares, in its order, named by its fields."""
    return tuple(
        dataclasses.replace(each.metadata[_KEY], name=each.name, section=section)
        for each in dataclasses.fields(cls)
        if _KEY in each.metadata
    )


def read_members(settings: Iterable[Setting[Any]], members: Mapping[str, object]) -> dict[str, Any]:
    """The values of those that are there, by name; unknown members are a newer end's.

    Raises SettingError for the first that cannot be.
    """
    found = {}
    for each in settings:
        if each.feed_member in members:
            try:
                found[each.name] = each.read(members[each.feed_member])
            except Refusal as refusal:
                raise SettingError(each.key, refusal) from refusal
    return found


def values_of(declared: object) -> dict[str, Any]:
    """The values of an object whose dataclass declares settings, by name."""
    return {each.name: getattr(declared, each.name) for each in settings_of(type(declared))}


def plain_table(declared: object) -> dict[str, object]:
    """The same as TOML and JSON have them."""
    settings, values = settings_of(type(declared)), values_of(declared)
    return {each.name: each.kind.plain(values[each.name]) for each in settings}
