"""As much of JSON Schema 2020-12 as the hub's document uses; an unknown keyword is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}


def problems(schema: Mapping[str, Any], value: Any, root: Mapping[str, Any]) -> list[str]:
    """What is wrong with a value, empty if it conforms; `$ref` is looked up in `root`."""
    found: list[str] = []
    for keyword, wanted in schema.items():
        found += _problems(keyword, wanted, schema, value, root)
    return found


def _problems(
    keyword: str, wanted: Any, schema: Mapping[str, Any], value: Any, root: Mapping[str, Any]
) -> list[str]:
    match keyword:
        case "description":
            return []
        case "$ref":
            target: Any = root
            for step in wanted.removeprefix("#/").split("/"):
                target = target[step]
            return problems(target, value, root)
        case "anyOf":
            is_good = any(not problems(option, value, root) for option in wanted)
            return [] if is_good else ["anyOf: none fits"]
        case "type":
            is_good = isinstance(value, _TYPES[wanted])
            is_good = is_good and (wanted == "boolean" or not isinstance(value, bool))
            return [] if is_good else [f"not of type {wanted}"]
        case "enum":
            return [] if value in wanted else ["not in the enum"]
    if isinstance(value, str):
        checks: dict[str, Callable[[], bool]] = {
            "pattern": lambda: re.search(wanted, value) is not None,
            "minLength": lambda: len(value) >= wanted,
            "maxLength": lambda: len(value) <= wanted,
        }
    elif isinstance(value, list):
        if keyword == "items":
            return [text for item in value for text in problems(wanted, item, root)]
        checks = {
            "minItems": lambda: len(value) >= wanted,
            "maxItems": lambda: len(value) <= wanted,
        }
    elif isinstance(value, dict):
        return _object_problems(keyword, wanted, schema, value, root)
    elif isinstance(value, int) and not isinstance(value, bool):
        checks = {"minimum": lambda: value >= wanted, "maximum": lambda: value <= wanted}
    else:
        checks = {}
    if keyword in checks:
        return [] if checks[keyword]() else [f"{keyword}: {wanted}"]
    if keyword in _ELSEWHERE:
        return []
    raise AssertionError(f"unknown keyword {keyword}")


_ELSEWHERE = {
    *("pattern", "minLength", "maxLength", "items", "minItems", "maxItems"),
    *("minimum", "maximum", "properties", "required", "additionalProperties"),
}
"""Keywords that say nothing of a value of another type."""


def _object_problems(
    keyword: str,
    wanted: Any,
    schema: Mapping[str, Any],
    value: dict[str, Any],
    root: Mapping[str, Any],
) -> list[str]:
    if keyword == "required":
        return [f"{name}: missing" for name in wanted if name not in value]
    if keyword == "properties":
        return [
            f"{name}: {text}"
            for name in value
            if name in wanted
            for text in problems(wanted[name], value[name], root)
        ]
    assert keyword == "additionalProperties", keyword
    others = [name for name in value if name not in schema.get("properties", {})]
    if wanted is False:
        return [f"{name}: unknown" for name in others]
    return [text for name in others for text in problems(wanted, value[name], root)]
