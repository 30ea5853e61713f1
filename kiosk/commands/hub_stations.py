"""How `hub device` tells of stations."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kiosk.base.phrases import in_language, translate
from kiosk.commands.language import utc_time
from kiosk.documents.codes import code_for_terminal
from sync.hub.admin.overview import Copied
from sync.hub.admin.stations import Station
from sync.protocol.enrolment import Invitation, make_check
from sync.protocol.records import format_at


def ended_keys_text(kids: Sequence[int]) -> str:
    """Which slip keys ended with a station, and what to do where its machine was stolen."""
    return translate(
        "slip keys ended: {kids}; if the machine was stolen, run for each:"
        " hub slip-key compromised KID",
        kids=", ".join(map(str, kids)),
    )


def station_lines(station: Station, copied: Copied | None) -> str:
    """A station in one line, and in a second one what is wrong with its identity."""
    if station.seen_at is None:
        seen = translate("never seen")
    else:
        seen = translate("seen {time}", time=utc_time(station.seen_at))
    state = in_language(station.state.value)
    line = f"{station.id}  {state}  {station.gate}  {station.label}  {seen}"
    return line if copied is None else f"{line}\n    {_copied_line(copied)}"


def _copied_line(copied: Copied) -> str:
    """Says that two machines share one identity."""
    return translate(
        "two machines use this identity: {count} records in one place, last {time}; "
        "enrol one of them as a station of its own",
        count=copied.records,
        time=utc_time(copied.last_at),
    )


def invitation_text(device_id: str, invitation: Invitation, good_until: str) -> str:
    """An invitation for people: its code, and the lines to type at the kiosk."""
    check = make_check(invitation.key_hash, invitation.pin)
    code = f"{invitation.code[:5]}-{invitation.code[5:]}"
    how = translate(
        "Hold the code before the camera of the kiosk within 15 min of its start, or type there:"
    )
    return (
        f"{code_for_terminal(str(invitation))}\n\n"
        f"{invitation}\n\n"
        f"{translate('station')}: {device_id}\n"
        f"{translate('good once, until {time}', time=good_until)}\n"
        f"{translate('check')}: {check}\n\n"
        f"{how}\n"
        f"  checkpoint-kiosk enrol '{invitation}' --config kiosk.toml\n"
        f"{translate('or, and compare the check:')}\n"
        f"  checkpoint-kiosk enrol {code} --hub {invitation.hub_url} --config kiosk.toml"
    )


def station_members(device: Station, copied: Copied | None) -> dict[str, object]:
    """A station as JSON."""
    return {
        "id": device.id,
        "venue": device.venue_id,
        "gate": device.gate,
        "label": device.label,
        "state": device.state.value,
        "created_at": format_at(device.created_at),
        "seen_at": None if device.seen_at is None else format_at(device.seen_at),
        "status": None if device.status is None else json.loads(device.status),
        "conflicts": copied.records if copied else 0,
        "conflict_at": format_at(copied.last_at) if copied else None,
    }
