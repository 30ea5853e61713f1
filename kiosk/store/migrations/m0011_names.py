"""What the venue's own people are called: of how many each syllable is family, middle, given name.

Kept by triggers, whichever statement of whichever application changes a person, so that a syllable
is forgotten with whoever had it. Who is linked to somebody else counts with that one alone, and a
name in capitals says nothing of its accents.
"""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_WORDS = "json_each('[' || replace(json_quote({0}.full_name), ' ', '\",\"') || ']') w"
_PLACE = (
    "CASE w.key WHEN length({0}.full_name) - length(replace({0}.full_name, ' ', '')) THEN 2"
    " WHEN 0 THEN 0 ELSE 1 END"
)
_COUNTS = "{0}.root = {0}.id AND {0}.full_name <> upper({0}.full_name) AND w.value <> ''"
"""`upper` knows A to Z alone: a name in capitals is the same, with accents or without."""

_ADD = (
    "INSERT INTO name_syllables (syllable, place, persons)"
    f" SELECT DISTINCT w.value, {_PLACE}, 1 FROM {_WORDS} WHERE {_COUNTS}"
    " ON CONFLICT (syllable, place) DO UPDATE SET persons = persons + 1;"
)
_THEIRS = f"(syllable, place) IN (SELECT w.value, {_PLACE} FROM {_WORDS} WHERE {_COUNTS})"
_TAKE = (
    f"DELETE FROM name_syllables WHERE persons = 1 AND {_THEIRS};"
    f"UPDATE name_syllables SET persons = persons - 1 WHERE {_THEIRS};"
)

COUNTED = (
    f"SELECT w.value, {_PLACE}, count(DISTINCT p.id) FROM people p, {_WORDS} WHERE {_COUNTS}"
    " GROUP BY 1, 2"
).format("p")
"""All of it, from the people."""

_STATEMENTS = (
    """CREATE TABLE name_syllables (
        syllable TEXT NOT NULL,
        place INTEGER NOT NULL,
        persons INTEGER NOT NULL CHECK (persons > 0),
        PRIMARY KEY (syllable, place)
    ) STRICT, WITHOUT ROWID""",
    f"INSERT INTO name_syllables (syllable, place, persons) {COUNTED}",
    f"""CREATE TRIGGER names_person_added AFTER INSERT ON people
        BEGIN {_ADD.format("NEW")} END""",
    f"""CREATE TRIGGER names_person_changed AFTER UPDATE OF full_name, root ON people
        WHEN OLD.full_name <> NEW.full_name OR OLD.root <> NEW.root
        BEGIN {_TAKE.format("OLD")} {_ADD.format("NEW")} END""",
    f"""CREATE TRIGGER names_person_gone AFTER DELETE ON people
        BEGIN {_TAKE.format("OLD")} END""",
)

STEP = Step(11, "names", 1, run_all(_STATEMENTS))
