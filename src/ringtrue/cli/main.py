"""The command: verbs found by their file, loaded when named, and every end as an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from ringtrue import __version__
from ringtrue.cli import verbs
from ringtrue.core.errors import ConfigError, ExitCode, RingtrueError

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_CODES = (
    "Exit codes: 0 clear, 1 blocked (findings), 2 usage or configuration, 3 could not measure,"
    " 70 our fault."
)
_MOST_ERRORS = 10
_INTERRUPTED, _PIPE_CLOSED = 130, 141


class VerbGroup(click.Group):
    """A group whose verbs are the modules of `cli.verbs`, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every verb, in alphabetical order."""
        return sorted(found.name for found in iter_modules(verbs.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{verbs.__name__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest verb when there is none of this name."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], known, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"There are {', '.join(known)}."
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb and turn every way it can end into an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_stdout()
            ctx.exit(_PIPE_CLOSED)
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            ctx.exit(_INTERRUPTED)
        except RingtrueError as error:
            if ctx.params.get("debug"):
                raise
            tell(error)
            ctx.exit(error.exit_code)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            _tell_our_fault(error)
            ctx.exit(ExitCode.OUR_FAULT)
        return result


@click.group(cls=VerbGroup, context_settings=_HELP, epilog=_CODES)
@click.version_option(__version__, "--version", "-V", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback when something goes wrong.")
def main(debug: bool) -> None:
    """Say only what you can do; do what you say.

    Ringtrue reads marketing copy, finds every promise in it, measures each against operational
    data, and judges the campaign before launch.
    """


def tell(error: RingtrueError) -> None:
    """Print an error to stderr, and the others of its reading: what, where, line, what to do."""
    others = error.others if isinstance(error, ConfigError) else ()
    for each in (error, *others[: _MOST_ERRORS - 1]):
        _tell_one(each)
    more = len(others) - (_MOST_ERRORS - 1)
    if more > 0:
        click.echo(f"and {more:,} more.", err=True)


def _tell_one(error: RingtrueError) -> None:
    from ringtrue.cli.output.marking import clean, excerpt

    click.echo(f"{click.style('error:', fg='red', bold=True)} {clean(str(error))}", err=True)
    for line in excerpt(error.where):
        click.echo(line, err=True)


def _tell_our_fault(error: Exception) -> None:
    from ringtrue.cli.output.marking import clean

    click.echo(
        f"ringtrue: this is our fault, not yours: {type(error).__name__}: {clean(str(error))}\n"
        "Run 'ringtrue --debug ...' to see where, and report it with what you ran.",
        err=True,
    )


def _silence_stdout() -> None:
    """Nobody reads any more: keep Python from complaining about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
