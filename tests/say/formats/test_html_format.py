import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

UNSEEN = {"script", "style", "template"}
TAGS = """a b <p> </p> <div> </div> <b> </b> <ul><li> <li> </ul> <br> <hr/> <h1> </h1> <!-- --> <!x>
    <?x> </> <script> </script> <style> </style> <template> </template> &amp; & &copy &#65; &#x42
    &lt; &nosuch; &notit; < > " ' = <x-y> </x-y> <title> </title> é € <span> </span> <blockquote>
    <dl><dt> <dd> </dl> <!DOCTYPE"""
MORE = (" ", "\n", "<p hidden>", "<div hidden>", "<li hidden>", "<q cite='x>y'>", "<img alt='w'>")
RARE = ("<img alt=z>", "<u =x>", '<i title="a">b">', "<!-- x -->")
TOKENS = st.sampled_from([*TAGS.split(), *MORE, *RARE])
SOURCES = st.lists(TOKENS, max_size=12).map(lambda parts: "<!doctype html>" + "".join(parts))


def read(text: str, name: str = "page.html"):
    return read_bytes(name, text.encode())


def as_a_browser_has_it(source: str) -> str:
    """All text of the tree that a browser would build, without what is hidden in it."""
    seen, waiting = "", [LexborHTMLParser(source).root]
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        if node.is_text_node:
            seen += node.text_content or ""
        elif node.tag not in UNSEEN and "hidden" not in node.attributes:
            seen += node.attributes.get("alt") or ""
            children = []
            child = node.child
            while child is not None:
                children.append(child)
                child = child.next
            waiting.extend(reversed(children))
    return "".join(seen.split())


@given(SOURCES)
def test_text_is_what_a_browser_shows(source):
    found = "".join(passage.text for passage in read(source).passages)
    assert sorted("".join(found.split())) == sorted(as_a_browser_has_it(source))


@given(SOURCES)
def test_every_character_stands_at_its_place(source):
    document = read(source)
    for passage in document.passages:
        for at, character in enumerate(passage.text):
            start, end = passage.span(at, at + 1)
            original = document.material.text[start:end]
            if character != " ":
                assert original == character or html.unescape(original) == character


WORDS = st.lists(st.text(st.sampled_from("abcXYZ019,!£&"), min_size=1, max_size=6), min_size=1)


@given(WORDS, st.sampled_from(["p", "li", "h2", "td"]), st.integers(0, 3))
def test_every_word_of_a_page_stands_at_its_place(every_place_holds, words, tag, style):
    marked = [
        f"<b>{html.escape(word)}</b>" if at % 4 == style else html.escape(word)
        for at, word in enumerate(words)
    ]
    page = f"<table><{tag}>" + "\r\n  ".join(marked) + f"</{tag}></table>"
    document = read(page)
    assert [passage.text for passage in document.passages] == [" ".join(words)]
    every_place_holds(document, lambda original: html.unescape(re.sub(r"<[^>]*>", "", original)))


def test_a_page_has_its_roles():
    page = """<!doctype html><html><head><title>Fly &amp; smile</title>
    <meta name="description" content="We &quot;fly&quot; on time">
    <meta property=og:description content='We &quot;fly&quot; on time'>
    <style>p{content:"no"}</style></head><body>
    <nav><a href=/>Home</a> <a href=/r>Free returns</a></nav>
    <h1>On <em>time</em></h1><p>In 2 days<sup>1</sup>, or<br>your money back.</p>
    <img src=x alt="Fast vans"><ul><li>One<li>Two</ul>
    <table><tr><th>Plan<td>£9</table><blockquote><p>Kind</p></blockquote>
    <figure><figcaption>A van</figcaption></figure>
    <form><input type=submit value="Get a quote in 60 seconds"><input value=no></form>
    <p class="footnote"><sup>1</sup> Terms apply.</p><p hidden>no</p>
    <script>if (a < b) "no"</script><svg><title>no</title><text>no</text></svg>
    <p style="display:none">Preheader</p></body></html>"""
    assert [(each.role, each.text) for each in read(page).passages] == [
        (Role.META, "Fly & smile"),
        (Role.META, 'We "fly" on time'),
        (Role.PARAGRAPH, "Home"),
        (Role.PARAGRAPH, "Free returns"),
        (Role.HEADING, "On time"),
        (Role.PARAGRAPH, "In 2 days¹, or your money back."),
        (Role.META, "Fast vans"),
        (Role.ITEM, "One"),
        (Role.ITEM, "Two"),
        (Role.CELL, "Plan"),
        (Role.CELL, "£9"),
        (Role.QUOTE, "Kind"),
        (Role.CAPTION, "A van"),
        (Role.PARAGRAPH, "Get a quote in 60 seconds"),
        (Role.NOTE, "¹ Terms apply."),
        (Role.PARAGRAPH, "Preheader"),
    ]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<b>F</b>ree", ["Free"]),
        ("<span>Free delivery</span><span>30 days</span>", ["Free delivery 30 days"]),
        ("<span>£</span><span>9</span><span>.99</span>", ["£9.99"]),
        ("Free delivery<br>30-day returns", ["Free delivery", "30-day returns"]),
        ("2&nbsp;days&shy;long", ["2 dayslong"]),
        ("&pound5.99 &copy2024 a&b AT&T", ["£5.99 ©2024 a&b AT&T"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<ul><li hidden>no<li>yes</ul>", ["yes"]),
        ("<p hidden>no<div>yes</div>", ["yes"]),
        ("a <!-- <b>no</b> --> b", ["a b"]),
        ("<![CDATA[no]]>yes", ["yes"]),
        ("<title>a <b> &amp; c</title>", ["a <b> & c"]),
        ("5 < 6 and <3", ["5 < 6 and <3"]),
        ("<script>unclosed <p>no", []),
        ("<a href='unclosed", []),
        ("<template><p>no</template>yes", ["yes"]),
        ("<svg/>yes", ["yes"]),
    ],
)
def test_a_fragment_reads_as_shown(texts, source, seen):
    assert texts(read(source)) == seen


def test_a_declared_charset_is_used(texts):
    page = '<meta charset="iso-8859-2"><p>Őszinte £</p>'.replace("£", "").encode("iso-8859-2")
    assert texts(read_bytes("page.html", page)) == ["Őszinte"]


def test_a_page_without_a_name_is_recognised():
    assert read(" <!DOCTYPE html><p>Free", "-").material.format == "html"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + "a",
        "<b>" * 50_000 + "</div>" * 50_000,
        "<ul><li>" * 50_000,
        "<p hidden>" * 50_000,
        "<" * 300_000,
        "<!--" * 100_000,
        "<a b='" * 50_000,
        "<a b=\"><a c='>" * 30_000,
        "<a " + "b " * 300_000,
        "</a" * 100_000,
        "&" * 300_000,
        "&a" * 100_000,
        "<script>" * 50_000,
        "<title>" * 50_000,
        "<sup>1" * 50_000,
        "<br>" * 100_000,
        "<svg>" * 50_000 + "</svg>" * 50_000,
    ],
    ids=lambda text: text[:10],
)
def test_hostile_pages_end(hostile):
    document = read(hostile)
    assert sum(len(passage.text) for passage in document.passages) <= len(hostile)


def test_binary_rubbish_is_refused_with_a_cure():
    with pytest.raises(ReadError, match="not text") as caught:
        read_bytes("page.html", b"<p>\x00\x01\x02</p>")
    assert caught.value.cure
