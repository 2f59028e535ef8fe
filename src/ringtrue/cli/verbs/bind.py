"""`ringtrue bind`: what each promise of the copy could be measured by, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import color_option, format_option, need_workspace, workspace_option
from ringtrue.core.standard import Standard

if TYPE_CHECKING:
    from ringtrue.desk.services.bind_promises import Bindings, BoundPromise, Proposal

_COLORS = {
    "ringtrue.yaml": "green",
    "proposal": "green",
    "ambiguous": "yellow",
    "unbound": "red",
    "vague": "yellow",
}


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--yaml", "as_yaml", is_flag=True,
              help="Print the proposals as YAML, to be pasted under 'standards'.")  # fmt: skip
@format_option("text", "json")
@workspace_option
@color_option
def command(files: tuple[str, ...], as_yaml: bool, form: str, workspace: Path | None) -> None:
    """Match the promises of the materials, or of FILE..., with the columns of the sources.

    What ringtrue.yaml says for a wording wins; otherwise candidates are proposed, and nothing is
    guessed where two are near.
    """
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.cli.progress import progress
    from ringtrue.cli.verbs.check import read_all
    from ringtrue.desk.services.bind_promises import bind_promises

    found, reading = need_workspace(workspace), read_all(files, workspace)
    with progress() as tell:
        bindings = bind_promises(found, reading.promises, tell)
    if as_yaml:
        say(_yaml(bindings))
    elif form == "json":
        emit(_json(bindings))
    else:
        for promise in bindings.promises:
            say(_lines(promise))
        if not bindings.promises:
            say(["No promise was found in the copy."])


def _lines(promise: BoundPromise) -> Iterator[str]:
    from ringtrue.cli.output.claims_text import claim_head
    from ringtrue.cli.output.marking import clean

    yield from claim_head(promise.claim)
    by = click.style(promise.by.value, fg=_COLORS[promise.by], bold=True)
    yield f"    {by}: {clean(promise.reason)}"
    for proposal in promise.proposals:
        yield from _candidates(proposal)
    yield ""


def _candidates(proposal: Proposal) -> Iterator[str]:
    from ringtrue.desk.drafts_in_words import describe

    meaning = "meaning" if proposal.draft.stated else "possible meaning"
    yield f"    {meaning}: {describe(proposal.draft)}"
    if not proposal.binding.candidates:
        yield f"      {proposal.binding.state.value}: {proposal.binding.reason}"
    for each in proposal.binding.candidates:
        yield f"      {each.score:.2f} {_columns(each.standard)}"
        yield f"           because {'; '.join(each.reasons)}"


def _columns(standard: Standard) -> str:
    """The columns and the limit of a candidate in one line."""
    from ringtrue.desk.config.writing import standard_yaml

    shown = ("from", "to", "limit", "condition", "value", "count_per", "uptime", "after",
             "at_most", "at_least", "less_than", "more_than", "early")  # fmt: skip
    pairs = (line.strip(" -").partition(": ") for line in standard_yaml(standard).splitlines())
    return f"{standard.source}: " + ", ".join(
        f"{key} {value}" for key, _, value in pairs if key in shown
    )


def _yaml(bindings: Bindings) -> Iterator[str]:
    """Clear proposals as entries, the candidates of unclear ones as comments."""
    from ringtrue.desk.config.writing import standard_yaml
    from ringtrue.desk.services.bind_promises import BoundBy

    yield "standards:"
    shown: set[str] = set()
    for promise in bindings.promises:
        if promise.by is BoundBy.PROPOSAL:
            for standard in promise.standards:
                if standard.id not in shown:
                    shown.add(standard.id)
                    yield f"  # {promise.claim.place}: {promise.reason}"
                    yield standard_yaml(standard)
        elif promise.by is BoundBy.AMBIGUOUS:
            yield f"  # {promise.claim.place}: {promise.reason}; choose one:"
            for proposal in promise.proposals:
                for each in proposal.binding.candidates:
                    text = standard_yaml(each.standard)
                    yield "\n".join(f"  # {line}" for line in text.splitlines())
    if not shown:
        yield "  # No promise of the copy is clear enough to propose a standard for."


def _json(bindings: Bindings) -> str:
    import json

    from ringtrue.cli.output.claims_json import place_object
    from ringtrue.desk.config.writing import standard_yaml

    found = [
        {
            "schema": "ringtrue/bind/1",
            "place": place_object(promise.claim.place),
            "text": promise.claim.text,
            "bound_by": promise.by.value,
            "reason": promise.reason,
            "standards": [standard.id for standard in promise.standards],
            "candidates": [
                {
                    "source": each.standard.source,
                    "score": each.score,
                    "reasons": list(each.reasons),
                    "state": proposal.binding.state.value,
                    "yaml": standard_yaml(each.standard),
                }
                for proposal in promise.proposals
                for each in proposal.binding.candidates
            ],
        }
        for promise in bindings.promises
    ]
    return json.dumps(found, indent=1, ensure_ascii=False)
