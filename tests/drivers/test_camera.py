"""One contract for every camera, and what is particular to each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.camera import make_camera
from drivers.camera.capture import Capture, StreamCamera, VideoCamera, WebcamCamera
from drivers.camera.device import WebcamDevice
from drivers.camera.folder import FolderCamera
from drivers.camera.simulated import CameraTrouble, SimulatedCamera, TroubleSwitch
from kiosk.base.clock import ManualClock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.camera import Camera, EndOfFootage
from kiosk.settings.config import CameraConfig, CameraKind

FRAMES = 8
SIZE = (64, 48)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


def picture(number: int) -> np.ndarray:
    noise = np.random.default_rng(number).integers(60, 190, (SIZE[1], SIZE[0], 3), dtype=np.uint8)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), dtype=np.uint8)


def drain(camera: Camera, frames: list[np.ndarray]) -> None:
    """Collect frames until the camera raises; no test's source is longer."""
    for _ in range(1000):
        frames.append(camera.grab())


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "short.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, SIZE)
    for number in range(FRAMES):
        writer.write(picture(number))
    writer.release()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "pictures"
    path.mkdir()
    for number in range(FRAMES):
        cv2.imwrite(str(path / f"{number:02d}.png"), picture(number))
    (path / "notes.txt").write_text("not a picture")
    return path


class StandInCapture:
    """A `cv2.VideoCapture` over given frames; after the last one `read` fails."""

    def __init__(self, frames: Iterator[np.ndarray], clock: ManualClock) -> None:
        self.frames = frames
        self.clock = clock
        self.settings: dict[int, float] = {}
        self.is_released = False

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def read(self) -> tuple[bool, np.ndarray]:
        self.clock.advance(1 / 30)
        frame = next(self.frames, None)
        return (frame is not None), (frame if frame is not None else picture(0))

    def set(self, setting: int, value: float, /) -> bool:
        self.settings[setting] = value
        return True

    def get(self, setting: int, /) -> float:
        return self.settings.get(setting, 0.0)

    def release(self) -> None:
        self.is_released = True


def webcam(clock: ManualClock, capture: Capture, device: Path) -> WebcamCamera:
    device.touch()
    return WebcamCamera(
        WebcamDevice(CameraConfig(source=str(device))),
        clock=clock,
        opener=lambda source, backend, parameters: capture,
    )


@pytest.fixture(params=["video", "folder", "simulated", "webcam"])
def camera(
    request: pytest.FixtureRequest, clock: ManualClock, video: Path, folder: Path, tmp_path: Path
) -> Camera:
    if request.param == "video":
        return VideoCamera(video, loop=False, clock=clock, wait=clock.advance)
    images = FolderCamera(folder, fps=10, loop=False, clock=clock, wait=clock.advance)
    if request.param == "folder":
        return images
    if request.param == "simulated":
        return SimulatedCamera(lambda: images, TroubleSwitch(), clock=clock)
    frames = (picture(number) for number in range(FRAMES))
    return webcam(clock, StandInCapture(frames, clock), tmp_path / "video0")


class TestContract:
    def test_gives_colour_frames_in_order_and_then_says_why_no_more_come(
        self, camera: Camera
    ) -> None:
        camera.open()
        frames = []
        with pytest.raises((EndOfFootage, DeviceFault)):
            drain(camera, frames)
        assert len(frames) >= FRAMES - 3
        assert all(frame.shape == (SIZE[1], SIZE[0], 3) for frame in frames)
        assert all(frame.dtype == np.uint8 for frame in frames)
        assert all(
            np.abs(one.astype(int) - other.astype(int)).max() > 5
            for one, other in itertools.pairwise(frames)
        )

    def test_grab_before_open_is_a_fault(self, camera: Camera) -> None:
        with pytest.raises(DeviceFault) as caught:
            camera.grab()
        assert caught.value.kind is DeviceFaultKind.LOST

    def test_close_is_safe_before_open_and_twice(self, camera: Camera) -> None:
        camera.close()
        camera.open()
        camera.close()
        camera.close()

    def test_has_a_name_without_its_whole_path(self, camera: Camera) -> None:
        assert camera.name


class TestRecorded:
    def test_a_video_is_paced_by_its_own_frame_rate(self, clock: ManualClock, video: Path) -> None:
        camera = VideoCamera(video, loop=False, clock=clock, wait=clock.advance)
        camera.open()
        times = []
        for _ in range(FRAMES):
            camera.grab()
            times.append(clock.monotonic())
        assert np.diff(times) == pytest.approx([0.1] * (FRAMES - 1))

    def test_a_late_reader_does_not_get_the_missed_frames_in_a_burst(
        self, clock: ManualClock, video: Path
    ) -> None:
        camera = VideoCamera(video, loop=False, clock=clock, wait=clock.advance)
        camera.open()
        camera.grab()
        clock.advance(5)
        camera.grab()
        before = clock.monotonic()
        camera.grab()
        assert clock.monotonic() - before == pytest.approx(0.1)

    def test_looping_goes_on_from_the_start(
        self, clock: ManualClock, video: Path, folder: Path
    ) -> None:
        for camera in (
            VideoCamera(video, loop=True, clock=clock, wait=clock.advance),
            FolderCamera(folder, fps=10, loop=True, clock=clock, wait=clock.advance),
        ):
            camera.open()
            frames = [camera.grab() for _ in range(2 * FRAMES)]
            assert np.array_equal(frames[0], frames[FRAMES])
            camera.close()

    @pytest.mark.parametrize("content", [None, b"", b"no video at all"])
    def test_what_is_no_video_is_missing(
        self, clock: ManualClock, tmp_path: Path, content: bytes | None
    ) -> None:
        path = tmp_path / "no.avi"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(DeviceFault) as caught:
            VideoCamera(path, loop=True, clock=clock).open()
        assert caught.value.kind is DeviceFaultKind.MISSING

    def test_a_folder_without_images_is_missing(self, clock: ManualClock, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none"):
            with pytest.raises(DeviceFault) as caught:
                FolderCamera(path, fps=1, loop=True, clock=clock).open()
            assert caught.value.kind is DeviceFaultKind.MISSING

    def test_a_broken_image_is_a_fault(self, clock: ManualClock, tmp_path: Path) -> None:
        (tmp_path / "broken.png").write_bytes(b"\x89PNG")
        camera = FolderCamera(tmp_path, fps=1, loop=True, clock=clock)
        camera.open()
        with pytest.raises(DeviceFault) as caught:
            camera.grab()
        assert caught.value.kind is DeviceFaultKind.LOST


class TestWebcam:
    def test_asks_for_compressed_pictures_before_the_size(
        self, clock: ManualClock, tmp_path: Path
    ) -> None:
        capture = StandInCapture(map(picture, itertools.count()), clock)
        webcam(clock, capture, tmp_path / "video0").open()
        assert list(capture.settings)[:3] == [
            cv2.CAP_PROP_FOURCC,
            cv2.CAP_PROP_FRAME_WIDTH,
            cv2.CAP_PROP_FRAME_HEIGHT,
        ]
        assert capture.settings[cv2.CAP_PROP_FRAME_WIDTH] == 1280

    def test_an_absent_device_is_missing(self, clock: ManualClock, tmp_path: Path) -> None:
        device = WebcamDevice(CameraConfig(source=str(tmp_path / "none")))
        camera = WebcamCamera(device, clock=clock)
        with pytest.raises(DeviceFault) as caught:
            camera.open()
        assert caught.value.kind is DeviceFaultKind.MISSING

    def test_a_device_that_is_no_camera_does_not_open(self, clock: ManualClock) -> None:
        camera = WebcamCamera(WebcamDevice(CameraConfig(source="/dev/null")), clock=clock)
        with pytest.raises(DeviceFault) as caught:
            camera.open()
        assert caught.value.kind is DeviceFaultKind.BUSY

    def test_the_cameras_of_one_maker_share_what_was_learned(
        self, clock: ManualClock, tmp_path: Path
    ) -> None:
        by_id = tmp_path / "by-id"
        by_id.mkdir()
        node = tmp_path / "video0"
        node.touch()
        (by_id / "usb-gate").symlink_to(node)
        device = WebcamDevice(CameraConfig(source=str(node)), by_id=by_id)
        opened: list[str] = []

        def opener(source: str, backend: int, parameters: Sequence[int]) -> Capture:
            opened.append(source)
            return StandInCapture(map(picture, itertools.count()), clock)

        WebcamCamera(device, clock=clock, opener=opener).open()
        node.unlink()
        (by_id / "usb-gate").unlink()
        moved = tmp_path / "video4"
        moved.touch()
        (by_id / "usb-gate").symlink_to(moved)
        WebcamCamera(device, clock=clock, opener=opener).open()
        assert opened == [str(node), str(moved)]

    @pytest.mark.parametrize("frames", [[], [picture(0)] * 1000], ids=["none", "all the same"])
    def test_an_open_device_without_living_pictures_is_not_ready(
        self, clock: ManualClock, tmp_path: Path, frames: list[np.ndarray]
    ) -> None:
        capture = StandInCapture(iter(frames), clock)
        with pytest.raises(DeviceFault) as caught:
            webcam(clock, capture, tmp_path / "video0").open()
        assert caught.value.kind is DeviceFaultKind.BUSY
        assert capture.is_released

    @pytest.mark.parametrize(
        ("frame", "within_s"),
        [
            (lambda number: picture(7), 1.6),
            (lambda number: np.zeros_like(picture(0)) + np.uint8(number % 3), 2.6),
            (lambda number: np.full_like(picture(0), 255) - np.uint8(number % 3), 2.6),
        ],
        ids=["frozen", "black", "overexposed"],
    )
    def test_a_camera_that_cannot_see_is_lost_in_time(
        self,
        clock: ManualClock,
        tmp_path: Path,
        frame: Callable[[int], np.ndarray],
        within_s: float,
    ) -> None:
        good = (picture(number) for number in range(10))
        capture = StandInCapture(itertools.chain(good, map(frame, itertools.count())), clock)
        camera = webcam(clock, capture, tmp_path / "video0")
        camera.open()
        for _ in range(7):
            camera.grab()
        start = clock.monotonic()
        with pytest.raises(DeviceFault) as caught:
            drain(camera, [])
        assert caught.value.kind is DeviceFaultKind.LOST
        assert within_s - 0.2 <= clock.monotonic() - start <= within_s + 0.05

    def test_a_still_scene_with_sensor_noise_is_not_frozen(
        self, clock: ManualClock, tmp_path: Path
    ) -> None:
        def still(number: int) -> np.ndarray:
            frame = picture(0).copy()
            frame[0, number % SIZE[0], 1] ^= 1
            return frame

        camera = webcam(
            clock, StandInCapture(map(still, itertools.count()), clock), tmp_path / "video0"
        )
        camera.open()
        for _ in range(300):
            camera.grab()


def test_a_stream_that_does_not_answer_is_missing_and_its_name_hides_the_password() -> None:
    camera = StreamCamera("rtsp://user:secret@127.0.0.1:9/cam")
    with pytest.raises(DeviceFault) as caught:
        camera.open()
    assert caught.value.kind is DeviceFaultKind.MISSING
    assert camera.name == "stream 127.0.0.1"
    assert "secret" not in str(caught.value)
    assert StreamCamera("rtsp://user:secret@[::1/cam").name == "stream ?"


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (CameraTrouble.ABSENT, DeviceFaultKind.MISSING),
        (CameraTrouble.LOST, DeviceFaultKind.MISSING),
        (CameraTrouble.BUSY, DeviceFaultKind.BUSY),
    ],
)
def test_the_simulated_camera_fails_to_open_on_command(
    clock: ManualClock, folder: Path, trouble: CameraTrouble, kind: DeviceFaultKind
) -> None:
    switch = TroubleSwitch()
    switch.set(trouble)
    camera = SimulatedCamera(
        lambda: FolderCamera(folder, fps=10, loop=True, clock=clock, wait=clock.advance),
        switch,
        clock=clock,
    )
    with pytest.raises(DeviceFault) as caught:
        camera.open()
    assert caught.value.kind is kind
    switch.set(CameraTrouble.NONE)
    camera.open()
    camera.grab()


@pytest.mark.parametrize(
    "trouble", [CameraTrouble.FROZEN, CameraTrouble.BLACK, CameraTrouble.OVEREXPOSED]
)
def test_the_simulated_camera_goes_blind_on_command(
    clock: ManualClock, folder: Path, trouble: CameraTrouble
) -> None:
    switch = TroubleSwitch()
    camera = SimulatedCamera(
        lambda: FolderCamera(folder, fps=10, loop=True, clock=clock, wait=clock.advance),
        switch,
        clock=clock,
    )
    camera.open()
    camera.grab()
    switch.set(trouble)
    with pytest.raises(DeviceFault):
        drain(camera, [])


@pytest.mark.parametrize(
    ("kind", "source", "name"),
    [
        (CameraKind.WEBCAM, "2", "webcam /dev/video2"),
        (CameraKind.WEBCAM, "/dev/v4l/by-id/usb-x", "webcam /dev/v4l/by-id/usb-x"),
        (CameraKind.VIDEO, "films/a.avi", "video a.avi"),
        (CameraKind.STREAM, "http://10.0.0.1/live", "stream 10.0.0.1"),
        (CameraKind.IMAGES, "some/pictures", "images pictures"),
    ],
)
def test_every_configured_kind_has_its_camera(
    clock: ManualClock, kind: CameraKind, source: str, name: str
) -> None:
    assert make_camera(CameraConfig(kind=kind, source=source), clock).name == name


def test_no_camera_configured_is_missing(clock: ManualClock) -> None:
    with pytest.raises(DeviceFault) as caught:
        make_camera(CameraConfig(kind=CameraKind.NONE), clock)
    assert caught.value.kind is DeviceFaultKind.MISSING
