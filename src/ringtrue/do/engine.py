"""A DuckDB that can read the files of one source and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from ringtrue.core.errors import MeasureError, SourceError
from ringtrue.core.source import Source
from ringtrue.do.files import Files, Format
from ringtrue.do.variables import Query

NULLS = ("", "NA", "N/A", "n/a", "NULL", "null", "None", "?", "-", "nan", "NaN")
"""How files without types write "nothing" in a column of numbers, dates or truth values."""

FILE, ROW = "ringtrue_file", "ringtrue_row"
"""Columns that say in which order rows were read, for sources with a key."""

FEW_ROWS = 1_000_000
"""Up to so many rows, more threads than one cost more than they save."""

_TABLE = "source"


@dataclass(frozen=True, slots=True)
class Rows:
    """Some files, and which of their rows: with a day in one of the spans, or with none.

    A span is from one day number until before another; `size` are the rows of the whole files.
    """

    paths: tuple[Path, ...]
    size: int
    column: str
    spans: tuple[tuple[int, int], ...]
    undated: bool

    @property
    def text(self) -> str:
        """The rows as SQL."""
        name = _name(self.column)
        bounds = [f"({name} >= {_day(low)} AND {name} < {_day(high)})" for low, high in self.spans]
        bounds += [f"{name} IS NULL"] if self.undated else []
        rows = f"read_parquet({_list(self.paths)}, hive_partitioning = false)"
        return f"SELECT * FROM {rows} WHERE {' OR '.join(bounds)}"  # noqa: S608


def connect(files: Files, source: Source) -> tuple[Any, Any]:
    """The backend and the table of a source's files.

    No extension can be loaded, no other file read or written, and no setting changed afterwards.
    Raises `SourceError` for a file that is not what its ending says.
    """
    import ibis

    backend = ibis.duckdb.connect(":memory:")
    try:
        _lock(backend.con, [each.path for each in files.files], files.format)
        return backend, _table(backend, files, source)
    except duckdb.Error as error:
        backend.disconnect()
        raise explain(error, source, files) from None
    except BaseException:
        backend.disconnect()
        raise


@contextmanager
def only_rows(
    source: Source, files: Files, rows: Sequence[Rows]
) -> Iterator[Callable[[Rows, Query], Any]]:
    """Lets queries be asked over these rows of Parquet files, as if they were all of the source.

    As locked as `connect`. Raises `SourceError`, and `MeasureError` for what is no reading query.
    """
    paths = sorted({path for each in rows for path in each.paths})
    few = sum(each.size for each in rows) <= FEW_ROWS
    connection = duckdb.connect(":memory:", config={"threads": 1} if few else {})
    try:
        _lock(connection, paths, Format.PARQUET)
        yield partial(_ask, connection)
    except duckdb.Error as error:
        files.check_unchanged(source)
        raise explain(error, source, files) from None
    finally:
        connection.close()


def _ask(connection: Any, rows: Rows, query: Query) -> Any:
    text = f"WITH {_TABLE} AS NOT MATERIALIZED ({rows.text}) FROM ({query.body})"
    try:
        asked = connection.extract_statements(text)
    except duckdb.ParserException:
        asked = []
    if [each.type for each in asked] != [duckdb.StatementType.SELECT]:
        raise MeasureError("The query of the cube is damaged")
    connection.execute("; ".join(query.settings))
    return connection.execute(asked[0]).to_arrow_table()


def _lock(connection: Any, paths: list[Path], kind: Format) -> None:
    settings = [
        "SET timezone = 'UTC'",
        "SET python_enable_replacements = false",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET enable_progress_bar = false",
        f"SET allowed_paths = {_list(paths)}",
    ]
    if kind is Format.DUCKDB:
        settings.append(f"ATTACH {_text(str(paths[0]))} AS data (READ_ONLY)")
    settings += ["SET enable_external_access = false", "SET lock_configuration = true"]
    connection.execute("; ".join(settings))


def _table(backend: Any, files: Files, source: Source) -> Any:
    paths = _list([each.path for each in files.files])
    order = f", rowid AS {FILE}, 0 AS {ROW}"
    match files.format:
        case Format.PARQUET:
            order = f" RENAME (filename AS {FILE}, file_row_number AS {ROW})"
            more = ", filename = true, file_row_number = true" if source.key else ""
            options = f"union_by_name = true, hive_partitioning = false{more}"
            rows = f"read_parquet({paths}, {options})"
        case Format.JSON:
            read = f"read_json({paths}, union_by_name = true, sample_size = -1)"
            rows = _loaded(backend, f"SELECT * FROM {read}")  # noqa: S608
        case Format.CSV:
            rows = _loaded(backend, _csv(backend, files))
        case Format.DUCKDB:
            rows = _attached(backend, source)
    picked = f"*{order}" if source.key else "*"
    backend.raw_sql(f"CREATE VIEW {_TABLE} AS SELECT {picked} FROM {rows}")  # noqa: S608
    return backend.table(_TABLE)


def _loaded(backend: Any, rows: str) -> str:
    """Read files without an index once, so that several questions cost one reading."""
    backend.raw_sql(f"CREATE TABLE loaded AS {rows}")
    return "loaded"


def _csv(backend: Any, files: Files) -> str:
    """A reading of CSV files that takes NA and ? for nothing, but not in a column of texts."""
    paths = _list([each.path for each in files.files])
    plain = f"read_csv({paths}, union_by_name = true, sample_size = -1)"
    nulls = "nullstr = [" + ", ".join(map(_text, NULLS)) + "]"
    lenient = f"read_csv({paths}, union_by_name = true, sample_size = -1, {nulls})"
    found, cleaned = _types(backend, plain), _types(backend, lenient)
    dirty = {name: kind for name, kind in cleaned.items() if found.get(name) == "VARCHAR" != kind}
    if not dirty:
        return f"SELECT * FROM {plain}"  # noqa: S608
    first = f"sniff_csv({_text(str(files.files[0].path))}, sample_size = -1, {nulls})"
    asked = f"SELECT DateFormat, TimestampFormat FROM {first}"  # noqa: S608
    day, moment = backend.raw_sql(asked).fetchone()
    formats = {"DATE": day, "TIMESTAMP": moment}
    typed = [_cleaned(name, kind, formats.get(kind)) for name, kind in dirty.items()]
    return f"SELECT * REPLACE ({', '.join(typed)}) FROM {plain}"  # noqa: S608


def _types(backend: Any, rows: str) -> dict[str, str]:
    described = backend.raw_sql(f"DESCRIBE SELECT * FROM {rows}").fetchall()  # noqa: S608
    return {name: kind for name, kind, *_ in described}


def _cleaned(name: str, kind: str, written: str | None) -> str:
    """A column of texts as what it is apart from its words for nothing."""
    column = _name(name)
    value = f"strptime({column}, {_text(written)})" if written else column
    nulls = ", ".join(map(_text, NULLS))
    bare = f"CASE WHEN {column} IN ({nulls}) THEN NULL ELSE CAST({value} AS {kind}) END"
    return f"{bare} AS {column}"


def _attached(backend: Any, source: Source) -> str:
    asked = "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'data'"
    tables = [name for (name,) in backend.raw_sql(asked).fetchall()]
    if source.table in tables:
        return f"data.main.{_name(source.table)}"
    message = f"There is no table {source.table!r} in {source.location!r}"
    cure = f"Set table: to one of {', '.join(tables) or 'none (it is empty)'}."
    raise SourceError(message, where=source.place or source.name, cure=cure)


@contextmanager
def in_steps() -> Iterator[None]:
    """Let queries be written in the steps that they are built of, not fused into one."""
    import ibis

    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before


def explain(error: Exception, source: Source, files: Files | None = None) -> SourceError:
    """What the engine could not do, without its paths and its jargon's tail."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = lines[0] if lines else type(error).__name__
    for each in files.files if files else ():
        told = told.replace(str(each.path), each.name)
    cure = "Check that the file is whole and of the format its ending says, and measure again."
    if "utf-8" in str(error).lower() or "unicode" in str(error).lower():
        cure = "Save the file as UTF-8."
    elif "lock on file" in told:
        cure = "Another program is writing to it: close that, or give a copy."
    return SourceError(f"Cannot be read: {told[:400]}", where=source.name, cure=cure)


def _list(paths: Iterable[Path]) -> str:
    return "[" + ", ".join(_text(str(each)) for each in paths) + "]"


def _day(number: int) -> str:
    return f"DATE '1970-01-01' + ({number})"


def _text(value: str) -> str:
    """A text of ours (a file's path or a column's name) as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def _name(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
