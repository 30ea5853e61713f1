"""Every Reason and every kind of fault has its words, in every language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from enum import StrEnum

import pytest

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.credential.card_number import NumberCheck
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.visits.rules import MANGLED_REASONS
from ui.i18n import Words, translations_dir
from ui.messages.faults import (
    CAMERA,
    CLOCK_SUSPECT,
    COPIED,
    NETWORK,
    NO_SOUND,
    NOT_SET_UP,
    PRINTER,
    REVOKED,
    SCANNER,
    STORAGE,
)
from ui.messages.hints import HINTS, NUMBER_CHECKS
from ui.messages.model import Message, ScreenTone, say
from ui.messages.reasons import REASONS

SAME_IN_BOTH = {"Camera"}


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (REASONS, Reason),
        (STORAGE, StorageFaultKind),
        (CAMERA, DeviceFaultKind),
        (PRINTER, DeviceFaultKind),
        (SCANNER, DeviceFaultKind),
        (NETWORK, NetworkFaultKind),
    ],
)
def test_table_is_complete(table: dict[StrEnum, Message], kinds: type[StrEnum]) -> None:
    assert set(table) == set(kinds)
    for message in table.values():
        assert message.title
        assert message.text
        assert message.staff_hint


def test_every_hint_has_its_own_words(en: Words) -> None:
    assert set(HINTS) == set(Hint)
    assert len(set(HINTS.values())) == len(Hint)
    for source in HINTS.values():
        assert say(en, source) != source


def every_message() -> tuple[Message, ...]:
    """All messages, for the tests that demand words in every language."""
    return (
        *REASONS.values(),
        *STORAGE.values(),
        *CAMERA.values(),
        *PRINTER.values(),
        *SCANNER.values(),
        *NETWORK.values(),
        CLOCK_SUSPECT,
        NO_SOUND,
        REVOKED,
        COPIED,
        NOT_SET_UP,
    )


@pytest.mark.parametrize("message", every_message())
def test_every_text_is_translated(message: Message, en: Words) -> None:
    for source in message.sources():
        assert say(en, source) != source


@pytest.mark.parametrize(
    "message",
    [
        *STORAGE.values(),
        *CAMERA.values(),
        *PRINTER.values(),
        *SCANNER.values(),
        *NETWORK.values(),
        *(CLOCK_SUSPECT, NO_SOUND, REVOKED, COPIED, NOT_SET_UP),
    ],
)
def test_fault_has_a_code_and_steps(message: Message) -> None:
    assert message.code
    assert len(message.steps) == 2, "the third step is the technician's number"


def test_wrong_codes_say_what_to_show_instead() -> None:
    wrong = [message for message in REASONS.values() if message.tone is ScreenTone.ATTENTION]
    assert len(wrong) == 17
    for message in wrong:
        assert message.caption
        assert message.cards


def test_of_a_mangled_code_staff_read_what_to_mend() -> None:
    messages = [REASONS[reason] for reason in MANGLED_REASONS.values()]
    assert len({message.code for message in messages}) == len(messages)
    for message in messages:
        assert message.code
        assert len(message.steps) == 2, "the third step is the technician's number"


def test_every_check_of_a_number_has_its_sentence(en: Words) -> None:
    said = {check for _, check in NUMBER_CHECKS}
    assert said == set(NumberCheck) - {NumberCheck.UNFINISHED}, "that one counts what is missing"
    for source in NUMBER_CHECKS.values():
        assert say(en, source) != source


def test_support_reads_the_same_for_every_cause() -> None:
    shown = {
        (message.title, message.text, message.tone, message.sound)
        for message in REASONS.values()
        if message.tone is ScreenTone.WAIT
    }
    assert len(shown) == 1


def _catalogue() -> ET.Element:
    return ET.parse(translations_dir() / "station_en.ts").getroot()


def test_catalogue_is_finished() -> None:
    unfinished = [
        message.findtext("source")
        for message in _catalogue().iter("message")
        if (found := message.find("translation")) is None or "type" in found.attrib
    ]
    assert unfinished == []


def test_words_follow_the_law() -> None:
    for message in _catalogue().iter("message"):
        source = (message.findtext("source") or "").replace("\u00a0", " ")
        translation = message.find("translation")
        assert translation is not None, source
        english = "".join(translation.itertext())
        assert "!" not in source + english
        lower = source.lower()
        for forbidden in ("anh/chị", "máy ảnh", "hẹn gặp lại", "đã được ghi"):
            assert forbidden not in lower
