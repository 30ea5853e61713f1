"""One question of somebody's own declaration: a field, or answers to choose from."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import spoken_phone
from kiosk.domain.declaration.form import CHOICES, Item, ItemType, Value
from kiosk.domain.declaration.read_back import NO, YES
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep
from kiosk.domain.units.unit import Unit
from ui.i18n import Words
from ui.viewmodels.fold import PropsViewModel

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One of several to choose from."""

    key: str
    text: str
    more: str = ""
    """Smaller words below."""
    is_chosen: bool = False
    is_none: bool = False
    """*Không có …*: it has a line of its own."""


@dataclass(frozen=True, slots=True)
class QuestionProps:
    """What stands of one question."""

    key: str = ""
    """Which one it is, unlike that of any other."""
    title: str = ""
    kind: str = ""
    """What is typed: name, birth, phone, code, home, answer; empty where nothing is."""
    field: str = ""
    has_field: bool = False
    in_use: bool = False
    """The keyboard types into the field."""
    hint: str = ""
    """What stands in the empty field."""
    sentence: str = ""
    is_warning: bool = False
    waits: bool = False
    """A touch on an answer does not go on by itself."""
    skip: str = ""
    """The words of the answer that needs no typing: *Không có điện thoại*."""
    can_go_on: bool = False
    notice: str = ""
    """What becomes of an answer about health."""
    values: tuple[Value, ...] = ()
    """What each of the options answers, where the form asks."""
    options: tuple[Answer, ...] = ()
    """Told last: they are laid out once, in the room that all else leaves them."""


@QmlElement
class SelfQuestionViewModel(PropsViewModel):
    """Notifies QML of `QuestionProps`: a property each, since a page of them is shown at a touch,
    and one map would have everything that reads a part of it done again."""

    Props: ClassVar[type] = QuestionProps
    _props: QuestionProps

    keyChanged = Signal()
    titleChanged = Signal()
    kindChanged = Signal()
    fieldChanged = Signal()
    hasFieldChanged = Signal()
    inUseChanged = Signal()
    hintChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    optionsChanged = Signal()
    valuesChanged = Signal()
    waitsChanged = Signal()
    skipChanged = Signal()
    canGoOnChanged = Signal()
    noticeChanged = Signal()

    @property
    def props(self) -> QuestionProps:
        """What it shows."""
        return self._props

    def key_at(self, place: int) -> str:
        """What one of the options is of: a sex, a commune, a place in the form."""
        return self._props.options[place].key

    def value_at(self, place: int) -> Value:
        """What one of the options answers, where the form asks."""
        return self._props.values[place]

    @Property(str, notify=keyChanged)
    def key(self) -> str:
        return self._props.key

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=kindChanged)
    def kind(self) -> str:
        return self._props.kind

    @Property(str, notify=fieldChanged)
    def field(self) -> str:
        return self._props.field

    @Property(bool, notify=hasFieldChanged)
    def hasField(self) -> bool:
        return self._props.has_field

    @Property(bool, notify=inUseChanged)
    def inUse(self) -> bool:
        return self._props.in_use

    @Property(str, notify=hintChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property("QVariantList", notify=optionsChanged)  # type: ignore[arg-type]
    def options(self) -> list[dict[str, object]]:
        return [
            {
                "place": place,
                "text": one.text,
                "more": one.more,
                "isChosen": one.is_chosen,
                "isNone": one.is_none,
            }
            for place, one in enumerate(self._props.options)
        ]

    @Property(bool, notify=waitsChanged)
    def waits(self) -> bool:
        return self._props.waits

    @Property(str, notify=skipChanged)
    def skip(self) -> str:
        return self._props.skip

    @Property(bool, notify=canGoOnChanged)
    def canGoOn(self) -> bool:
        return self._props.can_go_on

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        return self._props.notice


def derive_question(state: SelfDeclaration, words: Words) -> QuestionProps:
    """What is asked now."""
    match state.step:
        case SelfStep.NAME:
            return _text(
                state,
                state.draft.name,
                words.translate("Screens", "Họ và tên"),
                words.translate("Screens", "Như ghi trên giấy tờ."),
            )
        case SelfStep.BIRTH:
            return _text(
                state,
                state.draft.birth,
                words.translate("Screens", "Năm sinh"),
                words.translate("Screens", "Bốn số, thí dụ 1956."),
            )
        case SelfStep.SEX:
            return _sex(state, words)
        case SelfStep.PHONE:
            return _phone(state, words)
        case SelfStep.CODE:
            return _code(state, words)
        case SelfStep.HOME:
            return _home(state, words)
    assert state.item is not None
    return _asked(state, state.item, words)


def _text(state: SelfDeclaration, text: str, title: str, sentence: str) -> QuestionProps:
    return QuestionProps(
        key=state.step.value,
        title=_starred(title),
        kind=state.step.value,
        field=text,
        has_field=True,
        in_use=True,
        hint=title,
        sentence=sentence,
        can_go_on=state.can_go_on,
    )


def _starred(title: str, *, is_required: bool = True) -> str:
    """(*) marks what is required."""
    return f"{title}\u00a0*" if is_required else title


def _sex(state: SelfDeclaration, words: Words) -> QuestionProps:
    names = {
        Sex.MALE: words.translate("Screens", "Nam"),
        Sex.FEMALE: words.translate("Screens", "Nữ"),
        Sex.OTHER: words.translate("Screens", "Khác"),
    }
    return QuestionProps(
        key=state.step.value,
        title=_starred(words.translate("Screens", "Giới tính")),
        options=tuple(
            Answer(sex.value, name, is_chosen=state.draft.sex is sex) for sex, name in names.items()
        ),
        can_go_on=state.can_go_on,
    )


def _phone(state: SelfDeclaration, words: Words) -> QuestionProps:
    draft = state.draft
    sentence = words.translate("Screens", "Để nhân viên gọi khi cần.")
    is_wrong = len(draft.phone.lstrip("+")) >= 10 and not draft.reached_by
    if is_wrong:
        sentence = words.translate("Screens", "Chưa đúng số. Xin xem lại.")
    return QuestionProps(
        key=state.step.value,
        title=_starred(words.translate("Screens", "Số điện thoại liên hệ")),
        kind=state.step.value,
        field=draft.phone,
        has_field=True,
        in_use=True,
        hint=words.translate("Screens", "Số điện thoại"),
        sentence=sentence,
        is_warning=is_wrong,
        skip=words.translate("Screens", "Không có điện thoại"),
        can_go_on=state.can_go_on,
    )


def _code(state: SelfDeclaration, words: Words) -> QuestionProps:
    code, typed = state.code, state.typed
    left = None if code is None else code.tries_left
    if left is None:
        phone = (spoken_phone(state.draft.reached_by) or "").replace(" ", "\u00a0")
        sentence = words.translate("Screens", "Mã 6 số đã gửi đến {phone}.")
        sentence = sentence.replace(" {phone}", f"\u00a0{phone}")
    else:
        sentence = words.tr("Mã chưa đúng. Còn thử được %n lần.", "", left)
    return QuestionProps(
        key=state.step.value,
        title=words.translate("Screens", "Nhập mã trong tin nhắn"),
        kind=state.step.value,
        field="" if typed is None else typed.text,
        has_field=True,
        in_use=True,
        hint=words.translate("Screens", "Mã 6 số"),
        sentence=sentence,
        is_warning=left is not None,
        skip=words.translate("Screens", "Không nhận được mã"),
        can_go_on=False,
    )


def _home(state: SelfDeclaration, words: Words) -> QuestionProps:
    chosen = state.draft.address.unit
    asked = state.asked_about
    if asked is not None:
        old = words.translate("Screens", "{unit} cũ nay thuộc nhiều nơi.")
        return QuestionProps(
            key=f"{state.step.value}/{asked.unit.code}",
            title=words.translate("Screens", "Nay thuộc xã, phường nào?"),
            sentence=old.format(unit=asked.unit.name),
            options=tuple(Answer(unit.code, unit.name, unit.province) for unit in asked.today),
        )
    found = () if state.found is None else state.found.units
    units = tuple(
        Answer(
            one.unit.code,
            one.unit.name,
            _belongs(one.unit, one.today, words),
            is_chosen=chosen is not None and chosen.code == one.unit.code,
        )
        for one in found
    )
    sentence = "" if chosen is None else chosen.name
    is_empty = state.found is not None and not found
    if is_empty:
        sentence = words.translate("Screens", "Chưa thấy nơi nào tên như vậy.")
    return QuestionProps(
        key=state.step.value,
        title=_starred(words.translate("Screens", "Đang ở xã, phường nào?")),
        kind=state.step.value,
        field=state.text,
        has_field=True,
        in_use=True,
        hint=words.translate("Screens", "Tên xã, phường, tên cũ cũng được"),
        sentence=sentence,
        is_warning=is_empty,
        options=units,
        can_go_on=state.can_go_on,
    )


def _belongs(unit: Unit, today: tuple[Unit, ...], words: Words) -> str:
    """Where a unit is; of an old one what it belongs to today."""
    where = ", ".join(part for part in (unit.district, unit.province) if part)
    if len(today) == 1 and today[0] != unit:
        now = words.translate("Screens", "nay là {unit}").format(unit=today[0].full_name)
        return f"{where} · {now}"
    return where


def _asked(state: SelfDeclaration, item: Item, words: Words) -> QuestionProps:
    """A question of the form, as the public is asked."""
    language = words.language
    values, options = _answers(state, item, language)
    is_typed = item.type not in CHOICES and item.type is not ItemType.BOOLEAN
    has_field = is_typed or item.type is ItemType.OPEN_CHOICE
    other = words.translate("Screens", "Nơi khác, hoặc điều khác")
    refused = words.translate("Screens", "Chưa đúng. Xin xem lại.")
    return QuestionProps(
        key=f"{state.step.value}/{item.link_id}",
        title=_starred(item.text.said(language), is_required=item.is_required),
        kind="answer" if has_field else "",
        field=state.text,
        has_field=has_field,
        in_use=state.typed is not None,
        hint=item.label.said(language) if is_typed else other,
        sentence=refused if state.is_refused else "",
        is_warning=state.is_refused,
        options=options,
        values=values,
        waits=item.repeats or has_field,
        notice="" if state.setup is None else state.setup.notices[language].text,
        can_go_on=state.can_go_on,
    )


def _answers(
    state: SelfDeclaration, item: Item, language: Language
) -> tuple[tuple[Value, ...], tuple[Answer, ...]]:
    given = state.draft.answers.of(item.link_id)
    if item.type is ItemType.BOOLEAN:
        values: tuple[Value, ...] = (True, False)
        said = [YES.said(language), NO.said(language)]
        nones = [False, False]
    else:
        values = tuple(option.coding for option in item.options)
        said = [option.text.said(language) for option in item.options]
        nones = [option.is_none for option in item.options]
    return values, tuple(
        Answer(str(place), text, is_chosen=value in given, is_none=is_none)
        for place, (value, text, is_none) in enumerate(zip(values, said, nones, strict=True))
    )
