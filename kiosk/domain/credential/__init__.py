"""Text of a code → typed credential: one module per format behind one registry."""

from kiosk.domain.credential.model import PERSONAL_KINDS, Credential, CredentialKind
from kiosk.domain.credential.registry import parse_credential

__all__ = ["PERSONAL_KINDS", "Credential", "CredentialKind", "parse_credential"]
