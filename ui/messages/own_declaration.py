"""Whom the public choose from as who declares, on the pages on which they declare themselves."""

from __future__ import annotations

from sync.protocol.declaration_bodies import Relation
from ui.i18n import Words
from ui.messages.declaring import RELATIONS

PROXIES = (
    Relation.CHILD,
    Relation.SPOUSE,
    Relation.PARENT,
    Relation.RELATIVE,
    Relation.OTHER,
)
"""Who declares in somebody's place, in the order of the buttons."""
REPRESENTATIVES = (
    Relation.PARENT,
    Relation.GUARDIAN,
    Relation.GRANDPARENT,
    Relation.RELATIVE,
)
"""The same of a child."""


def relation_name(relation: Relation, words: Words) -> str:
    """What somebody is to the person, in words."""
    return words.translate("Messages", RELATIONS[relation])
