"""`sync`: how the exchange with the hub stands, one now, the rejected box, and the USB stick."""

from __future__ import annotations

import argparse
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.base.errors import NetworkFaultKind
from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.base.spans import span_phrase
from kiosk.commands.language import day_form
from kiosk.commands.network_words import SENTENCES

if TYPE_CHECKING:
    from kiosk.ports.sync_store import SyncStore
    from kiosk.settings.config import Config
    from sync.client.control_requests import ControlKind, ControlReply, ControlRequest
    from sync.client.hub_file import HubFile
    from sync.client.status import SyncStatus

EXAMPLE = """checkpoint-kiosk sync status --config kiosk.toml
  checkpoint-kiosk sync resend 0192… --config kiosk.toml
  checkpoint-kiosk sync export /media/usb/to-hub.kb1 --config kiosk.toml"""

_REPLY_S = 180.0
"""Longest wait for the running kiosk: an exchange over a bad line takes its time."""
_LOOK_S = 0.1
_LABEL_WIDTH = 15
"""Columns of the labels of `sync status`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `sync`."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    for name, summary in (
        ("status", Phrase("last contact, what waits, the clock")),
        ("now", Phrase("exchange everything now")),
        ("rejected", Phrase("list what the hub refused")),
        ("resend", Phrase("offer a refused record again")),
        ("annotate", Phrase("write a note beside a refused record")),
        ("agree-clock", Phrase("say that this clock and the hub's are right")),
        ("export", Phrase("write what waits to a file for a USB stick")),
        ("import", Phrase("take in the hub's answer to such a file")),
    ):
        handle_request = acts.add_parser(name, help=in_language(summary))
        if name in ("resend", "annotate"):
            handle_request.add_argument("record", help=translate("the record's id"))
        if name == "annotate":
            handle_request.add_argument("note")
        if name in ("export", "import"):
            handle_request.add_argument("path", type=Path)
        handle_request.add_argument(
            "--config", type=Path, help=translate("the kiosk.toml (default: your own)")
        )
        if name in ("status", "now", "rejected"):
            handle_request.add_argument("--json", action="store_true", help=translate("print JSON"))


def run(options: argparse.Namespace) -> int:
    """Do it, by the running kiosk or in its place; exit 1 if it was not done."""
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.composition.settings_file import find_settings
    from sync.client.control_requests import ControlKind
    from sync.client.hub_file import load_hub_file

    config = find_settings(options.config).config
    hub_file = load_hub_file(config.store_directory)
    if options.act == "status":
        return _show(_status(config, hub_file), config.venue.time_zone, options)
    if hub_file is None:
        problem = Phrase("not enrolled: see checkpoint-kiosk enrol")
        raise ConfigFault([ConfigProblem("sync", problem)])
    request = control_request(
        ControlKind(options.act),
        record_id=getattr(options, "record", ""),
        note=getattr(options, "note", ""),
        path=getattr(options, "path", None),
    )
    reply = ask_station(config, hub_file, request)
    if options.act == "now":
        shown = _show(_status(config, hub_file), config.venue.time_zone, options)
        return max(shown, 0 if reply.is_done else 1)
    if options.act == "rejected" and reply.is_done:
        _show_rejected(reply.text, config.venue.time_zone, options.json)
    else:
        print(in_language(reply.text))
    return 0 if reply.is_done else 1


def control_request(
    kind: ControlKind, *, record_id: str = "", note: str = "", path: Path | None = None
) -> ControlRequest:
    """What is to be asked of a station, under a name of its own."""
    from sync.client.control_requests import ControlRequest

    return ControlRequest(
        # In the order of asking, and unique.
        name=f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}",
        kind=kind,
        record_id=record_id,
        note=note,
        path=str(path.resolve()) if path else "",
    )


def ask_station(config: Config, hub_file: HubFile, request: ControlRequest) -> ControlReply:
    """Have the running kiosk do it; do it here where there is none."""
    from kiosk.base.clock import SystemClock
    from kiosk.composition.offline_sync_store import offline_sync_store

    with offline_sync_store(config, SystemClock()) as sync_store:
        if sync_store is not None:
            return _do_here(config, hub_file, sync_store, request)
    return _ask_running(config.store_directory, request)


def _ask_running(directory: Path, request: ControlRequest) -> ControlReply:
    from sync.client.control_requests import (
        ControlReply,
        collect_reply,
        leave_request,
        withdraw_request,
    )

    leave_request(directory, request)
    patience = time.monotonic() + _REPLY_S
    while time.monotonic() < patience:
        reply = collect_reply(directory, request.name)
        if reply is not None:
            return reply
        time.sleep(_LOOK_S)
    withdraw_request(directory, request.name)
    return ControlReply(False, Phrase("the running kiosk does not answer"))


def _do_here(
    config: Config, hub_file: HubFile, sync_store: SyncStore, request: ControlRequest
) -> ControlReply:
    from kiosk import __version__
    from kiosk.base.clock import SystemClock
    from sync.client.control_handlers import handle_request
    from sync.client.control_requests import ControlKind

    if request.kind is ControlKind.NOW:
        return _exchange_here(config, hub_file, sync_store)
    return handle_request(request, sync_store, hub_file, __version__, SystemClock())


def _exchange_here(config: Config, hub_file: HubFile, sync_store: SyncStore) -> ControlReply:
    import random

    from kiosk.base.clock import SystemClock
    from kiosk.composition.sync_service import sync_settings
    from kiosk.domain.station.health import NetworkState
    from sync.client.control_requests import ControlReply
    from sync.client.hub_session import HubSession
    from sync.client.status import Watch, look, write_status

    clock, watch = SystemClock(), Watch()
    connection = HubSession(
        hub_file,
        sync_store,
        sync_settings(config),
        clock,
        watch,
        random.uniform,
        should_stop=lambda: False,
    )
    try:
        connection.scheduler.run_due()
    finally:
        connection.close(0.0)
    status = look(sync_store, hub_file, watch.state, watch.fault, clock.now())
    write_status(config.store_directory, status)
    return ControlReply(watch.state is NetworkState.ONLINE, watch.state.value)


def _status(config: Config, hub_file: HubFile | None) -> SyncStatus:
    """What the kiosk wrote last; counted anew where none is running."""
    from kiosk.base.clock import SystemClock
    from kiosk.composition.offline_sync_store import offline_sync_store
    from kiosk.domain.station.health import NetworkState
    from kiosk.store.file import DatabaseFiles
    from sync.client.status import SyncStatus, Watch, look, read_status
    from sync.protocol.records import format_at

    clock = SystemClock()
    if hub_file is None:
        return SyncStatus(as_of=format_at(clock.now()), is_enrolled=False)
    written = read_status(config.store_directory)
    watch = Watch()
    watch.state = NetworkState(written.state) if written else NetworkState.OFFLINE
    if written and written.fault:
        watch.fault = NetworkFaultKind(written.fault)
    if DatabaseFiles(config.store_directory).has_database():
        with offline_sync_store(config, clock) as sync_store:
            if sync_store is not None:
                return look(sync_store, hub_file, watch.state, watch.fault, clock.now())
    if written is not None:
        return written
    return SyncStatus(
        as_of=format_at(clock.now()),
        is_enrolled=True,
        hub_url=hub_file.hub_url,
        hub_id=hub_file.hub_id,
        venue=hub_file.venue_name,
        gate=hub_file.gate,
        state=NetworkState.OFFLINE.value,
    )


def _show(status: SyncStatus, zone: ZoneInfo, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(asdict(status), ensure_ascii=False, indent=2))
        return 0
    if not status.is_enrolled:
        print(translate("not enrolled: everything stays on this machine"))
        return 0
    for label, text in _lines(status, zone):
        print(f"{label + ':':<{_LABEL_WIDTH}}{text}")
    return 0


def _lines(status: SyncStatus, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Label and text of each line that an enrolled station's status has; times are of one zone."""
    epoch = status.epoch or translate("unknown")
    yield (
        translate("hub"),
        translate("{url} ({id}, epoch {epoch})", url=status.hub_url, id=status.hub_id, epoch=epoch),
    )
    yield translate("station"), f"{status.gate}, {status.venue}"
    fault = f". {in_language(SENTENCES[NetworkFaultKind(status.fault)])}" if status.fault else ""
    yield translate("state"), f"{in_language(status.state)}{fault}"
    yield translate("times"), zone.key
    yield translate("last contact"), _ago(status.last_contact_at, status.as_of, zone)
    unsent = str(status.unsent)
    if status.unsent:
        oldest = _ago(status.oldest_at, status.as_of, zone)
        unsent = translate("{count}, the oldest of {time}", count=status.unsent, time=oldest)
    yield translate("unsent"), unsent
    yield translate("rejected"), str(status.rejected)
    yield translate("clock"), _clock(status.offset_ms)
    if status.clock_doubted_since:
        doubt = translate(
            "in doubt since {time}: nothing is removed. If both clocks are right: sync agree-clock",
            time=_moment(status.clock_doubted_since, zone),
        )
        yield translate("hub's clock"), doubt
    if status.needs_update:
        waiting = translate("{count} items wait for a newer version", count=status.needs_update)
        yield translate("needs update"), waiting
    if status.revoked_at:
        kept = translate("{time}; unsent records are kept", time=_moment(status.revoked_at, zone))
        yield translate("revoked"), kept
    if status.conflict_at:
        yield (
            translate("identity"),
            translate(
                "another machine uses it: {count} records written anew, last {time}; "
                "enrol one of the two with a new code",
                count=status.conflicts,
                time=_ago(status.conflict_at, status.as_of, zone),
            ),
        )


def _clock(offset_ms: int | None) -> str:
    """How this clock stands to the hub's; `offset_ms` is the hub's minus this one."""
    if offset_ms is None:
        return translate("never compared")
    if abs(offset_ms) < 1000:
        return translate("as the hub's, within a second")
    span = span_phrase(timedelta(milliseconds=abs(offset_ms)))
    if offset_ms > 0:
        return translate("{span} behind the hub's", span=in_language(span))
    return translate("{span} ahead of the hub's", span=in_language(span))


def _show_rejected(text: str, zone: ZoneInfo, as_json: bool) -> None:
    rows = json.loads(text)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        print(translate("nothing was refused"))
        return
    print(translate("times: {zone}", zone=zone.key))
    for row in rows:
        at = _moment(row["at"], zone)
        print(f"{row['id']}  {at}  {row['type']}  {row['code']}  {row['text']}")
        if row["note"]:
            print(f"    {row['note']}")


def _moment(at: str, zone: ZoneInfo) -> str:
    from sync.client.sync_state_keys import read_at

    moment = read_at(at)
    return at if moment is None else f"{moment.astimezone(zone):{day_form()} %H:%M:%S}"


def _ago(at: str | None, as_of: str, zone: ZoneInfo) -> str:
    from sync.client.sync_state_keys import read_at

    then, now = read_at(at), read_at(as_of)
    if at is None or then is None or now is None:
        return translate("never")
    return translate(
        "{moment}, {span} ago", moment=_moment(at, zone), span=in_language(span_phrase(now - then))
    )
