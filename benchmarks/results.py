"""What the benchmarks share: their command line, where they ran, and a page to print or to keep."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def asked(doc: str | None, out: Path, **options: Mapping[str, Any]) -> argparse.Namespace:
    """What the command line says: `--write`, and options by name as `add_argument` takes them."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    for name, about in options.items():
        parser.add_argument(f"--{name.replace('_', '-')}", **about)
    parser.add_argument("--write", action="store_true", help=f"renew benchmarks/{out.name}")
    return parser.parse_args()


def tell(page: str, out: Path, options: argparse.Namespace) -> None:
    """Print what came out, and keep it beside the scripts where that was asked."""
    print(page)
    if options.write:
        out.write_text(page.rstrip("\n") + "\n", encoding="utf-8")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table of which the first column is words and the others are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def machine() -> str:
    """Where this ran: cores, processor, load of the last minute, Python."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        models = [line for line in lines if line.startswith("model name")]
        name = models[0].split(":", 1)[1].strip() if models else name
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return f"{cores} cores of {name} (load {load:.1f}), Python {platform.python_version()}"
