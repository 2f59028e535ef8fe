import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.say.sentences import split_sentences

TEXTS = st.text(st.sampled_from("abAB19 .!?…•|\"')]*^[¹-£"), max_size=60).map(
    lambda text: " ".join(text.split())
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(TEXTS)
def test_sentences_are_in_order_and_keep_every_word(text):
    spans = split_sentences(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    for start, end in spans:
        assert start < end
        assert text[start:end] == text[start:end].strip()
    skipped = "".join(text[end:start] for end, start in zip(edges[::2], edges[1::2], strict=True))
    assert set(skipped) <= set(" •|")


@given(st.lists(st.sampled_from(["We deliver", "Prices from £3.50", "Is it free", "Call us"])))
def test_plain_sentences_are_all_found(parts):
    sentences = [part + mark for part, mark in zip(parts, ".!?" * len(parts), strict=False)]
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "We open at 9 a.m. Monday to Friday.",
        "Orders before 5 p.m. GMT leave the same day.",
        "Delivered by Dr. J. T. Self, No. 1 in town.",
        "Rated 4.9 of 5 at www.shop.example/returns.html today.",
        "Call Smith Ltd. Monday morning.",
        "Bring e.g. a photo, i.e. anything of approx. 5 cm.",
        "Wait ... there is more.",
        "Fivers• Are our word",
        "Ask Messrs. Smith and Sons, approx. Mondays",
        "Loved by Yahoo! users and Who? fans alike",
        "From £9.99 p.a. incl. VAT",
        "Visit Booking.Com today",
        "Version 2.0.1 ships now",
        "“Fast.” is what they say",
        "Delivered in 2 days (or 3. at most)",
        "Free delivery; easy returns; friendly people",
        "Open 24/7, all year. – and beyond",
        "",
        "•",
    ],
)
def test_this_is_one_sentence(text):
    assert split(text) == ([text] if text else [])


@pytest.mark.parametrize(
    "text",
    [
        "Delivered in 2 days.|30-day returns.",
        "Is it free?|No.|We charge £5.",
        "Fast!|Fair!|Free!",
        "We reply within 24 hours.*|Terms apply.",
        "In 2 days.[^1]|Or your money back.",
        "In 2 days.¹|Or your money back.",
        "They said “never again.”|We agree.",
        "Closed at 5 p.m.|Free delivery.",
        "We work for Smith Ltd.|We also help others.",
        "Done in 5 min.|Your money back if not.",
        "Rated 4.9.|Prices from £3.50.|See www.shop.example.|Now",
        "We fly on time...|You smile.",
        "free delivery.|fast returns.|all good",
        "Repairs done.|iPhones too.",
        "1. Order online.|2. Wait",
        "We deliver.|(We really do.)|“Promise.”",
        "Nous livrons.|Économisez 10 %.",
        "No.|We do not.",
    ],
)
def test_these_are_several_sentences(text):
    assert split(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text", ["Free delivery • Easy returns • 24/7", "Free delivery | Easy returns | 24/7"]
)
def test_bullets_inside_a_line_part_it_and_are_left_out(text):
    assert split(text) == ["Free delivery", "Easy returns", "24/7"]


def test_sentences_that_lost_their_space_are_parted():
    assert split("We deliver.We care about it.") == ["We deliver.", "We care about it."]


@pytest.mark.parametrize(
    "hostile", [". " * 50_000, "a. " * 200_000, "a." * 50_000, ".[^" * 50_000, "• " * 50_000]
)
def test_hostile_text_ends(hostile):
    assert len(split_sentences(hostile.strip())) <= len(hostile)
