"""A dossier may have been written by anybody: checking it and its page never breaks off."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.desk.dossier.rendering import json_in, layout, render_dossier
from ringtrue.desk.services.verify_dossier import verify_dossier_text
from ringtrue.gap.dossier_file import dossier_to_json
from tests.gap.dossiers import BOTH
from tests.gap.test_dossier import at, leaves

TREES = [json.loads(dossier_to_json(replace(each, layout=layout()))) for each in BOTH.values()]
ODD: list[Any] = [
    *(None, True, -1, 0, 10**12, 0.5, -2.0, 1e300, "", "<b>", "2026-13", "9999-12-31", [], {}),
    *("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00"),
]


def page_of(text: str) -> str:
    quiet = text.replace("<", "\\u003c")
    return f'<p><script type="application/json" id="ringtrue-dossier">{quiet}</script>'


@settings(max_examples=60)
@given(st.data())
def test_any_value_in_any_place_is_checked_to_the_end(data: st.DataObject) -> None:
    tree = json.loads(json.dumps(data.draw(st.sampled_from(TREES))))
    path = data.draw(st.sampled_from([*leaves(tree)]))
    path = path[: data.draw(st.integers(1, len(path)))]
    at(tree, path[:-1])[path[-1]] = data.draw(st.sampled_from(ODD))
    assert verify_dossier_text(page_of(json.dumps(tree))).problems


def test_a_page_made_of_what_anybody_wrote_holds_nothing_but_one_script() -> None:
    for each in BOTH.values():
        about = replace(each.campaigns[0].about, name="<script>", slug='"><script>')
        forged = replace(each, campaigns=(replace(each.campaigns[0], about=about),))
        text = dossier_to_json(forged)
        page = render_dossier(forged, text)
        assert page.count("<script") == 1
        assert json.loads(json_in(page)) == json.loads(text)


def test_what_is_about_nothing_is_no_dossier() -> None:
    tree = {**TREES[0], "campaigns": []}
    checked = verify_dossier_text(page_of(json.dumps(tree)))
    assert "it is about no promise" in " ".join(map(str, checked.problems))
