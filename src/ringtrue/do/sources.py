"""Opening an operational table, wherever it is, and saying what is in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringtrue.core.errors import ConfigError, RingtrueError, SourceAwayError, SourceError
from ringtrue.core.source import Column, Source, SourceProfile
from ringtrue.do.away import is_away
from ringtrue.do.files import Files, Format, find_files
from ringtrue.do.variables import Query
from ringtrue.do.zones import zone_named

_URL = re.compile(r"([a-z][a-z0-9+.]*)://", re.IGNORECASE)
_ADDRESSES = frozenset({"http", "https", "ftp", "s3", "gs", "gcs", "az", "abfs", "hf"})

SECONDS = 15
"""A database that does not take a connection for so long is away."""


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source while it is open; `table` is an ibis table, `files` None for a database."""

    source: Source
    backend: Any
    table: Any
    columns: tuple[Column, ...]
    rows: int
    files: Files | None

    @property
    def native(self) -> bool:
        """Whether the engine is the embedded DuckDB."""
        return self.files is not None

    def profile(self) -> SourceProfile:
        """Columns, rows and fingerprint; reads the files' contents."""
        return SourceProfile(self.source, self.columns, self.rows, self._fingerprint())

    def _fingerprint(self) -> str:
        if self.files is not None:
            return self.files.fingerprint()
        latest = ""
        if self.source.updated_at:
            newest = self.table.aggregate(latest=self.table[self.source.updated_at].max())
            latest = str(self.fetch(newest).to_pylist())
        bare = (self.source.table, self.columns, self.rows, latest)
        return hashlib.sha256(repr(bare).encode()).hexdigest()[:32]

    def fetch(self, table: Any) -> Any:
        """Run a query and get an Arrow table; the engine's errors come as `SourceError`."""
        with engine_errors(self):
            from ringtrue.do.engine import in_steps

            with in_steps():
                if not self.native:
                    return self.backend.to_pyarrow(table)
                text = self.backend.compile(table)
            return self.run(text)

    def ask(self, query: Query) -> Any:
        """Run a query with what it leaves open."""
        for each in query.settings:
            self.run(each)
        return self.run(query.body)

    def run(self, text: str) -> Any:
        """Run compiled text on the embedded engine and get an Arrow table."""
        with engine_errors(self):
            return self.backend.raw_sql(text).to_arrow_table()


@contextmanager
def engine_errors(opened: OpenSource) -> Iterator[None]:
    """Turn whatever an engine raises into a `SourceError` that says what to do.

    A database that has gone away meanwhile is a `SourceAwayError`.
    """
    try:
        yield
    except (RingtrueError, AssertionError, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - every engine has its own tree of errors
        if not opened.native:
            raise _of_database(error, opened.source) from None
        from ringtrue.do.engine import explain

        raise explain(error, opened.source, opened.files) from None


@contextmanager
def open_source(source: Source, folder: Path) -> Iterator[OpenSource]:
    """Open a source; paths are relative to `folder`.

    Files are read by an embedded engine that may read nothing else; any other database by its
    URL. Raises `ConfigError` for a location or setting that cannot be, `SourceError` when there
    is nothing to read, when it is empty or damaged, or when a named column is missing, and
    `SourceAwayError` when a database does not answer for the moment.
    """
    zone_named(source.time_zone, _where(source))
    scheme = _URL.match(source.location)
    backend, table, files = _from_url(source) if scheme else _from_files(source, folder)
    try:
        opened = _opened(source, backend, table, files)
        yield opened
    finally:
        backend.disconnect()


def _opened(source: Source, backend: Any, table: Any, files: Files | None) -> OpenSource:
    bare = OpenSource(source, backend, table, (), 0, files)
    columns = _columns(source, table)
    rows = bare.fetch(table.aggregate(rows=table.count())).to_pylist()[0]["rows"]
    if not rows:
        cure = "Fill it, or take its standards out."
        raise SourceError(f"{source.name} has no rows", where=_where(source), cure=cure)
    names = {each.name for each in columns}
    wanted = {"key": source.key, "segments": source.segments, "updated_at": (source.updated_at,)}
    for setting, named in wanted.items():
        for name in filter(None, named):
            if name not in names:
                message = f"{setting!r} of {source.name} names {name!r}, which is no column of it"
                cure = f"It has {', '.join(each.name for each in columns[:20])}."
                raise SourceError(message, where=source.place or f"{source.name}.{name}", cure=cure)
    return OpenSource(source, backend, table, columns, int(rows), files)


def _columns(source: Source, table: Any) -> tuple[Column, ...]:
    from ringtrue.do.compiling import type_of
    from ringtrue.do.engine import FILE, ROW

    told = dict(source.descriptions)
    schema = table.schema()
    return tuple(
        Column(name, type_of(kind), told.get(name, ""))
        for name, kind in schema.items()
        if name not in {FILE, ROW}
    )


def _from_files(source: Source, folder: Path) -> tuple[Any, Any, Files]:
    files = find_files(source, folder)
    if files.format is Format.DUCKDB and not source.table:
        cure = "Add table: with the name of the table."
        raise ConfigError("A database needs a table", where=_where(source), cure=cure)
    from ringtrue.do.engine import connect

    backend, table = connect(files, source)
    return backend, table, files


def _from_url(source: Source) -> tuple[Any, Any, None]:
    scheme = source.location.partition("://")[0].lower()
    if scheme in _ADDRESSES:
        message = f"A source cannot be read from {scheme}://"
        cure = "Download it into the workspace and name the file."
        raise ConfigError(message, where=_where(source), cure=cure)
    if not source.table:
        cure = "Add table: with the name of the table."
        raise ConfigError("A database needs a table", where=_where(source), cure=cure)
    import ibis

    try:
        backend = ibis.connect(source.location, **_patience(source.location))
    except (ImportError, ModuleNotFoundError, ValueError) as error:
        message = f"No engine for {scheme}:// ({str(error).splitlines()[0]})"
        cure = "Install its extra, such as ringtrue[postgres]."
        raise ConfigError(message, where=_where(source), cure=cure) from None
    except Exception as error:  # noqa: BLE001 - every engine has its own tree of errors
        if is_away(error):
            raise _away(error, source) from None
        message = f"{masked(source.location)} cannot be opened: {_first_line(error)}"
        cure = "Check the address, the name and the password."
        raise SourceError(message, where=_where(source), cure=cure) from None
    return backend, _database_table(source, backend), None


def _database_table(source: Source, backend: Any) -> Any:
    try:
        return backend.table(source.table)
    except Exception as error:  # noqa: BLE001 - every engine has its own tree of errors
        backend.disconnect()
        if is_away(error):
            raise _away(error, source) from None
        message = f"Table {source.table!r} cannot be read: {_first_line(error)}"
        cure = "Check its name, and that this user may read it."
        raise SourceError(message, where=_where(source), cure=cure) from None


def _patience(location: str) -> dict[str, int]:
    """How long to wait for PostgreSQL to take a connection, where its address does not say."""
    postgresql = location.partition("://")[0].lower() in {"postgres", "postgresql"}
    return {"connect_timeout": SECONDS} if postgresql and "connect_timeout=" not in location else {}


def _of_database(error: Exception, source: Source) -> SourceError:
    """What a database could not do, or that it is away."""
    if is_away(error):
        return _away(error, source)
    cure = "Check the table, and that this user may read it; then measure again."
    return SourceError(f"Cannot be read: {_first_line(error)}", where=source.name, cure=cure)


def _away(error: Exception, source: Source) -> SourceAwayError:
    message = f"{masked(source.location)} does not answer: {_first_line(error)}"
    cure = "Check that it is running and can be reached."
    return SourceAwayError(message, where=_where(source), cure=cure)


def masked(url: str) -> str:
    """A database address without its password.

    >>> masked("postgres://ann:secret@db/shop")
    'postgres://ann@db/shop'
    """
    return re.sub(r"(://[^/:@]*):[^/]*@", r"\1@", url)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return masked(lines[0][:300]) if lines else type(error).__name__


def _where(source: Source) -> str:
    return source.place or source.name
