"""A workspace is a folder with ringtrue.yaml; this reads it."""

from __future__ import annotations

from pathlib import Path

from ringtrue.core.errors import ConfigError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.finding_workspace import EVERYWHERE, FILE_NAME

MAX_BYTES = 1_000_000
_NONE = "Run 'ringtrue init' in the folder that holds your data, or name it with --workspace."


def load_workspace(folder: Path) -> Workspace:
    """Read the workspace in a folder (or its ringtrue.yaml itself).

    Raises `ConfigError` with `file:line:column` at the first thing that cannot be and the others
    beside it. Whether data and materials are there is seen when they are used, so that copy can be
    read without data.
    """
    path = folder if folder.is_file() else folder / FILE_NAME
    return parse_workspace(read_settings(path, _NONE), path)


def parse_workspace(text: str, path: Path) -> Workspace:
    """The workspace that a text describes, as if it stood in the file `path`."""
    from ringtrue.desk.config.answering import read_answering
    from ringtrue.desk.config.calls import read_call_columns
    from ringtrue.desk.config.cost import read_cost
    from ringtrue.desk.config.cycle import read_cycle
    from ringtrue.desk.config.gate import read_checklist, read_sign_offs, read_terms
    from ringtrue.desk.config.mistakes import Mistakes
    from ringtrue.desk.config.proofs import read_proofs
    from ringtrue.desk.config.reading import moment_of, number_of, text_of, texts_of, truth_of
    from ringtrue.desk.config.schedule import read_schedule
    from ringtrue.desk.config.settings import (
        read_calendars,
        read_materials,
        read_policy,
        read_private_hosts,
        read_sources,
    )
    from ringtrue.desk.config.shape import check_shape
    from ringtrue.desk.config.standards import Known, read_standards
    from ringtrue.desk.config.tree import read_tree
    from ringtrue.desk.schema import load_schema

    mistakes = Mistakes()
    tree = read_tree(text, str(path), mistakes)
    check_shape(tree, load_schema("ringtrue"), mistakes)
    sources, policy = read_sources(tree, mistakes), read_policy(tree, mistakes)
    calendars = read_calendars(tree, mistakes)
    standards = read_standards(tree, Known(sources, calendars, policy), mistakes)
    as_of = mistakes.attempt(lambda: moment_of(tree, "as_of"), None)
    sign_offs = read_sign_offs(tree, sources, mistakes)
    checklist, terms = read_checklist(tree, mistakes), read_terms(tree)
    schedule, proofs = read_schedule(tree, mistakes), read_proofs(tree, mistakes)
    answering = read_answering(tree, calendars, mistakes)
    calls = read_call_columns(tree, sources, mistakes)
    private_hosts = read_private_hosts(tree, mistakes)
    cycle = read_cycle(tree, sources, mistakes)
    cost = read_cost(tree, sources, mistakes)
    mistakes.tell()
    return Workspace(
        folder=str(path.parent),
        name=text_of(tree, "name", path.parent.resolve().name),
        jurisdictions=texts_of(tree, "jurisdictions") if tree.get("jurisdictions") else EVERYWHERE,
        materials=read_materials(tree),
        sources=sources,
        calendars=calendars,
        standards=standards,
        policy=policy,
        allow_private_addresses=truth_of(tree, "allow_private_addresses"),
        private_hosts=private_hosts,
        as_of=as_of,
        lift=number_of(tree, "lift") or 1.0,
        proofs=proofs,
        sign_offs=sign_offs,
        checklist=checklist,
        objection_days=terms.objection_days,
        hold_at=terms.hold_at,
        sign_off_days=terms.sign_off_days,
        schedule=schedule,
        keep_months=terms.keep_months,
        answering=answering,
        cycle=cycle,
        cost=cost,
        calls=calls,
    )


def read_settings(path: Path, cure: str) -> str:
    """The text of a file that people write for us; `cure` is what to do when there is none.

    Raises `ConfigError` for a file that is missing, too large, not UTF-8, or not to be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(
                f"{path.stat().st_size:,} bytes", where=str(path), cure="Keep it small."
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError("there is no such file", where=str(path), cure=cure) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            "it is not UTF-8 text", where=str(path), cure="Save it as UTF-8."
        ) from error
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise ConfigError(what, where=str(path), cure="Check its permissions.") from error
