"""Set up a checkout and run it, with nothing but Python, pip and venv.

    python3 dev.py demo        the main job on real data, with the embedded default engine
    python3 dev.py demo shop   a fictitious shop's desk, served until you stop it with Ctrl-C
    python3 dev.py test        every check: lint, format, types, layers, tests
    python3 dev.py test -k say pass anything on to pytest (the other checks are skipped)
    python3 dev.py run ...     the ringtrue command of this checkout
    python3 dev.py lock        (maintainers) renew the lock files; needs uv on the PATH

The first call makes .venv and installs the hash-locked requirements; later calls start at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"build": ROOT / "requirements-build.lock", "all": ROOT / "requirements.lock"}
STAMP = ENV / "ringtrue-lock.sha256"

CHECKS = (
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("layers", ["lint-imports", "--no-cache"]),
    ("tests", ["pytest"]),
    (
        "tests on PostgreSQL",
        [
            *("python", "tests/postgresql_server.py", str(BIN / "pytest")),
            *("tests/desk", "tests/web", "--ignore-glob=*_a_browser.py"),
        ],
    ),
)


def call(*words: str | Path) -> int:
    """Run one command in the checkout and answer with its exit code."""
    return subprocess.call([str(word) for word in words], cwd=ROOT)


def need(what: str, *words: str | Path) -> None:
    """Run one command; stop with its exit code and a clear word when it fails."""
    code = call(*words)
    if code:
        sys.exit(f"dev.py: could not {what} (exit {code}); the lines above say why.")


def fingerprint() -> str:
    """What the environment was made from; another value means it has to be made again."""
    parts = [sys.version.encode(), (ROOT / "pyproject.toml").read_bytes()]
    parts += [lock.read_bytes() for lock in LOCKS.values()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def set_up() -> None:
    """Make .venv with the locked requirements and this checkout; do nothing when it is there."""
    if STAMP.is_file() and STAMP.read_text() == fingerprint() and PYTHON.exists():
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - any Python may start this file
        sys.exit(f"dev.py: Ringtrue needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    print("Setting up .venv (once; a few minutes on a slow line) ...", flush=True)
    try:
        venv.create(ENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        sys.exit("dev.py: Python has no working venv; on Debian: apt install python3-venv")
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet")
    # pip cannot hash a local directory, so: build tools, then everything else, then the checkout.
    need("install the build tools", *pip, "install", "--require-hashes", "-r", LOCKS["build"])
    need(
        "install the requirements",
        *(*pip, "install", "--require-hashes", "--no-build-isolation", "-r", LOCKS["all"]),
    )
    need(
        "install this checkout",
        *(*pip, "install", "--no-deps", "--no-build-isolation", "--editable", "."),
    )
    STAMP.write_text(fingerprint())


def check(arguments: list[str]) -> int:
    """Run every check and say which failed; with arguments, only pytest with them."""
    if arguments:
        return call(BIN / "pytest", *arguments)
    failed = []
    for name, words in CHECKS:
        print(f"\n== {name}: {' '.join(words)}", flush=True)
        if call(BIN / words[0], *words[1:]):
            failed.append(name)
    print(f"\n{'FAILED: ' + ', '.join(failed) if failed else 'All checks passed.'}", flush=True)
    return 1 if failed else 0


def lock() -> int:
    """Renew both lock files from pyproject.toml; they hold versions and hashes, never a host."""
    common = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--quiet"]
    common += ["--generate-hashes", "--no-header", "--no-annotate"]
    every = [*common, "pyproject.toml", "--group", "dev", "--extra", "postgres", "--extra", "pdf"]
    need("lock the requirements", *every, "-o", LOCKS["all"])
    need("lock the build tools", *common, "--group", "build", "-o", LOCKS["build"])
    return 0


def main(arguments: list[str]) -> int:
    """Dispatch one of the commands in the text above."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb == "lock":
        return lock()
    if verb not in {"demo", "test", "run"}:
        print(__doc__)
        return 0 if verb in {"-h", "--help"} else 2
    set_up()
    if verb == "test":
        return check(rest)
    words = ["demo", *(rest or ["flights"])] if verb == "demo" else rest
    return call(BIN / "ringtrue", *words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
