"""The USB bundle and its answer: whole, from the right one, to the right one, or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import bundle
from sync.protocol.bundle import (
    BundleAnswer,
    BundledBatch,
    BundleError,
    BundleHeader,
    BundleProblem,
    RecordAnswer,
    hash_line,
    read_answer,
    read_bundle,
    write_answer,
    write_bundle,
)
from sync.protocol.envelope import Durability, Envelope, RecordStatus, join_batch
from sync.protocol.seal import seal
from sync.protocol.wire import HubStamp

NOW = datetime(2026, 7, 1, 0, 30, 15, 250_000, tzinfo=UTC)
STATION = Ed25519PrivateKey.generate()
HUB = Ed25519PrivateKey.generate()
SEAL = X25519PrivateKey.generate()
STAMP = HubStamp("vn-58", "5f0c2a")
HEADER = BundleHeader("bundle-1", STAMP, "device-1", "device-1.1", NOW)
ANSWER_HEADER = BundleHeader("bundle-1", STAMP, "device-1", "vn-58", NOW)
LINES = [b'{"id":"1"}', b'{"id":"2"}', b'{"id":"3"}']


def _batch(*lines: bytes) -> bytes:
    return join_batch(Envelope("device-1", "b", "1.4.0", 3, NOW, len(lines)), lines)


BATCHES = [_batch(*LINES[:2]), _batch(LINES[2])]
ANSWER = BundleAnswer(
    ANSWER_HEADER,
    Durability.LOCAL,
    (
        RecordAnswer(hash_line(LINES[0]), RecordStatus.STORED),
        RecordAnswer(hash_line(LINES[1]), RecordStatus.REFUSED, "bad_body", "sai nội dung"),
    ),
)

lines = st.lists(
    st.lists(st.binary(min_size=1).filter(lambda line: b"\n" not in line), max_size=5), max_size=4
)


def _key(header: BundleHeader) -> Ed25519PublicKey:
    return STATION.public_key()


def _read(raw: bytes) -> tuple[BundleHeader, list[BundledBatch]]:
    return read_bundle(raw, "vn-58", _key, SEAL)


@given(lines)
def test_a_bundle_is_read_as_it_was_written(content: list[list[bytes]]) -> None:
    raw = write_bundle(HEADER, [_batch(*part) for part in content], STATION, SEAL.public_key())
    header, batches = _read(raw)
    assert header == HEADER
    assert [batch.lines for batch in batches] == content
    assert all(batch.envelope.device == "device-1" for batch in batches)


BUNDLE = write_bundle(HEADER, BATCHES, STATION, SEAL.public_key())
ANSWER_FILE = write_answer(ANSWER, HUB)


def test_nobody_reads_a_lost_stick() -> None:
    assert b'"id"' not in BUNDLE
    assert b'"id"' not in gzip.compress(BUNDLE)


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read_answer(ANSWER_FILE, "vn-58", "device-1", HUB.public_key()) == ANSWER


def _problem(act: Callable[[], object]) -> BundleProblem:
    with pytest.raises(BundleError) as caught:
        act()
    return caught.value.problem


@pytest.mark.parametrize("position", range(0, len(BUNDLE), 5))
def test_a_flipped_bit_of_a_bundle(position: int) -> None:
    altered = bytearray(BUNDLE)
    altered[position] ^= 1
    assert _problem(lambda: _read(bytes(altered))) in {
        BundleProblem.ALTERED,
        BundleProblem.NOT_A_FILE_OF_THIS_KIND,
        BundleProblem.OTHER_HUB,
    }


@pytest.mark.parametrize("length", range(0, len(BUNDLE), 5))
def test_a_torn_bundle(length: int) -> None:
    assert _problem(lambda: _read(BUNDLE[:length])) in {
        BundleProblem.ALTERED,
        BundleProblem.NOT_A_FILE_OF_THIS_KIND,
    }


@pytest.mark.parametrize("position", range(0, len(ANSWER_FILE), 5))
def test_a_flipped_bit_of_an_answer(position: int) -> None:
    altered = bytearray(ANSWER_FILE)
    altered[position] ^= 1
    _problem(lambda: read_answer(bytes(altered), "vn-58", "device-1", HUB.public_key()))


def test_files_of_another_kind() -> None:
    expected = BundleProblem.NOT_A_FILE_OF_THIS_KIND
    assert _problem(lambda: _read(b"")) is expected
    assert _problem(lambda: _read(b"\x89PNG\r\n\x1a\n" + bytes(100))) is expected
    assert _problem(lambda: _read(ANSWER_FILE)) is expected
    assert _problem(lambda: _read(b"KSB1\n{}\n" + bytes(100))) is expected
    assert _problem(lambda: _read(b"KSB1\n" + b"x" * 5000 + b"\n")) is expected
    key = HUB.public_key()
    assert _problem(lambda: read_answer(BUNDLE, "vn-58", "device-1", key)) is expected


def test_a_bundle_for_another_hub() -> None:
    found = _problem(lambda: read_bundle(BUNDLE, "vn-99", _key, SEAL))
    assert found is BundleProblem.OTHER_HUB


def test_a_bundle_that_another_station_signed() -> None:
    raw = write_bundle(HEADER, BATCHES, HUB, SEAL.public_key())
    assert _problem(lambda: _read(raw)) is BundleProblem.ALTERED


def test_a_bundle_that_was_sealed_to_another_key() -> None:
    raw = write_bundle(HEADER, BATCHES, STATION, X25519PrivateKey.generate().public_key())
    assert _problem(lambda: _read(raw)) is BundleProblem.ALTERED


def test_a_stolen_bundle_cannot_be_signed_anew() -> None:
    """Whoever finds a stick and signs it as its own station finds the seal bound to the header."""
    thief = Ed25519PrivateKey.generate()
    head = HEADER.to_bytes()
    stolen = BUNDLE.replace(head, head.replace(b"device-1", b"device-2"))[:-64]
    raw = stolen + thief.sign(stolen)
    found = _problem(lambda: read_bundle(raw, "vn-58", lambda header: thief.public_key(), SEAL))
    assert found is BundleProblem.ALTERED


def test_the_caller_says_which_stations_it_knows() -> None:
    def unknown(header: BundleHeader) -> Ed25519PublicKey:
        raise BundleError(BundleProblem.UNKNOWN_STATION)

    found = _problem(lambda: read_bundle(BUNDLE, "vn-58", unknown, SEAL))
    assert found is BundleProblem.UNKNOWN_STATION


def test_an_answer_for_another_station() -> None:
    found = _problem(lambda: read_answer(ANSWER_FILE, "vn-58", "device-2", HUB.public_key()))
    assert found is BundleProblem.OTHER_STATION


def test_an_answer_of_another_hub() -> None:
    raw = write_answer(ANSWER, STATION)
    found = _problem(lambda: read_answer(raw, "vn-58", "device-1", HUB.public_key()))
    assert found is BundleProblem.ALTERED


def _by_hand(content: bytes) -> bytes:
    """A bundle as a faulty station would write it: signed and sealed, and wrong inside."""
    head = HEADER.to_bytes()
    sealed = seal(content, SEAL.public_key(), b"KSB1\n" + head)
    message = b"KSB1\n" + head + b"\n" + sealed
    return message + STATION.sign(message)


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip",
        gzip.compress(b"x")[:-3],
        gzip.compress(b"no line end"),
        gzip.compress(b"not json\n"),
        gzip.compress(b"{}\n"),
        gzip.compress(b'{"n":-1}\n'),
        gzip.compress(b'{"n":"1"}\n'),
        gzip.compress(_batch(*LINES)[: -len(LINES[2]) - 1]),
        gzip.compress(_batch(*LINES) + b"\n"),
    ],
)
def test_a_signed_bundle_that_is_wrong_inside(content: bytes) -> None:
    assert _problem(lambda: _read(_by_hand(content))) is BundleProblem.ALTERED


def _answer_by_hand(content: bytes) -> bytes:
    message = b"KSA1\n" + ANSWER_HEADER.to_bytes() + b"\n" + content
    return message + HUB.sign(message)


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip",
        gzip.compress(b""),
        gzip.compress(b'{"dur":"perhaps"}'),
        gzip.compress(b'{"dur":"local"}\n{}'),
        gzip.compress(b'{"dur":"local"}\n{"sha256":"x","st":"x"}'),
    ],
)
def test_a_signed_answer_that_is_wrong_inside(content: bytes) -> None:
    raw = _answer_by_hand(content)
    found = _problem(lambda: read_answer(raw, "vn-58", "device-1", HUB.public_key()))
    assert found is BundleProblem.ALTERED


def test_what_is_too_large() -> None:
    """Not written, not read, and not unpacked: a small file may hold a great many zeros."""
    large = bytes(bundle.MAX_CONTENT_BYTES + 1)
    found = _problem(lambda: write_bundle(HEADER, [large], STATION, SEAL.public_key()))
    assert found is BundleProblem.TOO_LARGE
    assert _problem(lambda: _read(_by_hand(gzip.compress(large, 1)))) is BundleProblem.TOO_LARGE
    longer = bytes(bundle.MAX_FILE_BYTES + 1)
    assert _problem(lambda: _read(longer)) is BundleProblem.TOO_LARGE


def test_every_problem_is_one_sentence() -> None:
    sentences = {str(BundleError(problem)) for problem in BundleProblem}
    assert len(sentences) == len(BundleProblem)
    assert all(len(sentence) > 20 for sentence in sentences)
