"""The command line speaks the language of the machine, and every message exists in both."""

from __future__ import annotations

import argparse
import errno
import gettext
import importlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from string import Formatter
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kiosk.__main__ as program
from kiosk.base.errors import DeviceFaultKind, HubRefusalKind, NetworkFaultKind, StorageFaultKind
from kiosk.base.phrases import Phrase, explain, in_language, translate
from kiosk.commands import language as spoken
from kiosk.commands.doctor import CHECKS
from kiosk.domain.language import Language
from kiosk.domain.station.health import NetworkState
from kiosk.ports.printer import PaperState
from sync.hub.hub import Hub
from sync.protocol.bundle import BundleError, BundleProblem
from sync.protocol.devices import StationState
from tests.support.catalogue import (
    CHECKOUT,
    VIETNAMESE,
    argparse_messages,
    formatted_too_early,
    load_compiler,
    marked_messages,
)
from tests.support.set_up import shell

Speak: TypeAlias = "Callable[[Language], None]"

_COMPILER = load_compiler()
_MESSAGES: dict[str, str] = _COMPILER.read_language(VIETNAMESE)

_NAMED_ELSEWHERE = frozenset({"argparse", "system", "values"})
"""Files whose messages stand in no call of ours."""

_FOR_DEVELOPERS = (
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "argument '%(argument_name)s' is deprecated",
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "command '%(parser_name)s' is deprecated",
    "conflicting option string: %s\0conflicting option strings: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "option '%(option)s' is deprecated",
)
"""What argparse says of a wrong program, not of a wrong line."""


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Speak]:
    """Chooses the language of this process until the test ends, from a fresh catalogue."""
    monkeypatch.setenv("LANGUAGE", "en")
    compiled = tmp_path / "vi" / "LC_MESSAGES" / "checkpoint-kiosk.mo"
    compiled.parent.mkdir(parents=True)
    compiled.write_bytes(_COMPILER.to_mo(_MESSAGES))
    domain = gettext.textdomain()
    monkeypatch.setattr(spoken, "TRANSLATIONS", tmp_path)
    yield spoken.speak
    gettext.textdomain(domain)


def command(*arguments: str) -> int | str | None:
    """The exit code of the program in this process."""
    try:
        return program.main(arguments)
    except SystemExit as ended:
        return ended.code


VALUES = st.sampled_from(
    ["", "vi", "vi_VN", "vi_VN.UTF-8", "vi@latin", "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "vie"]
)


@given(VALUES, VALUES, VALUES, st.sampled_from(["vi", "vi_VN.UTF-8", "en", ""]))
def test_the_first_locale_that_is_set_decides(
    everything: str, messages: str, lang: str, ignored: str
) -> None:
    environment = {
        "LC_ALL": everything,
        "LC_MESSAGES": messages,
        "LANG": lang,
        "LANGUAGE": ignored,
        "LC_CTYPE": ignored,
    }
    first = everything or messages or lang
    expected = Language.VI if re.match(r"vi(_|\.|@|$)", first) else Language.EN

    assert spoken.choose_language([], environment) is expected
    set_only = {name: value for name, value in environment.items() if value}
    assert spoken.choose_language([], set_only) is expected
    assert spoken.choose_language(["--lang", "vi"], environment) is Language.VI
    assert spoken.choose_language(["--lang=vi", "--lang=en"], environment) is Language.EN


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "vi_VN.UTF-8"},
        {"LC_ALL": "", "LC_MESSAGES": "vi", "LANG": "en_US.UTF-8"},
        {"LC_ALL": "vi@latin", "LC_MESSAGES": "C", "LANG": "C"},
        {"LC_ALL": "C.UTF-8", "LC_MESSAGES": "vi_VN", "LANG": "vi_VN"},
        {"LC_ALL": "vie", "LC_MESSAGES": "vi_VN", "LANG": "vi_VN"},
        {"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""},
    ],
)
def test_the_set_up_chooses_as_the_program_does(environment: dict[str, str]) -> None:
    # A machine without the locale gets another one from the set-up, and keeps its language.
    done = shell(CHECKOUT, 'echo "$language"', **environment)

    assert done.stdout.strip() == spoken.choose_language([], environment).value


def test_the_option_stands_anywhere_before_two_dashes() -> None:
    split = spoken.split_arguments

    assert split(["hub", "--lang", "vi", "--help"]) == (["--lang", "vi"], ["hub", "--help"])
    assert split(["--lang=en", "hub"]) == (["--lang=en"], ["hub"])
    assert split(["parse", "--", "--lang", "vi"]) == ([], ["parse", "--", "--lang", "vi"])
    assert split(["hub", "--lang"]) == (["--lang"], ["hub"])


@pytest.mark.parametrize("where", [0, 1, 2])
def test_help_speaks_the_language_asked_for(
    where: int, speak: Speak, capsys: pytest.CaptureFixture[str]
) -> None:
    for word, other in (("cách dùng", "usage"), ("usage", "cách dùng")):
        arguments = ["hub", "serve", "--help"]
        arguments[where:where] = ["--lang", "vi" if word == "cách dùng" else "en"]
        assert command(*arguments) == 0
        out = capsys.readouterr().out
        assert out.startswith(f"{word}: checkpoint-kiosk hub serve")
        assert other not in out


@pytest.mark.parametrize(
    ("arguments", "english", "vietnamese"),
    [
        (["hub"], "the following arguments are required", "thiếu tham số bắt buộc"),
        (["doctor", "--nothing"], "unrecognized arguments", "không nhận ra tham số"),
        (["bench", "nothing"], "invalid choice", "giá trị không hợp lệ"),
        (["hub", "serve", "--listen", "x"], "expected HOST:PORT", "cần dạng HOST:PORT"),
        (["hub", "status", "--data", "/nowhere"], "no hub here", "chưa có máy chủ"),
        (["doctor", "--config", "/nowhere"], "no such file", "không có tệp"),
        (["camera", "--sample", "x.txt"], "expected .png or .pdf", "cần tệp .png hoặc .pdf"),
        (["bench", "decode"], "needs a FOLDER", "cần một FOLDER"),
    ],
)
def test_an_error_is_said_in_the_language(
    arguments: list[str],
    english: str,
    vietnamese: str,
    speak: Speak,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for language, said, unsaid in (
        ("en", english, vietnamese),
        ("vi", vietnamese, english),
    ):
        assert command("--lang", language, *arguments) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert said in told.err
        assert unsaid not in told.err


def test_a_language_it_does_not_speak_is_an_error(
    speak: Speak, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("doctor", "--lang", "fr") == 2
    assert "--lang" in capsys.readouterr().err


def parsers(found: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and all below it."""
    yield found
    for action in found._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


def texts(name: str) -> list[str]:
    """Everything the help of a command and of the words below it says, in the order of the tree."""
    module = importlib.import_module(f"kiosk.commands.{name}")
    top = argparse.ArgumentParser(prog="x")
    module.add_arguments(top)
    said = []
    for parser in parsers(top):
        said += [parser.description, parser.epilog]
        said += [group.title for group in parser._action_groups]
        for action in parser._actions:
            said.append(action.help)
            if isinstance(action, argparse._SubParsersAction):
                said += [choice.help for choice in action._choices_actions]
    return [text for text in said if text and text != argparse.SUPPRESS]


@pytest.mark.parametrize("name", program.COMMANDS)
def test_no_help_is_left_in_english(name: str, speak: Speak) -> None:
    speak(Language.EN)
    english = texts(name)
    speak(Language.VI)
    vietnamese = texts(name)

    assert len(english) == len(vietnamese)
    same = [one for one, other in zip(english, vietnamese, strict=True) if one == other]
    assert same == []


def test_every_message_has_a_translation() -> None:
    marked = marked_messages()
    missing = {text: place for text, place in marked.items() if text and text not in _MESSAGES}

    assert len(marked) > 250
    assert missing == {}


def test_every_name_and_sentence_of_a_program_has_a_translation() -> None:
    kinds = (DeviceFaultKind, HubRefusalKind, NetworkFaultKind, StorageFaultKind)
    states = (NetworkState, PaperState, StationState)
    names = {member.value for values in (*kinds, *states) for member in values}
    sentences = {str(BundleError(problem)) for problem in BundleProblem}
    checks = {check.__name__.removeprefix("check_") for check in CHECKS}

    assert (names | sentences | checks) - _MESSAGES.keys() == set()


def test_every_count_of_the_hub_has_a_translation(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "hub", None)
    try:
        names = set(hub.overview())
    finally:
        hub.close()

    assert names - _MESSAGES.keys() == set()


def test_argparse_has_its_words() -> None:
    assert argparse_messages() - _MESSAGES.keys() - set(_FOR_DEVELOPERS) == set()


def test_no_translation_is_left_over() -> None:
    marked = marked_messages().keys() | {str(BundleError(problem)) for problem in BundleProblem}
    left = {
        path.name: found
        for path in VIETNAMESE.glob("*.po")
        if path.stem not in _NAMED_ELSEWHERE
        if (found := _COMPILER.read_po(path).keys() - marked)
    }

    assert left == {}


def test_what_the_system_says_is_what_was_translated() -> None:
    said = {os.strerror(number) for number in errno.errorcode}

    assert _COMPILER.read_po(VIETNAMESE / "system.po").keys() - said == set()


@pytest.mark.parametrize(
    "starts_qt",
    [
        "from kiosk.settings.config import Renderer; from ui.app import make_application;"
        " it = make_application(['x'], Renderer.SOFTWARE, headless=True)",
        "from kiosk.documents.pdf.pages import Pages\nwith Pages('x') as pages: pages.finish()",
    ],
    ids=["window", "paper"],
)
def test_the_system_speaks_english_where_qt_runs(starts_qt: str) -> None:
    """Qt takes the machine's locale over: its words for a fault would be in no catalogue."""
    told = "\nimport locale; print(locale.setlocale(locale.LC_MESSAGES))"
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", starts_qt + told],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "C"


def test_no_message_is_filled_in_before_it_can_be_translated() -> None:
    assert formatted_too_early() == []


def placeholders(text: str) -> list[tuple[str, str, str]]:
    """Named placeholders with their formats, of both kinds."""
    old_style = re.findall(r"%(?:\((\w+)\))?([rs])", text)
    if old_style:
        return sorted(("%", name, kind) for name, kind in old_style)
    return sorted(
        (name, form or "", conversion or "")
        for _, name, form, conversion in Formatter().parse(text)
        if name is not None
    )


def test_translations_have_the_placeholders_and_composed_letters() -> None:
    for message, said in _MESSAGES.items():
        if message:
            assert placeholders(said) == placeholders(message.partition("\0")[0]), message
            assert unicodedata.is_normalized("NFC", said), message
            assert _end(said) == _end(message), message


def _end(text: str) -> str:
    """Full stop, colon, blank or new line at the end."""
    return text[len(text.rstrip(".: \n")) :]


def test_a_phrase_is_english_until_it_is_said(speak: Speak) -> None:
    phrase = Phrase("{path}: {problem}", path="none", problem=Phrase("No such device"))
    speak(Language.VI)

    assert phrase == "none: No such device"
    assert json.dumps({"text": deepcopy(phrase)}) == '{"text": "none: No such device"}'
    # What a person entered is not translated, whatever it reads.
    assert in_language(deepcopy(phrase)) == "none: không có thiết bị này"
    assert explain(ValueError(phrase)) == "none: không có thiết bị này"
    assert translate("{days} days", days=3) == "3 ngày"
    assert in_language("") == ""
    speak(Language.EN)
    assert in_language(phrase) == phrase


def test_what_programs_read_is_the_same_in_both_languages(
    speak: Speak, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        f'[store]\ndirectory = "{tmp_path}/store"\n[camera]\nsource = "/dev/none"\n',
        encoding="utf-8",
    )
    answers = []
    for language in ("en", "vi"):
        code = command("doctor", "--config", str(config), "--json", "--lang", language)
        findings = json.loads(capsys.readouterr().out)
        # Room on the disk and the time of day are another moment's.
        answers.append((code, [it for it in findings if it["check"] not in ("disk", "clock")]))

    assert answers[0] == answers[1]
