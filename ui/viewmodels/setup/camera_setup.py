"""The camera page for staff: what the camera sees of the printed sample, and whether it will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.domain.events import CameraLooked
from kiosk.domain.language import Language
from kiosk.domain.scanning.camera_check import (
    MAX_EDGE_MODULES,
    MIN_PX_PER_MODULE,
    CameraCheck,
    CameraVerdict,
    CodeView,
    Light,
    Look,
    advice_for,
    light_of,
    needed_px,
)
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.touches import CameraSetupClosed, WindowEvent
from ui.i18n import Words
from ui.messages.hints import HINTS
from ui.messages.model import say
from ui.viewmodels.fold import PropsViewModel
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_CLEARLY = 1.3
"""So much better than needed is called sharp without a but."""
_LEVELS = 255.0


@dataclass(frozen=True, slots=True)
class MeterProps:
    """One measure as a bar with a word."""

    label: str = ""
    value: str = ""
    share: float = 0.0
    """How full the bar is, 0 to 1."""
    mark: float = 0.0
    """Where enough begins, 0 to 1; 0 draws no mark."""
    ok: bool = False


@dataclass(frozen=True, slots=True)
class CameraSetupProps:
    """Everything the page shows beside its three meters."""

    open: bool = False
    advice: str = ""
    verdict: str = CameraVerdict.WAITING.value
    verdict_title: str = ""
    verdict_text: str = ""


def derive_density(look: Look | None, words: Words) -> MeterProps:
    """Pixels per module of the code, against the two it needs where it is sharp."""
    label = words.translate("CameraSetup", "Điểm ảnh mỗi ô")
    view = None if look is None else look.view
    if view is None:
        return MeterProps(label, "–", mark=0.5)
    value = words.translate("CameraSetup", "{px} (cần {needed})")
    value = value.replace("{px}", _number(view.px_per_module, words))
    value = value.replace("{needed}", _number(MIN_PX_PER_MODULE, words))
    ratio = view.px_per_module / MIN_PX_PER_MODULE
    return MeterProps(label, value, min(1.0, ratio / 2), 0.5, ratio >= 1)


def derive_sharpness(look: Look | None, words: Words) -> MeterProps:
    """How narrow the code's edges are, against what its modules need."""
    label = words.translate("CameraSetup", "Độ nét")
    view = None if look is None else look.view
    if view is None:
        return MeterProps(label, "–", mark=0.5)
    ratio = _sharpness(view)
    if ratio >= _CLEARLY:
        value = words.translate("CameraSetup", "Nét")
    elif ratio >= 1:
        value = words.translate("CameraSetup", "Hơi mờ, đủ đọc")
    else:
        value = words.translate("CameraSetup", "Mờ")
    return MeterProps(label, value, min(1.0, ratio / 2), 0.5, ratio >= 1)


def _sharpness(view: CodeView) -> float:
    # A code that is too far away is judged as if it were near enough: the lens is not to blame.
    px = max(view.px_per_module, MIN_PX_PER_MODULE)
    return MAX_EDGE_MODULES * px / max(view.edge_px, 0.1)


def derive_light(look: Look | None, words: Words) -> MeterProps:
    """How bright the code's paper is, or the picture where there is no code."""
    label = words.translate("CameraSetup", "Ánh sáng")
    if look is None:
        return MeterProps(label, "–")
    light = light_of(look)
    match light:
        case Light.DARK:
            value = words.translate("CameraSetup", "Tối quá")
        case Light.BRIGHT:
            value = words.translate("CameraSetup", "Sáng quá")
        case Light.GLARE:
            value = words.translate("CameraSetup", "Bị lóa")
        case Light.GOOD:
            value = words.translate("CameraSetup", "Đủ sáng")
    level = look.level if look.view is None else look.view.bright
    return MeterProps(label, value, min(1.0, level / _LEVELS), ok=light is Light.GOOD)


def derive_setup(
    look: Look | None, verdict: CameraVerdict, words: Words, *, is_open: bool
) -> CameraSetupProps:
    """What to do now, and the verdict so far."""
    title, text = _verdict(verdict, words)
    return CameraSetupProps(
        open=is_open,
        advice=_advice(look, words),
        verdict=verdict.value,
        verdict_title=title,
        verdict_text=text,
    )


def _advice(look: Look | None, words: Words) -> str:
    if look is None or look.view is None:
        return words.translate("CameraSetup", "Giữ tờ mẫu trước camera, cách khoảng một gang tay.")
    if not look.is_sample:
        return words.translate("CameraSetup", "Mã này không phải tờ mẫu: số đo chỉ để tham khảo.")
    if look.is_read:
        return words.translate("CameraSetup", "Khoảng cách vừa, giữ yên.")
    hint = advice_for(look)
    needed = needed_px(look.view.edge_px)
    if hint is Hint.CLOSER and look.view.px_per_module < needed:
        percent = max(5, round(100 * (1 - look.view.px_per_module / needed)))
        text = words.translate("CameraSetup", "Đưa tờ mẫu lại gần thêm khoảng {percent} %.")
        return text.replace("{percent}", str(percent))
    if hint in (Hint.HOLD_STILL, Hint.NONE):
        return words.translate("CameraSetup", "Giữ yên; nếu vẫn mờ, đưa ra xa một chút.")
    return say(words, HINTS[hint])


def _verdict(verdict: CameraVerdict, words: Words) -> tuple[str, str]:
    match verdict:
        case CameraVerdict.WAITING:
            return words.translate("CameraSetup", "Chưa thấy tờ mẫu"), words.translate(
                "CameraSetup", "In tờ mẫu: checkpoint-kiosk camera --sample mau.pdf"
            )
        case CameraVerdict.MEASURING:
            return words.translate("CameraSetup", "Đang đo…"), words.translate(
                "CameraSetup", "Đưa tờ mẫu ra xa, lại gần cho đến khi nét nhất."
            )
        case CameraVerdict.PASSED:
            return words.translate("CameraSetup", "Đọc được thẻ BHYT: Đạt"), words.translate(
                "CameraSetup", "Camera này đọc được cả thẻ BHYT mẫu cũ."
            )
        case CameraVerdict.FAILED:
            return words.translate("CameraSetup", "Đọc được thẻ BHYT: Chưa đạt"), words.translate(
                "CameraSetup", "Nên dùng camera 1080p tự lấy nét hoặc máy quét USB."
            )


def _number(value: float, words: Words) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if words.language is Language.VI else text


@QmlElement
class MeterViewModel(PropsViewModel):
    """Notifies QML of `MeterProps`."""

    Props: ClassVar[type] = MeterProps
    _props: MeterProps

    labelChanged = Signal()
    valueChanged = Signal()
    shareChanged = Signal()
    markChanged = Signal()
    okChanged = Signal()

    @Property(str, notify=labelChanged)
    def label(self) -> str:
        return self._props.label

    @Property(str, notify=valueChanged)
    def value(self) -> str:
        return self._props.value

    @Property(float, notify=shareChanged)
    def share(self) -> float:
        return self._props.share

    @Property(float, notify=markChanged)
    def mark(self) -> float:
        return self._props.mark

    @Property(bool, notify=okChanged)
    def ok(self) -> bool:
        return self._props.ok


@QmlElement
class CameraSetupViewModel(PartViewModel):
    """Notifies QML of `CameraSetupProps`, holds the meters, and asks for looks while it is open."""

    Props: ClassVar[type] = CameraSetupProps
    _props: CameraSetupProps

    openChanged = Signal()
    adviceChanged = Signal()
    verdictChanged = Signal()
    verdictTitleChanged = Signal()
    verdictTextChanged = Signal()

    def __init__(
        self, tell: Callable[[WindowEvent], None], clock: Clock, parent: QObject | None = None
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._clock = clock
        self._view: View | None = None
        self._look: Look | None = None
        self._check = CameraCheck()
        self._density = MeterViewModel(self)
        self._sharpness = MeterViewModel(self)
        self._light = MeterViewModel(self)

    @Slot()
    def again(self) -> None:
        """Đo lại: forget what was measured."""
        self._look = None
        self._check = CameraCheck()
        self._refresh()

    @Slot()
    def close(self) -> None:
        """Xong."""
        self._tell(CameraSetupClosed())

    def take(self, event: WindowEvent) -> None:
        """One look of the camera."""
        match event:
            case CameraLooked(_, look) if self._is_open:
                self._look = look
                self._check.take(look, self._clock.monotonic())

    def fold(self, view: View) -> None:
        """Show this moment; opening the page begins with no look."""
        was_open, self._view = self._is_open, view
        if self._is_open and not was_open:
            self.again()
        self._refresh()

    @property
    def _is_open(self) -> bool:
        return self._view is not None and self._view.window.is_setting_camera

    def _refresh(self) -> None:
        if self._view is None:
            return
        words = self._view.words
        self._density.show(derive_density(self._look, words))
        self._sharpness.show(derive_sharpness(self._look, words))
        self._light.show(derive_light(self._look, words))
        self.show(derive_setup(self._look, self._check.verdict, words, is_open=self._is_open))

    @property
    def shown(self) -> CameraSetupProps:
        """What the page shows now."""
        return self._props

    @Property(bool, notify=openChanged)
    def open(self) -> bool:
        return self._props.open

    @Property(str, notify=adviceChanged)
    def advice(self) -> str:
        return self._props.advice

    @Property(str, notify=verdictChanged)
    def verdict(self) -> str:
        return self._props.verdict

    @Property(str, notify=verdictTitleChanged)
    def verdictTitle(self) -> str:
        return self._props.verdict_title

    @Property(str, notify=verdictTextChanged)
    def verdictText(self) -> str:
        return self._props.verdict_text

    @Property(MeterViewModel, constant=True)
    def density(self) -> MeterViewModel:
        return self._density

    @Property(MeterViewModel, constant=True)
    def sharpness(self) -> MeterViewModel:
        return self._sharpness

    @Property(MeterViewModel, constant=True)
    def light(self) -> MeterViewModel:
        return self._light
