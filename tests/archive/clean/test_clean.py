"""The laws of cleaning: any markup gives an article or NoText, the same one each time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.clean import clean, original
from archive.errors import NoText
from archive.model import BlockKind, CleanArticle, Document, RemovalReason

ADDRESS = "https://eastmere.example/ferry"
OPENING = (
    "The council of Eastmere voted on Monday to keep the old ferry "
    "running until the bridge has been repaired."
)
SECOND = (
    "Mayor Ada Quill said that the repair would take eleven months "
    "and cost rather more than had been planned."
)
THIRD = (
    "Residents of the west bank had collected four thousand names against the end of the line in the spring."
)
FOURTH = (
    "A decision about the fares, which have not changed since 2011, "
    "is expected before the summer recess begins."
)


def page(body: str, head: str = "") -> Document:
    head = f"<title>Ferry stays - Eastmere Post</title>{head}"
    markup = f"<html lang=en><head>{head}</head><body>{body}</body></html>"
    return Document(ADDRESS, ADDRESS, markup, "page")


def text(markup: str) -> Document:
    return Document("saved.txt", None, markup, "text")


def article_page(body: str) -> Document:
    return page(f"<article><h1>Ferry stays</h1>{body}</article>")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts)


def test_the_article_is_found_amid_furniture() -> None:
    article = clean(
        page(
            "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
            "<article><h1>Ferry stays</h1><p class=byline>By Ivo Bell</p>"
            + paragraphs(OPENING, SECOND)
            + "<div class=newsletter><p>Sign up for our letter, every morning.</p></div>"
            + paragraphs(THIRD)
            + "</article><footer><p>© Eastmere Post, all rights reserved.</p></footer>"
        )
    )
    assert article.text == "\n".join([OPENING, SECOND, THIRD])
    assert article.title == "Ferry stays"
    assert article.authors == ("Ivo Bell",)
    assert [b.removed.reason for b in article.blocks if b.removed] == [
        RemovalReason.HEADLINE,
        RemovalReason.BYLINE,
        RemovalReason.NEWSLETTER,
    ]


def test_a_repeated_paragraph_is_kept_once_and_its_copy_names_it() -> None:
    article = clean(article_page(paragraphs(OPENING, SECOND, SECOND, THIRD)))
    assert article.text.count(SECOND) == 1
    copy = next(b for b in article.blocks if b.removed and b.removed.reason is RemovalReason.REPEATS)
    assert copy.text == SECOND
    assert copy.removed is not None
    assert copy.removed.twin is not None
    assert article.blocks[copy.removed.twin].text == SECOND
    assert article.blocks[copy.removed.twin].removed is None


def model_case_lines() -> list[str]:
    return [
        OPENING,
        "The long way round",
        SECOND,
        SECOND,
        THIRD,
        "A post from the mayor",
        "We keep the boat. The bridge will wait a little longer, and so shall we.",
        "pic.twitter.com/Ab3dE5fGh7",
        "— Ada Quill (@adaquill_em) November 19, 2025",
        FOURTH,
        "What comes next",
        "Nobody spoke against it at the hearing, which ended an hour before it had been meant to end.",
        f"{OPENING} / Image: J. Weir, Wikimedia Commons",
    ]


def check_model_case(article: CleanArticle) -> None:
    kinds = {b.text: b.kind for b in article.blocks if b.removed is None}
    assert kinds["The long way round"] is BlockKind.HEADING
    assert kinds["What comes next"] is BlockKind.HEADING
    assert article.text.count(SECOND) == 1
    assert article.text.count(OPENING) == 1
    caption = next(b for b in article.blocks if b.kind is BlockKind.CAPTION)
    assert caption.removed is not None
    assert caption.removed.reason is RemovalReason.CAPTION_REPEATS
    assert article.blocks[caption.removed.twin or 0].text == OPENING
    post = next(b for b in article.blocks if b.kind is BlockKind.POST)
    assert post.text == (
        "A post from the mayor\nWe keep the boat. The bridge will wait a little longer, and so shall we.\n"
        "— Ada Quill (@adaquill_em) November 19, 2025"
    )
    assert post.text in article.text


def test_the_model_case_from_text() -> None:
    article = clean(text("\n".join(model_case_lines())))
    check_model_case(article)
    assert article.title == "The long way round"
    assert "title" in article.guessed
    assert OPENING in article.text


def test_the_model_case_from_html() -> None:
    lines = model_case_lines()
    body = "".join(
        f"<h2>{t}</h2>" if t in ("The long way round", "What comes next") else f"<p>{t}</p>" for t in lines
    )
    check_model_case(clean(article_page(body)))


def test_an_embedded_post_is_one_block() -> None:
    embed = (
        "<blockquote class=twitter-tweet><p>The boat stays. "
        "<a href=https://t.example/1>pic.twitter.com/Zz9</a></p>"
        "&mdash; Ada Quill (@adaquill_em) "
        "<a href=https://twitter.example/s/1>November 19, 2025</a></blockquote>"
    )
    article = clean(article_page(paragraphs(OPENING) + embed + paragraphs(SECOND)))
    post = next(b for b in article.blocks if b.kind is BlockKind.POST)
    assert post.text == "The boat stays.\n— Ada Quill (@adaquill_em) November 19, 2025"
    assert post.href == "https://twitter.example/s/1"


@pytest.mark.parametrize("kind", ["page", "text"])
def test_an_empty_document_has_no_text(kind: str) -> None:
    with pytest.raises(NoText):
        clean(Document("x", None, "", kind))  # type: ignore[arg-type]


def test_ten_thousand_nested_elements() -> None:
    deep = "<div>" * 10_000 + f"<p>{OPENING}</p>" + "</div>" * 10_000
    assert clean(page(deep)).text == OPENING


_TAGS = [
    "div", "p", "article", "table", "tr", "td", "li", "ul", "b", "a href=/x", "blockquote", "pre", "nav",
    "h1", "br", "figure", "figcaption", "span class=date", "script", "svg", "button", "template",
    "time datetime=2024-01-01",
]  # fmt: skip
_TEXTS = [
    OPENING,
    SECOND,
    "Share",
    "By Ivo Bell",
    "\xa0",
    "&nbsp;",
    "&lt;",
    "<!--",
    "-->",
    "<![CDATA[",
    "\x00",
]
_MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{t}>" for t in _TAGS] + [f"</{t.split()[0]}>" for t in _TAGS]),
        st.sampled_from(
            [
                OPENING,
                SECOND,
                "Share",
                "By Ivo Bell",
                "\xa0",
                "&nbsp;",
                "&lt;",
                "<!--",
                "-->",
                "<![CDATA[",
                "\x00",
            ]
        ),
        st.text(max_size=20),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_MARKUP, st.sampled_from(["page", "article", "text"]))
def test_any_markup_is_an_article_or_no_text(markup: str, kind: str) -> None:
    document = Document("x", "https://eastmere.example/a", markup, kind)  # type: ignore[arg-type]
    original(document)
    try:
        article = clean(document)
    except NoText:
        return
    assert article == clean(document)
    assert article.text.strip()
    for block in article.blocks:
        assert block.text == block.text.strip() or block.kind in (BlockKind.CODE, BlockKind.TABLE)
        last: dict[str, int] = {}
        for mark in block.marks:
            assert 0 <= mark.start < mark.end <= len(block.text)
            assert mark.start >= last.get(mark.kind, 0)
            last[mark.kind] = mark.end
        if block.removed is not None and block.removed.twin is not None:
            assert article.blocks[block.removed.twin].removed is None


def test_marks_lie_exactly_on_their_words() -> None:
    article = clean(
        article_page(
            f"<p>The <b>old  ferry</b> \n stays, <a href='/why'> says the <i>mayor</i></a>. 🙂 {OPENING}</p>"
        )
    )
    block = next(b for b in article.blocks if b.removed is None)
    assert [(block.text[m.start : m.end], m.kind, m.href) for m in block.marks] == [
        ("old ferry", "strong", None),
        ("says the mayor", "link", "https://eastmere.example/why"),
        ("mayor", "em", None),
    ]


@pytest.mark.parametrize("tag", ["select", "button", "form", "label"])
def test_what_follows_a_field_that_is_not_closed_is_not_lost(tag: str) -> None:
    rest = paragraphs(
        f"{THIRD} {FOURTH}",
        "Nobody at the meeting spoke for the bridge alone. The engineer, who had drawn both plans, said that "
        "either of them would need the ferry for another two winters, and perhaps for longer than that.",
    )
    article = clean(article_page(paragraphs(OPENING, SECOND) + f"<{tag}>" + rest))
    assert THIRD in article.text
    assert FOURTH in article.text


def test_a_title_without_end_is_cut_and_marked_as_a_guess() -> None:
    long = "word " * 5_000
    markup = f"<html><head><title>{long}</title></head><body><h1>{long}</h1><article>" + "".join(
        f"<p>The council met on day {n} and heard the clerk read the report aloud to all members.</p>"
        for n in range(5)
    )
    article = clean(Document("a.html", None, markup + "</article></body></html>", "page"))
    assert len(article.title) <= 501
    assert "title" in article.guessed
