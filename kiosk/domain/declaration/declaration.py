"""A health declaration: answers to one version of a form, with who declared and on what basis.

See docs/spec/at-the-gate.md §6 and docs/spec/sync-protocol.md §2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from kiosk.base.dataclass import dataclass
from sync.protocol.declaration_bodies import (
    DeclaredHow,
    LegalBasis,
    PhoneProof,
    Relation,
    Screening,
)


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One version of a form."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """What was answered to one version of a form, and what that means under its rules."""

    form: FormVersion
    language: str
    """In which the questions were shown or asked."""
    items: tuple[Mapping[str, object], ...] = field(repr=False)
    """The items of a QuestionnaireResponse, without floats."""
    screening: Screening = field(repr=False)


@dataclass(frozen=True, slots=True)
class Declarant:
    """Who declares; name and phone only where it is not the person."""

    relation: Relation = Relation.SELF
    full_name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Basis:
    """The text that was agreed to, or told where no consent is needed, as it was shown."""

    kind: LegalBasis
    text_id: str
    version: str
    sha256: str
    """Of the text's UTF-8 bytes, in hex."""
    language: str
    at: datetime | None = None
    """When it was agreed to or told, UTC; None while it is not sent: then it is that moment."""


@dataclass(frozen=True, slots=True)
class DeclaredPhone:
    """By whose phone the person is reached, and what proves it."""

    owner: Relation = Relation.SELF
    proof: PhoneProof = PhoneProof.NONE
    challenge: str = ""
    """The hub's name for the code that proves it; empty where none does."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """All that one declaration says of one person, whose details stand in the person."""

    answers: FormAnswers
    how: DeclaredHow
    declarant: Declarant
    basis: Basis
    valid_until: datetime
    """UTC."""
    phone: DeclaredPhone | None = None
    """None for *Không có điện thoại*."""
