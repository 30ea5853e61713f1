"""Makes resources/names/given.txt: `python packaging/names.py FAKER GENERATOR [FILE]`.

FAKER is the npm package `@faker-js/faker` (MIT; `npm pack @faker-js/faker`), GENERATOR the wheel
`vn-fullname-generator` (MIT; `pip download vn-fullname-generator --no-deps`): lists of given names
with their middle syllable. What is kept is how often each syllable stands in front and at the end,
and the licences' texts beside it; no name of anybody. Family names are written by hand
(resources/names/by_hand.txt).
"""

from __future__ import annotations

import re
import sys
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

_LIST = re.compile(r"(?:generic|female|male):`([^`]*)`\.split\(`\.`\)")
_WORD = re.compile(r"[^\W\d_]+")


def read_faker(package: Path, folder: Path) -> Iterator[str]:
    """Given names of the locale `vi`; its licence goes into `folder`."""
    with tarfile.open(package) as archive:
        names = [name for name in archive.getnames() if re.search(r"/dist/vi-\w+\.js$", name)]
        (name,) = names
        (folder / "LICENSE-faker-js").write_bytes(_read(archive, "package/LICENSE"))
        text = _read(archive, name).decode()
    start = text.index("first_name:")
    for found in _LIST.finditer(text, start, text.index("last_name:", start)):
        yield from found[1].split(".")


def read_generator(wheel: Path, folder: Path) -> Iterator[str]:
    """Given names of men and women; its licence goes into `folder`."""
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith("/LICENSE"):
                (folder / "LICENSE-vn-fullname-generator").write_bytes(archive.read(name))
            elif name.endswith(("/male.name", "/female.name")):
                yield from archive.read(name).decode("utf-8-sig").splitlines()


def count(names: Iterator[str]) -> list[str]:
    """A line `syllable, family, middle, given` for each syllable, the most frequent first."""
    middle: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for name in names:
        # Some lists write Ð, another letter than Đ.
        words = unicodedata.normalize("NFC", name).replace("Ð", "Đ").split()
        if not words or not all(_WORD.fullmatch(word) for word in words):
            continue
        *before, last = (word.capitalize() for word in words)
        middle.update(before)
        given[last] += 1
    both = middle + given
    ordered = sorted(both, key=lambda word: (-both[word], word))
    return [f"{word}\t0\t{middle[word]}\t{given[word]}" for word in ordered]


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None
    return file.read()


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent / "resources" / "names" / "given.txt"
    target = Path(sys.argv[3]) if len(sys.argv) > 3 else here
    found = [
        *read_faker(Path(sys.argv[1]), target.parent),
        *read_generator(Path(sys.argv[2]), target.parent),
    ]
    head = (
        "# Out of @faker-js/faker and vn-fullname-generator (MIT, see the licences beside)",
        "# by packaging/names.py: syllable, then how often it is family, middle, given.",
    )
    target.write_text("\n".join((*head, *count(iter(found)), "")), encoding="utf-8")
