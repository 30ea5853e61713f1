"""What staff and administrators do to the outbox: the rejected box, the way by USB stick, and
their word on the clocks."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault
from kiosk.base.files import write_whole
from kiosk.base.mounts import check_mounted
from kiosk.base.phrases import Phrase
from kiosk.ports.sync_store import Rejected, SyncStore
from sync.client import sync_state_keys
from sync.client.control_requests import ControlKind, ControlReply, ControlRequest
from sync.client.hub_file import HubFile
from sync.client.hub_time import HubTime
from sync.client.slip_key_files import take_slip_keys, write_slip_keys
from sync.client.time_trust import TimeTrust
from sync.client.usb import apply_answer, export_bundle
from sync.protocol.bundle import MAX_FILE_BYTES, BundleError
from sync.protocol.records import format_at


def handle_request(
    request: ControlRequest, sync_store: SyncStore, hub_file: HubFile, app: str, clock: Clock
) -> ControlReply:
    """Carry out one request other than NOW; the reply's text says what failed."""
    try:
        match request.kind:
            case ControlKind.REJECTED:
                return ControlReply(True, rejected_json(sync_store.outbox.rejected()))
            case ControlKind.RESEND:
                sync_store.outbox.resend(request.record_id)
                return ControlReply(True, "waits to be sent again")
            case ControlKind.ANNOTATE:
                sync_store.outbox.annotate(request.record_id, request.note)
                return ControlReply(True, "noted")
            case ControlKind.EXPORT:
                return _export(Path(request.path), sync_store, hub_file, app, clock)
            case ControlKind.IMPORT:
                return _import(Path(request.path), sync_store, hub_file, clock)
            case ControlKind.AGREE_CLOCK:
                return _agree_clock(sync_store, clock)
            case ControlKind.LIST_SLIP_KEYS:
                said = [each.to_body() for each in sync_store.slip_keys.statements()]
                return ControlReply(True, json.dumps(said))
            case ControlKind.WRITE_SLIP_KEYS:
                return write_slip_keys(Path(request.path), sync_store.slip_keys)
            case ControlKind.TAKE_SLIP_KEYS:
                return take_slip_keys(request.note, sync_store.slip_keys, hub_file)
            case ControlKind.ROLL_SLIP_KEY:
                sync_store.slip_keys.roll()
                return ControlReply(True, "a new slip key waits for its number from the hub")
            case ControlKind.NOW:
                raise ValueError("an exchange is the timetable's")
    except KeyError:
        return ControlReply(False, "not in the rejected box")
    except BundleError as error:
        return ControlReply(False, Phrase("not taken: {problem}", problem=Phrase(str(error))))
    except StorageFault as fault:
        return ControlReply(False, str(fault))
    except OSError as error:
        problem = Phrase(error.strerror or "cannot be used")
        return ControlReply(False, Phrase("{path}: {problem}", path=request.path, problem=problem))


def rejected_json(rejected: list[Rejected]) -> str:
    """The rejected box as a JSON list."""
    rows = [asdict(row) | {"at": format_at(row.at)} for row in rejected]
    return json.dumps(rows, ensure_ascii=False)


def _agree_clock(sync_store: SyncStore, clock: Clock) -> ControlReply:
    state = sync_store.state
    offset_ms = sync_state_keys.read_count(state.get(sync_state_keys.OFFSET_MS))
    # The running exchange goes by what is kept: it need not be told.
    if TimeTrust(clock, HubTime(clock, offset_ms), state).agree():
        return ControlReply(True, "the clocks are believed")
    return ControlReply(False, "the hub was never heard: there is nothing to compare")


def _export(
    path: Path, sync_store: SyncStore, hub_file: HubFile, app: str, clock: Clock
) -> ControlReply:
    check_mounted(path)
    made = export_bundle(sync_store, hub_file, app, clock.now())
    write_whole(path, made.content, makes_folder=False)
    if not made.left:
        return ControlReply(True, Phrase("{records} records written", records=made.records))
    return ControlReply(
        True,
        Phrase(
            "{records} records written; {left} more need another bundle",
            records=made.records,
            left=made.left,
        ),
    )


def _import(path: Path, sync_store: SyncStore, hub_file: HubFile, clock: Clock) -> ControlReply:
    with path.open("rb") as file:
        raw = file.read(MAX_FILE_BYTES + 1)
    done = apply_answer(sync_store, hub_file, raw, clock.now())
    return ControlReply(
        True,
        Phrase(
            "{acked} acknowledged, {refused} refused, {waiting} waiting",
            acked=done.acked,
            refused=done.refused,
            waiting=done.waiting,
        ),
    )
