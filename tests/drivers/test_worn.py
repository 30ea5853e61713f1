"""H3: worn slips are read, and none is taken for another (`bench worn` has the large numbers)."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.bench.worn import OURS, bench_worn, is_believed, markdown, signed_slip
from sync.protocol.keys import public_text

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_text(KEY.public_key())
PICTURES = 25


@pytest.mark.fault("H3")
def test_worn_slips_are_read_and_none_is_taken_for_another() -> None:
    """30 % faded, smeared, with dead columns and creases, 5° askew, from 3 pixels a millimetre."""
    figures = bench_worn(PICTURES, seed=16)
    found = figures["figures"]
    assert found[f"58 mm, mild, {OURS}"]["read"] >= PICTURES - 1
    assert found[f"80 mm, mild, {OURS}"]["read"] == PICTURES
    assert found[f"80 mm, harsh, {OURS}"]["read"] > PICTURES // 2
    assert sum(row["believed"] for row in found.values()) == 0
    assert markdown(figures).count("\n") == 1 + len(found)


def test_a_text_is_believed_by_its_signature_alone() -> None:
    code = signed_slip(7, KEY).code
    assert is_believed(code, PUBLIC)
    assert not is_believed(code[:100] + str((int(code[100]) + 1) % 10) + code[101:], PUBLIC)
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert not is_believed(signed_slip(7, other).code, PUBLIC)
    assert not is_believed("Số 12", PUBLIC)
