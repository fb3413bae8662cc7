"""The classes of difficulty: for each, pages and what a reader should get from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pages import (
    ABOUT,
    BUILDS,
    COMMENTS,
    COOKIES,
    Page,
    boxes,
    contact,
    generated,
    links,
    paragraphs,
    portal,
    semantic,
    teasers,
    titled,
    whole,
)
from stories import (
    BALSA,
    BRIDGE_ZH,
    BUS_JA,
    COUNT,
    ECOLE,
    FERRY,
    FEUERWEHR,
    LIBRARY,
    LONG,
    LONG_TOO,
    MUSEUM,
    PONTE,
    PUERTO,
    SCHOOL_RU,
    SHORT,
    TARG,
    TRAM,
    WATER_AR,
    WELLS,
    Story,
)  # fmt: skip


def short_amid_furniture() -> Iterator[Page]:
    """Articles of 60 to 120 words; the frame has ten times as many."""
    for number, build in enumerate(BUILDS):
        story = SHORT[number]
        yield Page(build.__name__, build(story, paragraphs(story.text)), story.text, story.title)


# ---------------------------------------------------------------- two articles in a page


def _article(story: Story, level: int = 1, attrs: str = "") -> str:
    return (
        f"<article{attrs}><h{level}>{story.title}</h{level}><p class=byline>By {story.author}</p>"
        f"{paragraphs(story.text)}</article>"
    )


def two_articles() -> Iterator[Page]:
    """The headline says which one is meant."""

    def page(name: str, story: Story, body: str) -> Page:
        return Page(name, whole(titled(story, "Ledger"), body, story.lang), story.text, story.title)

    yield page("endless scroll", LONG, f"<main>{_article(LONG)}{_article(LONG_TOO)}</main>")
    yield page("the second is longer", TRAM, f"<main>{_article(TRAM)}{_article(LONG)}</main>")
    yield page("the other stands first", LONG, f"<main>{_article(LONG_TOO, 2)}{_article(LONG, 1)}</main>")
    yield page(
        "boxes with a headline each", LONG_TOO,
        f"<div class=stream><div class=item><h1>{LONG_TOO.title}</h1><div class=body>{paragraphs(LONG_TOO.text)}</div>"
        f"</div><div class=item><h1>{LONG.title}</h1><div class=body>{paragraphs(LONG.text)}</div></div></div>",
    )  # fmt: skip
    yield page(
        "the next one in full below", FEUERWEHR,
        f"<main>{_article(FEUERWEHR)}<section class=next-article><h2>Als Nächstes</h2>{_article(LONG, 2)}</section></main>",
    )  # fmt: skip
    yield page(
        "a series, this part and the one before", LONG,
        f"<div id=main><section class=part>{_article(LONG)}</section><hr><section class=part>{_article(WELLS, 2)}"
        f"</section><section class=part>{_article(COUNT, 2)}</section></div>",
    )  # fmt: skip
    yield page(
        "a window with another article", ECOLE,
        f"<div class=page>{_article(ECOLE)}</div><div class=modal role=dialog>{_article(LONG_TOO, 2)}</div>",
    )  # fmt: skip
    yield page(
        "two columns", PUERTO,
        f"<table><tr><td class=a><h1>{PUERTO.title}</h1>{paragraphs(PUERTO.text)}</td>"
        f"<td class=b><h2>{PONTE.title}</h2>{paragraphs(PONTE.text)}</td></tr></table>",
    )  # fmt: skip
    yield page(
        "most read in full", MUSEUM,
        f"<main>{_article(MUSEUM)}</main><aside class=most-read><h2>Most read this week</h2>{_article(LONG, 3)}"
        f"{_article(LONG_TOO, 3)}</aside>",
    )  # fmt: skip
    yield page(
        "loaded under a divider", BRIDGE_ZH,
        f"<div class=list><article class=entry><h1>{BRIDGE_ZH.title}</h1>{paragraphs(BRIDGE_ZH.text)}</article>"
        f"<div class=divider>下一篇</div><article class=entry><h1>{BUS_JA.title}</h1>{paragraphs(BUS_JA.text)}</article></div>",
    )  # fmt: skip


# ---------------------------------------------------------------- one table, one list

ROWS = tuple(
    (place, f"{votes:,}", f"{share} %")
    for place, votes, share in (
        ("Eastmere", 12410, 41.2), ("Westmere", 9022, 30.1), ("Lund", 4107, 13.7), ("Harrow Vale", 2960, 9.9),
        ("Marsh End", 901, 3.0), ("Arnsfoot", 620, 2.1), ("Belrive", 411, 1.4), ("Sarn", 93, 0.3),
    )
)  # fmt: skip
HEAD = ("District", "Votes", "Share")
STEPS = (
    "Register at the town hall with a document that shows your face.",
    "Wait for the card, which comes by post within eleven days.",
    "Take the card to any of the forty offices that are open on Sunday.",
    "Mark one name on the white list and up to three on the blue one.",
    "Fold both lists and put them into the box yourself.",
)
NOTES = (
    "The map opens where you left it.", "Search finds words with accents.", "Printing no longer cuts the last line.",
    "Dark colours follow the system.", "A crash with empty folders is gone.", "Exports keep the order of columns.",
    "The help is available in Polish.",
)  # fmt: skip
TERMS = (
    ("Quorum", "The number of members that must be present for a vote to count."),
    ("Rider", "A provision that is added to a bill with which it has little to do."),
    ("Whip", "A member whose task is to see that the others of the party come and vote."),
    ("Reading", "One of the stages at which a bill is put before the house."),
)


def _table(rows: tuple[tuple[str, ...], ...] = ROWS, head: tuple[str, ...] = HEAD, attrs: str = "") -> str:
    top = "".join(f"<th>{c}</th>" for c in head)
    lines = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table{attrs}><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def _listed(tag: str, items: tuple[str, ...], attrs: str = "") -> str:
    return f"<{tag}{attrs}>" + "".join(f"<li>{i}</li>" for i in items) + f"</{tag}>"


def one_table_or_list() -> Iterator[Page]:
    """Pages whose article is a table or a list and nothing else."""
    results = Story("en", "Results of the district vote", "Una Rook", "2025-06-01", ())
    table_lines = tuple(" ".join(row) for row in (HEAD, *ROWS))
    steps = Story("en", "How to vote in Eastmere", "Ada Quill", "2025-05-20", STEPS)
    notes = Story("en", "Release 4.2 of the town map", "Ivo Bell", "2024-01-10", NOTES)
    terms = Story("en", "Words of parliament", "Tilda Marsh", "2023-02-02", ())

    def page(name: str, markup: str, lines: tuple[str, ...], story: Story) -> Page:
        return Page(name, markup, lines, story.title)

    yield page("table, semantic", semantic(results, _table()), table_lines, results)
    yield page("table, boxes", boxes(results, _table()), table_lines, results)
    yield page("table, generated names", generated(results, _table()), table_lines, results)
    long_rows = tuple((f"Ward {n}", f"{n * 731 % 9973:,}", f"{n * 37 % 100} %") for n in range(1, 61))
    yield page(
        "table of sixty rows", contact(results, _table(long_rows)),
        tuple(" ".join(row) for row in (HEAD, *long_rows)), results,
    )  # fmt: skip
    yield page("list, semantic", semantic(steps, _listed("ol", STEPS)), STEPS, steps)
    yield page("list, boxes", boxes(steps, _listed("ol", STEPS)), STEPS, steps)
    yield page("short items", contact(notes, _listed("ul", NOTES)), NOTES, notes)
    yield page("short items, portal", portal(notes, _listed("ul", NOTES)), NOTES, notes)
    glossary = "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in TERMS) + "</dl>"
    yield page("definitions", boxes(terms, glossary), tuple(t for pair in TERMS for t in pair), terms)
    nested = f"<ul><li>Before the vote{_listed('ul', STEPS[:2])}</li><li>On Sunday{_listed('ul', STEPS[2:])}</li></ul>"
    yield page(
        "list in list",
        generated(steps, nested),
        ("Before the vote", *STEPS[:2], "On Sunday", *STEPS[2:]),
        steps,
    )


# ---------------------------------------------------------------- video pages

_PLAYERS = (
    '<video controls poster="/p.jpg"><source src="/v.mp4"><p>Your browser cannot play this video.</p></video>',
    '<div class="player"><iframe src="https://tube.example/e/1"></iframe></div>',
    '<div class="video-player"><button>Play</button><span>0:00 / 2:13</span><button>Mute</button><button>Full screen</button></div>',
    '<figure class="video"><img src="/still.jpg" alt=""><figcaption>Video: 2:13 minutes</figcaption></figure>',
    '<div class="vjs"><p class="vjs-no-js">To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video.</p></div>',
)


def video_pages() -> Iterator[Page]:
    """A film, a few lines that say what it shows, and other films."""
    stories = (FERRY, WELLS, FEUERWEHR, ECOLE, PUERTO, COUNT, LIBRARY, TRAM, BALSA, TARG)
    for number, story in enumerate(stories):
        build = (semantic, boxes, generated, portal, contact)[number % 5]
        player = _PLAYERS[number // 2 % 5]
        text = story.text[: 1 + number % 3]
        more = "".join(
            f'<div class="clip"><a href="/v/{n}"><img src="/c/{n}.jpg" alt=""><span>{s.title}</span></a><span>{n}:{n}3</span></div>'
            for n, s in enumerate(SHORT[4:14])
        )
        inner = f'{player}<div class="description">{paragraphs(text)}</div>'
        markup = build(story, inner).replace(
            "</body>", f'<div class="playlist"><h3>Watch next</h3>{more}</div></body>'
        )
        yield Page(f"{build.__name__} {number}", markup, text, story.title)


# ---------------------------------------------------------------- no paragraph element


def without_paragraphs() -> Iterator[Page]:
    """Text that no `p` holds."""
    ways: tuple[tuple[str, Callable[[tuple[str, ...]], str]], ...] = (
        ("line breaks", lambda t: "<br><br>".join(t)),
        ("boxes", lambda t: "".join(f"<div>{x}</div>" for x in t)),
        ("spans in boxes", lambda t: "".join(f'<div class="s"><span>{x}</span></div>' for x in t)),
        ("sections", lambda t: "".join(f"<section>{x}</section>" for x in t)),
        ("fonts and breaks", lambda t: "<font face=serif>" + "<br>&nbsp;<br>".join(t) + "</font>"),
        (
            "own elements",
            lambda t: "".join(f"<x-line style='display:block'><div>{x}</div></x-line>" for x in t),
        ),
        ("preformatted", lambda t: "<pre style='white-space:pre-wrap'>" + "\n\n".join(t) + "</pre>"),
        ("cells", lambda t: "<table>" + "".join(f"<tr><td>{x}</td></tr>" for x in t) + "</table>"),
        ("centred", lambda t: "".join(f"<center>{x}</center>" for x in t)),
        ("line breaks with spaces", lambda t: "".join(f"{x}<br>\n<br>\n" for x in t)),
    )
    stories = (LONG, FERRY, FEUERWEHR, ECOLE, LONG_TOO, BRIDGE_ZH, WELLS, SCHOOL_RU, WATER_AR, TRAM)
    builds = (boxes, semantic, generated, portal, contact, boxes, semantic, boxes, generated, contact)
    for (name, way), story, build in zip(ways, stories, builds, strict=True):
        yield Page(name, build(story, way(story.text)), story.text, story.title)


# ---------------------------------------------------------------- single traps


def no_article() -> Iterator[Page]:
    """Nothing to read, said plainly instead of furniture served as an article."""
    yield Page(
        "consent wall of two sentences",
        whole("<title>Ledger</title>", "<div class=wall><h1>Your privacy</h1><p>We and our partners use cookies to store "
              "and read information on your device. Agree, or subscribe without advertising.</p><button>Agree</button>"
              "<button>Subscribe</button></div>"), None, "Ledger")  # fmt: skip
    yield Page(
        "consent wall in German",
        whole("<title>Zustimmung</title>", "<main><h2>Weiter mit Werbung lesen</h2><p>Besuchen Sie uns wie gewohnt mit Werbung "
              "und Tracking. Die Zustimmung ist jederzeit widerrufbar. Details finden Sie in der Datenschutzerklärung.</p>"
              "<button>Akzeptieren und weiter</button></main>", "de"), None, "Zustimmung")  # fmt: skip
    yield Page(
        "sign in",
        whole("<title>Sign in</title>", "<form action=/in><h1>Sign in</h1><label>E-mail <input></label><label>Password "
              "<input type=password></label><button>Sign in</button><p>Forgotten your password?</p></form>"), None, "")  # fmt: skip
    yield Page(
        "script only",
        whole("<title>App</title><script>" + "x=1;" * 900 + "</script>", "<div id=root></div>"),
        None,
        "",
    )


def traps() -> Iterator[Page]:
    """One trap a page, each of which cost a whole article somewhere."""
    closing = ("An early thing was said.",)
    yield Page("a short last sentence before the frame", semantic(LONG, paragraphs((*LONG.text, *closing))),
               (*LONG.text, *closing), LONG.title)  # fmt: skip
    yield Page("the same in boxes", boxes(LONG_TOO, paragraphs((*LONG_TOO.text, "So it goes."))),
               (*LONG_TOO.text, "So it goes."), LONG_TOO.title)  # fmt: skip
    opened = "<form action=/s><select><option>All</option>"
    yield Page("a form that is never closed", whole(titled(LONG, "Post"), f"<h1>{LONG.title}</h1>{opened}{paragraphs(LONG.text)}"),
               LONG.text, LONG.title)  # fmt: skip
    half = f"<h1>{LONG.title}</h1>{paragraphs(LONG.text[:3])}<form><fieldset>{paragraphs(LONG.text[3:])}"
    yield Page("a form around the second half", whole(titled(LONG, "Post"), half), LONG.text, LONG.title)
    quoted = Story("en", "“We drank the first glass ourselves”", "Una Rook", "2024-03-02", WELLS.text)
    yield Page(
        "a title in quotation marks", semantic(quoted, paragraphs(quoted.text)), quoted.text, quoted.title
    )
    letter = ('<div class="inline-box"><strong>The day in five minutes</strong><div>What moves the harbour, before breakfast.</div>'
              '<form><input type="email" placeholder="Your address"><button>I want it</button></form></div>')  # fmt: skip
    body = paragraphs(LONG.text[:3]) + letter + paragraphs(LONG.text[3:])
    yield Page("a newsletter known only by its form", semantic(LONG, body), LONG.text, LONG.title)
    yield Page("standfirst again as the first paragraph",
               semantic(LONG, f'<p class="standfirst">{LONG.text[0]}</p>{paragraphs(LONG.text)}'), LONG.text, LONG.title)  # fmt: skip
    hidden = f'<div hidden id="S:0">{paragraphs(LONG_TOO.text)}</div>'
    yield Page("hidden until a script runs", whole(titled(LONG_TOO, "Post"),
               f"<nav><ul>{links(20)}</ul></nav><h1>{LONG_TOO.title}</h1><div class=skeleton></div>{hidden}"),
               LONG_TOO.text, LONG_TOO.title)  # fmt: skip
    talk = tuple(t for pair in (
        ("You have been a guard for forty years. What was the fog like?", "Full. In the fog they all came."),
        ("And the ministry's figures?", "I laughed. Then I looked for my notebooks."),
        ("Were they hard to find?", "No. They stood where they had always stood, above the stove, in the order of the years, and the newest one was still open."),
        ("What will you do on the first night?", "Sleep, in the second car, lower berth, on the river side, as I promised my sister when we were both much younger."),
    ) for t in pair)  # fmt: skip
    spoken = "".join(f"<p><b>{q}</b></p><p>{a}</p>" for q, a in zip(talk[::2], talk[1::2], strict=True))
    interview = Story("en", "“In the fog they all came”: the last guard", "Henrik Sala", "2021-02-05", talk)
    yield Page("an interview", semantic(interview, spoken), talk, interview.title)
    heads = ("9:05 Count begins", "10:15 First hall done", "11:25 A break", "12:35 Record signed")
    posts = "".join(
        f'<div class="entry"><h3>{head}</h3><p>{text}</p></div>'
        for head, text in zip(heads, COUNT.text, strict=True)
    )
    live = Story("en", "Live: the recount in Harrow Vale", "Tilda Marsh", "2023-06-10", ())
    lines = tuple(line for pair in zip(heads, COUNT.text, strict=True) for line in pair)
    yield Page("a live report", semantic(live, posts), lines, live.title)
    mail = ('<table width=600 align=center><tr><td><table><tr><td><img src=logo.png alt=""></td></tr></table></td></tr>'
            f'<tr><td style="padding:20px"><h1>{LONG.title}</h1></td></tr>'
            + "".join(f'<tr><td style="padding:20px"><table><tr><td>{t}</td></tr></table></td></tr>' for t in LONG.text)
            + '<tr><td style="font-size:10px">You receive this letter because you asked for it. <a href=/u>Unsubscribe</a></td></tr></table>')  # fmt: skip
    yield Page("a letter made of tables", whole(titled(LONG, "Post"), mail), LONG.text, LONG.title)
    notice = f'<div class="layer">{paragraphs(COOKIES)}</div>'
    yield Page("a consent notice with no such name", whole(titled(LONG, "Post"), f"{notice}<div class=w><h1>{LONG.title}</h1>{paragraphs(LONG.text)}</div>"),
               LONG.text, LONG.title)  # fmt: skip
    print_view = f"<h1>{LONG.title}</h1><p>By {LONG.author}</p>{paragraphs(LONG.text)}<p>https://post.example/2021/02/night-train</p><p>Printed on 3 February 2021</p>"
    yield Page("a print version", whole(titled(LONG, "Post"), print_view), LONG.text, LONG.title)
    accordion = "".join(f'<div class="accordion"><button>Part {n + 1}</button><div class="accordion-panel" style="display:none"><p>{t}</p></div></div>'
                        for n, t in enumerate(LONG_TOO.text))  # fmt: skip
    yield Page("parts that unfold", whole(titled(LONG_TOO, "Post"), f"<h1>{LONG_TOO.title}</h1><main>{accordion}</main>"),
               LONG_TOO.text, LONG_TOO.title)  # fmt: skip
    said = "".join(f"<div><p>{t}</p></div>" for t in COMMENTS)
    yield Page("letters under a heading only", whole(titled(TRAM, "Post"), f"<article><h1>{TRAM.title}</h1>{paragraphs(TRAM.text)}</article>"
               f"<section><h2>4 comments</h2>{said}</section>"), TRAM.text, TRAM.title)  # fmt: skip
    inserts = []
    for number, text in enumerate(LONG.text):
        inserts.append(f"<p>{text}</p>")
        inserts.append(
            f'<div class="box"><span>Read also</span><a href="/n/{number}">{SHORT[number].title}</a></div>'
            if number < 5
            else ""
        )
    yield Page("doors between all paragraphs", boxes(LONG, "".join(inserts)), LONG.text, LONG.title)
    yield Page("letter from the contact desk", whole(titled(MUSEUM, "Post"), f"<div class=c><h1>{MUSEUM.title}</h1>{paragraphs(MUSEUM.text)}</div>"
               f"<div class=d>{paragraphs(ABOUT)}</div><div class=e>{teasers(MUSEUM, 6)}</div>"), MUSEUM.text, MUSEUM.title)  # fmt: skip


DIFFICULTIES: dict[str, Callable[[], Iterator[Page]]] = {
    "short amid furniture": short_amid_furniture,
    "two articles": two_articles,
    "one table or list": one_table_or_list,
    "video pages": video_pages,
    "without paragraphs": without_paragraphs,
    "no article": no_article,
    "traps": traps,
}
