"""What a table of purchases tells of customers: who came back after a kept and a broken promise.

Customers are followed inside the engine; what comes out are counts and sums by stratum, and no
name of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis

from ringtrue.core.cost_settings import Purchases
from ringtrue.core.customers import CustomerBase, Returning, ReturnSums, Sums
from ringtrue.core.expression import IsNull, Name
from ringtrue.core.outcome import to_day
from ringtrue.core.source import Source
from ringtrue.core.standard import Holds, Standard
from ringtrue.do.instants import Value
from ringtrue.do.outcomes import BROKEN, KEPT, follows_records, outcome_of
from ringtrue.do.plan import Plan
from ringtrue.do.planning import Book, plan_for
from ringtrue.do.preparing import prepare
from ringtrue.do.scanning import Scan, segment_text
from ringtrue.do.sources import OpenSource, open_source
from ringtrue.do.zones import DAY

YEAR = 365
"""Days that stand for twelve months."""

BLOCK = 91
"""Days of a block of time within which customers are compared."""

_BANDS = (0.25, 0.5, 0.75)
"""Where the bands of what was spent part."""


def read_customers(
    source: Source,
    purchases: Purchases,
    standards: tuple[Standard, ...],
    book: Book,
    *,
    folder: Path,
    as_of: datetime,
) -> tuple[CustomerBase | None, tuple[Returning, ...]]:
    """The customers of a source, and what followed under each of its standards.

    `standards` are those of this source; one that judges days or units whole follows nobody and is
    left out, as is one without a decided record. There is no base where nobody bought. An `as_of`
    without a zone is on the wall clock of the source. Raises `SourceError` for a column that is
    not there or of the wrong type.
    """
    asked = Standard("customers", source.name, _asked(purchases), 1.0, day=Name(purchases.when))
    with open_source(source, folder) as opened:

        def followed(*those: Standard) -> _Followed:
            plan = plan_for(source, (*those, asked), book)
            return _Followed(opened, prepare(opened, plan, as_of, native=False), plan, purchases)

        found = (followed(each).returning(each.id) for each in standards if follows_records(each))
        return followed().base(), tuple(each for each in found if each)


def _asked(purchases: Purchases) -> Holds:
    """A condition on the moment of a purchase, so that the plan reads that column."""
    return Holds(IsNull(Name(purchases.when)))


@dataclass(frozen=True, slots=True)
class _Followed:
    """The records of one source by customer, and their outcome under the plan's first standard."""

    opened: OpenSource
    scan: Scan
    plan: Plan
    purchases: Purchases

    def base(self) -> CustomerBase | None:
        """Customers of the last twelve months, and of those before."""
        rows = self._records(ibis.null("int64"))
        rows = rows.filter(rows.bought, rows.customer.notnull())
        last = self._one(rows.aggregate(last=rows.at.max()))["last"]
        if last is None:
            return None
        rows = rows.filter(rows.at > last - 2 * YEAR * DAY)
        rows = rows.mutate(late=rows.at > last - YEAR * DAY)
        by = rows.group_by("customer").aggregate(
            spent=ibis.ifelse(rows.late, rows.spent, 0.0).sum(),
            after=ibis.ifelse(rows.late, 1, 0).max(),
            before=ibis.ifelse(rows.late, 0, 1).max(),
        )
        found = self._one(
            by.aggregate(
                records=by.after.sum(),
                total=by.spent.sum(),
                squares=(by.spent * by.spent).sum(),
                before=by.before.sum(),
                stayed=(by.before * by.after).sum(),
            )
        )
        return CustomerBase(
            source=self.purchases.source,
            last_day=to_day(last // DAY),
            spent=_sums(found, "records", "total", "squares"),
            before=int(found["before"]),
            stayed=int(found["stayed"]),
        )

    def returning(self, standard: str) -> Returning | None:
        """What followed; None where no record with a customer is decided."""
        rows = self._records(outcome_of(self.scan, self.plan))
        named = rows.filter(rows.customer.notnull())
        span = self._span(rows)
        if not span["named"]:
            return None
        last = span["last"]
        groups = self._groups(named, last, span)
        seen = [each for each in groups if each["seen"]]
        ends = [each[end] for each in seen for end in ("low", "high")] or [last]
        broken = named.filter(named.at > last - YEAR * DAY, named.outcome == BROKEN)
        lately = self._one(
            broken.aggregate(records=broken.count(), customers=broken.customer.nunique())
        )
        return Returning(
            standard=standard,
            source=self.purchases.source,
            days=self.purchases.days,
            first=to_day(min(ends) // DAY),
            last=to_day(max(ends) // DAY),
            last_day=to_day(last // DAY),
            alike=self._alike,
            cells=tuple(map(_cell, seen)),
            unseen=sum(int(each["records"]) for each in groups if not each["seen"]),
            nameless=int(span["decided"] - span["named"]),
            broken_records=int(lately["records"]),
            broken_customers=int(lately["customers"]),
        )

    @property
    def _alike(self) -> tuple[str, ...]:
        names = (*self.purchases.alike, f"{BLOCK} days")
        return (*names, f"quarter of {self.purchases.spend}") if self.purchases.spend else names

    def _records(self, outcome: Value) -> Value:
        """Customer, moment of purchase, outcome, whether bought, spent, and the values alike."""
        compiler, purchases = self.scan.compiler, self.purchases
        at = compiler.moment(Name(purchases.when))
        where = purchases.where
        values = {
            "customer": compiler.text(Name(purchases.customer)).nullif(""),
            "at": at.wall(compiler.zone),
            "bought": ibis.literal(True) if where is None else compiler.condition(where),
            "spent": compiler.number(Name(purchases.spend)) if purchases.spend else None,
            "outcome": outcome,
        }
        values["bought"] = ibis.coalesce(values["bought"], False)
        values["spent"] = ibis.literal(0.0) if values["spent"] is None else values["spent"]
        alike = [segment_text(compiler, name, purchases.place) for name in purchases.alike]
        values["alike"] = ibis.literal(" · ").join(alike) if alike else ibis.literal("")
        now = at.instant <= self.scan.now.instant
        table, settled = compiler.dialect.stage.settled(**values, now=now)
        rows = table.filter(settled["now"]).select(**{name: settled[name] for name in values})
        return rows.mutate(spent=ibis.coalesce(rows.spent, 0.0))

    def _span(self, rows: Value) -> dict[str, Any]:
        """The last moment, how many records are decided, and where the bands part."""
        named = rows.customer.notnull() & rows.outcome.notnull()
        bands = {
            f"band_{at}": rows.spent.quantile(band, where=named) for at, band in enumerate(_BANDS)
        }
        return self._one(
            rows.aggregate(
                last=rows.at.max(),
                decided=rows.outcome.count(),
                named=ibis.ifelse(named, 1, 0).sum(),
                **bands,
            )
        )

    def _groups(self, named: Value, last: int, span: dict[str, Any]) -> list[dict[str, Any]]:
        """Customers by outcome and stratum of their first decided record, and what followed."""
        horizon = self.purchases.days * DAY
        decided = named.filter(named.outcome.notnull())
        rank = ibis.row_number().over(
            group_by=decided.customer, order_by=[decided.at, decided.outcome]
        )
        firsts = decided.mutate(rank=rank)
        firsts = firsts.filter(firsts["rank"] == 0)
        firsts = firsts.select(
            "customer",
            "outcome",
            start=firsts.at,
            stratum=self._stratum(firsts, span),
            seen=firsts.at + horizon <= last,
        )
        bought = named.filter(named.bought).select("customer", "at", "spent")
        both = firsts.left_join(
            bought,
            [
                firsts.customer == bought.customer,
                bought.at > firsts.start,
                bought.at <= firsts.start + horizon,
            ],
        )
        keys = ["customer", "outcome", "stratum", "seen", "start"]
        each = both.group_by(keys).aggregate(
            back=both.at.notnull().any(), spent=ibis.coalesce(both.spent, 0.0).sum()
        )
        told = each.group_by(["outcome", "stratum", "seen"]).aggregate(
            records=each.count(),
            back=ibis.ifelse(each.back, 1, 0).sum(),
            spent=each.spent.sum(),
            squares=(each.spent * each.spent).sum(),
            low=each.start.min(),
            high=each.start.max(),
        )
        found: list[dict[str, Any]] = self.opened.fetch(told).to_pylist()
        # Sorted here, for every engine has an order of its own for texts.
        return sorted(found, key=lambda each: (each["stratum"], each["outcome"], each["seen"]))

    def _stratum(self, firsts: Value, span: dict[str, Any]) -> Value:
        parts = [firsts.alike, (firsts.at // (BLOCK * DAY)).cast("int64").cast("string")]
        if self.purchases.spend:
            edges = [span[f"band_{at}"] for at in range(len(_BANDS))]
            above = [ibis.ifelse(firsts.spent > edge, 1, 0) for edge in edges]
            parts.append((above[0] + above[1] + above[2]).cast("string"))
        return ibis.literal(" · ").join(parts)

    def _one(self, table: Value) -> dict[str, Any]:
        row: dict[str, Any] = self.opened.fetch(table).to_pylist()[0]
        return row


def _cell(row: dict[str, Any]) -> ReturnSums:
    """One group as a noun; who came back counts 1, so that the sum of squares is the sum."""
    return ReturnSums(
        kept=row["outcome"] == KEPT,
        stratum=row["stratum"],
        returned=_sums(row, "records", "back", "back"),
        spent=_sums(row, "records", "spent", "squares"),
    )


def _sums(row: dict[str, Any], records: str, total: str, squares: str) -> Sums:
    return Sums(int(row[records] or 0), float(row[total] or 0), float(row[squares] or 0))
