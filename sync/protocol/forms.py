"""The feed `forms`: one item a version of a form, so that drafts and old answers keep theirs.

An item's body is `{form}`: the file as it was checked, JSON text, since canonical JSON has no
floats and a form may (docs/spec/sync-protocol.md §5).
"""

from __future__ import annotations

from sync.protocol.members import Members, word

MOST_FORM_BYTES = 256 * 1024
"""Of a form's file: an item of a feed can always be delivered."""
_VERSION_DIGITS = 6


def form_key(form_id: str, version: int) -> str:
    """The key of an item: in the order of keys a later version comes later."""
    return f"{form_id}:{version:0{_VERSION_DIGITS}d}"


def form_item(raw: bytes) -> dict[str, object]:
    """The body of an item. Raises UnicodeDecodeError for a file that is not in UTF-8."""
    return {"form": raw.decode("utf-8")}


def parse_fed_form(body: Members) -> bytes:
    """The file in an item. Raises MemberError."""
    return word(body, "form").encode("utf-8")
