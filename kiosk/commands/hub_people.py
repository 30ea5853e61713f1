"""How `hub people` tells of pairs: what each venue says of its person, for whoever decides."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from kiosk.base.phrases import translate
from kiosk.base.plain_text import one_line
from sync.hub.admin.audit import Actor
from sync.hub.hub import Hub

Told = dict[str, Any]
"""A pair as it is printed: `pair`, `evidence`, and two `persons`."""


def show_proposals(
    options: argparse.Namespace, hub: Hub, actor: Actor
) -> tuple[dict[str, Any], str]:
    """What waits for a decision, as JSON and as text."""
    told = tell_proposals(hub)
    return {"proposals": told}, list_proposals(told) or translate("none")


def tell_proposals(hub: Hub) -> list[Told]:
    """The pairs that wait for a decision, oldest first."""
    names = {venue.id: venue.name for venue in hub.venues.all()}
    told = []
    for proposal in hub.joining.proposals():
        link = proposal.link
        persons = [
            {
                "venue": names.get(claimed.venue, claimed.venue),
                **profile.to_body(),
            }
            for claimed, profile in ((link.one, proposal.one), (link.other, proposal.other))
        ]
        told.append({"pair": link.id, "evidence": link.evidence.value, "persons": persons})
    return told


def list_proposals(told: Sequence[Told]) -> str:
    """The same as lines for people.

    What a station wrote stays in its line: it must not look like another pair to whoever decides.
    """
    lines = []
    for proposal in told:
        lines.append(proposal["pair"])
        for person in proposal["persons"]:
            numbers = ", ".join(number["value"] for number in person["identifiers"])
            said = f"{person.get('full_name', '-')}, {person.get('birth', '-')}, {numbers}"
            lines.append(f"  {one_line(person['venue'])}: {one_line(said)}")
    return "\n".join(lines)
