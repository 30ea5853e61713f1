"""Which proof an entry has, given what was presented."""

from __future__ import annotations

from kiosk.domain.credential.model import CredentialKind
from sync.protocol.bodies import Proof

_PROOFS = {
    CredentialKind.CITIZEN_CARD: Proof.CARD,
    CredentialKind.INSURANCE_CARD: Proof.CARD,
    CredentialKind.PERSONAL_QR: Proof.CARD,
    CredentialKind.SLIP: Proof.SLIP,
}


def proof_of(kind: CredentialKind) -> Proof:
    """The proof of an entry made with a code of this kind; the record names the kind too.

    See docs/spec/sync-protocol.md §2.
    """
    return _PROOFS.get(kind, Proof.NONE)
