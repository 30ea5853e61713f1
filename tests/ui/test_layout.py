"""Nothing is cut, nothing overlaps, nothing is too small to hit: every page, language and size.

Measured on the items themselves, not on pixels. Pictures for eyes come from `python -m ui.gallery`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.events import StorageReady
from kiosk.domain.language import Language
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.venue import Venue
from tests.support.geometry import Placed, placed_items
from tests.support.overlays import OVERLAYS
from ui.gallery import SIZES
from ui.scenes import SCENES, each_scene, set_scene
from ui.scenes_of_health import HEALTHS as STATES
from ui.showcase import Showcase, demo_venue, long_venue, spin

SLACK_PX = 1.5
"""Half pixels and the rounding of line heights."""
BOXES = (
    "KButton",
    "ShowCard",
    "ChoiceCard",
    "StaffCard",
    "EnrolmentCard",
    "HoldCorner",
    "CardFrame",
    "GateBand",
    "NoticeBand",
    "CrossedOut",
    "CardSketch",
    "HeaderBar",
    "HealthStrip",
    "Preview",
)
LONG_NAME = "Chamaléa Thị Ngọc Hương Giang Nguyễn Phước Bảo Long Châu Minh Khuê"

LARGE_SIZES = ((1024, 600), (1280, 800), (1080, 1920))
"""The smallest one, the usual one and the upright one."""
FIELDS = ("TextBox", "KeyPad", "Keyboard")
"""What no text of the page stands on, beside boxes; in a field in use a page may count what it
found."""

VARIANTS = [
    *((size, False, demo_venue(), "N. T. H. Nhung") for size in SIZES),
    *((size, True, demo_venue(), "N. T. H. Nhung") for size in LARGE_SIZES),
    *((size, False, long_venue(), LONG_NAME) for size in SIZES),
]


def _covers(first: QRectF, second: QRectF) -> bool:
    common = first.intersected(second)
    return common.width() > SLACK_PX and common.height() > SLACK_PX


def find_flaws(root: QQuickItem, scene: str) -> list[str]:
    """What is wrong with the layout that stands now, in words."""
    items = placed_items(root)
    window = items[0].rect
    if scene in OVERLAYS:
        top = next(item for item in items if item.name == OVERLAYS[scene])
        items = [item for item in items if item is top or top in item.ancestors]
    items = [item for item in items if not item.is_scrolled_off]
    flaws = [
        *_text_flaws(window, items, scene),
        *_box_flaws(window, items),
        *_target_flaws(window, items),
    ]
    flaws += _keyboard_flaws(items)
    return [f"{scene}: {flaw}" for flaw in flaws]


def _may_be_cut(text: Placed, scene: str) -> bool:
    """An announcement may be longer than its two lines; everything else is ours to make fit."""
    is_notice = any(box.name == "NoticeBand" for box in text.ancestors)
    return is_notice and scene == "ready-announcement-longest"


def _text_flaws(window: QRectF, items: list[Placed], scene: str) -> Iterator[str]:
    inside = window.adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX)
    texts = [item for item in items if item.is_text]
    if not texts:
        yield "no text at all"
    for text in texts:
        item = text.item
        words = item.property("text")
        if item.property("truncated") and not _may_be_cut(text, scene):
            yield f"cut: {words!r}"
        if item.property("contentWidth") > item.width() + SLACK_PX:
            yield f"wider than its item: {words!r}"
        if item.property("contentHeight") > item.height() + SLACK_PX:
            yield f"higher than its item: {words!r}"
        if text.torn_word:
            yield f"torn: {text.torn_word!r} of {words!r}"
        if not inside.contains(text.ink):
            yield f"outside the window: {words!r}"
        for box in text.ancestors:
            if box.name in BOXES and not box.rect.adjusted(-1, -1, 1, 1).contains(text.ink):
                yield f"outside its {box.name}: {words!r}"
    for first, second in combinations(texts, 2):
        if _covers(first.ink, second.ink):
            yield f"overlap: {first.item.property('text')!r} and {second.item.property('text')!r}"
    bare = [text for text in texts if not any(box.name in BOXES for box in text.ancestors)]
    boxes = [item for item in items if item.name in BOXES]
    fields = [item for item in items if item.name in FIELDS and not item.item.property("inUse")]
    for text in texts:
        for field in fields:
            if field not in text.ancestors and _covers(text.ink, field.rect):
                yield f"text over a {field.name}: {text.item.property('text')!r}"
    for text in bare:
        for box in boxes:
            if _covers(text.ink, box.rect):
                yield f"text over a {box.name}: {text.item.property('text')!r}"


def _box_flaws(window: QRectF, items: list[Placed]) -> Iterator[str]:
    boxes = [item for item in items if item.name in BOXES]
    inside = window.adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX)
    for box in boxes:
        if not inside.contains(box.rect):
            yield f"{box.name} outside the window: {box.rect}"
    for first, second in combinations(boxes, 2):
        if first in second.ancestors or second in first.ancestors:
            continue
        if _takes_the_venues_place(first, second) or _takes_the_venues_place(second, first):
            continue
        if _covers(first.rect, second.rect):
            yield f"{first.name} over {second.name}"


def _keyboard_flaws(items: list[Placed]) -> Iterator[str]:
    """What keys are typed into is never below them."""
    keyboards = [item for item in items if item.name in ("Keyboard", "LetterKeys", "KeyPad")]
    for field in (item for item in items if item.name == "TextBox" and item.item.property("inUse")):
        for keyboard in keyboards:
            if _covers(keyboard.rect, field.rect):
                yield f"{keyboard.name} over the field in use"


def _takes_the_venues_place(item: Placed, header: Placed) -> bool:
    """A band lies over the header in landscape, which shows no venue then."""
    is_of_band = any(one.name == "GateBand" for one in (item, *item.ancestors))
    return is_of_band and header.name == "HeaderBar"


def _target_flaws(window: QRectF, items: list[Placed]) -> Iterator[str]:
    """Targets are at least 12 mm, and buttons 3 mm apart (docs/spec/screens.md §2)."""
    diagonal_px = (window.width() ** 2 + window.height() ** 2) ** 0.5
    px_per_mm = diagonal_px / (10.1 * 25.4)
    for area in (one.item for one in items if one.name == "TapArea"):
        if min(area.width(), area.height()) < 12 * px_per_mm:
            yield f"target of {area.width():.0f}x{area.height():.0f} px"
    buttons = [item.rect for item in items if item.name == "KButton"]
    reach = 3 * px_per_mm - SLACK_PX
    for first, second in combinations(buttons, 2):
        if _covers(first.adjusted(0, 0, reach, reach), second) or _covers(
            second.adjusted(0, 0, reach, reach), first
        ):
            yield "buttons closer than 3 mm"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("size", "large_text", "venue", "name"),
    VARIANTS,
    ids=[
        f"{size[0]}x{size[1]}{'-large' if large else ''}{'-long' if name == LONG_NAME else ''}"
        for size, large, _, name in VARIANTS
    ],
)
def test_every_page_is_whole(
    app: QGuiApplication,
    size: tuple[int, int],
    large_text: bool,
    venue: Venue,
    name: str,
    language: Language,
) -> None:
    with Showcase(venue, language=language, large_text=large_text, name=name) as showcase:
        showcase.set_size(size)
        root = showcase.window.window.contentItem()
        flaws = [flaw for scene in each_scene(showcase) for flaw in find_flaws(root, scene)]
    assert flaws == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_ready_is_whole_in_large_text_whatever_is_announced(
    app: QGuiApplication, size: tuple[int, int], language: Language
) -> None:
    with Showcase(language=language, large_text=True) as showcase:
        showcase.set_size(size)
        root = showcase.window.window.contentItem()
        flaws, bands = [], 0
        for scene in (name for name in SCENES if name == "ready" or "announcement" in name):
            showcase.go_home()
            SCENES[scene](showcase)
            spin(5)
            flaws += find_flaws(root, scene)
            bands += any(item.name == "NoticeBand" for item in placed_items(root))
    assert flaws == []
    assert bands == 3, "one in each scene but the plain one"


def test_a_flaw_would_be_found(app: QGuiApplication) -> None:
    """The measure itself: a venue's name forced into a narrow item is reported."""
    with Showcase() as showcase:
        root = showcase.window.window.contentItem()
        showcase.go_home()
        text = next(
            placed.item
            for placed in placed_items(root)
            if placed.is_text and placed.item.property("text") == "· Cổng A"
        )
        text.setWidth(20)
        flaws = find_flaws(root, "ready")
    assert any("wider than its item" in flaw for flaw in flaws)


_LOST_NETWORK = Health(network=NetworkState.OFFLINE, network_fault=NetworkFaultKind.OFFLINE)
HEALTHS = (
    Health(),
    Health(has_printer=False),
    Health(has_printer=False, has_sound=False, is_set_up=False),
    Health(has_printer=False),
    Health(network=NetworkState.ONLINE, has_scanner=True),
    replace(_LOST_NETWORK, unsent=12, unsent_visits=12),
    replace(
        _LOST_NETWORK,
        network_fault=NetworkFaultKind.CERTIFICATE,
        unsent=12_345,
        unsent_visits=12_345,
    ),
    Health(network=NetworkState.ONLINE, unsent=3, unsent_visits=3, is_copied=True),
    Health(network=NetworkState.REVOKED),
    replace(
        _LOST_NETWORK,
        printer=DeviceFaultKind.PAPER_OUT,
        has_scanner=True,
        scanner=DeviceFaultKind.BUSY,
        is_clock_suspect=True,
        has_sound=False,
        is_set_up=False,
        unsent=12_345,
        unsent_visits=12_345,
    ),
    Health(network=NetworkState.ONLINE, unsent=3, unsent_visits=3),
    Health(),
)
"""A kiosk without a hub, one with it, and what may fail of both, each after another one: the
strip follows its signs as they come and go."""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("large_text", [False, True], ids=["normal", "large"])
def test_the_strip_holds_its_signs_and_the_page_stays_above(
    app: QGuiApplication, size: tuple[int, int], large_text: bool, language: Language
) -> None:
    with Showcase(language=language, large_text=large_text) as showcase:
        showcase.set_size(size)
        showcase.take(StorageReady())
        root = showcase.window.window.contentItem()
        flaws = []
        for number, health in enumerate(HEALTHS):
            showcase.health(health)
            spin(5)
            flaws += [f"{number}: {flaw}" for flaw in find_flaws(root, "ready")]
    assert flaws == []


STRIP_SCENES = (
    "ready",
    "ready-still-held",
    "ready-number-offered",
    "ready-announcement",
    "wrong-vneid-code",
    "wrong-scanner-layout",
    "band",
    "band-asks",
    "band-support",
    "support-band",
    "card-number",
    "no-code",
)
"""Pages of the gate, of staff and of the public, with the strip below them."""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_the_strip_stands_below_every_page_enrolled_or_not_and_degraded(
    app: QGuiApplication, size: tuple[int, int], state: str, language: Language
) -> None:
    with Showcase(language=language) as showcase:
        showcase.set_size(size)
        root = showcase.window.window.contentItem()
        flaws = []
        for scene in STRIP_SCENES:
            set_scene(showcase, scene, STATES[state])
            flaws += find_flaws(root, scene)
            flaws += [f"{scene}: {flaw}" for flaw in _strip_flaws(root)]
    assert flaws == []


def _strip_flaws(root: QQuickItem) -> Iterator[str]:
    """One strip, over the whole foot of the window, and nothing of the page reaches into it."""
    items = placed_items(root)
    window = items[0].rect
    strips = [item for item in items if item.name == "HealthStrip"]
    if len(strips) != 1:
        yield f"{len(strips)} strips"
        return
    strip = strips[0]
    rect = strip.rect
    foot = QRectF(0, window.height() - rect.height(), window.width(), rect.height())
    if not foot.adjusted(-1, -1, 1, 1).contains(rect) or rect.width() < window.width() - 1:
        yield f"the strip stands at {rect}"
    if not any(item.is_text and strip in item.ancestors for item in items):
        yield "the strip says nothing"
    for item in items:
        is_of_page = item.is_text or item.name in (*BOXES, *FIELDS, "TapArea")
        whole = item.rect.contains(window.adjusted(1, 1, -1, -1))
        if item is strip or strip in item.ancestors or not is_of_page or whole:
            continue
        if _covers(item.ink if item.is_text else item.rect, rect):
            yield f"{item.name} reaches into the strip"
