"""Which files a source is made of, and how to tell that they changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ringtrue.core.errors import ConfigError, SourceError
from ringtrue.core.source import Source

MAX_FILES = 20_000
_HASHED_WHOLE = 16 * 2**20
_SAMPLE = 2**16
_MAGIC = frozenset("*?[")


class Format(Enum):
    """Every file format that a source can have, with its file endings."""

    PARQUET = (".parquet", ".pq")
    CSV = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
    JSON = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
    DUCKDB = (".duckdb", ".ddb", ".db")


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a source as it was when the source was opened."""

    path: Path
    name: str
    size: int
    modified: int

    @property
    def identity(self) -> str:
        """Changes when the file was written again."""
        return f"{self.size}:{self.modified}"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one source, in the order in which they are read."""

    format: Format
    folder: Path
    files: tuple[DataFile, ...]

    @property
    def small(self) -> bool:
        """Whether contents are hashed whole; of over 16 MB in all only ends and write times are."""
        return sum(each.size for each in self.files) <= _HASHED_WHOLE

    def fingerprint(self, contents: Iterable[str] = ()) -> str:
        """A hash of names, sizes and contents (those of each file, where they are known)."""
        whole = hashlib.sha256()
        told = contents or (content_of(each, self.small) for each in self.files)
        for each, content in zip(self.files, told, strict=True):
            whole.update(f"{each.name}\0{each.size}\0{content}\0".encode())
        return whole.hexdigest()[:32]

    def check_unchanged(self, source: Source) -> None:
        """Raise `SourceError` if a file vanished or was written while it was being read."""
        for each in self.files:
            try:
                found = each.path.stat()
            except OSError:
                message = f"{each.name} went away while it was being read"
                cure = "Measure again when the file is back; the last good cube still stands."
                raise SourceError(message, where=source.name, cure=cure) from None
            if (found.st_size, found.st_mtime_ns) != (each.size, each.modified):
                message = f"{each.name} was written while it was being read"
                cure = "Measure again when the writing is done; the last good cube still stands."
                raise SourceError(message, where=source.name, cure=cure)


def find_files(source: Source, folder: Path) -> Files:
    """The files that `source.location` names, relative to the workspace folder.

    A folder stands for all data files in it. Raises `SourceError` when there are none,
    `ConfigError` for an unknown or mixed format.
    """
    base = folder / source.location
    found = _paths(source, folder, base)
    formats = {each: format_of(each.name) for each in found}
    kinds = set(formats.values())
    if None in kinds:
        odd = next(path for path, kind in formats.items() if kind is None)
        endings = ", ".join(ending for each in Format for ending in each.value)
        message = f"{odd.name!r} is of no known format"
        raise ConfigError(message, where=_where(source), cure=f"Known endings: {endings}.")
    if len(kinds) > 1:
        names = " and ".join(sorted(kind.name for kind in kinds if kind))
        message = f"{source.location!r} mixes {names} files"
        raise ConfigError(message, where=_where(source), cure="Name one format, as in data/*.csv.")
    (kind,) = kinds
    if kind is None:
        raise AssertionError("refused above")
    return Files(kind, folder, tuple(_data_file(path, folder, source) for path in found))


def format_of(name: str) -> Format | None:
    """The format that a file's ending says."""
    low = name.lower()
    return next((each for each in Format if low.endswith(each.value)), None)


def _paths(source: Source, folder: Path, base: Path) -> list[Path]:
    if base.is_dir():
        found = [each for each in sorted(base.rglob("*")) if _is_data(each)]
    elif _MAGIC & set(source.location):
        found = [each for each in sorted(_glob(source, folder)) if each.is_file()]
    else:
        found = [base] if base.is_file() else []
    if not found:
        message = f"Nothing is at {source.location!r}"
        cure = "Correct the location; it is relative to the folder of ringtrue.yaml."
        raise SourceError(message, where=_where(source), cure=cure)
    if len(found) > MAX_FILES:
        message = f"{source.location!r} names {len(found)} files"
        raise ConfigError(message, where=_where(source), cure=f"Keep it under {MAX_FILES}.")
    return found


def _glob(source: Source, folder: Path) -> list[Path]:
    pattern = Path(source.location)
    try:
        if pattern.is_absolute():
            return list(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor))))
        return list(folder.glob(source.location))
    except (ValueError, NotImplementedError) as error:
        message = f"{source.location!r} is not a pattern of files: {error}"
        raise ConfigError(message, where=_where(source), cure="Write data/*.parquet.") from None


def _is_data(path: Path) -> bool:
    visible = not path.name.startswith((".", "_"))
    kind = format_of(path.name)
    return visible and path.is_file() and kind is not None and kind is not Format.DUCKDB


def _data_file(path: Path, folder: Path, source: Source) -> DataFile:
    try:
        found = path.stat()
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}"
        cure = "Check that the file exists and that you may read it."
        raise SourceError(message, where=_where(source), cure=cure) from None
    inside = path.is_relative_to(folder)
    name = path.relative_to(folder).as_posix() if inside else path.name
    return DataFile(path, name, found.st_size, found.st_mtime_ns)


def content_of(file: DataFile, small: bool) -> str:
    """A hash of a file: all of a small source, else its ends and when it was written."""
    with file.path.open("rb") as stream:
        if small:
            return f"whole {hashlib.file_digest(stream, 'sha256').hexdigest()}"
        ends = stream.read(_SAMPLE)
        stream.seek(max(0, file.size - _SAMPLE))
        ends += stream.read() + str(file.modified).encode()
        return f"ends {hashlib.sha256(ends).hexdigest()}"


def _where(source: Source) -> str:
    return source.place or source.name
