"""How Vietnamese syllables are spelt, as far as typing needs it: vowels, finals, tones, marks."""

from __future__ import annotations

from itertools import chain

_TONES = "aáàảãạ ăắằẳẵặ âấầẩẫậ eéèẻẽẹ êếềểễệ iíìỉĩị oóòỏõọ ôốồổỗộ ơớờởỡợ uúùủũụ ưứừửữự yýỳỷỹỵ"
_TONE_ROWS = _TONES.split()

TONED: dict[str, str] = {row[0]: row for row in _TONE_ROWS}
"""A vowel with its tones: none, sắc, huyền, hỏi, ngã, nặng."""
UNTONED: dict[str, tuple[str, int]] = {
    letter: (row[0], tone) for row in _TONE_ROWS for tone, letter in enumerate(row)
}
VOWEL_LETTERS = frozenset(TONED)
FLAT: dict[str, str] = {vowel: vowel for vowel in TONED} | {
    "ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d",
}  # fmt: skip
"""A letter without its mark."""

_VOWELS = (
    "a ă â e ê i o ô ơ u ư y"
    " ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi ơi ua uâ uê ui uô uơ uy ưa ưi ươ ưu yê"
    " iêu oai oao oay oeo uây uêu uôi uya uyê uyu ươi ươu yêu"
    # On their way to one of these, while its marks are still to come:
    " eu ie ue uo uu ưo ye ieu uay ueu uoi uou uơi uơu ưoi ưou uye yeu"
)
VOWELS = frozenset(_VOWELS.split())
"""Vowels of a Vietnamese syllable, and the forms they pass through while they are typed."""

_FINALS: dict[str, frozenset[str]] = {
    vowels: frozenset(finals.split())
    for group, finals in (
        ("a e", "c ch k m n ng nh p t"),
        ("â ă o ô ơ u ư", "c k m n ng p t"),
        ("i ê", "c ch k m n nh p t"),
        ("y uy", "c ch m n nh p t"),
        ("iê ie", "c m n ng p t"),
        ("oa", "c ch m n ng nh p t"),
        ("oă oe uâ uô uo ươ ưo uơ yê ye", "c m n ng p t"),
        ("ua", "c m n ng p t"),
        ("uê ue", "c ch m n nh p t"),
        ("uyê uye", "c m n ng p t"),
    )
    for vowels in group.split()
}
"""Finals that may follow vowels. Where UniKey and Bamboo differ, what one of them takes."""

STOPS = frozenset(["c", "ch", "k", "p", "t"])
"""Finals with which a syllable has the tones sắc and nặng only."""
_ALL_FINALS = frozenset(chain.from_iterable(_FINALS.values()))


_BEFORE_U_HOOK = "b c ch d đ g gi h kh l m n ng nh p ph r s t th tr v x"
TAKE_LONE_HOOK = frozenset(_BEFORE_U_HOOK.split())
"""Initials behind which a w alone is ư: nhw is như. No syllable is spelt kư, ghư, nghư or quư."""


def may_close(vowels: str, final: str, initial: str) -> bool:
    """Whether `final` may follow `vowels`; none always may."""
    if not final or final in _FINALS.get(vowels, _ALL_FINALS if vowels not in VOWELS else ()):
        return True
    return initial == "gi" and vowels in ("e", "ê") and final == "ng"


def takes_tone(final: str) -> bool:
    """Whether a tone may be typed behind `final`: golf and Rahl keep the letters of their keys."""
    return not final or final in _ALL_FINALS


def _marks(letters: dict[str, str]) -> dict[str, str]:
    """Vowels to the ones with one letter exchanged, where these are Vietnamese."""
    found: dict[str, str] = {}
    for vowels in VOWELS:
        for place, letter in enumerate(vowels):
            changed = vowels[:place] + letters.get(letter, "") + vowels[place + 1 :]
            if letter in letters and changed in VOWELS:
                found.setdefault(vowels, changed)
    return found


ROOFED: dict[tuple[str, str], str] = {
    (vowels, key): changed
    for key, letters in (
        ("a", {"a": "â", "ă": "â"}),
        ("e", {"e": "ê"}),
        ("o", {"o": "ô", "ơ": "ô"}),
    )
    for vowels, changed in _marks(letters).items()
}
"""What a second a, e or o makes of vowels: (`uye`, `e`) → `uyê`."""
HOOKED: dict[str, str] = _marks({"a": "ă", "â": "ă", "o": "ơ", "ô": "ơ", "u": "ư"})
"""What w makes of vowels, apart from those that begin with uo."""
