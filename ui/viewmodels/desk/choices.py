"""A few things to choose from beside a page, as its panel draws them."""

from __future__ import annotations

from typing import Any

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One button."""

    key: str
    """What the page's view model is told."""
    text: str
    icon: str = ""
    is_primary: bool = False
    is_wide: bool = False
    """It has a line of its own."""
    can_choose: bool = True


@dataclass(frozen=True, slots=True)
class Choices:
    """What stands in the panel; nothing is asked where it has no title."""

    title: str = ""
    text: str = ""
    """A sentence below the title."""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    """A sentence above the choices that are not wide."""

    def as_map(self) -> dict[str, Any]:
        """As QML reads it."""
        return {
            "title": self.title,
            "text": self.text,
            "hint": self.hint,
            "wide": [_button(one) for one in self.choices if one.is_wide],
            "narrow": [_button(one) for one in self.choices if not one.is_wide],
        }


def _button(choice: Choice) -> dict[str, Any]:
    return {
        "key": choice.key,
        "text": choice.text,
        "icon": choice.icon,
        "isPrimary": choice.is_primary,
        "canChoose": choice.can_choose,
    }
