"""A page in pieces shows every word of the copy, and every claim once, where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ringtrue.desk.copy_blocks import blocks_of
from ringtrue.say.claims import find_claims
from ringtrue.say.reading import read_bytes

SENTENCES = st.sampled_from(
    [
        "Delivered in 2 days.",
        "We reply within 24 hours, or your money back!",
        "Best in town.",
        "Call us.",
        "<b>Free</b> returns &amp; <i>free</i> delivery.",
        "Caf\u00e9 \u00e0 la carte;  with   gaps.",
        "Open 24/7.",
    ]
)


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_pieces_lose_no_word_and_mark_every_claim_once(paragraphs: list[list[str]]) -> None:
    page = "".join(f"<p>{' '.join(each)}</p>\n" for each in paragraphs)
    document = read_bytes("page.html", page.encode())
    claims = find_claims(document)
    blocks = blocks_of(document, claims)
    texts = ["".join(piece.text for piece in block.pieces) for block in blocks]
    assert texts == [passage.text for passage in document.passages]
    marked = [piece for block in blocks for piece in block.pieces if piece.claim is not None]
    assert [piece.claim for piece in marked] == list(range(len(claims)))
    for piece, claim in zip(marked, claims, strict=True):
        assert piece.text == claim.text
        assert (piece.start, piece.end) == (claim.place.start, claim.place.end)
