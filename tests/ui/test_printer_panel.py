"""The demo's printer in a window of its own: its paper, its state in words, and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.language import Language
from kiosk.ports.printer import Bitmap
from tests.support.finger import AGAIN_MS, Finger
from tests.support.processes import run_worker
from ui.printer_panel import PanelLook, PanelTrouble, PrinterPanel
from ui.showcase import Showcase, spin

WIDTH_PX = 384
EMPTY = PanelLook(Bitmap(WIDTH_PX, 0, b""), 19_640.0, frozenset())
SLIP = Bitmap(WIDTH_PX, 200, bytes(WIDTH_PX // 8 * 100) + b"\xff" * (WIDTH_PX // 8 * 100))
"""Black above, white below."""


@dataclass
class ToyPrinter:
    """Notes what the panel does to it."""

    seen: PanelLook = EMPTY
    done: list[object] = field(default_factory=list)

    def look(self) -> PanelLook:
        return self.seen

    def tear_off(self) -> None:
        self.done.append("tear off")
        self.seen = replace(self.seen, paper=EMPTY.paper)

    def run_out(self) -> None:
        self.done.append("run out")

    def load_roll(self) -> None:
        self.done.append("load a roll")

    def set_trouble(self, trouble: PanelTrouble, is_on: bool) -> None:
        self.done.append((trouble, is_on))
        troubles = self.seen.troubles - {trouble}
        self.seen = replace(self.seen, troubles=troubles | {trouble} if is_on else troubles)


@dataclass
class Shown:
    """A panel beside a station's window."""

    showcase: Showcase
    panel: PrinterPanel
    printer: ToyPrinter
    finger: Finger

    def reads(self, text: str) -> bool:
        return self.finger.reads(text)()

    def see(self, look: PanelLook) -> None:
        self.printer.seen = look
        self.panel.model.refresh()

    def touch(self, label: str) -> None:
        for wanted in self.finger.touch(label):
            for _ in range(50):
                if wanted():
                    break
                spin(20)
            else:
                raise AssertionError(label)
        # A button is deaf for a moment after it was touched.
        spin(AGAIN_MS)


@pytest.fixture
def shown(app: QGuiApplication) -> Iterator[Shown]:
    with Showcase() as showcase:
        printer = ToyPrinter()
        panel = PrinterPanel(showcase.window, printer)
        panel.show()
        spin(50)
        yield Shown(showcase, panel, printer, Finger(panel.window))
        panel.close()


def test_what_is_wrong_with_it_stands_there_the_gravest_first(shown: Shown) -> None:
    assert shown.reads("Sẵn sàng")
    assert shown.reads("Cuộn giấy còn 1964 cm")
    shown.see(replace(EMPTY, left_mm=0.0, troubles=frozenset({PanelTrouble.PAPER_OUT})))
    assert shown.reads("Hết giấy")
    assert shown.reads("Cuộn giấy còn 0 cm")
    both = frozenset({PanelTrouble.PAPER_OUT, PanelTrouble.COVER_OPEN})
    shown.see(replace(EMPTY, troubles=both))
    assert shown.reads("Nắp đang mở")


def test_it_speaks_the_language_of_the_stations_window(shown: Shown) -> None:
    shown.showcase.window.station.rooms.shell.chooseLanguage(Language.EN.value)
    spin(50)
    assert shown.reads("Ready")
    assert not shown.reads("Sẵn sàng")
    shown.showcase.window.station.rooms.shell.chooseLanguage(Language.VI.value)


def test_the_paper_hangs_out_with_its_newest_line_at_the_slot(shown: Shown) -> None:
    shown.see(replace(EMPTY, paper=SLIP))
    spin(50)
    picture = shown.panel.window.grabWindow()
    middle = picture.width() // 2
    column = [picture.pixelColor(middle, y).lightness() for y in range(picture.height())]
    ground = column[150]
    paper = [level for level in column[150:530] if level != ground]
    assert paper[0] < 60, "the black half stands above"
    white = paper.index(255)
    assert white > 50
    assert paper[white + 50] == 255, "the white one below it"


def test_the_buttons_do_to_it_what_they_say(shown: Shown) -> None:
    shown.see(replace(EMPTY, paper=SLIP))
    shown.touch("Xé giấy")
    shown.touch("Thay cuộn")
    shown.touch("Hết giấy")
    assert shown.printer.done == ["tear off", "load a roll", "run out"]


@pytest.mark.parametrize(
    ("begin", "end", "trouble"),
    [
        ("Mở nắp", "Đóng nắp", PanelTrouble.COVER_OPEN),
        ("Rút dây", "Cắm dây", PanelTrouble.UNPLUGGED),
        ("Kẹt dao cắt", "Gỡ dao cắt", PanelTrouble.CUTTER_JAM),
        ("Không trả lời", "Trả lời lại", PanelTrouble.SILENT),
    ],
)
def test_a_trouble_begins_and_ends_by_one_button(
    shown: Shown, begin: str, end: str, trouble: PanelTrouble
) -> None:
    shown.touch(begin)
    shown.touch(end)
    assert shown.printer.done == [(trouble, True), (trouble, False)]
    assert shown.reads("Sẵn sàng")


def test_it_is_a_second_window_of_the_stations_and_does_not_outlive_it(shown: Shown) -> None:
    # Qt ends the program with the last window that has no transient parent.
    assert shown.panel.window.transientParent() == shown.showcase.window.window


def test_a_panel_that_nobody_closes_ends_without_a_word(tmp_path: Path) -> None:
    """As where the show ends by an error."""
    ended = run_worker(tmp_path, "unclosed_panel_worker", tmp_path, timeout_s=60)
    assert "PrinterPanel.qml" not in ended.stderr
