"""The written and labelled sentences, and the hash that says which of them a model has seen."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"
COLUMNS = ("business", "label", "kind", "measurable", "text")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of copy of a business that does not exist, with the label it was given."""

    industry: str
    business: str
    label: str
    kind: str
    measurable: bool
    text: str

    @property
    def plain(self) -> bool:
        """Whether it was written to be as dull as ordinary copy is."""
        return self.industry.startswith(("plain", "hard", "mirror"))


def read_sentences(folder: Path = FOLDER) -> list[Sentence]:
    """Every sentence of every file, by file name and line."""
    return [sentence for path in sorted(folder.glob("*.tsv")) for sentence in _read_file(path)]


def _read_file(path: Path) -> list[Sentence]:
    header, *lines = path.read_text("utf-8").splitlines()
    if tuple(header.split("\t")) != COLUMNS:
        raise SystemExit(f"{path}: the first line must name {', '.join(COLUMNS)}")
    return [_read_line(path, number, line) for number, line in enumerate(lines, start=2)]


def _read_line(path: Path, number: int, line: str) -> Sentence:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise SystemExit(f"{path}:{number}: {len(cells)} cells instead of {len(COLUMNS)}")
    business, label, kind, measurable, text = cells
    if label not in {"promise", "assertion", "none"}:
        raise SystemExit(f"{path}:{number}: the label {label!r} is none of ours")
    return Sentence(path.stem, f"{path.stem}/{business}", label, kind, measurable == "yes", text)


def digest(folder: Path = FOLDER) -> str:
    """SHA-256 over the names and contents of all files, so that a test can tell a stale model."""
    total = sha256()
    for path in sorted(folder.glob("*.tsv")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
