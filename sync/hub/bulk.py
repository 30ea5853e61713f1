"""Many rows in one statement, and lists as one parameter: what makes a batch of fifty cheap.

Statements stay Core; they are rendered once per database. PostgreSQL takes columns as arrays
(`unnest`), SQLite a prepared statement with many rows; a list to look among travels as an array or
as JSON, so that the statement's text, and with it the prepared plan, is the same for any length.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Table, bindparam, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.types import Text, TypeDecorator

Row = tuple[object, ...]
Finish = Callable[[Any], Any]
"""Adds what shall happen on conflict to a dialect's INSERT."""


class _JsonList(TypeDecorator[list[str]]):
    """A list as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[object] | None, dialect: object) -> str:
        """What the database gets."""
        return json.dumps(list(value or ()))


def by_database(build: Callable[[Callable[[ColumnElement[Any], str], Any]], Any]) -> dict[str, Any]:
    """A statement for each database; `build` is handed `among(column, parameter)`.

    `among` says that a column's value is in the list bound to the parameter.
    """
    return {"sqlite": build(_among_json), "postgresql": build(_among_array)}


def _among_json(column: ColumnElement[Any], parameter: str) -> Any:
    listed = func.json_each(bindparam(parameter, type_=_JsonList))
    return column.in_(select(text("value")).select_from(listed))


def _among_array(column: ColumnElement[Any], parameter: str) -> Any:
    return column == func.any(bindparam(parameter, type_=postgresql.ARRAY(_plain(column))))


def _plain(column: ColumnElement[Any]) -> Any:
    return column.type.dialect_impl(_PSYCOPG)


_PSYCOPG: Dialect = psycopg.dialect()  # type: ignore[no-untyped-call]
_SQLITE = sqlite.dialect(paramstyle="qmark")


class Bulk:
    """One INSERT for many rows, each a tuple in the order of `names`, the table's."""

    def __init__(self, table: Table, names: Sequence[str], finish: Finish | None = None) -> None:
        self.names = tuple(names)
        finish = finish or (lambda statement: statement)
        into = [table.c[name] for name in names]
        rows = select(
            *(
                func.unnest(bindparam(name, type_=postgresql.ARRAY(_plain(table.c[name]))))
                for name in names
            )
        )
        arrays = finish(postgresql.insert(table).from_select(into, rows))
        # Binary parameters: as text, psycopg would look through every letter for what to escape.
        self._arrays = str(arrays.compile(dialect=_PSYCOPG)).replace(")s::", ")b::")
        many = finish(sqlite.insert(table).values({name: bindparam(name) for name in names}))
        rendered = many.compile(dialect=_SQLITE)
        if tuple(rendered.positiontup) != self.names:
            raise ValueError("the names are not in the order of the table")
        self._many = str(rendered)

    def insert(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert all rows. Raises what the database raises."""
        if not rows:
            return
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(self._many, list(rows))
            return
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.exec_driver_sql(self._arrays, dict(zip(self.names, columns, strict=True)))


def ignore(statement: Any) -> Any:
    """What is there already stays."""
    return statement.on_conflict_do_nothing()
