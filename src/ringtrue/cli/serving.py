"""The web server behind `ringtrue serve`: its port, its addresses, its processes."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringtrue.cli.keeping import Keeper
from ringtrue.core.errors import UsageError

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace

_THREADS = 8
_WAITING = 512
"""How many connections may wait to be taken up."""

_SECONDS_TO_END = 30
_OURSELVES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_WILDCARDS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - to know them, not to listen there


def need_server() -> None:
    """Say what to do on a machine on which gunicorn does not run."""
    if os.name == "nt":
        cure = (
            "Run it in WSL or a container; or install granian, set RINGTRUE_WORKSPACE, and run"
            " 'granian --interface wsgi ringtrue.web.wsgi:application'."
        )
        raise UsageError("'serve' needs gunicorn, which does not run on Windows", cure=cure)


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound already, so that nobody else can take the port before it serves."""
    where = f"{host}:{port}"
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=_WAITING)
    except socket.gaierror as error:
        cure = "Give an address of this machine, such as 127.0.0.1."
        raise UsageError(f"{host!r} is no address", where=where, cure=cure) from error
    except OSError as error:
        what, cure = _REFUSALS.get(error.errno or 0, (str(error.strerror), "Try another --port."))
        raise UsageError(what, where=where, cure=cure) from error


_REFUSALS = {
    errno.EADDRINUSE: (
        "the port is taken",
        "Stop what listens there, or choose another --port (0 takes a free one).",
    ),
    errno.EACCES: ("this port is not yours to take", "Choose a --port above 1023."),
    errno.EADDRNOTAVAIL: ("this machine does not have the address", "Give one that it has."),
}


def answer_to(host: str) -> None:
    """Let the desk answer to the name it listens at; before the store is opened."""
    if host not in _WILDCARDS | _OURSELVES:
        name = f"[{host}]" if ":" in host else host
        os.environ.setdefault("RINGTRUE_HOSTS", ",".join([name, *sorted(_OURSELVES)]))


def address_of(host: str, port: int) -> str:
    """The address that people type: that of the proxy where there is one, else our own."""
    from django.conf import settings

    named = os.environ.get("RINGTRUE_HOSTS", "").split(",")[0].strip()
    if named.startswith((".", "*")) or not named:
        named = "localhost" if host in _WILDCARDS else f"[{host}]" if ":" in host else host
    return f"https://{named}" if settings.SECURE else f"http://{named}:{port}"


def first_steps(workspace: Workspace, address: str, host: str) -> Iterator[str]:
    """Where the desk is, and while there is nobody yet the link of the first administrator."""
    from django.urls import reverse

    from ringtrue.desk.services.invite_person import first_link

    yield f"The desk of {workspace.name}: {address}"
    token = first_link()
    if token:
        yield "There is nobody yet. The first administrator signs up here (once, within a day):"
        yield f"  {address}{reverse('welcome', args=[token])}"
    if host in _WILDCARDS and not os.environ.get("RINGTRUE_HOSTS"):
        yield "It answers to the name localhost only; name others in RINGTRUE_HOSTS."
    yield "Stop it with Ctrl-C."


def run(door: socket.socket, workers: int, worked: Path | None) -> None:
    """Answer at a bound socket, which it takes over, until somebody stops it and so the process.

    A worker does the jobs of the workspace `worked` meanwhile; none where that is None.
    """
    from django.db import connections
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    wanted = _settings(door.detach(), workers)
    if worked is not None:
        keeper = Keeper(worked)
        wanted["on_exit"] = lambda server: keeper.stop()  # noqa: ARG005 - gunicorn's signature

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn without its command line and its configuration files."""

        def load_config(self) -> None:
            for name, value in wanted.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return import_app("ringtrue.web.wsgi:application")

    sys.stdout.flush()
    connections.close_all()
    Server().run()


def _settings(door: int, workers: int) -> dict[str, object]:
    return {
        "bind": f"fd://{door}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": _THREADS,
        "backlog": _WAITING,
        "graceful_timeout": _SECONDS_TO_END,
        "loglevel": "warning",
        "control_socket_disable": True,
        "proc_name": "ringtrue",
    }
