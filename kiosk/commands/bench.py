"""`bench WHAT`: measure, print figures, judge them against the promised ones."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.base.phrases import explain, translate

EXAMPLE = "checkpoint-kiosk bench scan --json"

_WHAT = (
    "scan",
    "store",
    "start",
    "decode",
    "footage",
    "export",
    "sync",
    "chaos",
    "siege",
    "desk",
    "keyboard",
    "form",
    "queue",
    "slip",
    "worn",
    "printer",
)

_WITH_TABLE = (
    "decode",
    "footage",
    "siege",
    "desk",
    "keyboard",
    "form",
    "queue",
    "slip",
    "worn",
    "printer",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `bench`."""
    parser.add_argument("what", choices=_WHAT)
    parser.add_argument(
        "folders",
        metavar="FOLDER",
        nargs="*",
        type=Path,
        help=translate("images with NAME.txt (decode)"),
    )
    parser.add_argument("--json", action="store_true", help=translate("print one JSON object"))
    parser.add_argument(
        "--people",
        type=int,
        help=translate("people in the database (store, start, desk, export)"),
    )
    parser.add_argument(
        "--entries",
        type=int,
        help=translate("entries in the database (start, desk, export), or to record (chaos)"),
    )
    parser.add_argument(
        "--database",
        choices=("postgresql", "sqlite"),
        default="postgresql",
        help=translate("what the hub keeps its records in (chaos)"),
    )
    parser.add_argument(
        "--persons",
        type=int,
        help=translate("persons shown (scan): 16, or 8 in each pass with --network"),
    )
    parser.add_argument(
        "--network",
        action="store_true",
        help=translate(
            "compare scans with a sound and with a damaged network (scan), as in:"
            " checkpoint-kiosk bench scan --network --rounds 2"
        ),
    )
    parser.add_argument(
        "--rounds",
        metavar="N",
        type=int,
        default=6,
        help=translate("rounds of four passes: sound, damaged, damaged, sound (scan --network)"),
    )
    parser.add_argument(
        "--markdown",
        action="store_true",
        help=translate(
            "print a table (decode, footage, siege, desk, keyboard, form, queue, slip, worn,"
            " printer)"
        ),
    )
    parser.add_argument(
        "--write-into",
        metavar="FILE",
        type=Path,
        help=translate(
            "put the table between its markers (decode, footage, siege, desk, keyboard, form,"
            " queue, slip, worn, printer)"
        ),
    )
    parser.add_argument(
        "--frames", type=int, default=2_000, help=translate("frames filmed (footage)")
    )
    parser.add_argument(
        "--only-ours", action="store_true", help=translate("leave the other engines out (footage)")
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        help=translate(
            "of what is filmed (footage), of the kills (chaos), of the mornings (queue), of the"
            " alterations (slip), of the wear (worn)"
        ),
    )
    parser.add_argument(
        "--sample",
        metavar="N",
        type=int,
        default=1,
        help=translate("show zbar and OpenCV only every Nth round of series (footage)"),
    )
    parser.add_argument(
        "--keep",
        metavar="FILE",
        type=Path,
        help=translate("go on with the outcomes in this file, and add to it (footage)"),
    )
    parser.add_argument(
        "--mutations", metavar="N", type=int, help=translate("slips that are altered (slip)")
    )
    parser.add_argument(
        "--seconds", type=int, default=60, help=translate("how long each attack lasts (siege)")
    )
    parser.add_argument(
        "--nofile",
        metavar="N",
        type=int,
        help=translate("the hub's limit on open files, as of ulimit -n (siege)"),
    )
    parser.add_argument(
        "--pictures",
        metavar="N",
        type=int,
        default=1_000,
        help=translate("pictures of each width and grade (worn)"),
    )
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--born", type=float, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the figures; exit 1 if one is over its bound."""
    if options.child is not None and options.what == "chaos":
        from kiosk.bench.chaos_station import live

        return live(options.child)
    if options.child is not None:
        return _start_child(options.child, options.born)
    if options.what in _WITH_TABLE:
        return _run_with_table(options)
    with TemporaryDirectory(prefix="checkpoint-bench-") as folder:
        if options.what == "scan" and options.network:
            from kiosk.bench.scan_network import PERSONS, bench_scan_network

            figures = bench_scan_network(
                Path(folder), options.persons or PERSONS, max(1, options.rounds)
            )
        elif options.what == "scan":
            from kiosk.bench.scan import PERSONS as FEW
            from kiosk.bench.scan import bench_scan

            figures = bench_scan(Path(folder), options.persons or FEW)
        elif options.what == "store":
            from kiosk.bench.store import MAX_LOOKUP_P99_MS, MAX_RATIO, bench_store

            found = bench_store(Path(folder), people=options.people or 1_000_000)
            figures = {
                "figures": found,
                "bounds": {
                    "ratio_p50": [found["ratio_p50"], MAX_RATIO],
                    "ratio_p99": [found["ratio_p99"], MAX_RATIO],
                    "lookup_p99_ms": [found["lookup_p99_ms"], MAX_LOOKUP_P99_MS],
                },
            }
        elif options.what == "sync":
            from kiosk.bench.sync import BACKLOG, bench_sync

            figures = bench_sync(Path(folder), options.entries or BACKLOG)
        elif options.what == "export":
            from kiosk.bench.export import ENTRIES as MANY_ENTRIES
            from kiosk.bench.export import PEOPLE, bench_export

            figures = bench_export(
                Path(folder), options.people or PEOPLE, options.entries or MANY_ENTRIES
            )
        elif options.what == "chaos":
            from kiosk.bench.chaos import ENTRIES, ChaosPlan, bench_chaos

            plan = ChaosPlan(
                entries=options.entries or ENTRIES,
                seed=options.seed,
                is_postgres=options.database == "postgresql",
            )
            figures = bench_chaos(Path(folder), plan)
        else:
            from kiosk.bench.start import bench_start

            figures = bench_start(
                Path(folder), options.people or 300_000, options.entries or 500_000
            )
    return _judge(figures, options)


def _run_with_table(options: argparse.Namespace) -> int:
    """The benches with a table. It is written before anything is judged."""
    if options.what == "decode" and not options.folders:
        problem = translate("bench decode needs a FOLDER")
        print(f"checkpoint-kiosk: {problem}", file=sys.stderr)
        return 2
    from kiosk.bench import (
        decode,
        desk,
        footage,
        footage_report,
        keyboard,
        printer,
        queue,
        siege,
        slip,
        worn,
    )

    name = f"bench {options.what}"
    try:
        if options.what == "siege":
            name += f" --nofile {options.nofile}" if options.nofile else ""
            with TemporaryDirectory(prefix="checkpoint-bench-") as folder:
                figures = siege.bench_siege(Path(folder), max(1, options.seconds), options.nofile)
            table = siege.markdown(figures)
        elif options.what == "desk":
            people, entries = options.people or desk.PEOPLE, options.entries or desk.ENTRIES
            name += "" if people == desk.PEOPLE else f" --people {people}"
            with TemporaryDirectory(prefix="checkpoint-bench-") as folder:
                figures = desk.bench_desk(Path(folder), people, entries)
            table = desk.markdown(figures)
        elif options.what == "keyboard":
            figures = keyboard.bench_keyboard()
            table = keyboard.markdown(figures)
        elif options.what == "form":
            # Behind its word: the others need no window.
            from kiosk.bench import form_pages

            figures = form_pages.bench_form()
            table = form_pages.markdown(figures)
        elif options.what == "queue":
            figures = queue.bench_queue(options.seed)
            table = queue.markdown(figures)
        elif options.what == "slip":
            with TemporaryDirectory(prefix="checkpoint-bench-") as folder:
                mutations = options.mutations or slip.MUTATIONS
                figures = slip.bench_slip(Path(folder), mutations, options.seed)
            table = slip.markdown(figures)
        elif options.what == "printer":
            with TemporaryDirectory(prefix="checkpoint-bench-") as folder:
                figures = printer.bench_printer(Path(folder))
            table = printer.markdown(figures)
        elif options.what == "worn":
            figures = worn.bench_worn(max(1, options.pictures), options.seed)
            table = worn.markdown(figures)
        elif options.what == "decode":
            figures = decode.bench_decode(options.folders)
            table = decode.markdown(figures)
        else:
            figures = footage.bench_footage(
                options.frames,
                options.seed,
                only_ours=options.only_ours,
                sample=options.sample,
                keep=options.keep,
                on_progress=footage.print_progress,
            )
            table = footage_report.markdown(figures)
        if options.write_into is not None:
            decode.write_into(options.write_into, table, name)
    except (OSError, ValueError) as error:
        print(f"checkpoint-kiosk: {explain(error)}", file=sys.stderr)
        return 2
    if options.markdown:
        print(table)
        return 0
    return _judge(figures, options)


def _judge(figures: dict[str, object], options: argparse.Namespace) -> int:
    bounds = figures["bounds"]
    assert isinstance(bounds, dict)
    over = [name for name, (value, bound) in bounds.items() if value > bound]
    if options.json:
        print(json.dumps({**figures, "over": over}, indent=2))
    else:
        _print(figures["figures"])
        for name, (value, bound) in bounds.items():
            mark = translate("OVER" if name in over else "ok")
            most = translate("at most {bound}", bound=bound)
            print(f"{mark:<5} {name}: {value} ({most})")
    return 1 if over else 0


def _print(figures: object, indent: str = "") -> None:
    assert isinstance(figures, dict)
    for name, value in figures.items():
        if isinstance(value, dict):
            inner = "  ".join(f"{key} {figure}" for key, figure in value.items())
            print(f"{indent}{name}: {inner}")
        else:
            print(f"{indent}{name}: {value}")


def _start_child(config_file: Path, born: float) -> int:
    """One start of the kiosk, quit as soon as it is painted and READY; prints both moments."""
    from kiosk.base.garbage import collect_nothing

    # As `run` does.
    collect_nothing()
    from kiosk.composition.kiosk import Kiosk
    from kiosk.composition.settings_file import load_config

    kiosk = Kiosk(load_config(config_file), headless=True)
    kiosk.on_marks_complete(kiosk.window.quit)
    code = kiosk.run()
    marks = kiosk.marks
    assert marks.first_paint is not None
    assert marks.ready is not None
    # Linux has one monotonic clock for all processes, so the parent's reading is our birth.
    assert time.monotonic() > born
    print(json.dumps({"painted_s": marks.first_paint - born, "ready_s": marks.ready - born}))
    return code
