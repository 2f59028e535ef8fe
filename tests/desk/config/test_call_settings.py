"""Where the calls are, as ringtrue.yaml says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.core.calls import CallColumns
from ringtrue.core.errors import ConfigError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import parse_workspace

BOOK = """\
sources:
  phone: {{location: calls.csv}}
calls:
  source: {source}
  arrived: came
  answered: taken
  {more}
"""


def read(source: str = "phone", more: str = "ended: over") -> Workspace:
    return parse_workspace(BOOK.format(source=source, more=more), Path("ringtrue.yaml"))


def test_columns_are_taken_as_they_are_named() -> None:
    assert read().calls == CallColumns("phone", "came", "taken", "over", place="ringtrue.yaml:4:3")
    more = read(more="ended: over\n  abandoned: gone\n  caller: who").calls
    assert more is not None
    assert (more.abandoned, more.caller) == ("gone", "who")


def test_a_workspace_that_does_not_say_it_has_none() -> None:
    assert parse_workspace("name: x\n", Path("ringtrue.yaml")).calls is None


def test_a_source_that_is_not_there_is_named_with_its_line() -> None:
    with pytest.raises(ConfigError, match="there is no source 'fone'") as error:
        read("fone")
    assert error.value.where == "ringtrue.yaml:4:11"
    assert "Did you mean 'phone'" in error.value.cure


def test_what_is_missing_is_asked_for() -> None:
    with pytest.raises(ConfigError, match="ended"):
        read(more="caller: who")
