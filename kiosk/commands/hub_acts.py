"""What the words after `hub` do; imported once the extra is known to be there."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from kiosk.base.files import create, write_whole
from kiosk.base.mounts import check_mounted
from kiosk.base.phrases import Phrase, explain, in_language, translate
from kiosk.commands.hub_clock import at_the_venues, clock_members, clock_text
from kiosk.commands.hub_forms import act_on_forms
from kiosk.commands.hub_people import show_proposals
from kiosk.commands.hub_requests import act_on_requests
from kiosk.commands.hub_serve import ServeError, serve
from kiosk.commands.hub_slip_keys import act_on_slip_keys
from kiosk.commands.hub_stations import (
    ended_keys_text,
    invitation_text,
    station_lines,
    station_members,
)
from kiosk.commands.hub_venues import add_venue, list_venues, set_venue, show_venue
from kiosk.commands.language import day_form
from kiosk.documents.codes import draw_code
from sync.hub.admin import overview
from sync.hub.admin.audit import Actor, ActorKind
from sync.hub.admin.data_requests import RequestError
from sync.hub.admin.joining import JoiningError
from sync.hub.admin.stations import StationError
from sync.hub.admin.venues import Notice, VenueError
from sync.hub.certificate import CertificateFault
from sync.hub.db.engine import HubKeyFault
from sync.hub.hub import Hub, HubOptions, database_url
from sync.hub.identity import marks_folder
from sync.hub.open_files import TooFewFiles
from sync.hub.sole_hub import HubRunning, sole_hub
from sync.protocol.bundle import MAX_FILE_BYTES, BundleError
from sync.protocol.devices import StationState
from sync.protocol.enrolment import CODE_LIFE_S, Invitation, make_check

NOTICE_LETTERS = 90
"""So many letters of an announcement stand whole on every screen, in large text too."""

_DEFAULTS = HubOptions()


class HubCommandError(Exception):
    """What was asked cannot be done; one line for the administrator."""


_TOLD = (
    HubCommandError,
    ServeError,
    CertificateFault,
    TooFewFiles,
    HubKeyFault,
    VenueError,
    StationError,
    JoiningError,
    RequestError,
    BundleError,
    HubRunning,
)


def do(options: argparse.Namespace) -> int:
    """Do what the words say; exit 2 with one line when it cannot be."""
    try:
        return _ACTS[options.act](options)
    except _TOLD as error:
        return _complain(explain(error))
    except SQLAlchemyError as error:
        # Of a database's own words the first line alone: the rest may quote what it held.
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()
        problem = cause[0] if cause else type(error).__name__
        return _complain(translate("database: {problem}", problem=problem))


def _actor() -> Actor:
    """Whoever runs the command, by the account on this machine."""
    return Actor(ActorKind.COMMAND_LINE, getpass.getuser())


def _complain(problem: str) -> int:
    print(f"checkpoint-kiosk: {problem}", file=sys.stderr)
    return 2


def _open(options: argparse.Namespace, chosen: HubOptions = _DEFAULTS) -> Hub:
    """The hub of `--data` and `--db`; only `serve` and `venue add` make a new one."""
    if options.db is None and options.act not in ("serve", "venue_add"):
        url = database_url(None, options.data).removeprefix("sqlite:///")
        if not Path(url).exists():
            raise HubCommandError(
                Phrase("{folder}: no hub here; begin with: hub venue add NAME", folder=options.data)
            )
    try:
        is_serving = options.act == "serve"
        return Hub.open(
            options.data,
            options.db,
            chosen,
            is_serving=is_serving,
            has_writer_process=is_serving,
        )
    except ValueError as error:
        raise HubCommandError(Phrase("--db: {problem}", problem=explain(error))) from error


def _serve(options: argparse.Namespace) -> int:
    with sole_hub(options.data):
        return serve(options, lambda chosen: _open(options, chosen))


def _device_add(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        venue = hub.venues.find(options.venue)
        replaces = hub.stations.get(options.replaces) if options.replaces else None
        if replaces is not None and (replaces.venue_id, replaces.gate) != (venue.id, options.gate):
            raise HubCommandError("--replaces: that station stands at another gate")
        device_id, invitation = hub.administration.add_station(
            _actor(),
            venue.id,
            options.gate,
            _hub_url(hub),
            label=options.label,
            replaces=replaces,
        )
        until = hub.now() + timedelta(seconds=CODE_LIFE_S)
        good_until = f"{until.astimezone(ZoneInfo(venue.time_zone)):%H:%M} ({venue.time_zone})"
    _show_invitation(options, device_id, invitation, good_until)
    return 0


def _device_invite(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        device = hub.stations.get(options.device)
        venue = hub.venues.get(device.venue_id)
        invitation = hub.administration.invite_again(_actor(), device.id, _hub_url(hub))
        until = hub.now() + timedelta(seconds=CODE_LIFE_S)
        good_until = f"{until.astimezone(ZoneInfo(venue.time_zone)):%H:%M} ({venue.time_zone})"
    _show_invitation(options, device.id, invitation, good_until)
    return 0


def _hub_url(hub: Hub) -> str:
    served = hub.served
    if served is None:
        raise HubCommandError(
            "the hub was never served, and so has no address; begin with: hub serve"
        )
    return served.url


def _show_invitation(
    options: argparse.Namespace, device_id: str, invitation: Invitation, good_until: str
) -> None:
    if options.png is not None:
        draw_code(str(invitation), options.png)
    members = {
        "device": device_id,
        "code": invitation.code,
        "invitation": str(invitation),
        "check": make_check(invitation.key_hash, invitation.pin),
    }
    _print(options, members, invitation_text(device_id, invitation, good_until))


def _device_list(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        venue_id = hub.venues.find(options.venue).id if options.venue else None
        devices = hub.stations.all(venue_id)
        copied = overview.copied_stations(hub.engine)
    lines = [station_lines(item, copied.get(item.id)) for item in devices]
    members = [station_members(item, copied.get(item.id)) for item in devices]
    _print(options, {"devices": members}, "\n".join(lines))
    return 0


def _set_state(state: StationState) -> Callable[[argparse.Namespace], int]:
    def act(options: argparse.Namespace) -> int:
        with closing(_open(options)) as hub:
            kids = hub.administration.set_station_state(_actor(), options.device, state)
        print(f"{options.device}: {in_language(state.value)}")
        if state is StationState.REVOKED and kids:
            print(ended_keys_text(kids))
        return 0

    return act


def _announce(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        where = _venue_ids(options, hub)
        if options.withdraw is not None:
            hub.venues.withdraw(_actor(), where, options.withdraw)
            return 0
        if not options.text:
            raise HubCommandError("announce: what? give the text, or --withdraw KEY")
        text = {"vi": options.text, **({"en": options.en} if options.en else {})}
        since = at_the_venues(options.since, hub, where) if options.since else hub.now()
        key = hub.venues.give_notice(
            _actor(), where, Notice(text, since, since + timedelta(hours=options.hours))
        )
    if max(map(len, text.values())) > NOTICE_LETTERS:
        print(
            translate(
                "longer than {count} letters: a small screen may not show the end of it",
                count=NOTICE_LETTERS,
            ),
            file=sys.stderr,
        )
    _print(options, {"key": key}, key)
    return 0


def _form(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        members, text = act_on_forms(options, hub, _actor(), _venue_ids(options, hub))
    _print(options, members, text)
    return 0


def _revoke(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        is_known = hub.venues.revoke_slip(_actor(), _venue_ids(options, hub), options.slip)
    if not is_known:
        print(
            translate(
                "revoked; but no record here tells of slip {slip} yet: compare the number",
                slip=options.slip,
            ),
            file=sys.stderr,
        )
    return 0


def _erase(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        hub.administration.erase_person(_actor(), options.person)
    return 0


def _venue_ids(options: argparse.Namespace, hub: Hub) -> list[str]:
    if options.venues:
        return [hub.venues.find(words).id for words in options.venues]
    return [venue.id for venue in hub.venues.all()]


def _told_by(
    act: Callable[[argparse.Namespace, Hub, Actor], tuple[Mapping[str, object], str]],
) -> Callable[[argparse.Namespace], int]:
    def do_and_tell(options: argparse.Namespace) -> int:
        with closing(_open(options)) as hub:
            _print(options, *act(options, hub, _actor()))
        return 0

    return do_and_tell


def _people_decide(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        decide = hub.joining.join if options.people_what == "join" else hub.joining.refuse
        decide(_actor(), options.pair)
    return 0


def _export(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        venue = hub.venues.find(options.venue)
        today = hub.now().astimezone(ZoneInfo(venue.time_zone)).date()
        first, last = options.first or today, options.last or options.first or today
        if last < first:
            raise HubCommandError("--to: lies before --from")
        form = overview.ExportFormat(options.format)
        if options.out is None and form is overview.ExportFormat.XLSX:
            raise HubCommandError("--out: XLSX is no text for a terminal; name a file")
        if options.out is None:
            hub.administration.export_entries(_actor(), venue, first, last, form, sys.stdout)
            return 0
        check_mounted(options.out)
        with os.fdopen(create(options.out), "w", encoding="utf-8", newline="") as out:
            count = hub.administration.export_entries(_actor(), venue, first, last, form, out)
    written = translate(
        "{count} entries, {first} to {last}",
        count=count,
        first=f"{first:{day_form()}}",
        last=f"{last:{day_form()}}",
    )
    print(f"{options.out}: {written}")
    return 0


def _import(options: argparse.Namespace) -> int:
    with options.bundle.open("rb") as file:
        raw = file.read(MAX_FILE_BYTES + 1)
    with closing(_open(options)) as hub:
        try:
            taken = hub.administration.take_bundle(_actor(), raw)
        except BundleError as error:
            told = Phrase("{path}: {problem}", path=options.bundle, problem=Phrase(str(error)))
            raise HubCommandError(told) from error
    if options.answer is not None:
        check_mounted(options.answer)
        write_whole(options.answer, taken.answer, makes_folder=False)
    counts = {status.name.lower(): count for status, count in sorted(taken.statuses.items())}
    text = ", ".join(f"{count} {in_language(name)}" for name, count in counts.items()) or translate(
        "no records"
    )
    members = {"device": taken.device.id, "records": counts}
    _print(options, members, f"{taken.device.id}: {text}")
    return 0


def _status(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        stands = hub.overview()
    lines = [f"{in_language(name)}: {_shown(value)}" for name, value in stands.items()]
    _print(options, stands, "\n".join(lines))
    return 0


def _backup(options: argparse.Namespace) -> int:
    check_mounted(options.path)
    with closing(_open(options)) as hub:
        hub.back_up(_actor(), options.path)
    if options.db is not None and not options.db.startswith("sqlite"):
        print(
            translate(
                "{path}: the hub's certificate. The database, with the keys in it, is copied by:",
                path=options.path,
            )
        )
        print(f"  pg_dump --format=custom --file=hub.dump '{_without_password(options.db)}'")
        return 0
    print(
        translate(
            "{path}: the database, encrypted, with its key and the certificate. Whoever has this "
            "folder can read it.",
            path=options.path,
        )
    )
    return 0


def _without_password(url: str) -> str:
    """For `pg_dump`, which asks for the password or finds it in its own places."""
    return make_url(url).set(drivername="postgresql", password=None).render_as_string()


def _restored(options: argparse.Namespace) -> int:
    # A hub that is running would go on with the epoch it has.
    with closing(_open(options)) as hub, sole_hub(options.data):
        epoch = hub.administration.begin_epoch(_actor())
    print(translate("epoch {epoch}: every station will offer its entries again", epoch=epoch))
    print(
        translate(
            "By itself a hub sees that it was restored by its mark, which lies in the state folder "
            "of whoever serves it ({folder} of this user): no backup may bring that back too.",
            folder=marks_folder(),
        )
    )
    return 0


def _clock(options: argparse.Namespace) -> int:
    with closing(_open(options)) as hub:
        if options.confirm:
            hub.administration.confirm_clock(_actor())
        state = hub.clock.state()
    _print(options, clock_members(state), clock_text(state))
    return 0


def _print(options: argparse.Namespace, members: Mapping[str, object], text: str) -> None:
    print(json.dumps(members, ensure_ascii=False) if options.json else text)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        counts = [f"{count} {in_language(name)}" for name, count in value.items() if count]
        return ", ".join(counts) or translate("none")
    return "-" if value is None else in_language(str(value))


_ACTS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "venue_add": _told_by(add_venue),
    "venue_list": _told_by(list_venues),
    "venue_show": _told_by(show_venue),
    "venue_set": _told_by(set_venue),
    "device_add": _device_add,
    "device_invite": _device_invite,
    "device_list": _device_list,
    "device_revoke": _set_state(StationState.REVOKED),
    "device_drain": _set_state(StationState.DRAIN_ONLY),
    "device_restore": _set_state(StationState.ACTIVE),
    "slip_key": _told_by(act_on_slip_keys),
    "announce": _announce,
    "form": _form,
    "revoke": _revoke,
    "erase": _erase,
    "requests": _told_by(act_on_requests),
    "people_proposals": _told_by(show_proposals),
    "people_join": _people_decide,
    "people_refuse": _people_decide,
    "export": _export,
    "import": _import,
    "status": _status,
    "clock": _clock,
    "backup": _backup,
    "restored": _restored,
}
