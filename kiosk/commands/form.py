"""`form check FILE…`: whether a form can be asked, and everything that is wrong with it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.base.phrases import in_language, translate

EXAMPLE = "checkpoint-kiosk form check my-form.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `form`."""
    words = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    check = words.add_parser(
        "check", help=translate("say whether a form can be asked, or everything that is wrong")
    )
    check.add_argument(
        "paths", metavar="FILE", nargs="+", type=Path, help=translate("a form, in JSON")
    )


def run(options: argparse.Namespace) -> int:
    """Print a line for every form and for every flaw; exit 1 if a form has one, 2 if a file cannot
    be read."""
    return max(_check(path) for path in options.paths)


def _check(path: Path) -> int:
    from kiosk.domain.declaration.answering import numbered_questions
    from kiosk.domain.declaration.form import Form
    from kiosk.domain.declaration.form_reader import read_form
    from sync.protocol.forms import MOST_FORM_BYTES

    try:
        with path.open("rb") as file:
            form = read_form(file.read(MOST_FORM_BYTES + 1))
    except OSError as error:
        problem = in_language(error.strerror or str(error))
        print(f"checkpoint-kiosk: {path}: {problem}", file=sys.stderr)
        return 2
    if isinstance(form, Form):
        print(
            f"{path}: "
            + translate(
                "{form}, version {version}: {questions} questions, {always} of them for everybody",
                form=form.id,
                version=form.version,
                questions=sum(item.is_question for item in form.all_items),
                always=len(numbered_questions(form)),
            )
        )
        return 0
    for flaw in form.flaws:
        about = f"{flaw.link_id}: " if flaw.link_id else ""
        print(f"{path}:{flaw.line}: {about}{in_language(flaw.reason)}")
    return 1
