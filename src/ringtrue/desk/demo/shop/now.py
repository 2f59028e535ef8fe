"""What goes on at present: a draft, copy that changed, a blocked one, and two nearly there."""

from __future__ import annotations

from ringtrue.core.proof import ProofKind
from ringtrue.desk.demo.shop.media import evening_media, express_van
from ringtrue.desk.demo.shop.playing import Play, day_of, version_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.add_material import revise_material
from ringtrue.desk.services.add_proof import ProofText, add_proof
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.comment_on_span import resolve_comment
from ringtrue.desk.services.limit_offers import limit_offers
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.plan_media import plan_media

DRAFT, IN_REVIEW = "The winter table", "Sooner, when it matters"
BLOCKED, CONDITIONAL, CLEAR = "Delivered tomorrow", "We name the day", "Glass, by post"
DROPPED = "We answer your call within 60 seconds"
"""The promise that was taken out of the clear one after an objection."""


def play_now(play: Play) -> None:
    """The five, in the order of time."""
    glass = _glass(play)
    _named_day(play)
    _glass_reworded(play, glass)
    _tomorrow(play)
    _express(play)
    _winter(play)


def _glass(play: Play) -> Campaign:
    """Everybody signs; then the helpdesk says what it cannot do on a Monday."""
    with play.at(play.ago(hours=66)):
        campaign = play.begin(
            "nell",
            CLEAR,
            "glass",
            {"page.html": "web", "email.txt": "e-mail"},
            audience="Customers who bought stoneware and have shelves left.",
            launch_on=day_of(play.present, 10),
            lift=1.1,
        )
        add_proof(play.people["nell"], campaign, play.workspace, _count_of(play))
        play.review("nell", campaign)
    with play.at(play.ago(hours=60)):
        play.sign(campaign, tom=None, priya=0.98, joan=0.9, marcus=None)
    with play.at(play.ago(hours=55)):
        play.prepare(campaign)
    return campaign


def _count_of(play: Play) -> ProofText:
    """What shows that so many kitchens trust the shop: no table of its can."""
    return ProofText(
        wording="Trusted by 40,000 kitchens",
        title="Addresses delivered to in ten years, counted by the auditors",
        kind=ProofKind.RECORDS,
        dated=day_of(play.present, -75),
        valid_until=day_of(play.present, 290),
        reference="Finance, audit folder, sheet 12",
    )


def _glass_reworded(play: Play, campaign: Campaign) -> None:
    """The promise goes, so everybody signs again; all but Customer Service have."""
    with play.at(play.ago(hours=46)):
        objection = object_to_promise(
            play.people["bea"],
            play.workspace,
            campaign=campaign,
            wording=DROPPED,
            reason="On a Monday after a sale there are nine in the queue at nine. Glass brings"
            " calls, and people with a broken tumbler in the hand will not count to sixty kindly.",
        )
    page = version_of(campaign, "page.html")
    without = bytes(page.data).replace(f"    <p>{DROPPED}.</p>\n".encode(), b"")
    with play.at(play.ago(hours=44)):
        revise_material(play.people["nell"], page.material, data=without)
        answer_objection(
            play.people["tom"],
            objection,
            play.workspace,
            answer="You are right, and the page is better without it. It is gone.",
            upheld=True,
        )
        play.review("nell", campaign)
    with play.at(play.ago(hours=42)):
        play.sign(campaign, tom=None, priya=0.98, marcus=None)


def _named_day(play: Play) -> None:
    """Kept for everyone taken together, and not for the islands: whoever signs accepts that."""
    with play.at(play.ago(hours=52)):
        campaign = play.begin(
            "tom",
            CONDITIONAL,
            "named-day",
            {"page.html": "web", "push.txt": "app"},
            audience="Everyone with a basket that they have not sent.",
            launch_on=day_of(play.present, 24),
            lift=1.15,
        )
        play.review("tom", campaign)
    with play.at(play.ago(hours=49)):
        page = version_of(campaign, "page.html")
        play.comment(
            "priya",
            page,
            "Write it on the calendar, in ink.",
            "In pencil, north of Inverness. Could we leave the islands out, or name them a later"
            " day? And Harrow is late even in the Midlands.",
        )
        play.sign(campaign, priya=0.92)


def _tomorrow(play: Play) -> None:
    """Five channels promise what four parcels in five keep."""
    with play.at(play.ago(hours=30)):
        campaign = play.begin(
            "nell",
            BLOCKED,
            "tomorrow",
            {
                "page.html": "web",
                "email.eml": "e-mail",
                "billboard.txt": "billboard",
                "radio.srt": "radio",
                "social.csv": "social",
            },
            audience="Hosts, the evening before.",
            launch_on=day_of(play.present, 14),
            lift=1.4,
        )
        nell = play.people["nell"]
        plan_media(nell, campaign, play.workspace, evening_media(play.present))
        limit_offers(nell, campaign, play.workspace, [express_van(play.present)])
        play.comment(
            "nell",
            version_of(campaign, "billboard.txt"),
            "Delivered tomorrow.",
            "Two words, one promise. I would fight for this one.",
        )
        play.review("nell", campaign)
    with play.at(play.ago(hours=26)):
        object_to_promise(
            play.people["sam"],
            play.workspace,
            campaign=campaign,
            wording="Order tonight and it is delivered tomorrow",
            reason="The last express van leaves at ten, and Harrow's is often gone by then. What"
            " comes in at half past ten we pack in the morning. Every evening somebody is promised"
            " a tomorrow that we have already missed.",
        )
        play.comment(
            "priya",
            version_of(campaign, "email.eml"),
            "Order tonight and it is delivered tomorrow.",
            "Four in five, not every one. In two days we keep it for nearly everybody: would"
            " that sell as well?",
        )


def _express(play: Play) -> None:
    """Reviewed and signed for Operations, then somebody could not leave the copy alone."""
    with play.at(play.ago(hours=22)):
        campaign = play.begin(
            "tom",
            IN_REVIEW,
            "express",
            {"page.html": "web"},
            audience="People with a birthday in the family.",
            launch_on=day_of(play.present, 17),
        )
        settled = play.comment(
            "marcus",
            version_of(campaign, "page.html"),
            "for £5.95",
            "Is that the whole price, with no surcharge on large parcels?",
        )
        play.review("tom", campaign)
    with play.at(play.ago(hours=20)):
        play.sign(campaign, priya=0.95)
        resolve_comment(play.people["marcus"], settled)
    page = version_of(campaign, "page.html")
    bolder = bytes(page.data).replace(b"Birthdays move for nobody.", b"Birthdays wait for nobody.")
    with play.at(play.ago(hours=5)):
        revise_material(play.people["tom"], page.material, data=bolder)


def _winter(play: Play) -> None:
    """A first draft, and a first comment."""
    with play.at(play.ago(hours=3)):
        campaign = play.begin(
            "nell",
            DRAFT,
            "winter",
            {"page.md": "web"},
            audience="Everyone who comes home in the dark.",
            launch_on=day_of(play.present, 35),
        )
    with play.at(play.ago(hours=2)):
        play.comment(
            "joan",
            version_of(campaign, "page.md"),
            "We're with you all winter long.",
            "Until six in the evening, Monday to Friday. What shall I tell somebody on a Sunday?",
        )
