"""Bodies of what did not pass by itself: a refusal, a case for staff, its end."""

from __future__ import annotations

from sync.protocol.bodies import SupportOutcome, without_none


def refusal_body(
    *,
    reason: str,
    credential: str,
    lane: str,
    gate: str,
    method: str,
    person: str | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of a `refusal`: the kind of code alone, never its text."""
    return without_none(
        {
            "reason": reason,
            "credential": credential,
            "lane": lane,
            "gate": gate,
            "method": method,
            "person": person,
            "clock": "suspect" if is_clock_suspect else None,
        }
    )


def support_body(
    *,
    reason: str,
    lane: str,
    gate: str,
    credential: str | None = None,
    method: str | None = None,
    person: str | None = None,
    ref: str | None = None,
    phone: str | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of a `support` case; `phone` is the number that whoever waits gave as theirs."""
    return without_none(
        {
            "reason": reason,
            "lane": lane,
            "gate": gate,
            "credential": credential,
            "method": method,
            "person": person,
            "ref": ref,
            "phone": phone,
            "clock": "suspect" if is_clock_suspect else None,
        }
    )


def support_closed_body(
    *,
    ref: str,
    outcome: SupportOutcome,
    note: str | None = None,
    temperature_dc: int | None = None,
    staff: str | None = None,
    reason: str | None = None,
) -> dict[str, object]:
    """Body of a `support_closed`; `ref` is the case's record, `temperature_dc` tenths of a °C.

    `reason` says why somebody was not admitted.
    """
    return without_none(
        {
            "ref": ref,
            "outcome": outcome.value,
            "note": note,
            "temperature_dc": temperature_dc,
            "staff": staff,
            "reason": reason,
        }
    )
