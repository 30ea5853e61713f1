"""Dataclasses whose methods are written when they are first called.

The standard library compiles six methods for every frozen dataclass when its module is imported:
0.4 ms each on the machine the kiosk is measured on, and more than a thousand of them made half of
the kiosk's start (docs/adr/0036). What is made here is a dataclass in every other respect: the
standard library collects its fields, and `fields`, `replace`, `asdict` and `match` take it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

_OMITTED: Any = object()
"""The argument that is not there, of a field with a factory."""

if TYPE_CHECKING:
    # Type checkers know it by its name: only at run time is another one in its place.
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True
    ) -> Callable[[type], type]:
        """Make a class a dataclass, as that of the standard library does with these options."""

        def make(cls: type) -> type:
            own = dict(vars(cls))
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
            if "__init__" not in own:
                _write_when_called(made, frozen)
            if "__repr__" not in own:
                made.__repr__ = _repr
            if eq:
                _compare(made, own, frozen)
            if frozen:
                made.__setattr__, made.__delattr__ = _refuse_set, _refuse_delete
                if slots:
                    # The default state of slots is put back by assignment, which is refused.
                    made.__getstate__, made.__setstate__ = _get_state, _set_state
            return made

        return make


def _write_when_called(cls: Any, frozen: bool) -> None:
    def write_and_call(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__ = _write_init(cls, frozen)
        cls.__init__(self, *args, **kwargs)

    cls.__init__ = write_and_call


def _write_init(cls: Any, frozen: bool) -> Callable[..., None]:
    """The constructor: one assignment for each field, in their order."""
    names: dict[str, Any] = {"_omitted": _OMITTED, "_set": object.__setattr__}
    parameters, lines = ["self"], []
    for field in dataclasses.fields(cls):
        name, value = field.name, field.name
        parameter = name
        if field.default is not MISSING:
            names[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
        elif field.default_factory is not MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameter = f"{name}=_omitted"
            value = f"_make_{name}() if {name} is _omitted else {name}"
        if field.init:
            parameters.append(parameter)
        elif field.default is not MISSING:
            value = f"_default_{name}"
        elif field.default_factory is not MISSING:
            value = f"_make_{name}()"
        else:
            continue
        lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    # The names are those of fields, which Python took as identifiers.
    exec(f"def __init__({', '.join(parameters)}):\n    {body}", names)
    written: Callable[..., None] = names["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    written.__module__ = cls.__module__
    return written


def _compare(cls: Any, own: dict[str, Any], frozen: bool) -> None:
    """Equality by the fields, and a hash of them where they cannot change."""
    fields = dataclasses.fields(cls)
    if "__eq__" not in own:
        compared = _values([field.name for field in fields if field.compare])

        def is_equal(self: Any, other: object) -> Any:
            if other.__class__ is self.__class__:
                return compared(self) == compared(other)
            return NotImplemented

        cls.__eq__ = is_equal
    if own.get("__hash__") is not None:
        return
    if not frozen:
        cls.__hash__ = None
        return
    hashed = _values(
        [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
    )
    cls.__hash__ = lambda self: hash(hashed(self))


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (field.name for field in dataclasses.fields(self) if field.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
