"""Which arrival and which departure are one visit."""

from __future__ import annotations

from kiosk.domain.reports.visit_pairs import VisitPairs

TOLD = (
    # pos, moment, is an arrival, whose
    (1, 10, False, "came before"),
    (2, 20, True, "ann"),
    (3, 30, True, "bob"),
    (5, 40, False, "ann"),
    (4, 50, False, "ann"),
    (6, 60, True, "bob"),
    (7, 70, False, "came before"),
    (8, 80, True, "ann"),
)


def told() -> VisitPairs:
    pairs = VisitPairs()
    for entry in TOLD:
        pairs.take(*entry)
    return pairs


def test_an_arrival_and_the_next_departure_are_one_visit() -> None:
    pairs = told()
    assert {pos: pairs.other_at(pos) for pos in (2, 5)} == {2: 40, 5: 20}
    # A second departure has no arrival, an arrival before another one no departure.
    assert [pairs.other_at(pos) for pos in (1, 3, 4, 6, 7, 8)] == [None] * 6
    assert pairs.last_pos == 8


def test_only_what_is_first_or_last_of_somebody_may_have_its_other_half_elsewhere() -> None:
    pairs = told()
    assert pairs.unknown(has_before=False, has_after=False) == frozenset()
    assert pairs.unknown(has_before=True, has_after=False) == {1}
    assert pairs.unknown(has_before=False, has_after=True) == {6, 8}
    assert pairs.unknown(has_before=True, has_after=True) == {1, 6, 8}


def test_of_nothing_nothing_is_known() -> None:
    pairs = VisitPairs()
    assert pairs.last_pos == 0
    assert pairs.unknown(has_before=True, has_after=True) == frozenset()
