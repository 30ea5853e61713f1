"""argv → a command. Every command module is imported only when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import __version__
from kiosk.base.errors import ConfigFault, InstallFault, KioskFault, NetworkFault
from kiosk.base.phrases import Phrase, explain, in_language, translate
from kiosk.commands.command_parser import CommandParser
from kiosk.commands.language import OPTION, choose_language, speak, split_arguments
from kiosk.commands.terminal import plain_output
from kiosk.domain.language import Language

EXIT_OK = 0
EXIT_NO = 1
"""The command worked and its answer is no: nothing read, the kiosk could not work."""
EXIT_BAD_INPUT = 2
"""Wrong arguments, configuration, file or key."""

COMMANDS: dict[str, Phrase] = {
    "demo": Phrase("show the whole kiosk at work, without any hardware"),
    "run": Phrase("run the kiosk at a checkpoint"),
    "parse": Phrase("say what a code's text is"),
    "decode": Phrase("read the codes in images"),
    "settings": Phrase("show and change what this kiosk is set to"),
    "venue": Phrase("register the venue: name, address, hours, numbers, logo"),
    "doctor": Phrase("check whether this machine can be a kiosk"),
    "scanner": Phrase("try a hand-held scanner"),
    "keyboard": Phrase("try what the keyboard writes"),
    "camera": Phrase("list cameras, try one, print the sample it is tried with"),
    "printer": Phrase("list printers, print a test page, ask how the printer stands"),
    "report": Phrase("write who came and went as a file, and who is inside"),
    "document": Phrase("draw the venue's poster, and sheets to write on without power"),
    "store": Phrase("check or back up the database"),
    "form": Phrase("check a declaration's form"),
    "staff": Phrase("staff sign in at the desk: accounts, codes, and what they did"),
    "slip": Phrase("whose slips this kiosk believes: the keys they are signed with"),
    "hub": Phrase("run and administer a hub"),
    "enrol": Phrase("take this kiosk into a hub's service"),
    "sync": Phrase("how the exchange with the hub stands; exchange now; the USB stick"),
    "bench": Phrase("measure scanning, the database, or the start"),
    "version": Phrase("print versions"),
}


_OURS = ("kiosk", "ui", "drivers", "sync", "resources")
"""Our own packages: one of these that cannot be imported is a bug, not an installation's fault."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. Errors are one line on stderr."""
    with plain_output():
        return _guarded(argv)


def _guarded(argv: Sequence[str] | None) -> int:
    try:
        return _main(argv)
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] in _OURS:
            raise
        reason = " ".join(str(error).split()).rstrip(".")
        print(
            "checkpoint-kiosk: "
            + translate(
                "something this machine was set up with is missing or damaged: {reason}.",
                reason=reason,
            ),
            _repair(),
            file=sys.stderr,
        )
        return EXIT_BAD_INPUT


def _repair() -> str:
    """What to do about a library that is gone: the line to run, or where there is no checkout."""
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / "packaging" / "run").is_file():
        line = "pip install --force-reinstall 'checkpoint-kiosk[hub]'"
        return translate("Install it again, whole: {line}", line=line)
    venv, start = (shlex.quote(str(checkout / part)) for part in (".venv", "packaging/run"))
    line = f"rm -r {venv}; bash {start} version"
    return translate("Run this line, then start again: {line}", line=line)


def _main(argv: Sequence[str] | None) -> int:
    language, arguments = split_arguments(sys.argv[1:] if argv is None else argv)
    speak(choose_language(language, os.environ))
    parser = CommandParser(
        prog="checkpoint-kiosk",
        description=translate("Offline-first kiosk for checkpoints."),
        epilog=f"{translate('Example:')} checkpoint-kiosk demo --headless --out out/demo",
        # An abbreviated --lang would be taken and not obeyed: the language is chosen before.
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"checkpoint-kiosk {__version__}",
        help=translate("print the kiosk's version"),
    )
    parser.add_argument(
        OPTION,
        choices=[known.value for known in Language],
        help=translate(
            "language of help and messages, here or after the command (default: the machine's)"
        ),
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((word for word in arguments if not word.startswith("-")), "")
    for name, summary in COMMANDS.items():
        told = in_language(summary)
        sub = commands.add_parser(
            name, help=told, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name == wanted:
            module = importlib.import_module(f"kiosk.commands.{name}")
            sub.description = told[0].upper() + told[1:] + "."
            sub.epilog = f"{translate('Example:')}\n  {module.EXAMPLE}"
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    options = parser.parse_args([*language, *arguments])
    try:
        code: int = options.run(options)
    except ConfigFault as fault:
        for problem in fault.problems:
            told = in_language(problem.problem)
            place = f"{problem.place}: " if problem.place else ""
            print(f"checkpoint-kiosk: {place}{problem.key}: {told}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except NetworkFault as fault:
        from kiosk.commands.network_words import SENTENCES

        print(f"checkpoint-kiosk: {in_language(SENTENCES[fault.kind])}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except KioskFault as fault:
        device, kind = in_language(fault.device), in_language(fault.kind.value)
        detail = f" ({fault.detail})" if fault.detail else ""
        print(f"checkpoint-kiosk: {device}: {kind}{detail}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except InstallFault as fault:
        print(f"checkpoint-kiosk: {explain(fault)}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader of our output left; Python would complain once more at exit otherwise.
            sys.stderr.close()
            return EXIT_NO
        place = f"{error.filename}: " if error.filename else ""
        print(
            f"checkpoint-kiosk: {place}{in_language(error.strerror or str(error))}", file=sys.stderr
        )
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
