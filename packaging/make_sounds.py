"""Makes the kiosk's tones: `python packaging/make_sounds.py [FOLDER]`.

Three tones for the public, told apart by pitch and by rhythm, so that neither a bad ear nor a small
loudspeaker needs both: two rising notes (in), two falling (out), three equal pulses (attention);
and a soft double chime for staff. 16-bit mono WAV, 44.1 kHz; the same bytes every time.
"""

from __future__ import annotations

import array
import math
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RATE_HZ = 44_100
_ATTACK_S = 0.006
_RELEASE_S = 0.03
_TAIL_S = 0.02

C5, E5, G4, A4, C6, G5 = 523.25, 659.26, 392.0, 440.0, 1046.5, 783.99


@dataclass(frozen=True)
class Note:
    """One note: when it starts, how long it lasts, and how it fades."""

    start_s: float
    length_s: float
    pitch_hz: float
    loudness: float
    fade_s: float
    """Time constant of its decay; short is a pulse, long a bell."""
    overtones: Sequence[tuple[float, float]]
    """(multiple of the pitch, share): a small loudspeaker needs some to be heard at all."""


_WARM = ((1.0, 1.0), (2.0, 0.35), (3.0, 0.12))
_BELL = ((1.0, 1.0), (2.0, 0.25), (2.76, 0.12))
_PLAIN = ((1.0, 1.0), (3.0, 0.22))

TONES: dict[str, tuple[Note, ...]] = {
    "in": (
        Note(0.0, 0.13, C5, 0.55, 0.20, _WARM),
        Note(0.13, 0.30, G5, 0.60, 0.16, _WARM),
    ),
    "out": (
        Note(0.0, 0.22, E5, 0.55, 0.20, _WARM),
        Note(0.22, 0.30, A4, 0.60, 0.18, _WARM),
    ),
    "attention": tuple(Note(index * 0.17, 0.10, G4, 0.65, 0.5, _PLAIN) for index in range(3)),
    "staff": (
        Note(0.0, 0.32, C6, 0.32, 0.11, _BELL),
        Note(0.28, 0.36, C6, 0.32, 0.11, _BELL),
    ),
}


def synthesise(notes: Sequence[Note]) -> array.array[int]:
    """The notes' sum as 16-bit samples."""
    end_s = max(note.start_s + note.length_s for note in notes) + _TAIL_S
    mix = [0.0] * round(end_s * RATE_HZ)
    for note in notes:
        first = round(note.start_s * RATE_HZ)
        total = sum(share for _, share in note.overtones)
        for index in range(round(note.length_s * RATE_HZ)):
            at_s = index / RATE_HZ
            wave_value = sum(
                share * math.sin(2 * math.pi * note.pitch_hz * multiple * at_s)
                for multiple, share in note.overtones
            )
            # Soft ends: a tone that begins or stops at once clicks.
            edge = min(1.0, at_s / _ATTACK_S, (note.length_s - at_s) / _RELEASE_S)
            gain = note.loudness * edge * math.exp(-at_s / note.fade_s)
            mix[first + index] += gain * wave_value / total
    return array.array("h", (round(max(-1.0, min(1.0, value)) * 32_767) for value in mix))


def write_tones(folder: Path) -> None:
    """Write one WAV per tone into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        samples = synthesise(notes)
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    write_tones(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "resources" / "sounds")
