"""Writes the table of faults into a document, out of the markers of the tests.

Usage: fault_matrix.py docs/measured.md           checks; exit 1 if the tests say otherwise
       fault_matrix.py --write docs/measured.md   writes it

A test says which fault it brings about: ``@pytest.mark.fault("S1")``, or ``pytestmark`` for a
whole module. A fault that this table does not know is an error.
"""

from __future__ import annotations

import ast
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

START, END = "<!-- faults -->", "<!-- /faults -->"

FAULTS = {
    "D1": "killed at any point between scan and acknowledgement",
    "D2": "database and log copied at any write, log torn",
    "D3": "disk full, read-only, I/O error",
    "D4": "killed during a declaration, the next person starts",
    "D5": "flipped bytes, key missing or wrong, schema of a newer version",
    "D10": "killed, switched off or its clock set while PINs are tried",
    "S1": "the hub commits, then the connection drops",
    "S2": "one batch ten times, reordered, from two threads",
    "S3": "a poison record at the head of the queue",
    "S4": "same id, other content",
    "S5": "busy, broken, slow or silent hub",
    "S6": "a backlog of 10,000 while people pass",
    "S7": "a captive portal answers",
    "S8": "TLS expired, wrong host, self-signed",
    "S9": "a download interrupted at every page",
    "S10": "two stations offline admit the same code",
    "S11": "the clock is wrong, or steps during an exchange",
    "S12": "station revoked with unsent entries",
    "S13": "key roll interrupted",
    "S14": "hub restored from last night's backup",
    "S15": "hub's database killed under load",
    "S16": "standby stalled, primary lost",
    "S17": "eight writers of one feed at once",
    "S18": "zip bomb, huge body, too many entries, deep JSON, texts that are long to compare",
    "S19": "signature missing, wrong, replayed; another station's entry",
    "S20": "a USB bundle imported twice, and after the network",
    "S21": "erase command for a person with unsent entries",
    "S22": "answers of whoever has not the hub's key",
    "S23": "a disk copied to a second kiosk; both record",
    "S24": "an enrolled station of another venue that knows every id",
    "S25": "another certificate than the pinned one",
    "S26": "a record dated ahead, a station or a hub whose clock is wrong by a year",
    "S27": "texts, pages and items that are too large",
    "S28": "names and numbers crafted for a spreadsheet",
    "S29": "any signed request, however odd",
    "S30": "a siege by one address that has no key",
    "S40": "a station's newest entries cut off or written anew",
    "S41": "an older database put back in its place",
    "S42": "killed between a commit and its head",
    "S43": "triggers dropped, derived rows changed",
    "S44": "the hub's disk fills",
    "S50": "a link left where we write",
    "S51": "a umask of 0",
    "S52": "a data folder that others may write",
    "S53": "root works in another user's folder",
    "S54": "two hubs in one folder; a hub that was killed",
    "S60": "the hub repeats what a station told it of a phone",
    "S61": "staff parted two who share a number; a card, the hub's list",
    "S62": "a patient is to be refused at a health facility",
    "S63": "a code for somebody who has left",
    "S64": "an entry taken back that the hub and other gates know",
    "S65": "rows of the paper book entered after people left",
    "H1": "a code held for long, or during printing",
    "H2": "printer absent, unplugged, out of paper, stuck, jammed, or no printer",
    "H3": "worn and smeared slips",
    "H4": "camera absent, frozen, black, blocked, plugged in again",
    "H5": "random pictures and malformed codes",
    "H6": "scanner without Enter, in a frame, Telex, Caps Lock, two codes at once",
    "H16": "zbar's library crashes, hangs, talks nonsense or is missing",
    "H17": "picture files: damaged, huge, transparent, of sixteen bits, of any kind in one folder",
    "H18": "light that is not even, steep tilt, crumpled paper; a second code in view",
    "P1": "after retention no trace of a name",
    "P2": "slips expired, forged, of another venue, printed twice",
    "P3": "one-time codes lost, wrong, replayed, expired",
    "P4": "bad configuration, unwritable folder",
    "P5": "screens go home by themselves",
    "P6": "24 hours of running",
    "P7": "set-up with newer packages on the index, apt locked, no index at all",
    "P8": "an export cancelled or killed, onto a full stick, onto none",
}


def main(arguments: list[str]) -> int:
    """Check or write; 0 if the document says what the tests say."""
    document = Path(arguments[-1])
    text = document.read_text(encoding="utf-8")
    head, start, rest = text.partition(START)
    _, end, tail = rest.partition(END)
    if not start or not end:
        print(f"{document}: no {START} … {END}")
        return 1
    wanted = f"{head}{START}\n{table(Path('tests'), document.parent)}{END}{tail}"
    if "--write" in arguments:
        document.write_text(wanted, encoding="utf-8")
        return 0
    if wanted != text:
        print(f"{document}: the table of faults is not what the tests say; fault_matrix.py --write")
        return 1
    return 0


def table(folder: Path, home: Path) -> str:
    """The Markdown table, with links as they are from `home`.

    Raises KeyError for a fault nobody knows.
    """
    found: defaultdict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in sorted(folder.rglob("test_*.py")):
        for fault in marked(ast.parse(path.read_text(encoding="utf-8"))):
            if fault not in FAULTS:
                raise KeyError(f"{path}: unknown fault {fault}")
            found[fault][os.path.relpath(path, home)] += 1
    rows = ["| Fault | What happens | Tests |", "|---|---|---|"]
    for fault, sentence in FAULTS.items():
        tests = ", ".join(f"[{Path(path).stem} ({n})]({path})" for path, n in found[fault].items())
        rows.append(f"| {fault} | {sentence} | {tests or 'not yet'} |")
    return "\n".join(rows) + "\n"


def marked(tree: ast.Module) -> Iterator[str]:
    """The faults of each test function, once per function and fault."""
    everywhere = {
        fault
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(name, ast.Name) and name.id == "pytestmark" for name in node.targets)
        for fault in _faults_in(node.value)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = {fault for item in node.decorator_list for fault in _faults_in(item)}
            yield from sorted(everywhere | own)
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            # Hypothesis state machines are classes without a test function.
            yield from sorted({fault for item in node.decorator_list for fault in _faults_in(item)})


def _faults_in(node: ast.expr) -> set[str]:
    """The texts in every `….fault(…)` call of an expression."""
    return {
        argument.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "fault"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
