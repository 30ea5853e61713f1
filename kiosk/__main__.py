"""argv → a command. Every command module is imported only when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import __version__
from kiosk.base.errors import ConfigFault, InstallFault, KioskFault

EXIT_OK = 0
EXIT_NO = 1
"""The command worked and its answer is no: nothing read, the kiosk could not work."""
EXIT_BAD_INPUT = 2
"""Wrong arguments, configuration, file or key."""

_COMMANDS: dict[str, str] = {
    "demo": "show the whole kiosk at work, without any hardware",
    "run": "run the kiosk at a checkpoint",
    "parse": "say what a code's text is",
    "decode": "read the codes in images",
    "doctor": "check whether this machine can be a kiosk",
    "scanner": "try a hand-held scanner",
    "camera": "list cameras, try one, print the sample it is tried with",
    "store": "check or back up the database",
    "hub": "run and administer a hub",
    "enrol": "take this kiosk into a hub's service",
    "sync": "how the exchange with the hub stands; exchange now; the USB stick",
    "bench": "measure scanning, the database, or the start",
    "version": "print versions",
}


_OURS = ("kiosk", "ui", "drivers", "sync", "resources")
"""Our own packages: one of these that cannot be imported is a bug, not an installation's fault."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. Errors are one line on stderr."""
    try:
        return _main(argv)
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] in _OURS:
            raise
        reason = " ".join(str(error).split()).rstrip(".")
        print(
            "checkpoint-kiosk: something this machine was set up with is missing or damaged: "
            f"{reason}. {_repair()}",
            file=sys.stderr,
        )
        return EXIT_BAD_INPUT


def _repair() -> str:
    """What to do about a library that is gone: the line to run, or where there is no checkout."""
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / "packaging" / "run").is_file():
        return "Install it again, whole: pip install --force-reinstall 'checkpoint-kiosk[hub]'"
    venv, start = (shlex.quote(str(checkout / part)) for part in (".venv", "packaging/run"))
    return f"Run this line, then start again: rm -r {venv}; bash {start} version"


def _main(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="checkpoint-kiosk",
        description="Offline-first kiosk for checkpoints.",
        epilog="Example: checkpoint-kiosk demo --headless --out out/demo",
    )
    parser.add_argument("--version", action="version", version=f"checkpoint-kiosk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((word for word in arguments if not word.startswith("-")), "")
    for name, summary in _COMMANDS.items():
        sub = commands.add_parser(
            name, help=summary, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name == wanted:
            module = importlib.import_module(f"kiosk.commands.{name}")
            sub.description = summary[0].upper() + summary[1:] + "."
            sub.epilog = f"Example:\n  {module.EXAMPLE}"
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except ConfigFault as fault:
        for problem in fault.problems:
            print(f"checkpoint-kiosk: {problem}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except (InstallFault, KioskFault) as fault:
        print(f"checkpoint-kiosk: {fault}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader of our output left; Python would complain once more at exit otherwise.
            sys.stderr.close()
            return EXIT_NO
        place = f"{error.filename}: " if error.filename else ""
        print(f"checkpoint-kiosk: {place}{error.strerror or error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
