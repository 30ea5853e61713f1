"""Dataclasses whose fields are collected and whose methods are written when they are first wanted.

The standard library inspects the fields of a dataclass and compiles six methods for it when its
module is imported: 0.4 ms each on the machine the kiosk is measured on, and more than a thousand of
them made half of the kiosk's start (docs/adr/0036). What is made here is a dataclass in every other
respect: it is the standard library that collects its fields, and `fields`, `replace`, `asdict` and
`match` take it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

_OMITTED: Any = object()
"""The argument that is not there, of a field with a factory."""
_NOT_OF_SLOTS = ("__dict__", "__weakref__")
_MATCHED = "__match_args__"
_WRITES = "_writes"
"""On a constructor that is not written yet: what writes it."""

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
            made = _with_slots(cls, own) if slots else _standard(cls)
            if "__init__" not in own:
                _write_when_called(made, frozen)
            if "__repr__" not in own:
                made.__repr__ = _repr
            if eq:
                _compare_when_called(made, own, frozen)
            if frozen:
                made.__setattr__, made.__delattr__ = _refuse_set, _refuse_delete
                if slots:
                    # The default state of slots is put back by assignment, which is refused.
                    made.__getstate__, made.__setstate__ = _get_state, _set_state
            return made

        return make


def _standard(cls: type) -> Any:
    """The standard library's, without any method."""
    return dataclasses.dataclass(init=False, repr=False, eq=False)(cls)


class _Fields:
    """`__dataclass_fields__` of a class with slots, until somebody wants them."""

    __slots__ = ("_defaults", "_of")

    def __init__(self, cls: Any, defaults: dict[str, Any]) -> None:
        self._of, self._defaults = cls, defaults

    def __get__(self, instance: object, owner: type) -> Mapping[str, dataclasses.Field[Any]]:
        cls = self._of
        of_fields = {
            "__module__": cls.__module__,
            "__annotations__": cls.__annotations__,
            **self._defaults,
        }
        bases: Any = tuple(base for base in cls.__bases__ if dataclasses.is_dataclass(base))
        standard = _standard(type(cls.__name__, bases, of_fields))
        cls.__dataclass_params__ = standard.__dataclass_params__
        cls.__dataclass_fields__ = standard.__dataclass_fields__
        collected: Mapping[str, dataclasses.Field[Any]] = standard.__dataclass_fields__
        return collected


def _with_slots(cls: Any, own: dict[str, Any]) -> Any:
    """The class once more with slots: they cannot be added to one that stands."""
    # Every module postpones the evaluation of annotations, so that they are text.
    names = [name for name, of in cls.__annotations__.items() if not of.startswith("ClassVar")]
    defaults = {name: own.pop(name) for name in names if name in own}
    for name in _NOT_OF_SLOTS:
        own.pop(name, None)
    inherited = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
    own["__slots__"] = tuple(name for name in names if name not in inherited)
    before = next((base.__match_args__ for base in cls.__bases__ if hasattr(base, _MATCHED)), ())
    asked = [name for name in names if name not in before and _is_asked(defaults.get(name))]
    own.setdefault(_MATCHED, (*before, *asked))
    made = type(cls)(cls.__name__, cls.__bases__, own)
    made.__qualname__ = cls.__qualname__
    made.__dataclass_fields__ = _Fields(made, defaults)
    return made


def _is_asked(default: object) -> bool:
    """Whether the constructor takes the field with this default."""
    return not isinstance(default, dataclasses.Field) or default.init


def write_constructors(classes: Iterable[type]) -> None:
    """Write now the constructors of these dataclasses that nobody called yet."""
    for cls in classes:
        write = getattr(vars(cls).get("__init__"), _WRITES, None)
        if write is not None:
            write()


def _write_when_called(cls: Any, frozen: bool) -> None:
    def write() -> None:
        cls.__init__ = _write_init(cls, frozen)

    def write_and_call(self: Any, *args: Any, **kwargs: Any) -> None:
        write()
        cls.__init__(self, *args, **kwargs)

    setattr(write_and_call, _WRITES, write)
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


def _compare_when_called(cls: Any, own: dict[str, Any], frozen: bool) -> None:
    """Equality by the fields, and a hash of them where they cannot change."""
    if "__eq__" not in own:

        def compare(self: Any, other: object) -> Any:
            cls.__eq__ = _equality(cls)
            return cls.__eq__(self, other)

        cls.__eq__ = compare
    if own.get("__hash__") is not None:
        return
    if not frozen:
        cls.__hash__ = None
        return

    def count(self: Any) -> int:
        cls.__hash__ = _hash(cls)
        number: int = cls.__hash__(self)
        return number

    cls.__hash__ = count


def _equality(cls: Any) -> Callable[[Any, object], Any]:
    compared = _values([field.name for field in dataclasses.fields(cls) if field.compare])

    def is_equal(self: Any, other: object) -> Any:
        if other.__class__ is self.__class__:
            return compared(self) == compared(other)
        return NotImplemented

    return is_equal


def _hash(cls: Any) -> Callable[[Any], int]:
    fields = dataclasses.fields(cls)
    hashed = _values(
        [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
    )
    return lambda self: hash(hashed(self))


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
