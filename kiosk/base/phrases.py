"""What the command line says to people: written in English, said in the language chosen.

The translations are GNU gettext's. `resources/i18n/<language>/*.po` hold them, `packaging/run`
compiles them, and argparse finds its own words in the same catalogue, because it too asks the
standard library's `gettext`. `kiosk.commands.language` chooses the language; where nobody did, as
in the tests, everything is English.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext
from typing import Protocol


class Phrase(str):
    """An English text with the means to translate it later.

    To everything that logs, compares, stores or exports it, it is its English text; `in_language`
    says it to a person. `values` fill the template's named placeholders, and may be phrases.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Phrase:
        """The English text of `template` with `values` in it."""
        phrase = super().__new__(cls, template.format(**values) if values else template)
        phrase.template = template
        phrase.values = values
        return phrase


def in_language(text: str) -> str:
    """A phrase in the language chosen; a plain text is looked up whole, and else stays as it is."""
    template = text.template if isinstance(text, Phrase) else text
    # gettext answers the empty text with the head of its catalogue.
    said = gettext(template) if template else template
    if not isinstance(text, Phrase) or not text.values:
        return said
    return said.format(
        **{
            name: in_language(value) if isinstance(value, Phrase) else value
            for name, value in text.values.items()
        }
    )


class Templated(Protocol):
    """What has an English template and the values in it, where it cannot have a phrase."""

    @property
    def template(self) -> str: ...
    @property
    def values(self) -> Mapping[str, object]: ...


def phrase_of(said: Templated) -> Phrase:
    """The same as a phrase: the protocol, which is a leaf, says with it why a value cannot be."""
    return Phrase(said.template, **said.values)


def translate(template: str, /, **values: object) -> str:
    """`template` in the language chosen, with `values` in its named placeholders."""
    return in_language(Phrase(template, **values))


def explain(error: BaseException) -> str:
    """What an exception says, in the language chosen where its text is a phrase or translated."""
    first = error.args[0] if len(error.args) == 1 else None
    return in_language(first if isinstance(first, Phrase) else str(error))
