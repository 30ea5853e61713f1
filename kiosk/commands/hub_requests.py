"""How `hub requests` tells of what people ask about their data, and does what is left of it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from kiosk.base.phrases import translate
from kiosk.base.plain_text import one_line
from sync.hub.admin.audit import Actor
from sync.hub.hub import Hub
from sync.protocol.records import format_at


def act_on_requests(
    options: argparse.Namespace, hub: Hub, actor: Actor
) -> tuple[dict[str, Any], str]:
    """List the requests that something is left to do of, or erase as one of them asks for."""
    if options.erase is not None:
        done = hub.data_requests.erase(actor, options.erase)
        return {"erased": done.person}, translate("erased: {person}", person=done.person)
    names = {venue.id: venue.name for venue in hub.venues.all()}
    told = [
        {
            "id": one.id,
            "state": one.state.value,
            "right": one.right,
            "person": one.person,
            "venue": names.get(one.venue, one.venue),
            "gate": one.gate,
            "asked_at": format_at(datetime.fromtimestamp(one.asked_ms / 1000, UTC)),
            "answer_by": one.answer_by,
        }
        for one in hub.data_requests.open()
    ]
    lines = [
        "  ".join(
            (
                one["id"],
                one["state"],
                one["right"],
                one["person"],
                one_line(f"{one['venue']}, {one['gate']}"),
                one["answer_by"],
            )
        )
        for one in told
    ]
    return {"requests": told}, "\n".join(lines) or translate("none")
