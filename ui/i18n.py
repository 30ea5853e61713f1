"""The words of the screens in every language, by Qt's translation tools.

Vietnamese is the source text in the code; `resources/i18n/station_<language>.ts` holds the others,
compiled to `.qm` by pyside6-lrelease (`packaging/run` does it).
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QTranslator

from kiosk.base.errors import InstallFault
from kiosk.domain.language import Language

SOURCE_LANGUAGE = Language.VI


class TranslationsMissing(InstallFault):
    """A compiled translation is not there; the text says which and what to run."""


_COMPOUNDS = (
    "điểm kiểm dịch",
    "điện thoại",
    "bàn hỗ trợ",
    "nhân viên",
    "ghi nhận",
    "kỹ thuật",
    "một chiều",
    "thẻ nhựa",
    "ra về",
    "tạm ngừng",
)


def keep_together(text: str) -> str:
    """Vietnamese text whose compounds are not torn apart at a line's end.

    A Vietnamese word is often two or three syllables with spaces between them; broken in the
    middle, a headline reads badly.
    """
    for compound in _COMPOUNDS:
        whole = compound.replace(" ", "\u00a0")
        text = text.replace(compound, whole)
        text = text.replace(compound.capitalize(), whole.capitalize())
    return text


class Words:
    """One language's words.

    Asks its own translator rather than the application's, so that what is derived from a language
    is a plain function of it.
    """

    def __init__(self, language: Language, translator: QTranslator | None) -> None:
        self.language = language
        self.translator = translator
        # Each moment asks for some thirty texts, of a few hundred that there are.
        self._kept: dict[str, str] = {}

    def translate(self, context: str, source: str) -> str:
        """The text for `source`.

        pyside6-lupdate finds the calls by this method's name and the order of its arguments.
        """
        return self._find(context, source, -1)

    def tr(self, source: str, comment: str, n: int) -> str:
        """The text for `source` in the plural form of `n`, which replaces its `%n`.

        pyside6-lupdate knows plural forms by this signature alone, and takes the variable's name
        for the context: call it on a variable named `words`.
        """
        del comment
        return self._find("words", source, n).replace("%n", str(n))

    def date(self, day: date) -> str:
        """A day as the language writes it, in figures."""
        form = "%d/%m/%Y" if self.language is Language.VI else "%Y-%m-%d"
        return day.strftime(form)

    def _find(self, context: str, source: str, n: int) -> str:
        if self.translator is None:
            kept = self._kept.get(source)
            if kept is None:
                kept = self._kept[source] = keep_together(source)
            return kept
        return self.translator.translate(context, source, "", n) or source


def translations_dir() -> Path:
    """Where the `.ts` and `.qm` files lie, in a checkout and in an installed wheel."""
    return Path(str(files("resources"))) / "i18n"


def load_words(directory: Path | None = None) -> dict[Language, Words]:
    """The words of every language. Raises TranslationsMissing."""
    folder = directory or translations_dir()
    words = {SOURCE_LANGUAGE: Words(SOURCE_LANGUAGE, None)}
    for language in Language:
        if language is SOURCE_LANGUAGE:
            continue
        translator = QTranslator()
        name = f"station_{language.value}.qm"
        if not translator.load(str(folder / name)):
            raise TranslationsMissing(
                f"resources/i18n/{name} cannot be read; make it with "
                f"pyside6-lrelease resources/i18n/station_{language.value}.ts"
            )
        words[language] = Words(language, translator)
    return words


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:
    """Mark a text in a table for pyside6-lupdate; `Words.translate` gives its translation later."""
    del context
    return source
