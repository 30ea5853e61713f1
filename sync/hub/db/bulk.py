"""Many rows in one statement, and lists as one parameter: what makes a batch of fifty cheap.

Statements stay Core; they are rendered once per database. SQLite takes a prepared statement with
many rows; PostgreSQL a binary COPY, or columns as arrays (`unnest`) where rows may be there
already. A list to look among travels as an array or as JSON, so that the statement's text, and
with it the prepared plan, is the same for any length.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import psycopg as psycopg_driver
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    LargeBinary,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import Text, TypeDecorator

Row = tuple[object, ...]
Finish = Callable[[Any], Any]
"""Adds what shall happen on conflict to a dialect's INSERT."""


IN_ONE_LIST = 5_000
"""Most values in a list that travels as single parameters: SQLite takes 32,766 of them."""

T = TypeVar("T")


def in_lists(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The same values in lists that a statement can take; none for none."""
    for first in range(0, len(values), IN_ONE_LIST):
        yield values[first : first + IN_ONE_LIST]


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
        """`finish`: what shall happen to rows that are there already; an error without it."""
        self.names = tuple(names)
        many = sqlite.insert(table).values({name: bindparam(name) for name in names})
        rendered = (finish or _nothing)(many).compile(dialect=_SQLITE)
        if tuple(rendered.positiontup) != self.names:
            raise ValueError("the names are not in the order of the table")
        self._many = str(rendered)
        self._copy = None if finish else _Copy(table, self.names)
        self._arrays = _render_arrays(table, self.names, finish) if finish else ""

    def insert(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert all rows. Raises SQLAlchemy's DBAPIError."""
        if not rows:
            return
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(self._many, list(rows))
        elif self._copy is not None:
            self._copy.run(connection, rows)
        else:
            columns = [list(column) for column in zip(*rows, strict=True)]
            connection.exec_driver_sql(self._arrays, dict(zip(self.names, columns, strict=True)))


class _Copy:
    """PostgreSQL's binary COPY of one table: it takes rows with half the work of an INSERT."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        columns = [table.c[name] for name in names]
        self._statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
        self._types = [_copied(_plain(column)) for column in columns]
        self._uuids = [
            place for place, column in enumerate(columns) if isinstance(_plain(column), Uuid)
        ]

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Copy all rows. Raises DBAPIError, as a statement of the library's own would."""
        driver: Any = connection.connection.driver_connection
        try:
            with driver.cursor() as cursor, cursor.copy(self._statement) as copy:
                copy.set_types(self._types)
                for row in rows:
                    values = list(row)
                    for place in self._uuids:
                        values[place] = bytes.fromhex(str(values[place]).replace("-", ""))
                    copy.write_row(values)
        except psycopg_driver.Error as error:
            raise DBAPIError.instance(
                self._statement, None, error, psycopg_driver.Error, dialect=connection.dialect
            ) from error


def _copied(column_type: object) -> str:
    """The type by which psycopg writes a column's values."""
    match column_type:
        case Uuid() | LargeBinary():
            # A UUID's binary form is its sixteen bytes.
            return "bytea"
        case Boolean():
            return "bool"
        case BigInteger():
            return "int8"
        case String():
            return "text"
    raise TypeError(f"no binary form is known for {column_type!r}")


def _render_arrays(table: Table, names: Sequence[str], finish: Finish) -> str:
    rows = select(
        *(
            func.unnest(bindparam(name, type_=postgresql.ARRAY(_plain(table.c[name]))))
            for name in names
        )
    )
    insert = postgresql.insert(table).from_select([table.c[name] for name in names], rows)
    # Binary parameters: as text, psycopg would look through every letter for what to escape.
    return str(finish(insert).compile(dialect=_PSYCOPG)).replace(")s::", ")b::")


def _nothing(statement: Any) -> Any:
    return statement


def ignore(statement: Any) -> Any:
    """What is there already stays."""
    return statement.on_conflict_do_nothing()
