"""`ringtrue explain`: what one advertising rule says, where it comes from, and how to settle it."""

from __future__ import annotations

import click

from ringtrue.cli.options import color_option


@click.command()
@click.argument("rule", required=False)
@color_option
def command(rule: str | None) -> None:
    """Explain one advertising RULE by its id; without an id, list them all."""
    from ringtrue.cli.output.printing import say
    from ringtrue.cli.output.table import table
    from ringtrue.say.rules import all_rules, explain

    if rule is None:
        rows = [
            (each.id, each.jurisdiction.value, each.level.value, each.needs.value, each.title)
            for each in sorted(all_rules(), key=lambda each: each.id)
        ]
        say(table(("rule", "where", "level", "needs", "title"), rows, texts=5))
        return
    found = explain(rule)
    say(
        [
            f"{click.style(found.id, bold=True)}: {found.title}",
            f"  why:     {found.why}",
            f"  fix:     {found.fix}",
            f"  level:   {found.level.value}",
            f"  applies: {found.jurisdiction.value}, needs {found.needs.value}",
            f"  source:  {found.source} (since {found.edition.isoformat()})",
        ]
    )
