"""docs/api.md tells scopes, problems and limits as they are; no two schemas share a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def told() -> str:
    return (DOCS / "api.md").read_text(encoding="utf-8")


def test_every_scope_is_told(told: str) -> None:
    from ringtrue.desk.scopes import Scope

    for scope in Scope:
        words = scope.spoken[:1].lower() + scope.spoken[1:]
        assert f"| `{scope.value}` | {words} |" in told


def test_every_problem_is_told(told: str) -> None:
    from ringtrue.web.api.problems import kinds

    for kind in kinds():
        assert f"| {kind.status.value} | `{kind.name}` |" in told


def test_the_limits_are_told(told: str) -> None:
    from ringtrue.desk.services import make_token, use_token
    from ringtrue.web.api import paging

    assert f"good for {make_token.DAYS} days" in told
    assert f"`limit` is {paging.LIMIT}\nunless you say otherwise, and {paging.MOST}" in told
    assert use_token.MISSES == 20
    assert "Twenty wrong tokens" in told


def test_each_operation_says_what_it_does_and_what_it_takes() -> None:
    from ringtrue.web.api.api import schema

    names = []
    for path, methods in schema()["paths"].items():
        for method, each in methods.items():
            where = f"{method} {path}"
            names.append(each["operationId"])
            assert each["summary"], where
            assert each["tags"], where
            for one in each["parameters"]:
                assert one.get("description") or one["schema"].get("description"), (where, one)
            told = set(each["responses"])
            if each.get("security"):
                assert {"401", "403", "429"} <= told, where
                assert not each["x-actions"] or "Scope: `" in each["description"], where
            for status, answer in each["responses"].items():
                kind = "application/problem+json" if int(status) >= 400 else None
                assert kind is None or set(answer["content"]) == {kind}, where
            if method != "get":
                keys = [one["name"] for one in each["parameters"] if one["in"] == "header"]
                assert keys == ["Idempotency-Key"], where
    assert len(names) == len(set(names))
    tags = {each["name"]: each["description"] for each in schema()["tags"]}
    used = {each["tags"][0] for methods in schema()["paths"].values() for each in methods.values()}
    assert set(tags) == used
    assert all(tags.values())


def test_no_two_schemas_share_a_name() -> None:
    from ringtrue.web.api.api import API

    seen: dict[str, str] = {}
    for router in API._get_bound_routers():
        for view in router.path_operations.values():
            for each in view.operations:
                asked = [(model, "validation") for model in each.models]
                told = [
                    (model, "serialization") for model in each.response_models.values() if model
                ]
                for model, mode in asked + told:
                    found = model.model_json_schema(mode=mode, by_alias=mode == "validation")
                    for name, schema in found.get("$defs", {}).items():
                        said = json.dumps(schema, sort_keys=True)
                        assert seen.setdefault(name, said) == said, name
