"""A credential as the object that `parse --json` prints."""

from __future__ import annotations

from typing import Any

from kiosk.domain.credential.model import Credential


def as_json(credential: Credential) -> dict[str, Any]:
    """`kind`, `fields`, `person` (None where the code names nobody) and `warnings`.

    Birth is `YYYY-MM-DD`, `YYYY` or ""; sex `male`, `female`, `other` or `unknown`; what the
    document does not say is "".
    """
    person = credential.person
    return {
        "kind": credential.kind.value,
        "fields": dict(credential.fields),
        "person": None
        if person is None
        else {
            "full_name": person.full_name,
            "birth": "" if person.birth is None else str(person.birth),
            "sex": person.sex.value,
            "id_number": person.id_number,
            "insurance_number": person.insurance_number,
            "phone": person.phone,
            "address": str(person.address),
        },
        "warnings": list(credential.warnings),
    }
