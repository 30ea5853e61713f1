"""What `hub form` does: send a version of a form to stations, take one back, list what there is."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.base.files import read_whole
from kiosk.base.phrases import Phrase, in_language, translate
from sync.hub.admin.audit import Actor
from sync.hub.admin.venues import VenueError
from sync.hub.hub import Hub
from sync.hub.people.declarations import count_forms
from sync.protocol.forms import form_key


def act_on_forms(
    options: argparse.Namespace, hub: Hub, actor: Actor, venue_ids: list[str]
) -> tuple[dict[str, Any], str]:
    """Do it; gives what is printed, as JSON and as text. Raises VenueError."""
    if options.withdraw is not None:
        form_id, version = _read_version(options.withdraw)
        hub.venues.withdraw_form(actor, venue_ids, form_key(form_id, version))
        return {"form": form_id, "version": version}, ""
    if options.path is not None:
        form_id, version, raw = _read(options.path)
        hub.venues.send_form(actor, venue_ids, form_key(form_id, version), raw)
        sent = translate("{form}, version {version}: sent", form=form_id, version=version)
        return {"form": form_id, "version": version}, sent
    return _list(hub, venue_ids)


def _list(hub: Hub, venue_ids: list[str]) -> tuple[dict[str, Any], str]:
    told, lines = [], []
    for venue_id in venue_ids:
        sent = hub.venues.forms(venue_id)
        counts = [asdict(one) for one in count_forms(hub.engine, venue_id)]
        told.append({"venue": venue_id, "sent": sent, "declarations": counts})
        lines.append(hub.venues.get(venue_id).name)
        lines += [f"  {translate('sent: {form}', form=key)}" for key in sent]
        lines += [
            "  " + translate("{form}, version {version}: {count} declarations", **one)
            for one in counts
        ]
    return {"venues": told}, "\n".join(lines)


def _read(path: Path) -> tuple[str, int, bytes]:
    """Id, version and file of a form that can be asked. Raises VenueError."""
    from kiosk.domain.declaration.form import Form
    from kiosk.domain.declaration.form_reader import read_form

    try:
        raw = read_whole(path)
    except OSError as error:
        problem = in_language(error.strerror or str(error))
        raise VenueError(Phrase("{path}: {problem}", path=path, problem=problem)) from error
    form = read_form(raw)
    if isinstance(form, Form):
        return form.id, form.version, raw
    raise VenueError(
        Phrase(
            "{path}: {flaws} flaws; see: checkpoint-kiosk form check {path}",
            path=path,
            flaws=len(form.flaws),
        )
    )


def _read_version(words: str) -> tuple[str, int]:
    form_id, colon, version = words.partition(":")
    if not (form_id and colon and version.isascii() and version.isdigit()):
        raise VenueError("--withdraw: expected ID:VERSION, such as domestic:2")
    return form_id, int(version)
