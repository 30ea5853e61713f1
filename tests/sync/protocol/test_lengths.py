"""Texts in their lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.bodies import BODIES, person_body
from sync.protocol.body_versions import check_body, newest_version
from sync.protocol.lengths import MAX_TEXT, fitted
from sync.protocol.schemas import schemas

bodies = st.dictionaries(
    st.sampled_from(["text", "note", "name", "address"]),
    st.recursive(
        st.text(max_size=5) | st.text("aầ\0", min_size=190, max_size=1100) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["text", "x"]), inner, max_size=3)
        ),
        max_leaves=4,
    ),
)


@given(bodies)
def test_what_is_fitted_fits(body: dict[str, object]) -> None:
    once = fitted(body)
    assert fitted(once) is once


def test_what_fits_is_the_same_object() -> None:
    body = {"full_name": "a" * MAX_TEXT, "address": {"text": "b" * 500}, "note": "c" * 1000}
    assert fitted(body) is body


def test_what_is_longer_is_cut() -> None:
    body = person_body(person="p", full_name="ầ" * 999, sex="female", address="đ" * 999)
    cut = fitted(body)
    assert cut["full_name"] == "ầ" * 200
    assert cut["address"] == {"text": "đ" * 500}
    check_body("person", 1, cut)
    assert fitted({"persons": ["a" * 300, "a" * 301, "b"]})["persons"] == ["a" * 200, "b"]


@pytest.mark.parametrize("kind", list(BODIES))
def test_every_text_of_every_body_has_a_length(kind: str) -> None:
    for v in range(1, newest_version(kind) + 1):
        _assert_bounded(schemas()[f"Body_{kind}_v{v}"])


def _assert_bounded(schema: dict[str, object]) -> None:
    for member in schema["properties"].values():  # type: ignore[attr-defined]
        if "properties" in member:
            _assert_bounded(member)
        elif "items" in member:
            _assert_bounded({"properties": {"item": member["items"]}})
        elif member:
            assert member["maxLength"]
