"""What a page of the corpus is, and the builds it may have: how different sites frame a text."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stories import SHORT, Story


@dataclass(frozen=True)
class Page:
    """`text`: the lines that a reader should get, or None where there is nothing to read."""

    name: str
    markup: str
    text: tuple[str, ...] | None
    title: str
    authors: tuple[str, ...] = ()


def paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(t)}</p>\n" for t in texts)


def whole(head: str, body: str, lang: str = "en") -> str:
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>'


def titled(story: Story, site: str) -> str:
    return f"<title>{html.escape(story.title)} - {site}</title>"


ABOUT = (
    "The Harbour Gazette was founded in 1902 by two printers and a ferryman. It appears six days a week and is owned "
    "by a trust that may not sell it. Our newsroom stands at Quay Street 4, where readers are welcome on weekdays.",
    "Write to us, call us, or come by: letters should not be longer than two hundred words and must be signed with "
    "name and town. We answer every letter, but we cannot print all of them, and we may shorten those we print.",
    "Text and pictures on these pages are protected. Whoever wants to use them asks the rights desk first, which "
    "answers within three working days and charges nothing to schools, clubs and parish papers.",
)
COOKIES = (
    "We and our 214 partners store and use information on your device, such as cookies, to show you advertisements "
    "that suit you and to measure how often they are seen. With your consent we may use precise location data.",
    "You can agree to all of this, or choose for each purpose. Your choice is kept for six months and can be changed "
    "at any time under «Privacy settings» at the end of each page. Some partners rely on their legitimate interest.",
)
COMMENTS = (
    "I have used that service for thirty years and nobody ever asked me what I would pay. If they had, I would have "
    "told them that I would rather walk than pay a single crown more for boats that leave when it suits them.",
    "With respect to the writer above, that is nonsense: the fares have covered barely a third of the cost in every "
    "year since the war, and the rest came from the harbour dues, as anyone can read in the accounts.",
    "My grandfather built that landing. He would laugh at all of you, and then he would go home and mend his nets, "
    "because in the end the river does what it wants and the council only writes it down afterwards.",
    "Does anybody know whether dogs are allowed on board again? The sign says no but the man says yes, and last "
    "Sunday there were four of them and a goat.",
)


def teasers(story: Story, count: int, *, start: int = 0, kind: str = "div", name: str = "teaser") -> str:
    """Doors to other stories."""
    others = [(s.title, s.text[0]) for s in SHORT if s.title != story.title and s.text[0] not in story.text]
    chosen = [others[(start + n) % len(others)] for n in range(count)]
    return "".join(
        f'<{kind} class="{name}"><a href="/n/{n}"><img src="/i/{n}.jpg" alt=""></a>'
        f'<h3><a href="/n/{n}">{html.escape(title)}</a></h3><p>{html.escape(text)}</p></{kind}>'
        for n, (title, text) in enumerate(chosen)
    )


def links(count: int, words: str = "Page") -> str:
    names = (
        "Home",
        "Politics",
        "Region",
        "Economy",
        "Culture",
        "Sport",
        "Weather",
        "Letters",
        "Archive",
        "Shop",
    )
    return "".join(
        f'<li><a href="/s/{n}">{names[n % 10]} {words if n > 9 else ""}</a></li>' for n in range(count)
    )


Build = Callable[[Story, str], str]
"""(the story, its body's markup) -> the page."""


def semantic(story: Story, body: str) -> str:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
        "datePublished": story.day, "author": {"@type": "Person", "name": story.author},
    }  # fmt: skip
    head = (
        titled(story, "Harbour Gazette") + f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )
    return whole(
        head,
        f"""
<header class="site-header"><a href="/">Harbour Gazette</a><nav><ul>{links(14)}</ul></nav></header>
<main><article><header><h1>{story.title}</h1><p class="byline">By {story.author}</p>
<time datetime="{story.day}">{story.day}</time></header>{body}
<ul class="share"><li><a href="#f">Share</a></li><li><a href="#m">Mail</a></li></ul></article>
<aside class="related"><h2>More from the region</h2>{teasers(story, 6)}</aside></main>
<footer>{paragraphs(ABOUT)}<ul>{links(30, "more")}</ul></footer>""",
        story.lang,
    )


def boxes(story: Story, body: str) -> str:
    """Nothing but div, named by place."""
    return whole(
        titled(story, "Northern Ledger"),
        f"""
<div id="wrapper"><div id="top"><div class="logo"><a href="/">Northern Ledger</a></div><div class="nav"><ul>{links(22)}</ul></div></div>
<div id="columns"><div class="left-col"><div class="box"><h4>Latest</h4>{teasers(story, 5, start=3)}</div></div>
<div class="mid"><h1>{story.title}</h1><div class="info">{story.author} | {story.day}</div><div class="txt">{body}</div></div>
<div class="right-col"><div class="box"><h4>From our archive</h4>{teasers(story, 5, start=8)}</div></div></div>
<div id="bottom">{paragraphs(ABOUT)}</div></div>""",
        story.lang,
    )


def generated(story: Story, body: str) -> str:
    """Class names made by a machine."""
    return whole(
        titled(story, "Capital Courier"),
        f"""
<div id="__next"><div class="css-1q2w3e"><div class="css-9z8y7x"><a href="/">Capital Courier</a><ul class="css-0a1b2c">{links(12)}</ul></div>
<div class="css-4r5t6y"><h1 class="sc-abc123 hJpRRP">{story.title}</h1><div class="sc-dEf456 kLmNop">{story.author} · {story.day}</div>
<div class="sc-gHi789 qRsTuv">{body}</div></div>
<div class="css-7u8i9o"><div class="css-3e4r5t">{teasers(story, 8, start=2, name="css-8k9l0m")}</div></div>
<div class="css-2w3e4r">{paragraphs(ABOUT)}</div></div></div>""",
        story.lang,
    )


def layout_table(story: Story, body: str) -> str:
    """A page of 1999, laid out by tables."""
    return whole(
        f"<title>{story.title}</title>",
        f"""
<table width="100%" cellpadding="0"><tr><td colspan="3" bgcolor="#003366"><font color="white"><b>Lakeside Observer</b></font></td></tr>
<tr><td width="120" valign="top"><ul>{links(18)}</ul></td>
<td valign="top"><h2>{story.title}</h2><font size="1">{story.day}</font>{body}</td>
<td width="160" valign="top"><b>Also today</b>{teasers(story, 4, start=5, name="s")}</td></tr>
<tr><td colspan="3"><font size="1">{" ".join(ABOUT)}</font></td></tr></table>""",
        story.lang,
    )


def blog(story: Story, body: str) -> str:
    said = "".join(
        f'<li class="comment"><cite>Reader {n}</cite><p>{t}</p></li>' for n, t in enumerate(COMMENTS * 2)
    )
    return whole(
        titled(story, "Notes from the Quay"),
        f"""
<div class="site"><h1 class="site-title"><a href="/">Notes from the Quay</a></h1><nav><ul>{links(6)}</ul></nav>
<div class="hentry post"><h2 class="entry-title">{story.title}</h2><div class="entry-meta">Posted on {story.day} by {story.author}</div>
<div class="entry-content">{body}</div><div class="entry-tags">Tags: <a href="/t/1">town</a>, <a href="/t/2">river</a></div></div>
<div id="comments"><h3>{len(COMMENTS) * 2} thoughts on “{story.title}”</h3><ol class="commentlist">{said}</ol></div>
<div class="widget-area"><h4>About</h4>{paragraphs(ABOUT[:2])}<h4>Archives</h4><ul>{links(24, "2019")}</ul></div></div>""",
        story.lang,
    )


def portal(story: Story, body: str) -> str:
    """Teasers above, beside and below, all with sentences."""
    return whole(
        titled(story, "Eastmere Post"),
        f"""
<div class="stage">{teasers(story, 4, name="stage-item")}</div><div class="ticker"><ul>{links(10)}</ul></div>
<div class="story"><h1>{story.title}</h1><span class="author">{story.author}</span><div class="story-text">{body}</div></div>
<div class="grid"><h2>You may also like</h2>{teasers(story, 10, start=4, name="grid-item")}</div>
<div class="foot">{paragraphs(ABOUT)}</div>""",
        story.lang,
    )


def contact(story: Story, body: str) -> str:
    """More is said of the outlet than in the article, in plain boxes."""
    return whole(
        titled(story, "Gazette"),
        f"""
<div class="block"><a href="/">Gazette</a></div><div class="block text"><h1>{story.title}</h1>{body}</div>
<div class="block text"><h2>Contact</h2>{paragraphs(ABOUT)}</div>""",
        story.lang,
    )


def talked_about(story: Story, body: str) -> str:
    """Letters of readers longer than the article, in boxes called neither comments nor replies."""
    said = "".join(
        f'<div class="opinion"><b>Reader {n}</b><div>{t}</div></div>' for n, t in enumerate(COMMENTS)
    )
    return whole(
        titled(story, "Ledger"),
        f"""
<div class="page"><div class="head"><h1>{story.title}</h1><p>{story.day}</p></div><div class="copy">{body}</div>
<div id="discussion"><h3>What readers say</h3>{said}</div></div>""",
        story.lang,
    )


def asked_first(story: Story, body: str) -> str:
    """A consent notice of many words before everything else."""
    return whole(
        titled(story, "Courier"),
        f"""
<div id="cmp-layer" class="consent-dialog" role="dialog">{paragraphs(COOKIES * 2)}<button>Agree to all</button><button>Settings</button></div>
<div class="shell"><header><a href="/">Courier</a></header><section class="reading"><h1>{story.title}</h1>
<p class="meta">By {story.author}, {story.day}</p>{body}</section></div>
<div class="newsletter-box"><h3>Our letter in the morning</h3><p>Sign up for our newsletter and get the five stories of the day
before breakfast.</p><form><input type="email"><button>Subscribe</button></form></div>""",
        story.lang,
    )


def components(story: Story, body: str) -> str:
    """Elements of the site's own making."""
    return whole(
        titled(story, "Observer"),
        f"""
<x-app><x-bar><x-menu><ul>{links(9)}</ul></x-menu></x-bar><x-route><x-story><h1 slot="title">{story.title}</h1>
<x-by>By {story.author}</x-by><x-body>{body}</x-body></x-story><x-rail>{teasers(story, 7, start=1, kind="x-card", name="c")}</x-rail></x-route>
<x-foot>{paragraphs(ABOUT)}</x-foot></x-app>""",
        story.lang,
    )


BUILDS: tuple[Build, ...] = (
    semantic, boxes, generated, layout_table, blog, portal, contact, talked_about, asked_first, components,
)  # fmt: skip
