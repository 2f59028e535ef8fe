"""A desk with something on every page, made straight in the store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.models.standing import Standing

AS_OF = datetime(2026, 1, 2, tzinfo=UTC)
PASSWORD = "four spoons of rain"
_WORDS = (
    ("fails", "Delivered in 2 days, or your money back", 0.95, 0.871),
    ("fails", "We answer every call within 30 seconds", 0.9, 0.743),
    ("unproven", "Every parcel arrives unharmed", 0.995, 0.994),
    ("vague", "Service you can rely on", 0.9, 0.92),
    ("holds", "Refunds paid within 14 days", 0.98, 0.9931),
)


def write_shop(folder: Path) -> None:
    """A workspace with one source that has a row."""
    (folder / "data").mkdir(parents=True)
    (folder / "ringtrue.yaml").write_text(
        "name: Shop\nsources:\n  orders:\n    location: data/orders.csv\n"
        "cost:\n  money: £\n  value_per_customer: {low: 80, best: 120, high: 200}\n"
        "  answers: {source: orders, score: score, cause: cause}\n",
        encoding="utf-8",
    )
    (folder / "data/orders.csv").write_text("ordered_at\n2024-01-01\n", encoding="utf-8")


def make_standings(number: int, months: int = 36) -> list[Standing]:
    """So many measured promises with so many months each, the words repeating."""
    from ringtrue.desk.models.standing import Standing

    return Standing.objects.bulk_create(_standing(each, months) for each in range(number))


def make_evidence(standard: str, digest: str = "ab" * 32) -> None:
    from ringtrue.desk.models.standing import EvidenceRecord

    EvidenceRecord.objects.create(
        standard=standard, as_of=AS_OF, digest=digest, content='{"schema": "ringtrue/evidence/1"}'
    )


def standard(name: str, limit: str) -> str:
    """A standard of the orders as an entry of the book."""
    return (
        f"  - id: {name}\n    promise: Delivered in {limit}\n    source: orders\n"
        f"    from: ordered_at\n    to: delivered_at\n    limit: {limit}\n    target: 95%"
    )


def make_customers() -> None:
    """What tables of customers and answers told: enough for every part of the page of cost."""
    from ringtrue.core import customers as nouns
    from ringtrue.core.trees import plant
    from ringtrue.desk.models.customers import CustomerRecord

    def sums(n: int, mean: float) -> nouns.Sums:
        return nouns.Sums(n, n * mean, n * (mean * mean + 1))

    def hits(n: int, share: float) -> nouns.Sums:
        return nouns.Sums(n, n * share, n * share)

    causes = (("", 7.0, 0.2), ("defect", 6.0, 0.3), ("misled", 4.0, 0.5))
    cells = (
        nouns.ReturnSums(True, "north", hits(900, 0.6), sums(900, 30)),
        nouns.ReturnSums(False, "north", hits(100, 0.4), sums(100, 20)),
    )
    reading = nouns.CustomerReading(
        base=nouns.CustomerBase("orders", AS_OF.date(), sums(5_000, 80), 4_000, 1_500),
        returning=tuple(
            nouns.Returning(
                name, "orders", 180, date(2025, 1, 1), date(2025, 6, 1), AS_OF.date(),
                ("region",), shown, 12, 3, 130, 120,
            )
            for name, shown in (("promise-0", cells), ("promise-4", cells[:1]))
        ),
        causes=tuple(nouns.CauseSums(cause, "", sums(400, mean)) for cause, mean, _ in causes),
        leavings=tuple(nouns.CauseSums(cause, "", hits(400, left)) for cause, _, left in causes),
        contacts=tuple(
            nouns.ContactSums(n, issue, sums(50, base - n))
            for issue, base in (("late", 8), ("broken", 6))
            for n in range(1, 6)
        ),
        troubles=("surveys.csv: there is no such file.",),
    )  # fmt: skip
    CustomerRecord.objects.create(as_of=AS_OF, made_at=AS_OF, content=plant(reading))


def make_entry(name: str, body: str) -> None:
    """A standard that the desk keeps."""
    from ringtrue.desk.models.standard import StandardEntry

    StandardEntry.objects.create(slug=name, body=body)


def make_study(standard: str, parts: int = 18, digest: str = "ab" * 32) -> None:
    """Frontier, wordings and back-test of a promise that is kept at 4 days but not at 2."""
    from ringtrue.core.evidence import Interval
    from ringtrue.core.outcome import Counts
    from ringtrue.core.trees import plant
    from ringtrue.desk.models.study import StudyRecord
    from ringtrue.desk.promise_study import ReadyWording, Study
    from ringtrue.gap.advice import FrontierPoint, HeldRecord
    from ringtrue.gap.backtest import BacktestRow, Rule

    shares = {1.0: 0.61, 2.0: 0.871, 3.0: 0.93, 4.0: 0.972, 5.0: 0.984, 8.0: 0.996}
    band = Interval(0.012, 0.09, 0.95, "Wilson, clustered by period")
    study = Study(
        target=0.95,
        confidence=0.95,
        unit="day",
        promised=2.0,
        strongest=4.0,
        columns=("region",),
        frontier=tuple(
            FrontierPoint(
                (),
                limit,
                Counts(round(9_000 * kept), 9_000 - round(9_000 * kept)),
                Interval(kept - 0.01, min(1.0, kept + 0.01), 0.95, "w"),
                kept,
                kept - 0.02,
            )
            for limit, kept in shares.items()
        ),
        wordings=(
            ReadyWording((), "19 in 20 orders come within 4 days.", 4.0, 0.972, 0.952, ""),
            ReadyWording((), "4 in 5 orders come within 2 days.", 2.0, 0.871, 0.851, ""),
            *(
                ReadyWording(
                    (f"Region {each}",),
                    f"In region {each}, 19 in 20 orders come within 4 days.",
                    4.0,
                    0.97,
                    0.951,
                    "",
                )
                for each in range(parts - 1)
            ),
            ReadyWording(
                ("Islands",), "", None, 0.7, 0.6, "None of the limits tried reaches 95 %."
            ),
        ),
        record=HeldRecord(170, 162, 0.953, band),
        no_advice="",
        tested=tuple(
            BacktestRow(rule, target, 264, 250, 8, 256, 0.032, band, 0.97, band)
            for rule in Rule
            for target in (0.95, None)
        ),
        min_next=30,
        months=23,
        first_month="2024-01",
        last_month="2025-11",
        no_test="",
    )
    StudyRecord.objects.create(
        standard=standard, evidence=digest, as_of=AS_OF, made_at=AS_OF, content=plant(study)
    )


def make_campaign(by: Person, slug: str = "spring-sale", **values: object) -> object:
    from ringtrue.desk.models.campaign import Campaign

    told = {"name": slug.replace("-", " ").capitalize(), "state": "blocked", "created_by": by}
    told |= {"launch_on": date(2026, 3, 1), "standards": ["promise-0"], "waiting": ["operations"]}
    return Campaign.objects.create(slug=slug, **told | values)


def make_objection(by: Person, wording: str = _WORDS[0][1], **values: object) -> object:
    from ringtrue.desk.models.objection import ObjectionRecord

    told = {"reason": "The depot in the north has three vans.", "opened_at": AS_OF}
    told |= {"due_at": AS_OF + timedelta(days=2)}
    return ObjectionRecord.objects.create(by=by, wording=wording, **told | values)


def make_job(kind: str, *, ended: bool = False, **values: object) -> object:
    """A job that waits, or one that failed."""
    from uuid import uuid4

    from ringtrue.desk.models.job import JobRecord

    told = {"key": "book", "asked_at": AS_OF, "due_at": AS_OF, "task": uuid4()}
    if ended:
        told |= {"state": "failed", "began_at": AS_OF, "ended_at": AS_OF}
    return JobRecord.objects.create(kind=kind, **told | values)


def make_outcome(objection: object, outcome: str = "came true") -> None:
    """What became of an objection, on the standard of the first promise."""
    from ringtrue.desk.models.outcome import OutcomeRecord

    OutcomeRecord.objects.create(
        objection=objection, standard="promise-0", target=0.95, since=AS_OF.date(),
        last_day=AS_OF.date(), kept=1_120, broken=130, low=0.871, high=0.921, outcome=outcome,
        because="An alert opened on 2 January 2026.", at=AS_OF,
    )  # fmt: skip


def make_alert(standard: str, *, title: str, closed_because: str = "") -> None:
    """An alert with its words; over when `closed_because` says why."""
    from ringtrue.core.trees import plant
    from ringtrue.desk.models.alert import AlertRecord
    from ringtrue.gap.alert_words import AlertWords, LivePlace

    place = LivePlace("Spring", "page.html", "web", "In 2 days")
    words = AlertWords(standard, title, ("Kept 61 % in 7 days.",), (place,), "Pull it.", "")
    AlertRecord.objects.create(
        standard=standard,
        severity="fast",
        began_on=AS_OF.date(),
        found_on=AS_OF.date(),
        opened_at=AS_OF,
        closed_at=AS_OF if closed_because else None,
        closed_because=closed_because,
        words=plant(words),
    )


def make_live_page(by: Person, *, address: str = "https://example.com/spring") -> object:
    """A launched campaign whose published page promises more than was signed, and was gone once."""
    from hashlib import sha256

    from ringtrue.desk.models.live import LiveCopyRecord, LiveFinding
    from ringtrue.desk.models.material import Material, MaterialVersion

    data = b"<p>Delivered in 5 days.</p>"
    campaign = make_campaign(by, "out-now", state="launched", launched_at=AS_OF, waiting=[])
    page = Material.objects.create(
        campaign=campaign, name="page.html", channel="web", address=address
    )
    version = MaterialVersion.objects.create(
        material=page, number=1, format="html", data=data, digest=sha256(data).hexdigest(), by=by
    )
    told = {"material": page, "version": version, "address": address, "first_at": AS_OF}
    gone = LiveCopyRecord.objects.create(
        **told, last_at=AS_OF, unread="cannot be read", why="the server answered 503"
    )
    bolder = b"<p>Delivered in 2 days.</p>"
    digest = sha256(bolder).hexdigest()
    copy = LiveCopyRecord.objects.create(
        **told, last_at=AS_OF, data=bolder, digest=digest, words=digest, format="html", readings=3
    )
    found = {"material": page, "opened_at": AS_OF}
    LiveFinding.objects.create(
        **found, copy=gone, what="unread", level="warning", key="unread",
        live="the server answered 503", closed_at=AS_OF, closed_because="It can be read again.",
    )  # fmt: skip
    LiveFinding.objects.create(
        **found, copy=copy, what="strengthened", level="error", key="a",
        signed="Delivered in 5 days", live="Delivered in 2 days",
        because=["'5 days' became '2 days'"],
    )  # fmt: skip
    LiveFinding.objects.create(
        **found, copy=copy, what="appeared", level="warning", key="b", live="You can <b>rely</b>"
    )
    return campaign


def _standing(number: int, months: int) -> Standing:
    from ringtrue.desk.models.standing import Standing

    state, words, target, share = _WORDS[number % len(_WORDS)]
    rows = [_month(each, share, number) for each in range(months)]
    kept, broken = (sum(row[at] for row in rows) for at in (1, 2))
    parts = [[[name], *_month(7, share + add, number)[1:]] for name, add in _PARTS]
    return Standing(
        standard=f"promise-{number}",
        promise=words if number < len(_WORDS) else f"{words}, variant {number}",
        source="orders",
        definition="Kept: from ordered_at to delivered_at it took at most 2 days. The share is"
        " kept records of kept and broken ones; pending and void stand beside it.",
        target=target,
        as_of=AS_OF,
        first_day=date(2023, 1, 1),
        last_day=date(2025, 12, 31),
        kept=kept,
        broken=broken,
        pending=312,
        void=57,
        share=kept / (kept + broken) if rows else None,
        low=kept / (kept + broken) - 0.008 if rows else None,
        high=kept / (kept + broken) + 0.007 if rows else None,
        method="Wilson, clustered by day",
        state=state,
        expected=share,
        bound=share - 0.03,
        level=0.95,
        chance=0.02 if state == "fails" else 0.97,
        reasons=["Next month at least 84.1 % will be kept, less than the promised 95 %."],
        months=rows,
        parts=parts,
        strongest="Delivered in 4 days" if state == "fails" else "",
    )


_PARTS = (("North", -0.06), ("South", 0.004), ("Islands", -0.2))


def _month(at: int, share: float, seed: int) -> list[object]:
    year, month = 2023 + at // 12, at % 12 + 1
    wave = ((at * 37 + seed * 11) % 17 - 8) / 400 - (0.05 if month == 12 else 0)
    found = min(0.999, max(0.01, share + wave))
    kept = round(1200 * found)
    low, high = max(0.0, found - 0.02), min(1.0, found + 0.018)
    return [f"{year}-{month:02}", kept, 1200 - kept, kept / 1200, low, high]


def make_notifications(by: Person, *readers: Person) -> None:
    """Some notifications, each read by nobody yet; a webhook that works, and one that fails."""
    from ringtrue.desk.models.notification import (
        Delivery,
        NotificationReader,
        NotificationRecord,
        Webhook,
    )

    channel = Webhook.objects.create(
        pk=1001, name="#promises", address=SECRET_ADDRESS, format="slack", secret="whsec_c2VjcmV0",
        groups=["alerts", "campaigns"], by=by, at=AS_OF,
    )  # fmt: skip
    keeper = Webhook.objects.create(
        pk=1002, name="Auditor", address="https://audit.example/x", format="generic",
        secret="whsec_c2VjcmV0", groups=["audit"], by=by, at=AS_OF,
    )  # fmt: skip
    for number, (kind, said) in enumerate(_notifications()):
        at = AS_OF + timedelta(hours=number)
        row = NotificationRecord.objects.create(key=f"{kind}:{number}", kind=kind, at=at, said=said)
        NotificationReader.objects.bulk_create(
            NotificationReader(notification=row, person=each) for each in readers
        )
        Delivery.objects.create(
            notification=row,
            webhook=channel,
            since=at,
            due_at=at,
            attempts=1,
            state="sent",
            done_at=at,
        )
        Delivery.objects.create(
            notification=row, webhook=keeper, since=at, due_at=at, attempts=7 - number,
            state="given up" if number else "waiting", why="it answered 503",
        )  # fmt: skip


SECRET_ADDRESS = "https://hooks.slack.example/services/T0/B0/not-to-be-shown"


def _notifications() -> list[tuple[str, object]]:
    from ringtrue.core.trees import plant
    from ringtrue.desk.notifications.said import Link, Said

    head = f"128:{'5f' * 32}"
    return [
        (
            "audit head",
            plant(
                Said(
                    "The audit head of 2 January 2026 is number 128",
                    Link("audit"),
                    ("Keep this message where nobody who runs the desk can change it.",),
                    code=head,
                    advice=f"To check at any time later: ringtrue audit verify --head {head}.",
                )
            ),
        ),
        (
            "sign-off void",
            plant(
                Said(
                    "The sign-offs of Spring sale are void",
                    Link("campaign", ("spring-sale",), "sign-offs"),
                    ("It is not any more what was signed by Olga for Operations.",),
                    "What has changed",
                    ("The material 'page.html' has changed.",),
                    advice="After another review it is to be signed again.",
                )
            ),
        ),
        (
            "alert opened",
            plant(
                Said(
                    "'Delivered in 2 days' is being broken fast",
                    Link("alerts", (), "alert-1"),
                    (
                        "Promised 95 %; kept 61 % in the 7 days to 1 January 2026 (512 of 840).",
                        "It began to go wrong on 27 December 2025; 29 December 2025 showed it.",
                        "In 28 days 168 may break; 328 did, 195.2 % of the budget.",
                    ),
                    "It is promised here",
                    ("page.html (web) of Spring sale: 'Delivered in 2 days'",),
                    advice="Soften it to 'Delivered in 4 days', or pull it.",
                )
            ),
        ),
    ]
