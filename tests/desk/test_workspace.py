"""ringtrue.yaml to nouns, and every mistake at its place with a cure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.calendar import Opening
from ringtrue.core.errors import ConfigError
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import Between, CountPer, Holds, Missing, Remedy, Uptime, Within
from ringtrue.core.workspace import Workspace
from ringtrue.desk.finding_workspace import find_workspace
from ringtrue.desk.schema import load_schema
from ringtrue.desk.workspace import load_workspace, parse_workspace

BASE = """\
sources:
  orders:
    location: orders.csv
    time_zone: Europe/London
    segments: [region]
calendars:
  office:
    time_zone: Europe/London
    weekdays: 09:00-17:30
"""
WITHIN = """\
standards:
  - id: fast
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
"""


def load(text: str) -> Workspace:
    return parse_workspace(text, Path("shop/ringtrue.yaml"))


def refusal(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert caught.value.cure, "an error must say what to do"
    return caught.value


def test_an_empty_file_is_a_workspace_with_defaults_named_after_its_folder() -> None:
    workspace = load("")
    assert workspace == Workspace(folder="shop", name="shop", policy=Policy())


def test_a_standard_within_a_limit_reads_naturally() -> None:
    text = BASE + WITHIN.replace("2 days", "less than 15 minutes") + "    early: kept\n"
    (standard,) = load(text + "    target: 80%\n    where: weight > 0\n").standards
    assert isinstance(standard.test, Within)
    assert standard.test.limit == Duration(15, Unit.MINUTE)
    assert standard.test.strict
    assert standard.test.early_is_kept
    assert standard.target == 0.8
    assert str(standard.population) == "weight > 0"
    assert standard.place == "shop/ringtrue.yaml:11:5"


@pytest.mark.parametrize(("words", "strict"), [("", False), ("within ", False), ("under ", True)])
def test_only_less_than_and_under_make_the_limit_itself_too_late(words: str, strict: bool) -> None:
    (standard,) = load(BASE + WITHIN.replace("2 days", f"{words}2 days")).standards
    assert isinstance(standard.test, Within)
    assert standard.test.strict is strict


@pytest.mark.parametrize(
    ("keys", "test"),
    [
        ("day: d\n    condition: lost is null\n    missing: void", Holds),
        ("day: d\n    value: wait_seconds\n    at_most: 30", Between),
        ("day: d\n    count_per: branch\n    at_least: 3", CountPer),
        ("uptime: 99.9%\n    from: down_at\n    to: up_at", Uptime),
    ],
)
def test_every_sort_of_standard_is_told_by_its_keys(keys: str, test: type) -> None:
    (standard,) = load(f"{BASE}standards:\n  - id: a\n    source: orders\n    {keys}\n").standards
    assert isinstance(standard.test, test)


def test_missing_bounds_shares_and_remedies_arrive_as_written() -> None:
    text = (
        BASE
        + WITHIN
        + (
            "  - {id: refund, source: orders, after: fast, to: refunded_at, limit: 5 business days,"
            " calendar: office}\n"
            "  - {id: price, source: orders, value: price, day: d, less_than: 10,"
            " missing: pending}\n"
            "  - {id: up, source: orders, uptime: 99.95%, from: a, to: b}\n"
        )
    )
    _, refund, price, up = load(text).standards
    assert refund.test == Remedy(
        "fast",
        refund.test.end,
        Duration(5, Unit.BUSINESS_DAY),
        "office",  # type: ignore[union-attr]
    )
    assert isinstance(price.test, Between)
    assert (price.test.low, price.test.high, price.test.strict) == (None, 10, True)
    assert price.test.missing is Missing.PENDING
    assert isinstance(up.test, Uptime)
    assert up.test.share == 0.9995


def test_a_standard_takes_segments_from_its_source_and_target_from_the_policy() -> None:
    (standard,) = load(BASE + WITHIN + "policy:\n  target: 0.75\n").standards
    assert standard.segments == ("region",)
    assert standard.target == 0.75


def test_a_standard_without_segments_may_say_so() -> None:
    (standard,) = load(BASE + WITHIN + "    segments: []\n").standards
    assert standard.segments == ()


def test_several_wordings_may_stand_for_one_standard() -> None:
    (standard,) = load(BASE + WITHIN + "    promise: [In 2 days, Two-day delivery]\n").standards
    assert (standard.promise, standard.wordings) == ("In 2 days", ("Two-day delivery",))


def test_a_calendar_has_weekdays_single_days_and_holidays() -> None:
    (office,) = load(
        BASE + "    saturday: '09:00-12:00, 13:00-24:00'\n    friday: closed\n"
        "    holidays: [2026-12-25]\n"
    ).calendars
    whole = (Opening(time(9), time(17, 30)),)
    assert office.week == (
        *[whole] * 4,
        (),
        (Opening(time(9), time(12)), Opening(time(13), time(0))),
        (),
    )
    assert office.holidays == {date(2026, 12, 25)}


def test_the_policy_takes_shares_effects_and_single_rules() -> None:
    policy = load("policy: {target: 85%, vague: block, rules: {us-x: ignore}}").policy
    assert (policy.target, policy.vague) == (0.85, Effect.BLOCK)
    assert policy.rules == (("us-x", Effect.IGNORE),)
    assert policy.fails is Policy().fails


def test_as_of_without_a_zone_stays_wall_clock() -> None:
    assert load("as_of: 2014-01-01").as_of == datetime(2014, 1, 1)
    zoned = load("as_of: '2014-01-01T09:00+01:00'").as_of
    assert zoned == datetime(2014, 1, 1, 8, tzinfo=UTC)


def test_words_that_yaml_1_1_takes_for_truth_values_stay_words() -> None:
    assert load("name: no").name == "no"


MISTAKES = {
    "an unknown key names the nearest": (
        "sources:\n  orders:\n    locaton: x.csv\n",
        "3:5",
        "'locaton' is not a setting of 'orders'",
        "Did you mean 'location'?",
    ),
    "an unknown key at the top": ("sorces: {}\n", "1:1", "'sorces'", "'sources'"),
    "a text with a colon in it": (
        BASE + WITHIN + "    promise: [{On time: always}]\n",
        "16:15",
        "a set of settings",
        "quotes",
    ),
    "a wrong type": ("policy:\n  stale_days: many\n", "2:15", "'many'", "a whole number"),
    "a share over one": ("policy:\n  target: 80\n", "2:11", "'target' is 80", "80%"),
    "an unknown effect": ("policy:\n  vague: blok\n", "2:10", "'blok'", "'block'"),
    "an unknown jurisdiction": ("jurisdictions: [uk, fr]\n", "1:21", "'fr'", "us, uk, eu"),
    "a key twice": ("name: a\nname: b\n", "2:1", "'name' is set twice", "line 1"),
    "an unknown zone": (
        "sources:\n  o: {location: x, time_zone: Europe/Londn}\n",
        "2:31",
        "'Europe/Londn'",
        "'Europe/London'",
    ),
    "a zone that is a path": (
        "sources:\n  o: {location: x, time_zone: ../../etc/passwd}\n",
        "2:31",
        "no time zone",
        "IANA",
    ),
    "a bad unit": (
        BASE + WITHIN.replace("2 days", "less than 2 dogs"),
        "15:22",
        "'2 dogs' is not a duration",
        "business day",
    ),
    "a limit without a number": (
        BASE + WITHIN.replace("2 days", "soon"),
        "15:12",
        "'soon'",
        "2 business days",
    ),
    "an expression points inside": (
        BASE + WITHIN + '    where: "weight > and 3"\n',
        "16:22",
        "'and'",
        "expressions.md",
    ),
    "an expression without quotes points inside": (
        BASE + WITHIN + "    void: status = = 2\n",
        "16:20",
        "'='",
        "expressions.md",
    ),
    "an unknown source": (
        BASE + WITHIN.replace("source: orders", "source: order"),
        "12:13",
        "no source 'order'",
        "'orders'",
    ),
    "an unknown calendar": (
        BASE + WITHIN + "    calendar: offce\n",
        "16:15",
        "'offce'",
        "'office'",
    ),
    "business days without a calendar": (
        BASE + WITHIN.replace("2 days", "2 business days"),
        "15:12",
        "2 business days need a calendar",
        "calendars",
    ),
    "two ids": (BASE + WITHIN + WITHIN.partition("\n")[2], "16:9", "two standards", "line 11"),
    "two tests in one": (
        BASE + WITHIN + "    condition: lost\n",
        "13:5",
        "'from' does not belong beside 'condition'",
        "one test",
    ),
    "no test at all": (
        BASE + "standards:\n  - {id: a, source: orders}\n",
        "11:5",
        "tests nothing",
        "'from'",
    ),
    "half a clock": (
        BASE + "standards:\n  - {id: a, source: orders, from: x, limit: 2 days}\n",
        "11:5",
        "also needs 'to'",
        "to:",
    ),
    "a value without bounds": (
        BASE + "standards:\n  - {id: a, source: orders, value: x, day: d}\n",
        "11:5",
        "needs a bound",
        "at_most",
    ),
    "bounds that mix": (
        BASE
        + "standards:\n  - {id: a, source: orders, value: x, day: d, at_least: 1, less_than: 2}\n",
        "11:5",
        "one bound counts",
        "together",
    ),
    "bounds the wrong way round": (
        BASE
        + "standards:\n  - {id: a, source: orders, value: x, at_least: 3, day: d, at_most: 2}\n",
        "11:49",
        "above",
        "Swap",
    ),
    "a condition without a day": (
        BASE + "standards:\n  - {id: a, source: orders, condition: lost}\n",
        "11:5",
        "also needs 'day'",
        "day:",
    ),
    "a remedy after nothing": (
        BASE + "standards:\n  - {id: a, source: orders, after: b, to: x, limit: 2 days}\n",
        "11:36",
        "no standard 'b'",
        "Known here: a",
    ),
    "a remedy after itself": (
        BASE + "standards:\n  - {id: a, source: orders, after: a, to: x, limit: 2 days}\n",
        "11:36",
        "cannot follow",
        "same source",
    ),
    "hours that overlap": (
        BASE + "    monday: '9:00-12:00, 11:00-13:00'\n",
        "10:13",
        "before it has closed",
        "order",
    ),
    "hours backwards": (BASE + "    monday: 18:00-09:00\n", "10:13", "closes before", "midnight"),
    "hours that no clock shows": (BASE + "    monday: 9:00-25:00\n", "10:13", "25:00", "24:00"),
    "a calendar never open": ("calendars:\n  c: {time_zone: UTC}\n", "2:6", "never open", "hours"),
    "a day that does not exist": (
        BASE + "    holidays: [2026-02-30]\n",
        "10:16",
        "2026-02-30",
        "2026-12-25",
    ),
    "a moment that does not exist": ("as_of: 2026-13-01\n", "1:8", "2026-13-01", "2026-03-01"),
    "a confidence of nothing": ("policy:\n  confidence: 0.2\n", "2:15", "0.2", "95%"),
    "broken yaml": ("name: [a\nsources: {}\n", "2:8", "not YAML", "indentation"),
    "a list at the top": ("- a\n", "1:1", "not a set of settings", "name"),
    "an alias": ("name: &a x\n", "1:7", "anchors", "Write the value out"),
    "a tag": ("name: !!python/object:os.system x\n", "1:7", "tag", "without a tag"),
    "a control character": ("name: a\x00b\n", "", "not YAML", "UTF-8"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_a_cure(name: str) -> None:
    text, place, what, cure = MISTAKES[name]
    error = refusal(text)
    assert error.where == f"shop/ringtrue.yaml:{place}".rstrip(":")
    assert what in error.what
    assert cure in error.cure


def test_a_file_that_would_unfold_to_billions_is_refused_before_it_unfolds() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert "anchors" in refusal("\n".join(lines)).what


def test_a_file_of_brackets_is_refused_without_a_crash() -> None:
    assert "levels" in refusal("a: " + "[" * 5_000).what


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    assert "characters" in refusal("name: " + "x" * 2_000_000).what


@given(st.text(max_size=200))
def test_no_text_at_all_ends_in_anything_but_a_workspace_or_a_clear_error(text: str) -> None:
    try:
        load(text)
    except ConfigError as error:
        assert error.what


@given(st.text(alphabet="abc:-[]{} \n'\"#&*!|>%@,?0", max_size=60))
def test_nothing_that_looks_like_yaml_ends_in_a_traceback(text: str) -> None:
    try:
        load(BASE + text)
    except ConfigError as error:
        assert error.where.startswith("shop/ringtrue.yaml")


def test_the_loader_finds_the_file_in_the_folder_or_above(tmp_path: Path) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Here", encoding="utf-8")
    (tmp_path / "deep" / "down").mkdir(parents=True)
    assert find_workspace(tmp_path / "deep" / "down") == tmp_path
    assert load_workspace(tmp_path).name == "Here"
    assert load_workspace(tmp_path / "ringtrue.yaml").name == "Here"


def test_a_folder_without_the_file_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_workspace(tmp_path)
    assert "ringtrue init" in caught.value.cure


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ringtrue.yaml").write_bytes("name: Café".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_workspace(tmp_path)


VALID = [
    "",
    BASE,
    BASE + WITHIN,
    BASE
    + WITHIN
    + "    early: void\n    missing_target: 1\n".replace("    missing_target: 1\n", ""),
    BASE + "standards: [{id: a, source: orders, day: d, value: x, less_than: 3, more_than: 1}]\n",
    BASE + "standards: [{id: a, source: orders, day: d, count_per: x, at_most: 3}]\n",
    BASE + "standards: [{id: a, source: orders, uptime: 0.999, from: a, to: b}]\n",
    "policy: {target: 80.5%, stale_days: 3, rules: {a: warn}}\n",
    "materials: [{location: a.md}, {location: b.md, channel: web}]\n",
]
STRUCTURAL = [
    text
    for name, (text, *_) in MISTAKES.items()
    if name.startswith(
        ("an unknown key", "a condition", "a wrong", "a share", "an unknown eff", "an unknown jur",
         "a limit", "two tests", "no test", "half", "a value", "bounds that mix", "a list")
    )
]  # fmt: skip


def schema_accepts(text: str) -> bool:
    """What an editor would say; YAML's own dates stay text, as our loader has it."""
    loader = type("PlainDates", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        key: [pair for pair in pairs if "timestamp" not in pair[0]]
        for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    data = yaml.load(text, Loader=loader) or {}
    return jsonschema.Draft202012Validator(load_schema("ringtrue")).is_valid(data)


def test_the_shipped_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema("ringtrue"))


@pytest.mark.parametrize("text", VALID)
def test_schema_and_loader_accept_the_same(text: str) -> None:
    load(text)
    assert schema_accepts(text)


@pytest.mark.parametrize("text", STRUCTURAL)
def test_schema_and_loader_refuse_the_same(text: str) -> None:
    refusal(text)
    assert not schema_accepts(text)


KEYS = {
    "from": "a", "to": "b", "limit": "2 days", "early": "kept", "calendar": "office",
    "condition": "a", "value": "a", "count_per": "a", "uptime": 0.9, "after": "base",
    "day": "d", "at_most": 2, "at_least": 1, "less_than": 2, "more_than": 1, "missing": "void",
}  # fmt: skip


@given(st.sets(st.sampled_from(sorted(KEYS)), max_size=5))
def test_schema_and_loader_agree_on_every_mixture_of_keys(chosen: set[str]) -> None:
    base = {"id": "base", "source": "orders", "from": "a", "to": "b", "limit": "2 days"}
    other = {"id": "x", "source": "orders", **{key: KEYS[key] for key in sorted(chosen)}}
    text = BASE + yaml.safe_dump({"standards": [base, other]})
    try:
        load(text)
        accepted = True
    except ConfigError:
        accepted = False
    assert accepted == schema_accepts(text)
