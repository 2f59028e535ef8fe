"""A published page against the signed one: what is found, and as much about which it is silent."""

from __future__ import annotations

import pytest

from ringtrue.core.campaign import Limit
from ringtrue.core.finding import Level
from ringtrue.gap.limits import Copy
from ringtrue.gap.live_copy import Alteration, Altered, compare_live
from ringtrue.gap.same_page import Unread
from ringtrue.say.claims import find_claims
from ringtrue.say.reading import read_bytes

SIGNED = """<html><title>Spring at Harbour</title><nav><a>Home</a><a>Sofas</a><a>Basket</a></nav>
<h1>Spring sale</h1><p>Delivered in 3 working days to the UK mainland.</p>
<p>Free returns within 30 days. Return it in its box.</p><p>We usually reply within 24 hours.</p>
<ul><li>Oak table £199.00</li><li>Sofa £499.00</li></ul>
<footer>© 2026 Harbour. We use cookies to give you the best experience.</footer></html>"""


def copy(page: str) -> Copy:
    document = read_bytes("page.html", page.encode())
    return Copy("\n".join(each.text for each in document.passages), find_claims(document))


def found(live: str, *limits: Limit, elsewhere: str = "") -> tuple[Altered, ...]:
    told = copy(elsewhere).claims if elsewhere else ()
    compared = compare_live(copy(SIGNED), copy(live), limits=limits, elsewhere=told)
    assert compared.unread is None
    return compared.altered


@pytest.mark.parametrize(
    ("old", "new", "what", "level"),
    [
        ("3 working days", "2 days", Alteration.STRENGTHENED, Level.ERROR),
        (" to the UK mainland", "", Alteration.STRENGTHENED, Level.ERROR),
        ("usually ", "", Alteration.STRENGTHENED, Level.ERROR),
        ("<ul>", "<p>Calls answered in 30 seconds.</p><ul>", Alteration.APPEARED, Level.ERROR),
        ("<ul>", "<p>You can rely on us.</p><ul>", Alteration.APPEARED, Level.WARNING),
        ("Free returns within 30 days. ", "", Alteration.VANISHED, Level.WARNING),
        ("3 working days", "5 working days", Alteration.WEAKENED, Level.NOTE),
        ("within 30 days", "within 1 month", Alteration.REWORDED, Level.WARNING),
    ],
)
def test_a_promise_that_is_not_as_signed_is_found(old, new, what, level) -> None:
    assert old in SIGNED
    (only,) = found(SIGNED.replace(old, new))
    assert (only.what, only.level) == (what, level)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("£199.00", "£189.00"),
        ("<li>Sofa £499.00</li>", "<li>Sofa £549.00</li><li>Lamp £39</li>"),
        ("We use cookies to give you the best experience.", ""),
        ("We use cookies", "Sign up for our newsletter and get 10% off. We use cookies"),
        ("<a>Sofas</a>", "<a>Beds</a><a>My account</a><a>Sign in</a>"),
        ("Delivered in 3 working days to", "We deliver within 3 working days to"),
        ("<h1>Spring sale</h1>", "<h1>The sale goes on</h1><p>Twelve new colours are here.</p>"),
        ("© 2026", "© 2027"),
        ("30 days. Return it in its box.", "30 days. Return it in the box."),
        ("reply within 24 hours", "answer within a day"),
    ],
)
def test_what_is_no_other_promise_is_not_told(old: str, new: str) -> None:
    assert old in SIGNED
    assert found(SIGNED.replace(old, new)) == ()


def test_a_page_as_it_was_signed_is_silent() -> None:
    assert found(SIGNED) == ()


def test_a_promise_that_moved_on_the_page_neither_appeared_nor_vanished() -> None:
    moved = "<p>We usually reply within 24 hours.</p>"
    assert found(SIGNED.replace(moved, "").replace("<h1>", f"{moved}<h1>")) == ()


def test_a_promise_that_was_signed_for_other_copy_is_not_new() -> None:
    page = SIGNED.replace("<ul>", "<p>Calls answered in 60 seconds.</p><ul>")
    assert found(page, elsewhere="<p>Calls answered in 60 seconds.</p>") == ()
    assert found(page, elsewhere="<p>Calls answered in 30 seconds.</p>") == ()
    assert len(found(page, elsewhere="<p>Calls answered in 5 minutes.</p>")) == 1


def test_a_limit_that_no_longer_stands_beside_its_promise_is_found() -> None:
    limit = Limit("Free returns within 30 days", "Return it in its box")
    (only,) = found(SIGNED.replace("Return it in its box.", ""), limit)
    assert (only.what, only.signed, only.live) == (
        Alteration.LIMIT_GONE,
        "Return it in its box",
        "Free returns within 30 days",
    )
    assert found(SIGNED, limit) == ()


def test_a_limit_that_was_missing_when_it_was_signed_is_no_change() -> None:
    assert found(SIGNED, Limit("Free returns within 30 days", "Sofas excepted")) == ()


def test_what_is_found_has_a_name_that_stays_and_comes_gravest_first() -> None:
    page = SIGNED.replace("3 working days", "5 working days").replace("usually ", "")
    page = page.replace("<ul>", "<p>Calls answered in 30 seconds.</p><ul>")
    once, again = found(page), found(page.replace("<h1>", "<h1>New: "))
    assert [each.what for each in once] == [
        Alteration.STRENGTHENED,
        Alteration.APPEARED,
        Alteration.WEAKENED,
    ]
    assert [each.key for each in once] == [each.key for each in again]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<html><title></title><div id=root></div></html>", Unread.EMPTY),
        ("<html><script>load()</script><noscript>No script</noscript></html>", Unread.EMPTY),
        (
            "<title>Log in</title><p>User name</p><p>Password</p><p>Forgotten it?</p>",
            Unread.SIGN_IN,
        ),
        ("<h1>Verify you are human</h1><p>Checking your browser.</p>", Unread.SIGN_IN),
        ("<h1>Page not found</h1><p>We cannot find it. Try our home page.</p>", Unread.ANOTHER),
        ("<h1>Back soon</h1><p>We are doing some maintenance.</p>", Unread.ANOTHER),
        ("<h1>Welcome</h1><p>Buy this domain. Delivered in minutes.</p>", Unread.ANOTHER),
    ],
)
def test_a_page_that_is_not_the_signed_one_says_nothing_about_its_promises(page, why) -> None:
    compared = compare_live(copy(SIGNED), copy(page))
    assert (compared.unread, compared.altered) == (why, ())


def test_a_page_that_has_a_place_to_sign_in_is_still_the_page() -> None:
    page = SIGNED.replace("<a>Home</a>", "<form>Sign in <label>Password<input></label></form>")
    assert found(page) == ()
