"""The tones themselves, and the player that must never get in the way."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
import wave
from array import array
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from drivers.sound.player import CommandPlayer, SilentPlayer
from kiosk.domain.station.effects import Tone

Script = Callable[[str, str], list[str]]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Makes a player of a shell line; `$1` is the WAV file, `$LOG` collects."""

    def make(name: str, line: str) -> list[str]:
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\nLOG="{tmp_path}/log"\n{line}\n')
        path.chmod(0o755)
        return [str(path)]

    return make


@pytest.fixture
def players() -> Iterator[list[CommandPlayer]]:
    made: list[CommandPlayer] = []
    yield made
    for player in made:
        player.close()
        player.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)
    assert is_so()


def log_of(folder: Path) -> list[str]:
    path = folder / "log"
    return path.read_text().split() if path.exists() else []


def samples_of(tone: Tone) -> np.ndarray:
    with (files("resources") / "sounds" / f"{tone.value}.wav").open("rb") as file:
        reader = wave.open(file)  # noqa: SIM115  # closes with the file
        assert (reader.getnchannels(), reader.getsampwidth()) == (1, 2)
        assert reader.getframerate() == 44_100
        return np.array(array("h", reader.readframes(reader.getnframes())), dtype=float)


def notes_of(tone: Tone) -> list[float]:
    """The strongest pitch of each stretch of sound, from the shipped file."""
    samples = samples_of(tone)
    window = 441
    blocks = samples[: len(samples) // window * window].reshape(-1, window)
    loud = np.abs(blocks).max(axis=1)
    # A new note: louder again after a dip, or after silence.
    starts = [
        index
        for index in range(len(loud))
        if loud[index] > 3000 and (index == 0 or loud[index - 1] < 0.5 * loud[index])
    ]
    pitches = []
    for start, end in zip(starts, [*starts[1:], len(loud)], strict=True):
        part = samples[start * window : end * window][:3528]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 44_100))
        pitches.append(float(spectrum.argmax()))
    return pitches


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_shipped_short_small_and_not_clipped(tone: Tone) -> None:
    samples = samples_of(tone)
    assert 0.3 < len(samples) / 44_100 < 0.8
    assert (files("resources") / "sounds" / f"{tone.value}.wav").stat().st_size < 60_000  # type: ignore[attr-defined]
    assert 6_000 < np.abs(samples).max() < 30_000
    assert abs(samples[0]) < 50
    assert abs(samples[-1]) < 50


def test_tones_differ_in_pitch_and_rhythm() -> None:
    low, high = notes_of(Tone.IN)
    assert high > 1.3 * low
    high, low = notes_of(Tone.OUT)
    assert high > 1.3 * low
    pulses = notes_of(Tone.ATTENTION)
    assert len(pulses) == 3
    assert max(pulses) - min(pulses) < 5
    assert len(notes_of(Tone.STAFF)) == 2
    lengths = {len(samples_of(tone)) for tone in Tone}
    assert len(lengths) == len(Tone)


def test_the_shipped_files_are_what_the_script_makes(tmp_path: Path) -> None:
    maker = Path(__file__).parents[2] / "packaging" / "make_sounds.py"
    subprocess.run([sys.executable, str(maker), str(tmp_path)], check=True, timeout=60)
    for tone in Tone:
        made = (tmp_path / f"{tone.value}.wav").read_bytes()
        shipped = (files("resources") / "sounds" / f"{tone.value}.wav").read_bytes()
        # Floating point libraries may differ in the last bit of a sample.
        difference = np.frombuffer(made[44:], "<i2").astype(int)
        difference -= np.frombuffer(shipped[44:], "<i2")
        assert np.abs(difference).max() <= 1


def test_the_first_player_plays_the_tone(
    script: Script, players: list[CommandPlayer], tmp_path: Path
) -> None:
    player = CommandPlayer([["no-such-player"], script("good", 'basename "$1" >> "$LOG"')])
    players.append(player)
    assert player.is_available
    player.play(Tone.IN)
    wait_until(lambda: log_of(tmp_path) == ["in.wav"])
    player.play(Tone.OUT)
    wait_until(lambda: log_of(tmp_path) == ["in.wav", "out.wav"])


def test_without_a_player_it_says_so_and_takes_tones(
    players: list[CommandPlayer], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        players.append(CommandPlayer([["no-such-player"]]))
    assert not players[0].is_available
    players[0].play(Tone.IN)
    assert len(caplog.records) == 1


def test_a_failing_player_hands_over_to_the_next(
    script: Script, players: list[CommandPlayer], tmp_path: Path
) -> None:
    broken = script("broken", 'echo broken >> "$LOG"; exit 1')
    players.append(CommandPlayer([broken, script("good", 'echo good >> "$LOG"')]))
    players[0].play(Tone.IN)
    wait_until(lambda: log_of(tmp_path) == ["broken", "good"])
    assert players[0].is_available


def test_sound_comes_back_when_its_server_does(
    script: Script, players: list[CommandPlayer], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    players.append(CommandPlayer([script("player", f'test -e "{tmp_path}/server"')]))
    players[0].play(Tone.IN)
    wait_until(lambda: not players[0].is_available)
    (tmp_path / "server").touch()
    players[0].play(Tone.IN)
    wait_until(lambda: players[0].is_available)
    wait_until(lambda: len(caplog.records) == 2)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_the_newest_tone_ends_a_hanging_one(
    script: Script, players: list[CommandPlayer], tmp_path: Path
) -> None:
    line = 'basename "$1" >> "$LOG"; echo $$ > "$LOG.pid"; exec sleep 60'
    players.append(CommandPlayer([script("slow", line)]))
    players[0].play(Tone.IN)
    wait_until(lambda: (tmp_path / "log.pid").exists() and (tmp_path / "log.pid").read_text() != "")
    first = int((tmp_path / "log.pid").read_text())
    players[0].play(Tone.ATTENTION)
    wait_until(lambda: log_of(tmp_path) == ["in.wav", "attention.wav"])
    assert not Path(f"/proc/{first}").exists()
    players[0].close()
    assert not players[0]._wanted.take(0)


def test_the_silent_twin_remembers() -> None:
    player = SilentPlayer()
    player.play(Tone.IN)
    player.play(Tone.STAFF)
    assert player.played == [Tone.IN, Tone.STAFF]
    assert player.is_available
    player.close()
