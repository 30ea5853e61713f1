"""What a page that declares begins with: the form, the day, and the text the venue declares on.

Pages know neither time nor settings: they ask for both once, when they are opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.declaration import FormVersion
from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.notice import BasisText
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.language import Language


@dataclass(frozen=True, slots=True)
class DeclaringSetup:
    """What holds for one declaration from its first page to its last."""

    form: Form = field(repr=False)
    today: date
    """At the venue."""
    notices: Mapping[Language, BasisText] = field(repr=False)
    """In every language: a page is switched while it is filled in, and the touch that sends says
    which one stood there."""
    is_required: bool = False
    """Policy asks everybody for a declaration before they come in."""
    asks_code: bool = False
    """Policy has an own number proven by a code, where one can be sent."""


@dataclass(frozen=True, slots=True)
class PrepareDeclaring(DeskQuery["DeclaringSetup | None"]):
    """The form and texts in force; None where a draft's form is not there any more."""

    form: FormVersion | None = None
    """That of a draft that goes on; None for the one in force."""
