"""Footage: real video, true to its manifest, readable but not easy."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.camera.capture import VideoCamera
from drivers.scanner.engines import ZxingEngine
from drivers.scanner.reader import TwoEngineReader
from kiosk.base.clock import SystemClock
from kiosk.demo.film.footage import FootageManifest, make_footage, render_footage
from kiosk.demo.film.people import Prop, demo_persons, wrong_codes
from kiosk.domain.credential import PERSONAL_KINDS, CredentialKind, parse_credential
from kiosk.ports.camera import EndOfFootage

SEED = 7


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FootageManifest]:
    path = tmp_path_factory.mktemp("footage") / "persons.avi"
    return path, make_footage(path, SEED, demo_persons(SEED, 3), lead_in_s=0.4)


def frames_of(path: Path) -> list[np.ndarray]:
    camera = VideoCamera(path, loop=False, clock=SystemClock(), wait=lambda seconds: None)
    camera.open()
    frames = []
    try:
        while True:
            frames.append(np.asarray(cv2.cvtColor(camera.grab(), cv2.COLOR_BGR2GRAY)))
    except EndOfFootage:
        return frames
    finally:
        camera.close()


def test_zxing_reads_some_single_frames_and_our_reader_every_person(
    footage: tuple[Path, FootageManifest],
) -> None:
    path, manifest = footage
    frames = frames_of(path)
    assert len(frames) == manifest.frames
    zxing = ZxingEngine()
    ours = TwoEngineReader(SystemClock())
    shown = read = 0
    for show in manifest.shows:
        own_reads = 0
        for index in range(show.first_frame, show.last_frame + 1):
            texts = {symbol.text for symbol in ours.read(frames[index])}
            assert texts <= {show.payload}
            own_reads += bool(texts)
            if show.visible[index - show.first_frame] == 1.0:
                shown += 1
                read += bool(zxing.read(frames[index]).symbols)
        assert own_reads >= 15, f"{show.label} is hard to read"
    ours.close()
    assert 0.40 <= read / shown <= 0.85


def test_each_person_comes_and_leaves_with_a_pause(
    footage: tuple[Path, FootageManifest],
) -> None:
    _, manifest = footage
    assert [show.payload for show in manifest.shows] == [
        shown.payload for shown in demo_persons(SEED, 3)
    ]
    for before, after in zip(manifest.shows, manifest.shows[1:], strict=False):
        assert after.first_frame - before.last_frame >= manifest.fps
    for show in manifest.shows:
        assert 2.5 <= (show.last_frame - show.first_frame + 1) / manifest.fps <= 3.6
        assert show.visible[0] == 0.0
        assert max(show.visible) == 1.0
        assert show.visible[-1] < 0.5


def test_the_manifest_is_plain_json(footage: tuple[Path, FootageManifest]) -> None:
    _, manifest = footage
    written = json.loads(json.dumps(manifest.as_json()))
    assert written["shows"][0]["prop"] == "phone"
    assert written["frames"] == manifest.frames


def test_the_same_seed_gives_the_same_footage_and_another_seed_another() -> None:
    persons = demo_persons(SEED, 1)

    def some_frames(seed: int) -> list[np.ndarray]:
        moments = render_footage(seed, persons, lead_in_s=0.2, size=(640, 360))
        return [image for number, (image, *_) in zip(range(30), moments, strict=False) if number]

    first, again, other = some_frames(1), some_frames(1), some_frames(2)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


def test_an_empty_room_moves_all_the_time_and_shows_no_code() -> None:
    zxing = ZxingEngine()
    before = None
    for image, index, share, _ in render_footage(SEED, (), lead_in_s=1.0):
        assert (index, share) == (None, 0.0)
        assert zxing.read(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))).symbols == ()
        assert before is None or not np.array_equal(image, before)
        before = image


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot write"):
        make_footage(tmp_path / "none" / "x.avi", SEED, (), lead_in_s=0.1)


def test_demo_persons_are_different_people_of_every_kind() -> None:
    people = demo_persons(SEED, 40)
    assert people == demo_persons(SEED, 40)
    credentials = [parse_credential(person.payload) for person in people]
    assert {credential.kind for credential in credentials[:5]} == {
        CredentialKind.PERSONAL_QR,
        CredentialKind.CITIZEN_CARD,
        CredentialKind.INSURANCE_CARD,
    }
    numbers = [identifier for one in credentials for identifier in one.identifiers]
    assert len(numbers) == len(set(numbers)), "two persons share a number"
    assert all(credential.kind in PERSONAL_KINDS for credential in credentials)
    assert not any(credential.warnings for credential in credentials)
    assert not any(credential.is_partial for credential in credentials)


def test_wrong_codes_stand_for_nobody() -> None:
    kinds = [parse_credential(shown.payload).kind for shown in wrong_codes(SEED)]
    assert kinds == [
        CredentialKind.VENUE_CODE,
        CredentialKind.VENUE_CODE,
        CredentialKind.PAYMENT_CODE,
        CredentialKind.WEB_LINK,
        CredentialKind.DECLARATION_LINK,
    ]
    assert {shown.prop for shown in wrong_codes(SEED)} == {Prop.PAPER, Prop.PHONE}
