"""Translations: plural forms, a clear error, words that stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.i18n import TranslationsMissing, Words, keep_together, load_words


def test_missing_translation_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(TranslationsMissing, match="pyside6-lrelease"):
        load_words(tmp_path)


@pytest.mark.parametrize(
    ("waiting", "expected"), [(1, "1 person needs help"), (2, "2 people need help")]
)
def test_english_has_plural_forms(en: Words, waiting: int, expected: str) -> None:
    words = en
    assert words.tr("Cần hỗ trợ: %n người", "", waiting) == expected


def test_vietnamese_counts_without_a_plural(vi: Words) -> None:
    words = vi
    assert words.tr("%n lượt chờ gửi", "", 12) == "12 lượt chờ gửi"


def test_compounds_are_not_torn_apart() -> None:
    assert keep_together("Nhân viên ở bàn hỗ trợ") == "Nhân\u00a0viên ở bàn\u00a0hỗ\u00a0trợ"
