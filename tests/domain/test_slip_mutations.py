"""Altered slips: none is believed."""

from __future__ import annotations

import pytest

from kiosk.bench.slip import accepted_mutations
from kiosk.bench.slip_damage import Damage

MUTATIONS = 20_000


@pytest.mark.fault("P2")
def test_no_altered_slip_is_believed() -> None:
    accepted, kinds = accepted_mutations(MUTATIONS, seed=20261123)
    assert accepted == 0
    assert set(kinds.values()) == {MUTATIONS // len(Damage)}
