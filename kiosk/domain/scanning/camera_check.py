"""What a camera sees of a code, what would help, and whether it can read an old insurance card.

The one place of the thresholds: the live hints at the gate, the camera page and `camera --picture`
judge by them. They were measured on synthetic frames of the sample (69 modules, 1.2 to 7 px per
module, blur of 0.3 to 4 px): with at least 2 px per module and edges at most 1.3 modules wide every
frame was read, by zxing-cpp alone as well; up to 1.5 modules wide some were, beyond 1.6 none. That
is docs/spec/at-the-gate.md §12 in one rule: 2 px sharp, 3 px soft.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.scanning.hint import Hint

SAMPLE_MODULES = 69
"""Side of the sample's fine code: old insurance cards have 65 to 69.

See docs/spec/at-the-gate.md §12.
"""
SAMPLE_MM = 20.0
"""Side of the sample's fine code on paper, as on the card."""
LOCATOR_MODULES = 21
LOCATOR_MM = 30.0
"""Side of the coarse code beside it, which is found where the fine one is only a grey patch."""
SAMPLE_TEXT = "|".join(
    (
        "GD4790000000000",
        "4de1baab75206b69e1bb836d207472612063616d657261",
        "01/01/1980",
        "1",
        "4b68c3b46e67207068e1baa369207468e1babb207468e1baad742c206368e1bb892064c3"
        "b96e6720c491e1bb83207468e1bbad2063616d6572612063686f2072c3b5206ec3a974",
        "79 - 034",
        "01/01/2021",
        "-",
        "15/12/2020",
        "79010000000000",
        "-",
        "4",
        "01/01/2024",
        "0000000000000000-0000",
        "$",
    )
)
LOCATOR_TEXT = "KIOSK CAMERA"
SAMPLE_TEXTS = frozenset({SAMPLE_TEXT, LOCATOR_TEXT})
"""Never a scan: nobody is recorded by them."""

MIN_PX_PER_MODULE = 2.0
MAX_EDGE_MODULES = 1.3
UNREAD_PX_PER_MODULE = 2.6
"""A code that is not read and smaller than this is asked closer: between sharp and soft."""
NEAR_PX_PER_MODULE = 7.0
"""A code this large that is soft is nearer than the lens can focus; a smaller one was moved."""
MAX_HEIGHT_SHARE = 0.85
"""Largest share of the picture's height for a code: of a larger one the quiet zone is cut off."""
DARK_LEVEL = 55.0
"""Light modules below this level (0 to 255) drown in noise."""
WASHED_LEVEL = 120.0
"""Dark modules above this level are overexposed."""
SATURATED_LEVEL = 248.0
MAX_GLARE = 0.06
_DIM_PICTURE = 40.0
_WHITE_PICTURE = 225.0

PASS_S = 2.0
PASS_LOOKS = 5
PASS_SHARE = 0.6
"""The sample must be read in so large a part of the looks of two seconds."""
FAIL_AFTER_S = 12.0
"""Seconds the sample may be in view before the camera fails: time to try near, far and still."""
_LONGEST_STEP_S = 0.5


class Light(StrEnum):
    """How the code is lit, or the whole picture where there is no code."""

    GOOD = "good"
    DARK = "dark"
    BRIGHT = "bright"
    GLARE = "glare"


class CameraVerdict(StrEnum):
    """Whether this camera reads an old insurance card."""

    WAITING = "waiting"
    """The sample was not in view yet."""
    MEASURING = "measuring"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CodeView:
    """How the camera sees one code."""

    px_per_module: float
    edge_px: float
    """Width of its steepest edges; about 2 is sharp."""
    bright: float
    """Level of its light modules, 0 to 255."""
    dark: float
    """Level of its dark modules, 0 to 255."""
    glare: float
    """Share of its area that is white without a module in it."""
    height_share: float
    """Share of the picture's height that the code takes."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one picture says about the camera."""

    level: float
    """Mean level of the whole picture, 0 to 255."""
    view: CodeView | None = None
    """The sample's fine code if the sample is in view, else the largest code; None without a
    code."""
    is_sample: bool = False
    is_read: bool = False
    """Whether that code was read."""


def light_of(look: Look) -> Light:
    """The first thing wrong with the light."""
    view = look.view
    if view is None:
        if look.level < _DIM_PICTURE:
            return Light.DARK
        return Light.BRIGHT if look.level > _WHITE_PICTURE else Light.GOOD
    return _light_on(view)


def _light_on(view: CodeView) -> Light:
    if view.bright < DARK_LEVEL:
        return Light.DARK
    if view.glare > MAX_GLARE:
        return Light.GLARE
    return Light.BRIGHT if view.dark > WASHED_LEVEL else Light.GOOD


def needed_px(edge_px: float) -> float:
    """Pixels per module that a code needs at this sharpness: 2 at best, more where it is soft."""
    return max(MIN_PX_PER_MODULE, edge_px / MAX_EDGE_MODULES)


def is_soft(view: CodeView) -> bool:
    """Whether its modules run into each other."""
    return view.edge_px > MAX_EDGE_MODULES * view.px_per_module


def is_readable(view: CodeView) -> bool:
    """Whether light, size and sharpness are enough for a decoder."""
    return _light_on(view) is Light.GOOD and view.px_per_module >= needed_px(view.edge_px)


def hint_for(view: CodeView) -> Hint | None:
    """The first thing that keeps an unread code from being read; None if nothing is known to."""
    light = _light_on(view)
    if light is not Light.GOOD:
        return Hint.TOO_DARK if light is Light.DARK else Hint.GLARE
    if view.height_share > MAX_HEIGHT_SHARE:
        return Hint.FARTHER
    if view.px_per_module < UNREAD_PX_PER_MODULE:
        return Hint.CLOSER
    if is_soft(view):
        return Hint.FARTHER if view.px_per_module > NEAR_PX_PER_MODULE else Hint.HOLD_STILL
    return None


def advice_for(look: Look) -> Hint:
    """What to do with the sample now; NONE where it is right, or not in view."""
    if look.view is None or look.is_read:
        return Hint.NONE
    return hint_for(look.view) or Hint.NONE


class CameraCheck:
    """Gathers looks until the verdict stands. Time is the caller's, in monotonic seconds."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, bool]] = deque()
        self._last_at: float | None = None
        self._in_view_s = 0.0
        self._has_passed = False

    def take(self, look: Look, at: float) -> CameraVerdict:
        """Take one look and give the verdict as it stands now.

        A pass stays; a failure still gives way to a later pass.
        """
        step_s = 0.0 if self._last_at is None else min(at - self._last_at, _LONGEST_STEP_S)
        self._last_at = at
        if look.is_sample:
            self._in_view_s += step_s
            self._looks.append((at, look.is_read))
        while self._looks and at - self._looks[0][0] > PASS_S:
            self._looks.popleft()
        reads = sum(is_read for _, is_read in self._looks)
        if len(self._looks) >= PASS_LOOKS and reads >= PASS_SHARE * len(self._looks):
            self._has_passed = True
        return self.verdict

    @property
    def verdict(self) -> CameraVerdict:
        """The verdict as it stands."""
        if self._has_passed:
            return CameraVerdict.PASSED
        if self._in_view_s >= FAIL_AFTER_S:
            return CameraVerdict.FAILED
        return CameraVerdict.MEASURING if self._in_view_s > 0 else CameraVerdict.WAITING
