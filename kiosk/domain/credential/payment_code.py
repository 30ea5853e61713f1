"""Payment codes (VietQR): EMVCo tag-length-value text that begins `000201`.

Tags and the checksum (CRC-16/CCITT-FALSE over all up to and with `6304`): EMV QR Code
Specification for Payment Systems, Merchant-Presented Mode, 4.7.
"""

from __future__ import annotations

import binascii
import re
from datetime import date

from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, words

_HEAD = re.compile(r"([0-9]{2})([0-9]{2})")
_CHECKSUM_TAG = "63"
_NAMES = {
    "00": "payload_format",
    "01": "initiation_method",
    "52": "merchant_category",
    "53": "currency",
    "54": "amount",
    "58": "country",
    "59": "merchant_name",
    "60": "merchant_city",
    "61": "postal_code",
    "62": "additional_data",
    _CHECKSUM_TAG: "checksum",
}


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name a payment code, or None; a broken structure or checksum is a warning."""
    text = presented.bare
    if not text.startswith("000201"):
        return None
    fields: dict[str, str] = {}
    warnings: list[str] = []
    at = 0
    while at < len(text):
        head = _HEAD.fullmatch(text, at, min(at + 4, len(text)))
        end = at + 4 + int(head[2]) if head else len(text) + 1
        if head is None or end > len(text):
            warnings.append("payload_malformed")
            break
        name = _NAMES.get(head[1], f"tag_{head[1]}")
        if name not in fields:
            fields[name] = words(text[at + 4 : end])
        at = end
        if head[1] == _CHECKSUM_TAG:
            # The checksum is the last tag: what follows is not covered by it.
            covered = text[: end - int(head[2])].encode("utf-8")
            if fields[name].upper() != f"{binascii.crc_hqx(covered, 0xFFFF):04X}":
                warnings.append("checksum_wrong")
            if end < len(text):
                warnings.append("trailing_text")
            break
    if "checksum" not in fields:
        warnings.append("checksum_missing")
    return Credential(
        kind=CredentialKind.PAYMENT_CODE,
        fields=fields,
        warnings=tuple(dict.fromkeys(warnings)),
    )
