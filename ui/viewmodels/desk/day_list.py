"""*Danh sách người đến/đi*: the list with its figures, tabs, filters and days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import LookReason
from kiosk.domain.desk.queries import DeskCounts, EntryMark
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.day_list import (
    DayChosen,
    DayList,
    DayReasonChosen,
    EndReached,
    ListPanel,
    ListTab,
    ListUncovered,
    ListWay,
    MarkChosen,
    PanelChosen,
    RowTouched,
    SearchBegun,
    TabChosen,
    WayTaken,
)
from ui.actions import StationActions
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.people import LOOK_REASONS
from ui.viewmodels.desk.list_rows import MARKS, RowMaker
from ui.viewmodels.desk.page import DeskPageViewModel, Tell
from ui.viewmodels.desk.shown import (
    clock_of,
)
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

WEEKDAYS = (
    QT_TRANSLATE_NOOP("Screens", "Thứ Hai"),
    QT_TRANSLATE_NOOP("Screens", "Thứ Ba"),
    QT_TRANSLATE_NOOP("Screens", "Thứ Tư"),
    QT_TRANSLATE_NOOP("Screens", "Thứ Năm"),
    QT_TRANSLATE_NOOP("Screens", "Thứ Sáu"),
    QT_TRANSLATE_NOOP("Screens", "Thứ Bảy"),
    QT_TRANSLATE_NOOP("Screens", "Chủ Nhật"),
)
_MOST_BARS = 16
_MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Counter:
    """One figure of the header: what stands before and after it."""

    before: str
    figure: str
    after: str


@dataclass(frozen=True, slots=True)
class ListChoice:
    """One line of a panel: a filter, a day or a reason."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DayListProps:
    """Everything the page shows."""

    counters: tuple[Counter, ...] = ()
    bars: tuple[float, ...] = ()
    """Arrivals of each quarter of an hour, of the highest one."""
    bars_label: str = ""
    tab: str = ""
    day_label: str = ""
    inside_count: int = 0
    waiting: int = 0
    incomplete: int = 0
    sentence: str = ""
    """In place of the rows: nobody yet, or why they cannot be read."""
    is_covered: bool = False
    panel: str = ListPanel.NONE.value
    panel_title: str = ""
    is_filtered: bool = False


def derive_day_list(state: DayList, view: View) -> DayListProps:
    """The page for its state."""
    words, counts = view.words, state.counts
    return DayListProps(
        counters=_counters(counts, view) if counts else (),
        bars=_bars(counts) if counts else (),
        bars_label=_bars_label(counts, view) if counts else "",
        tab=state.tab.value,
        day_label=_day_label(state, words),
        inside_count=counts.inside if counts else 0,
        waiting=counts.waiting if counts else view.window.desk.waiting,
        incomplete=counts.incomplete if counts else 0,
        sentence=_sentence(state, words),
        is_covered=state.is_covered,
        panel=state.panel.value,
        panel_title=_panel_title(state, words),
        is_filtered=state.mark is not None,
    )


def derive_choices(state: DayList, view: View) -> tuple[ListChoice, ...]:
    """What the panel that is open has to choose from."""
    words = view.words
    match state.panel:
        case ListPanel.FILTERS:
            every = ListChoice("", words.translate("Screens", "Tất cả"), state.mark is None)
            marks = (
                ListChoice(mark.value, words.translate("Screens", text), state.mark is mark)
                for mark, text in MARKS.items()
            )
            return (every, *marks)
        case ListPanel.DAYS if state.counts is not None:
            return _days(state, state.counts, words)
        case ListPanel.REASONS:
            return tuple(
                ListChoice(reason.value, words.translate("Messages", text), False)
                for reason, text in LOOK_REASONS.items()
            )
    return ()


def _days(state: DayList, counts: DeskCounts, words: Words) -> tuple[ListChoice, ...]:
    """Back to the oldest day that is kept."""
    number = min((counts.today - counts.first_day).days + 1, _MOST_DAYS)
    days = (counts.today - timedelta(days=back) for back in range(number))
    return tuple(
        ListChoice(
            day.isoformat(),
            _named_day(day, counts.today, words),
            day == (state.day or counts.today),
        )
        for day in days
    )


def _named_day(day: date, today: date, words: Words) -> str:
    if day == today:
        name = words.translate("Screens", "Hôm nay")
    elif day == today - timedelta(days=1):
        name = words.translate("Screens", "Hôm qua")
    else:
        name = words.translate("Screens", WEEKDAYS[day.weekday()])
    return f"{name} · {words.date(day)}"


def _day_label(state: DayList, words: Words) -> str:
    if state.day is None:
        return words.translate("Screens", "Hôm nay")
    return words.date(state.day)


def _panel_title(state: DayList, words: Words) -> str:
    match state.panel:
        case ListPanel.FILTERS:
            return words.translate("Screens", "Chỉ hiện lượt nào?")
        case ListPanel.DAYS:
            return words.translate("Screens", "Xem ngày nào?")
        case ListPanel.REASONS if state.wanted is not None:
            title = words.translate("Screens", "Vì sao xem lại ngày {day}?")
            return title.replace("{day}", words.date(state.wanted))
    return ""


def _counters(counts: DeskCounts, view: View) -> tuple[Counter, ...]:
    words, left = view.words, view.window.health.slips_left
    rate = f"{counts.per_minute:.1f}".replace(".0", "").replace(
        ".", words.translate("Screens", ",")
    )
    counters = (
        Counter(words.translate("Screens", "Đang có mặt"), str(counts.inside), ""),
        Counter(words.translate("Screens", "Lượt hôm nay"), str(counts.entries), ""),
        Counter("", rate, words.translate("Screens", "lượt/phút")),
    )
    if left is None:
        return counters
    about = words.translate("Screens", "Còn khoảng")
    return (*counters, Counter(about, str(left), words.translate("Screens", "phiếu")))


def _bars(counts: DeskCounts) -> tuple[float, ...]:
    arrivals = [quarter.arrivals for quarter in counts.quarters[-_MOST_BARS:]]
    most = max(arrivals, default=0)
    return tuple(count / most if most else 0.0 for count in arrivals)


def _bars_label(counts: DeskCounts, view: View) -> str:
    quarters = counts.quarters[-_MOST_BARS:]
    if not quarters:
        return ""
    return f"{clock_of(quarters[0].start, view)} – {clock_of(quarters[-1].start, view)}"


def _sentence(state: DayList, words: Words) -> str:
    if state.problem is not None and not state.rows:
        return words.translate("Screens", "Chưa đọc được danh sách. Máy đang thử lại.")
    if state.rows or not state.is_read:
        return ""
    if state.mark is not None:
        return words.translate("Screens", "Không có lượt nào như vậy.")
    if state.tab is ListTab.INSIDE:
        return words.translate("Screens", "Không có ai đang có mặt.")
    return words.translate("Screens", "Chưa có lượt nào trong ngày này.")


@QmlElement
class DayListViewModel(DeskPageViewModel):
    """Notifies QML of `DayListProps` and of the rows; touches become the page's events."""

    Props: ClassVar[type] = DayListProps
    _props: DayListProps
    page = DeskPage.DAY_LIST

    countersChanged = Signal()
    barsChanged = Signal()
    barsLabelChanged = Signal()
    tabChanged = Signal()
    dayLabelChanged = Signal()
    insideCountChanged = Signal()
    waitingChanged = Signal()
    incompleteChanged = Signal()
    sentenceChanged = Signal()
    isCoveredChanged = Signal()
    panelChanged = Signal()
    panelTitleChanged = Signal()
    isFilteredChanged = Signal()

    def __init__(self, tell: Tell, actions: StationActions, parent: QObject | None = None) -> None:
        """See `DeskPageViewModel`."""
        super().__init__(tell, actions, parent)
        self._rows = RowsModel(self)
        self._choices = RowsModel(self)
        self._made_of: tuple[object, ...] = ()
        self._maker = RowMaker()

    def fold(self, view: View) -> None:
        """Show this moment; nothing of the list is kept while another page is on show."""
        state = view.window.desk.top(DayList) or DayList()
        # Rows are many and change seldom: they are made anew when what they are made of changes.
        made_of = (state.rows, state.revealed, state.is_covered, view.words.language)
        if made_of != self._made_of:
            self._made_of = made_of
            self._rows.show(self._maker.make(state, view))
        self._choices.show(derive_choices(state, view))
        self.show(derive_day_list(state, view))

    # --- touches ---------------------------------------------------------------------------------

    @Slot(str)
    def chooseTab(self, tab: str) -> None:
        """A tab."""
        self._tell(TabChosen(ListTab(tab)))

    @Slot(str)
    def choosePanel(self, panel: str) -> None:
        """Lọc, Ngày khác."""
        self._tell(PanelChosen(ListPanel(panel)))

    @Slot(str)
    def choose(self, key: str) -> None:
        """A line of the open panel."""
        match ListPanel(self._props.panel):
            case ListPanel.FILTERS:
                self._tell(MarkChosen(EntryMark(key) if key else None))
            case ListPanel.DAYS:
                self._tell(DayChosen(date.fromisoformat(key)))
            case ListPanel.REASONS:
                self._tell(DayReasonChosen(LookReason(key)))

    @Slot(str)
    def touchRow(self, key: str) -> None:
        """A row."""
        self._tell(RowTouched(key))

    @Slot()
    def reachEnd(self) -> None:
        """The end of the rows is near."""
        self._tell(EndReached())

    @Slot()
    def uncover(self) -> None:
        """The covered list."""
        self._tell(ListUncovered())

    @Slot(str)
    def go(self, way: str) -> None:
        """A tab or button that leads to a page of its own."""
        self._tell(WayTaken(ListWay(way)))

    @Slot(str, bool)
    def beginSearch(self, key: str, is_lettered: bool) -> None:
        """A key, *ABC*, or the field itself."""
        self._tell(SearchBegun(key, is_lettered))

    # --- what QML reads --------------------------------------------------------------------------

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(QObject, constant=True)
    def choices(self) -> QObject:
        return self._choices

    @Property("QVariantList", notify=countersChanged)  # type: ignore[arg-type]
    def counters(self) -> list[dict[str, str]]:
        return [
            {"before": one.before, "figure": one.figure, "after": one.after}
            for one in self._props.counters
        ]

    @Property("QVariantList", notify=barsChanged)  # type: ignore[arg-type]
    def bars(self) -> list[float]:
        return list(self._props.bars)

    @Property(str, notify=barsLabelChanged)
    def barsLabel(self) -> str:
        return self._props.bars_label

    @Property(str, notify=tabChanged)
    def tab(self) -> str:
        return self._props.tab

    @Property(str, notify=dayLabelChanged)
    def dayLabel(self) -> str:
        return self._props.day_label

    @Property(int, notify=insideCountChanged)
    def insideCount(self) -> int:
        return self._props.inside_count

    @Property(int, notify=waitingChanged)
    def waiting(self) -> int:
        return self._props.waiting

    @Property(int, notify=incompleteChanged)
    def incomplete(self) -> int:
        return self._props.incomplete

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isCoveredChanged)
    def isCovered(self) -> bool:
        return self._props.is_covered

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        return self._props.panel

    @Property(str, notify=panelTitleChanged)
    def panelTitle(self) -> str:
        return self._props.panel_title

    @Property(bool, notify=isFilteredChanged)
    def isFiltered(self) -> bool:
        return self._props.is_filtered
