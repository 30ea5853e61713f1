"""Slip keys by file, for stations without network: what the hub said of them, and its signature.

See docs/spec/sync-protocol.md §7. A file may be of any age and from anybody: only the hub's own
words in it count, and each only where nothing later is known.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.base.files import write_whole
from kiosk.base.mounts import check_mounted
from kiosk.base.phrases import Phrase
from kiosk.ports.slip_keys import SlipKeyLife
from sync.client.control_requests import ControlReply
from sync.client.hub_file import HubFile
from sync.protocol.keys import signing_public
from sync.protocol.slip_keys import read_statements, write_statements


def write_slip_keys(path: Path, slip_keys: SlipKeyLife) -> ControlReply:
    """Write all that the hub has said of keys. Raises OSError, StorageFault."""
    statements = slip_keys.statements()
    if not statements:
        return ControlReply(False, "the hub has told of no slip keys yet")
    check_mounted(path)
    write_whole(path, write_statements(statements).encode("ascii"), makes_folder=False)
    return ControlReply(True, Phrase("{count} slip keys written", count=len(statements)))


def take_slip_keys(text: str, slip_keys: SlipKeyLife, hub_file: HubFile) -> ControlReply:
    """Take in what a file or a code says of keys, or nothing of it. Raises StorageFault."""
    try:
        statements = read_statements(text)
        hub_key = signing_public(hub_file.hub_sign_key)
    except ValueError:
        return ControlReply(False, "the file is no list of slip keys")
    if not all(said.is_signed_by(hub_key) for said in statements):
        return ControlReply(False, "the slip keys are not signed by this station's hub")
    count = slip_keys.take(statements, is_by_file=True)
    return ControlReply(
        True, Phrase("{count} slip keys taken, of {all}", count=count, all=len(statements))
    )
