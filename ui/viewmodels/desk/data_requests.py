"""*Yêu cầu về dữ liệu*: which requests wait, and what an administrator answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any, ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import DataRight, IdentityProof
from kiosk.domain.desk.acts_on_requests import Corrected, OpenRequest, RequestRefusal
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.data_requests import (
    CopyPlaceChosen,
    CorrectionChosen,
    DataRequests,
    DataRequestTouch,
    IdentityChosen,
    RefusalChosen,
    RequestCarriedOut,
    RequestChosen,
    RequestPanelClosed,
    RequestRefused,
    RequestStep,
)
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.i18n import QT_TRANSLATE_NOOP
from ui.messages.acts import DESK_PROBLEMS
from ui.messages.model import say
from ui.messages.people import CORRECTED, IDENTITY_PROOFS, REQUEST_REFUSALS, RIGHTS
from ui.viewmodels.desk.choices import Choice, Choices
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import NOTHING, clock_of, day_of, today_of
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

CARRY_OUT, REFUSE, AGAIN, EDIT = "carry_out", "refuse", "again", "edit"
_SHOWN = 2
_ICONS = {
    DataRight.SEE: "eye",
    DataRight.CORRECT: "pencil",
    DataRight.ERASE: "bin",
    DataRight.WITHDRAW: "undo",
}
_MEANS = {
    DataRight.SEE: QT_TRANSLATE_NOOP(
        "Screens", "Ghi bản sao dữ liệu của người này thành tệp PDF để giao."
    ),
    DataRight.CORRECT: QT_TRANSLATE_NOOP(
        "Screens", "Sửa họ tên, số điện thoại, hoặc nói mục nào đã sửa."
    ),
    DataRight.ERASE: QT_TRANSLATE_NOOP(
        "Screens", "Xóa tên, số và lời khai khỏi máy này. Không lấy lại được."
    ),
    DataRight.WITHDRAW: QT_TRANSLATE_NOOP("Screens", "Các tờ khai của người này hết hiệu lực."),
}
"""What carrying it out does."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request that waits."""

    key: str
    icon: str
    title: str
    """What is asked."""
    who: str
    """Initials and last digits."""
    when: str
    due: str
    is_late: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DataRequestsProps:
    """Everything the page shows; empty while it is not open."""

    rows: tuple[RequestLine, ...] = ()
    sentence: str = ""
    """In the place of rows."""
    is_problem: bool = False
    is_asking: bool = False
    """The panel asks something."""
    panel: Choices = field(default_factory=Choices)
    hint: str = ""
    """In the panel's place."""


def derive_data_requests(view: View) -> DataRequestsProps:
    """The page at this moment."""
    state, words = view.window.desk.top(DataRequests), view.words
    if state is None:
        return DataRequestsProps()
    sentence = ""
    if state.problem is not None:
        sentence = say(words, DESK_PROBLEMS[state.problem])
    elif state.requests == ():
        sentence = words.translate("Screens", "Không có yêu cầu nào đang chờ.")
    request = state.request
    panel = Choices() if request is None else _panel(state, request, view)
    return DataRequestsProps(
        rows=tuple(_line(one, state, view) for one in state.requests or ()),
        sentence=sentence,
        is_problem=state.problem is not None,
        is_asking=bool(panel.title),
        panel=panel,
        hint=words.translate("Screens", "Chạm một yêu cầu để trả lời."),
    )


def _line(one: OpenRequest, state: DataRequests, view: View) -> RequestLine:
    words, zone = view.words, view.setup.venue.time_zone
    # The answer is due before the day begins that the moment ends at.
    left = (one.answer_by.astimezone(zone).date() - today_of(view)).days - 1
    is_late = left < 0
    if is_late:
        due = words.translate("Screens", "Quá hạn")
    elif left == 0:
        due = words.translate("Screens", "Hạn hôm nay")
    else:
        due = words.tr("Còn %n ngày", "", left)
    day = day_of(one.at.astimezone(zone).date(), view)
    return RequestLine(
        one.request_id,
        _ICONS[one.right],
        say(words, RIGHTS[one.right]),
        one.name_hint or NOTHING,
        f"{day} {clock_of(one.at, view)}",
        due,
        is_late or left == 0,
        one.request_id == state.chosen,
    )


def _panel(state: DataRequests, request: OpenRequest, view: View) -> Choices:
    words, session = view.words, view.window.desk.session
    title = f"{say(words, RIGHTS[request.right])} {_unbroken(request.name_hint)}"
    match state.step:
        case RequestStep.IDENTITY:
            shown = tuple(
                Choice(proof.value, say(words, text), is_wide=True)
                for proof, text in IDENTITY_PROOFS.items()
            )
            asked = words.translate("Screens", "Đã xem giấy tờ nào?")
            return Choices(asked, words.translate("Screens", _MEANS[request.right]), shown)
        case RequestStep.REASON:
            reasons = tuple(
                Choice(reason.value, say(words, text), is_wide=True)
                for reason, text in REQUEST_REFUSALS.items()
            )
            text = words.translate("Screens", "Lý do được lưu cùng tên người từ chối.")
            return Choices(words.translate("Screens", "Vì sao từ chối?"), text, reasons)
        case RequestStep.CORRECTION:
            return _corrections(view)
        case RequestStep.PLACE:
            return _places(state, view)
        case RequestStep.BUSY:
            text = words.translate("Screens", "Đang thực hiện…")
            return Choices(title, text)
    told = []
    if request.taken_by:
        source = words.translate("Screens", "{name} đã nhận yêu cầu.")
        told.append(source.replace("{name}", request.taken_by))
    told += _scope(request, view)
    if session is None or session.role is not Role.ADMINISTRATOR:
        alone = words.translate("Screens", "Quản trị viên thực hiện.")
        return Choices(title, " ".join((*told, alone)))
    if state.file_problem is not None:
        told = [words.translate("Screens", "Chưa ghi được tệp. Xem lại USB rồi làm lại.")]
    does = words.translate("Screens", "Thực hiện")
    refuses = words.translate("Screens", "Từ chối")
    acts = (
        Choice(CARRY_OUT, does, _ICONS[request.right], is_primary=True, is_wide=True),
        Choice(REFUSE, refuses, "close", is_wide=True),
    )
    return Choices(title, " ".join(told), acts)


def _scope(request: OpenRequest, view: View) -> list[str]:
    """Of whom else the answer is, and of whom it is not though they are linked now."""
    words = view.words
    sentences = (
        (request.also, words.translate("Screens", "Gồm cả hồ sơ {who}.")),
        (
            request.linked_since,
            words.translate("Screens", "Không gồm hồ sơ gộp sau khi yêu cầu: {who}."),
        ),
        (
            request.parted_since,
            words.translate("Screens", "Không gồm hồ sơ đã tách: {who}."),
        ),
    )
    return [sentence.replace("{who}", _listed(hints)) for hints, sentence in sentences if hints]


def _listed(hints: Sequence[str]) -> str:
    """The first of them, and how many more there are: the panel has few lines."""
    shown = ", ".join(_unbroken(one) for one in hints[:_SHOWN])
    return f"{shown} +{len(hints) - _SHOWN}" if len(hints) > _SHOWN else shown


def _unbroken(hint: str) -> str:
    """Initials stay on one line."""
    return (hint or NOTHING).replace(" ", "\u00a0")


def _corrections(view: View) -> Choices:
    words = view.words
    edit = words.translate("Screens", "Sửa họ tên, số điện thoại")
    shown = tuple(Choice(one.value, say(words, text)) for one, text in CORRECTED.items())
    return Choices(
        words.translate("Screens", "Sửa mục nào?"),
        "",
        (Choice(EDIT, edit, "pencil", is_primary=True, is_wide=True), *shown),
        words.translate("Screens", "Hoặc mục đã sửa xong:"),
    )


def _places(state: DataRequests, view: View) -> Choices:
    words = view.words
    title = words.translate("Screens", "Ghi bản sao vào đâu?")
    if not state.places:
        text = words.translate(
            "Screens", "Chưa thấy USB. Bản sao chỉ ghi vào USB. Cắm USB, rồi chạm Tìm lại."
        )
        again = words.translate("Screens", "Tìm lại")
        return Choices(title, text, (Choice(AGAIN, again, "usb", is_wide=True),))
    text = words.translate("Screens", "Giao tệp cho người này, rồi xóa khỏi USB.")
    places = tuple(
        Choice(str(number), place.name, "usb", is_wide=True)
        for number, place in enumerate(state.places)
    )
    return Choices(title, text, places)


def _touch_of(step: RequestStep, key: str) -> DataRequestTouch:
    match step:
        case RequestStep.IDENTITY:
            return IdentityChosen(IdentityProof(key))
        case RequestStep.CORRECTION:
            return CorrectionChosen(None if key == EDIT else Corrected(key))
        case RequestStep.REASON:
            return RefusalChosen(RequestRefusal(key))
        case RequestStep.PLACE:
            return CopyPlaceChosen(None if key == AGAIN else int(key))
    return RequestRefused() if key == REFUSE else RequestCarriedOut()


@QmlElement
class DataRequestsViewModel(DeskPageViewModel):
    """Notifies QML of `DataRequestsProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = DataRequestsProps
    _props: DataRequestsProps
    page = DeskPage.DATA_REQUESTS

    rowsChanged = Signal()
    sentenceChanged = Signal()
    isProblemChanged = Signal()
    isAskingChanged = Signal()
    panelChanged = Signal()
    hintChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._rows = RowsModel(self)
        self._step = RequestStep.ACTIONS

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_data_requests(view)
        state = view.window.desk.top(DataRequests)
        self._step = RequestStep.ACTIONS if state is None else state.step
        self.show(props)
        self._rows.show(props.rows)

    @Slot(str)
    def pick(self, key: str) -> None:
        """A request of the list."""
        self._tell(RequestChosen(key))

    @Slot(str)
    def choose(self, key: str) -> None:
        """One of what the panel offers."""
        self._tell(_touch_of(self._step, key))

    @Slot()
    def closePanel(self) -> None:
        """Nothing of what is asked."""
        self._tell(RequestPanelClosed())

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isProblemChanged)
    def isProblem(self) -> bool:
        return self._props.is_problem

    @Property(bool, notify=isAskingChanged)
    def isAsking(self) -> bool:
        return self._props.is_asking

    @Property("QVariantMap", notify=panelChanged)  # type: ignore[arg-type]
    def panel(self) -> dict[str, Any]:
        return self._props.panel.as_map()

    @Property(str, notify=hintChanged)
    def hint(self) -> str:
        return self._props.hint
