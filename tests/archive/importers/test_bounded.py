"""The linear pass keeps the article and its tree, and bounds what is built from it."""

from __future__ import annotations

import time
import warnings

import pytest
from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importers.bounded import DEPTH, TAGS, bound


def tree(markup: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some hostile input looks like a file name
        return BeautifulSoup(markup, "lxml")


def words(markup: str) -> str:
    return " ".join(tree(bound(markup).markup).get_text(" ").split())


def depth(markup: str) -> int:
    deepest = 0
    waiting: list[tuple[PageElement, int]] = [(tree(markup), 0)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        if isinstance(node, Tag):
            waiting += [(child, level + 1) for child in node.contents if isinstance(child, Tag)]
    return deepest


def test_an_ordinary_page_stays_as_it_was() -> None:
    page = (
        "<html><head><meta charset=utf-8><title>Vote & count</title></head><body class='a \"b\"'><p>One<p>Two"
        "<ul><li>x<li>y</ul><table><tr><td>1<td>2</table><a href=\"?a=1&b=2\" title='1 > 0'>link</a> 3 < 4"
        "<noscript><img src=late.jpg></noscript><template><p>t</p></template></body></html>"
    )
    assert tree(bound(page).markup) == tree(page)
    assert bound("<p>a</p><b x=y>b</b> & c").markup == "<p>a</p><b x=y>b</b> & c"
    assert bound(page).is_simplified is False


def test_what_cannot_be_article_goes() -> None:
    assert (
        words(
            "<p>kept</p><script>var a = '<p>no</p>';</script><style>p{}</style><!-- no -->"
            "<?php no ?><![CDATA[no]]>"
            "<svg><title>no</title><svg><text>no</text></svg><text>no</text></svg><p>kept too</p>"
        )
        == "kept kept too"
    )


def test_json_ld_stays() -> None:
    page = '<script type="application/ld+json" id=x>{"a": "</b> <!-- <script>"}</script><p>words</p>'
    kept = tree(bound(page).markup).find("script", type="application/ld+json")
    assert isinstance(kept, Tag)
    assert kept.string == '{"a": "</b> \\u003c!-- \\u003cscript>"}'


@pytest.mark.parametrize(
    "page",
    [
        "<script>var a = 1;<p>words of the article</p>",
        "<script src=a.js /><p>words of the article</p><script>b</script>",
        "<script><!-- document.write('<script>x</script>') --></script><p>words of the article</p>",
        "<script>a = '<!--'</script><p>words of the article</p>",
        "<!-- never closed <p>words of the article</p>",
        "<!--><p>words of the article</p>-->",
        "<!--[if IE]><p>no</p><![endif]--><!--[if !IE]><!--><p>words of the article</p><!--<![endif]-->",
        "<style>p{}<p>words of the article</p>",
        "<svg><path d=1><p>words of the article</p></svg>",
        "<svg><g><svg></svg><p>words of the article</p>",
        "<textarea><p>words of the article</p>",
        "<iframe src=x><p>words of the article</p>",
        "<xmp>words of the article</xmp>",
        "<noframes><p>words of the article</p></noframes>",
        "<plaintext>words of the article",
        "<a href=\"broken><p>words of the article</p>",
        "<p>words of the article <",
        "<p>words of the article<a href=\"https://cut.exam",
        "<p>words <b>of the article",
        "<div><template><p>words of the article</p></div><p>more</p>",
        "<div><template><p>no</p><b></template><template>words of the article",
        "<p>wo\0rds of the art\x1bicle</p>",
    ],
)  # fmt: skip
def test_no_words_of_an_article_are_lost(page: str) -> None:
    soup = tree(bound(page).markup)
    for template in soup.find_all("template"):
        template.decompose()
    assert "words of the article" in " ".join(soup.get_text(" ").split())


def test_an_unclosed_title_does_not_take_the_page() -> None:
    page = "<head><title>Vote<meta name=a></head><body><p>words</p>" + "<p>more</p>" * 30
    soup = tree(bound(page + "<svg><title>x</title></svg>").markup)
    assert soup.title is not None
    assert soup.title.get_text() == "Vote"
    assert soup.p is not None


def test_pictures_inside_the_page_are_taken_out() -> None:
    data = bytes(range(256)) * 12
    import base64

    address = "data:image/png;base64," + base64.b64encode(data).decode()
    result = bound(f'<p>a</p><img alt="x < y" src={address} onerror=no()><p style="color:red">b')
    (name,) = result.pictures
    assert result.pictures[name] == data
    picture = tree(result.markup).img
    assert picture is not None
    assert picture.attrs == {"alt": "x < y", "src": name}


def test_too_deep_keeps_words_and_paragraphs_apart() -> None:
    page = "<div>" * 500 + "<p>one</p><p>two <b>three</b></p>" + "</div>" * 500 + "<p>four</p>"
    result = bound(page)
    assert result.is_simplified
    assert depth(result.markup) <= DEPTH + 8
    assert [p.get_text() for p in tree(result.markup).find_all("p") if p.get_text()] == [
        "one",
        "two three",
        "four",
    ]


def test_many_unclosed_paragraphs_are_not_deep() -> None:
    result = bound("<p>x" * 1000 + "<ul>" + "<li>y" * 1000)
    assert not result.is_simplified
    assert len(tree(result.markup).find_all("p")) == 1000


def test_too_many_tags_keep_the_words() -> None:
    result = bound("<p>x" * (TAGS + 1000))
    assert result.is_simplified
    assert result.markup.count("<p>") == TAGS
    assert result.markup.count("x") == TAGS + 1000


HOSTILE = [
    *(
        "<b></i>",
        "<b>",
        "<!--",
        "<![CDATA[",
        "<?",
        '<a "',
        "</a ",
        "<a b=",
        '<a b="',
        "<a b='\"",
        "<title></t",
    ),
    *("<", "<!DOCTYPE ", "<select>", "<svg>", "<svg><p>", "<svg><svg></svg>", "<script>", "<script><!--"),
    *(
        "<script><!--<script></script>",
        "<style>",
        "<textarea>",
        "<title>",
        "<iframe>",
        '<a =">" ',
        "<b x=a/>",
    ),
    *(
        "<i><center></i>",
        "<table><tr><td>",
        "<title><p>",
        "<iframe/><p>",
        "<a\x00",
        "<b><div></b>",
        "<xmp></xmp>",
    ),
]


@pytest.mark.parametrize("pattern", HOSTILE)
@pytest.mark.parametrize("tail", ["", "\"'></svg></script></title></style>-->"])
def test_hostile_patterns_take_linear_time(pattern: str, tail: str) -> None:
    page = pattern * (300_000 // len(pattern)) + tail
    start = time.process_time()
    bound(page)
    assert time.process_time() - start < 1.5  # some 0.2 s; quadratic would take minutes


NAMES = [
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "tbody",
    "table",
    "option",
    "select",
    "div",
    "span",
    "b",
    "a",
    "h1",
    "ul",
    "dl",
    "font",
    "i",
    "em",
    "center",
    "pre",
    "section",
    "title",
    "svg",
    "script",
    "style",
    "textarea",
    "iframe",
    "br",
    "img",
    "noscript",
    "template",
    "html",
    "body",
    "head",
    "caption",
    "noframes",
]
PIECES = st.one_of(
    st.sampled_from(NAMES).map(lambda name: f"<{name}>"),
    st.sampled_from(NAMES).map(lambda name: f"</{name}>"),
    st.sampled_from(NAMES).map(lambda name: f"<{name} x=a/>"),
    st.sampled_from(["word ", "<!--", "-->", "<![CDATA[", "<?", '"', "'", "=", "<", "/", ">", "&amp;", "\n"]),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30), st.integers(1, 40))
def test_any_page_is_bounded(pieces: list[str], times: int) -> None:
    assert depth(bound("".join(pieces) * times).markup) <= DEPTH + 8
