"""Contact cards: vCard (RFC 6350 and its forerunners) and MECARD.

They describe someone, but are no document of a person, so no person is read from them.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Mapping
from datetime import date

from kiosk.base.phones import normalise_phone
from kiosk.domain.credential.labelled import labelled_values
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import MAX_ITEMS, Presented, words

_QUOTED_PRINTABLE = frozenset({"QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE"})
_IS_QUOTED = re.compile(r"[;=]QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)
_PROPERTY = re.compile(r'((?:"[^"]*"|[^":])*):(.*)', re.DOTALL)
"""A colon may stand inside a quoted parameter (RFC 6350 §3.3)."""
_TEL_URI = re.compile(r"\s*tel:", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\,;:])")


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name a contact card, or None."""
    mecard = presented.after_prefix("MECARD:")
    vcard = presented.after_prefix("BEGIN:VCARD")
    if mecard is not None:
        found = labelled_values(mecard)
    elif vcard is not None:
        found = _vcard_values(vcard)
    else:
        return None
    phone = found.get("TEL", "")
    return Credential(
        kind=CredentialKind.CONTACT_CARD,
        fields={
            "full_name": found.get("FN") or found.get("N", ""),
            "phone": normalise_phone(phone) or phone,
            "email": found.get("EMAIL", ""),
            "organisation": found.get("ORG", ""),
        },
    )


def _vcard_values(text: str) -> Mapping[str, str]:
    """First value of every property, whatever its group (`item1.TEL`) and parameters."""
    found: dict[str, str] = {}
    for line in _unfolded(text)[:MAX_ITEMS]:
        match = _PROPERTY.fullmatch(line)
        if match is None:
            continue
        value = match[2]
        name, *parameters = match[1].upper().split(";")
        name = name.rpartition(".")[2].strip()
        if _QUOTED_PRINTABLE.intersection(map(str.strip, parameters)):
            value = _decoded(value, parameters)
        if name == "TEL" and _TEL_URI.match(value):
            value = _TEL_URI.sub("", value).partition(";")[0]
        found.setdefault(name, words(_ESCAPE.sub(r"\1", value)))
    return found


def _unfolded(text: str) -> list[str]:
    """Logical lines: what begins with white space continues a line (RFC 6350 §3.2), and so does
    what follows a quoted-printable line that ends in `=` (RFC 2045 §6.7).
    """
    lines: list[str] = []
    for line in text.splitlines():
        if lines and line[:1] in (" ", "\t"):
            lines[-1] += line[1:]
        elif lines and lines[-1].endswith("=") and _IS_QUOTED.search(lines[-1]):
            lines[-1] = lines[-1][:-1] + line
        else:
            lines.append(line)
    return lines


def _decoded(value: str, parameters: Iterable[str]) -> str:
    """Text of quoted-printable; in the character set that is stated, else UTF-8."""
    charset = next(
        (word.partition("=")[2].strip() for word in parameters if word.startswith("CHARSET=")),
        "UTF-8",
    )
    raw = quopri.decodestring(value.encode("utf-8"))
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")
