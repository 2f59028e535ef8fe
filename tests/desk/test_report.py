"""The report: everything is there, nothing is fetched, nobody is left out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from ringtrue.core.evidence import Interval
from ringtrue.core.outcome import Counts
from ringtrue.core.workspace import Workspace
from ringtrue.desk.report.charts.figure import Figure
from ringtrue.desk.report.charts.over_time import kept_over_time
from ringtrue.desk.report.words import parts
from ringtrue.desk.services.read_materials import read_materials
from ringtrue.desk.services.review_campaign import Review, review_campaign
from ringtrue.desk.services.write_report import report_of
from ringtrue.desk.targets import workspace_targets
from ringtrue.desk.workspace import load_workspace
from ringtrue.gap.periods import Grain, Period
from ringtrue.gap.shares import ShareRow

VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "base"})
EVIL = "We deliver <script>alert(1)</script> within 2 days & <b>more</b>."


class Outline(HTMLParser):
    """Tags that are open, ids, links, and everything that would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.styled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "a":
            self.links.append(named["href"])
        self.fetched += [named[name] for name in ("src", "srcset") if name in named]
        if tag in {"script", "link", "iframe", "object"}:
            self.fetched.append(tag)
        if "style" in named:
            self.styled.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("shop")
    rows = ["ordered_at,delivered_at,region"]
    for number in range(1000):
        ordered = datetime(2025, 1 + number // 125, 1 + number % 28, 10)
        taken = timedelta(days=4 if number % 10 == 0 else 1)
        rows.append(f"{ordered},{ordered + taken},{'north' if number % 2 else 'so<u>th'}")
    (folder / "orders.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "page.txt").write_text(f"{EVIL}\n\nWe are here for you.\n", encoding="utf-8")
    (folder / "ringtrue.yaml").write_text(
        "name: <i>Shop</i>\nas_of: 2025-09-02\nmaterials: [{location: page.txt}]\n"
        "sources: {orders: {location: orders.csv, segments: [region]}}\n"
        "standards:\n"
        f"  - id: two-days\n    promise: '{EVIL}'\n    source: orders\n    from: ordered_at\n"
        "    to: delivered_at\n    limit: 2 days\n    target: 99%\n",
        encoding="utf-8",
    )
    return load_workspace(folder)


@pytest.fixture(scope="module")
def review(workspace: Workspace) -> Review:
    return review_campaign(workspace, read_materials(workspace_targets(workspace), workspace))


@pytest.fixture(scope="module")
def html(review: Review) -> str:
    return report_of(review)


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    outline = Outline()
    outline.feed(html)
    outline.close()
    return outline


def test_the_page_is_well_formed(outline: Outline) -> None:
    assert outline.open == []


def test_every_id_is_there_once_and_every_link_leads_somewhere(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.links
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_nothing_is_fetched_and_nothing_runs(outline: Outline, html: str) -> None:
    assert outline.fetched == []
    assert outline.styled == []
    assert not re.search(r"url\((?!#)", html)
    assert "@import" not in html


def test_copy_names_and_segments_are_escaped(html: str) -> None:
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<i>Shop" not in html
    assert "<u>" not in html


def test_the_words_stand_marked_at_their_place(html: str) -> None:
    assert re.search(r"page\.txt:1:1", html)
    assert "<mark>" in html


def test_share_counts_definition_verdict_and_decision_are_told(html: str, review: Review) -> None:
    text = re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ")
    for words in ("BLOCKED", "90 %", "900 kept", "100 broken", "0 pending", "0 void", "fails"):
        assert words in text, words
    evidence = review.standards[0].measured.evidence
    assert evidence is not None
    assert evidence.definition in text
    for reason in review.decision.reasons:
        assert reason.cure in text


def test_every_chart_can_be_read_aloud_and_has_its_numbers(html: str) -> None:
    charts = re.findall(r'<svg [^>]*class="chart".*?</svg>', html, re.DOTALL)
    assert len(charts) >= 3
    for chart in charts:
        assert 'role="img"' in chart
        assert re.search(r"<title id=.+?>.+?</title><desc id=.+?>.+?</desc>", chart, re.DOTALL)
    assert html.count("The numbers as a table") == len(charts)


def test_charts_carry_no_colour_that_the_style_sheet_does_not_know(html: str) -> None:
    """Else a chart would keep its light colours on a dark page."""
    style = html[html.index("<style>") : html.index("</style>")]
    for chart in re.findall(r'<svg [^>]*class="chart".*?</svg>', html, re.DOTALL):
        for name, value in re.findall(r'\b(fill|stroke)="(#[0-9a-f]{3,6})"', chart):
            assert f'svg.chart [{name}="{value}"]' in style, (name, value)


def rows(*shares: float) -> list[ShareRow]:
    return [
        ShareRow(
            Period(Grain.MONTH, 12 * 2025 + month),
            (),
            Counts(kept=round(100 * share), broken=round(100 * (1 - share))),
            Interval(max(0.0, share - 0.05), min(1.0, share + 0.05), 0.95, "test"),
        )
        for month, share in enumerate(shares)
    ]


def test_a_chart_s_specification_is_valid_vega_lite() -> None:
    """Drawing the report skips Altair's checks for speed; here they are on."""
    figure = kept_over_time(rows(0.7, 0.9), 0.8, "x")
    assert isinstance(figure, Figure)
    assert figure.caption == "In 1 of 2 months less than the promised 80 % was kept."
    assert [row[0] for row in figure.rows] == ["January 2025", "February 2025"]


def test_months_above_and_below_the_target_differ_in_shape_as_well() -> None:
    both = kept_over_time(rows(0.7, 0.9), 0.8, "x")
    one = kept_over_time(rows(0.9, 0.9), 0.8, "x")
    assert both is not None
    assert one is not None
    point = r'aria-roledescription="point"[^>]* d="([^"]+)"'
    shapes = [set(re.findall(point, figure.svg)) for figure in (both, one)]
    assert [len(each) for each in shapes] == [2, 1]


def test_nothing_measured_is_no_chart() -> None:
    assert kept_over_time([], 0.8, "x") is None


@pytest.mark.parametrize("counts", [Counts(), Counts(kept=1), Counts(999_999, 1, 1, 1)])
def test_a_bar_is_as_wide_as_its_room_and_shows_all_that_is_there(counts: Counts) -> None:
    found = list(parts(counts))
    shown = [n for n in (counts.kept, counts.broken, counts.pending, counts.void) if n]
    assert len(found) == len(shown)
    assert sum(part.width for part in found) == pytest.approx(1000 if found else 0)
    assert all(part.width > 1 for part in found)


def test_the_report_names_no_folder_of_the_machine_it_was_made_on(
    html: str, workspace: Workspace
) -> None:
    assert workspace.folder not in html
