"""What the documents say runs, and what can be set is in the documents."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from ringtrue.cli.main import main
from ringtrue.core.policy import Policy
from ringtrue.desk.schema import load_schema
from ringtrue.desk.workspace import load_workspace, parse_workspace

Run = Callable[..., Result]
DOCS = Path(__file__).parents[2] / "docs"


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def media_plan() -> str:
    """The media plan that docs/readiness.md shows."""
    found = re.search(r"```yaml\n(.*?placements:.*?)```", text_of("readiness.md"), re.DOTALL)
    assert found
    return found[1]


def commands() -> Iterator[str]:
    for block in re.findall(r"```console\n(.*?)```", text_of("cli.md"), re.DOTALL):
        yield from (line.removeprefix("$ ringtrue ") for line in block.splitlines())


@pytest.mark.parametrize("words", sorted(set(commands())))
def test_every_command_in_the_documents_runs(run: Run, shop: Path, words: str) -> None:
    (shop / "other.md").write_text("We reply in 2 hours.\n", encoding="utf-8")
    (shop / "media.yaml").write_text(media_plan(), encoding="utf-8")
    (shop / "list.txt").write_text("We reply in 2 hours.\n", encoding="utf-8")
    (shop / "copy").mkdir()
    (shop / "copy" / "a.md").write_text("We reply in 2 hours.\n", encoding="utf-8")
    if words == "init":
        (shop / "ringtrue.yaml").unlink()
    if words.startswith("verify"):
        run("measure")
    result = run(*shlex.split(words))
    assert result.exit_code in ({1} if words.startswith("check") else {0}), result.output


def test_every_verb_and_option_is_in_the_documents() -> None:
    told = text_of("cli.md")
    context = click.Context(main)
    for name in main.list_commands(context):
        assert f"`{name}`" in told, name
        verb = main.get_command(context, name)
        assert verb is not None
        for option in options(verb):
            assert option.opts[0] in told, f"{name} {option.opts[0]}"


def options(verb: click.Command) -> Iterator[click.Option]:
    """Those of a verb, and of the verbs under it."""
    yield from (each for each in verb.params if isinstance(each, click.Option))
    for each in verb.commands.values() if isinstance(verb, click.Group) else ():
        yield from options(each)


def test_the_example_workspace_is_read() -> None:
    block = re.findall(r"```yaml\n(.*?)```", text_of("workspace.md"), re.DOTALL)[1]
    workspace = parse_workspace(block, Path("ringtrue.yaml"))
    assert len(workspace.standards) == 7
    assert {type(standard.test).__name__ for standard in workspace.standards} == {
        "Within", "Remedy", "Between", "Holds", "CountPer", "Uptime",
    }  # fmt: skip


def settings(schema: dict[str, Any]) -> Iterator[str]:
    for each in (schema, *schema["$defs"].values()):
        yield from each.get("properties", {})


def test_every_setting_is_in_the_documents_and_in_the_example() -> None:
    told = text_of("workspace.md")
    days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    for name in set(settings(load_schema("ringtrue"))) - days:
        assert f"`{name}`" in told or f"### {name}" in told, name


def test_the_schema_knows_every_setting_of_the_policy() -> None:
    known = load_schema("ringtrue")["$defs"]["policy"]["properties"]
    assert set(known) == set(Policy.__dataclass_fields__)


def test_every_key_of_the_outputs_is_in_the_documents() -> None:
    told = text_of("json.md")
    read, review = load_schema("read"), load_schema("review")
    for each in (read["$defs"], review["$defs"], {"": review}):
        for part in each.values():
            for name in part.get("properties", {}):
                assert f"`{name}`" in told, name


def test_the_demonstrations_own_books_are_read() -> None:
    import ringtrue.desk.demo

    folder = Path(ringtrue.desk.demo.__file__).parent / "flights"
    workspace = load_workspace(folder)
    assert all((folder / each.location).is_file() for each in workspace.materials)
    assert len(load_workspace(folder.parent / "shop").standards) == 9
