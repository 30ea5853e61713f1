"""The express page: the form's groups as short statements, after a card."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.form import Form, Text
from kiosk.domain.language import Language
from kiosk.domain.people.person import short_name
from kiosk.domain.station.desk import GoBack
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.express import (
    Agreed,
    DeclareWithStaff,
    Express,
    ExpressStep,
    NothingOfThese,
    RepresentedBy,
    SomethingOfThese,
    StatementsAgain,
)
from kiosk.domain.station.pages.sending import Disagreed, TextSizeTurned
from kiosk.domain.venue import NameDisplay
from sync.protocol.declaration_bodies import Relation
from ui.messages.own_declaration import REPRESENTATIVES, relation_name
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ExpressProps:
    """Everything the page shows; empty while it is not open."""

    part: str = "wait"
    """What stands: statements, representative, consent, wait."""
    name: str = ""
    """Whose card it is, as the public screen shows names."""
    title: str = ""
    statements: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    """Key and words of who may declare for a child."""
    notice: str = ""
    can_enlarge: bool = False
    """The text is not large for everybody already."""
    is_large: bool = False


_PARTS = {
    ExpressStep.STATEMENTS: "statements",
    ExpressStep.REPRESENTATIVE: "representative",
    ExpressStep.CONSENT: "consent",
}


def derive_express(view: View) -> ExpressProps:
    """The page for the desk's state; nothing of it while it asks whether somebody is there."""
    desk, words, setup = view.window.desk, view.words, view.setup
    state = desk.top(Express)
    if state is None or desk.is_asking:
        return ExpressProps()
    name = public_name(state.prefill.full_name, setup.name_display)
    if state.setup is None or state.step not in _PARTS:
        title = words.translate("Screens", "Xin chờ trong giây lát")
        return ExpressProps(name=name, title=title, is_large=state.is_large)
    language = words.language
    form = state.setup.form
    titles = {
        ExpressStep.STATEMENTS: heading(form).said(language),
        ExpressStep.REPRESENTATIVE: words.translate("Screens", "Ai khai cho trẻ?"),
        ExpressStep.CONSENT: words.translate("Screens", "Đồng ý gửi thông tin này?"),
    }
    statements = [item.express.said(language) for item in form.express_items if item.express]
    return ExpressProps(
        part=_PARTS[state.step],
        name=name,
        title=titles[state.step],
        statements=tuple(statements),
        relations=tuple((one.value, relation_name(one, words)) for one in REPRESENTATIVES),
        notice=state.setup.notices[language].text,
        can_enlarge=not setup.has_large_text,
        is_large=state.is_large,
    )


def public_name(full_name: str, display: NameDisplay) -> str:
    """A name as the public screen shows it; empty where policy shows none."""
    if display is NameDisplay.NONE:
        return ""
    return full_name if display is NameDisplay.FULL else short_name(full_name)


def heading(form: Form) -> Text:
    """What stands above the statements: the words of the group that they are in."""
    first = form.express_items[0] if form.express_items else None
    group = None if first is None else form.parents.get(first.link_id)
    return form.title if group is None else group.text


@QmlElement
class ExpressViewModel(DeskPageViewModel):
    """Notifies QML of `ExpressProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = ExpressProps
    _props: ExpressProps
    page = DeskPage.EXPRESS

    partChanged = Signal()
    nameChanged = Signal()
    titleChanged = Signal()
    statementsChanged = Signal()
    relationsChanged = Signal()
    noticeChanged = Signal()
    canEnlargeChanged = Signal()
    isLargeChanged = Signal()
    _language = Language.VI

    def fold(self, view: View) -> None:
        """Show this moment."""
        self._language = view.words.language
        self.show(derive_express(view))

    @Slot()
    def haveNone(self) -> None:
        """Không có điều nào nêu trên."""
        self._tell(NothingOfThese(self._language))

    @Slot()
    def haveSome(self) -> None:
        """Có – khai chi tiết."""
        self._tell(SomethingOfThese())

    @Slot()
    def askStaff(self) -> None:
        """Khai với nhân viên."""
        self._tell(DeclareWithStaff())

    @Slot(str)
    def represent(self, relation: str) -> None:
        """Whoever declares for a child."""
        self._tell(RepresentedBy(Relation(relation), self._language))

    @Slot()
    def agree(self) -> None:
        """Đồng ý và gửi."""
        self._tell(Agreed(self._language))

    @Slot()
    def disagree(self) -> None:
        """Không đồng ý."""
        self._tell(Disagreed())

    @Slot()
    def turnSize(self) -> None:
        """Chữ to, or the usual size."""
        self._tell(TextSizeTurned())

    @Slot()
    def leave(self) -> None:
        """Quay lại: to the statements, from them to READY."""
        is_inner = self._props.part in ("representative", "consent")
        self._tell(StatementsAgain() if is_inner else GoBack())

    @Property(str, notify=partChanged)
    def part(self) -> str:
        return self._props.part

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property("QVariantList", notify=statementsChanged)  # type: ignore[arg-type]
    def statements(self) -> list[str]:
        return list(self._props.statements)

    @Property("QVariantList", notify=relationsChanged)  # type: ignore[arg-type]
    def relations(self) -> list[dict[str, str]]:
        return [{"key": key, "text": text} for key, text in self._props.relations]

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        return self._props.notice

    @Property(bool, notify=canEnlargeChanged)
    def canEnlarge(self) -> bool:
        return self._props.can_enlarge

    @Property(bool, notify=isLargeChanged)
    def isLarge(self) -> bool:
        return self._props.is_large
