"""A page of HTML -> CleanArticle: laid out, judged, the body chosen, furniture marked."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

from archive.clean import flags as f
from archive.clean.body import Body, Witnesses, choose, wider
from archive.clean.edges import trim_tail
from archive.clean.entry import Entry, to_blocks
from archive.clean.flags import Judged
from archive.clean.hints import with_hints
from archive.clean.lines import Context, mark_furniture
from archive.clean.metadata import pictures
from archive.clean.metadata.authors import find_authors
from archive.clean.metadata.compare import common_words, contained
from archive.clean.metadata.evidence import Evidence, gather
from archive.clean.metadata.extent import find_section, is_partial
from archive.clean.metadata.language import find_language
from archive.clean.metadata.published import find_dates
from archive.clean.metadata.source import canonical, find_source, host_of, source_in_title
from archive.clean.metadata.subject import share_of, subject_of
from archive.clean.metadata.title import find_title
from archive.clean.phrases import is_consent_wall
from archive.clean.posts import join_posts
from archive.clean.repeats import mark_repeats
from archive.clean.tables import free_layout, join_tables
from archive.clean.text import read_text
from archive.clean.tree import Page, lay_out
from archive.errors import NoText
from archive.model import Block, BlockKind, CleanArticle, Document, Mark, RemovalReason
from archive.pictures import part_named

_FLOOR = 300
"""Letters under which the body is looked for once more with few names believed."""

_OF_TITLE = 0.5
"""The share of the title's words in a text from which on its shortness is no doubt."""

_LEAST = 60
"""Letters that are enough where all around them speaks of something else."""

_NOTHING = 100
"""Letters under which no text was found at all, and every line of the page will do."""


def clean_page(document: Document) -> CleanArticle:
    """The collector rests meanwhile: it would walk the page's tree again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return clean_layout(lay_out(document.markup), document)
    finally:
        if collecting:
            gc.enable()


def clean_layout(page: Page, document: Document) -> CleanArticle:
    evidence = gather(page, document)
    origins: dict[str, str] = {}
    source = find_source(evidence)
    title = find_title(evidence, source[0] if source and source[1] != "address" else None)
    if source is None and title is not None:
        source = source_in_title(page.title, title.text)
    headline = title.piece if title else None
    name = title.text if title else ""
    judged = Judged(page, host_of(evidence.url), headline, subject_of(name))
    description = evidence.first_meta("og:description", "description", "twitter:description") or ""
    witnesses = Witnesses(headline, name, description, evidence.structured.body)
    is_bare = document.kind == "article"
    body = Body(0, len(page.pieces)) if is_bare else choose(judged, witnesses)
    source_name = source[0] if source else None
    near = _near(headline, body, len(page.pieces))
    authors = find_authors(evidence, near, (body.first, body.last), source_name)
    context = Context(name, headline, authors[0] if authors else (), evidence.structured.is_news)
    entries = _entries(judged, evidence, body, context)
    kept = letters_of(entries)
    is_sure = ("topic" in body.why and kept >= _LEAST) or _is_of_title(entries, name)
    if kept < _FLOOR and not is_bare and not is_sure:
        body, entries = _with_more(judged, evidence, body, entries, context)
        kept = letters_of(entries)
    written = evidence.structured.body
    if written and kept < 0.3 * len(written) and kept < 600:
        plain = read_text(written)
        entries = plain.entries
        mark_repeats(entries)
        origins["text"] = "json-ld"
    if is_consent_wall([e.text for e in entries if e.is_text], name):
        raise NoText(reason="consent-wall")
    if not any(e.is_text for e in entries):
        raise NoText(reason=_why_empty(page, judged))
    text = "\n".join(e.text for e in entries if e.is_text)
    language = find_language(evidence, text)
    dates = find_dates(evidence, near, (body.first, body.last), language[0] if language else None)
    lead = pictures.lead_image(evidence)
    section = find_section(evidence)
    for key, origin in (
        ("title", title.origin if title else None), ("source", source[1] if source else None),
        ("language", language[1] if language else None), ("published", dates.published_from),
        ("modified", dates.modified_from),
        ("authors", authors[1] if authors else None), ("lead_image", lead[1] if lead else None),
        ("section", section[1] if section else None),
    ):  # fmt: skip
        if origin:
            origins[key] = origin
    article = CleanArticle(
        url=canonical(evidence) or document.url,
        title=name,
        authors=authors[0] if authors else (),
        source=source[0] if source else None,
        published=dates.published,
        language=language[0] if language else None,
        blocks=to_blocks(entries),
        standfirst=_standfirst(entries, evidence),
        modified=dates.modified,
        section=section[0] if section else None,
        lead_image=lead[0] if lead else None,
        is_partial=is_partial(evidence, entries),
        metadata_from=origins,
        notes=document.notes,
    )
    return with_hints(article, document)


def letters_of(entries: list[Entry]) -> float:
    """How much text is kept."""
    return sum(e.letters for e in entries if e.is_text)


def _is_of_title(entries: list[Entry], title: str) -> bool:
    """True for a text, however short, that speaks in a sentence of what the title says."""
    subject = subject_of(title)
    return len(subject) > 1 and share_of(subject, _sentences(entries)) >= _OF_TITLE


def _sentences(entries: list[Entry]) -> Iterator[str]:
    return (e.text for e in entries if e.is_text and e.sentences)


def _with_more(
    judged: Judged, evidence: Evidence, body: Body, entries: list[Entry], context: Context
) -> tuple[Body, list[Entry]]:
    """More text rather than none: the body again with few names believed, then the whole page."""
    kept = letters_of(entries)
    for other in wider(judged, context.headline, body):
        found = _entries(judged, evidence, other, context)
        more = letters_of(found)
        if more > max(3 * kept, 80):
            return other, found
        if kept >= _NOTHING:
            break
    return body, entries


def _standfirst(entries: list[Entry], evidence: Evidence) -> str | None:
    """The lines between headline and text that the page marks as such, or that repeat its own description."""
    description = evidence.first_meta("og:description", "description", "twitter:description")
    for entry in [e for e in entries if e.is_text][:3]:
        if entry.letters > 600 or entry.kind is BlockKind.ITEM:
            continue
        if entry.flags & f.STANDFIRST or (
            description
            and contained(description, entry.text) > 0.9
            and common_words(description, entry.text) > 0.8
        ):
            return entry.text
    return None


def _near(headline: int | None, body: Body, count: int) -> tuple[int, int]:
    """The pieces in which byline and date stand: from just above the headline to the first paragraphs."""
    first = headline if headline is not None else body.first
    first = min(first, body.first) if body.first - first > 60 else first
    return max(0, first - 6), min(count, max(first + 14, min(body.first + 4, first + 40)))


def _entries(judged: Judged, evidence: Evidence, body: Body, context: Context) -> list[Entry]:
    numbers = [*body.lead, *range(body.first, body.last)]
    entries = [_entry(judged, evidence, n) for n in numbers]
    entries = [e for e in entries if e.kind is not BlockKind.IMAGE or e.href]
    free_layout(entries)
    mark_furniture(entries, replace(context, out=body.out | f.BYLINE))
    entries = join_posts(entries, [_embed(judged, e.node) if e.flags & f.POST else -1 for e in entries])
    mark_repeats(entries)
    if any(e.reason is RemovalReason.REPEATS for e in entries):
        trim_tail(entries, 0, context.authors)  # what stood before a copy may be the end now
    return join_tables(entries)


def _entry(judged: Judged, evidence: Evidence, number: int) -> Entry:
    piece = judged.page.pieces[number]
    href = None
    if piece.kind is BlockKind.IMAGE:
        href = _picture(evidence, judged.page.nodes[piece.node].attrs)
    marks = tuple(m for m in (_resolved(m, evidence) for m in piece.marks) if m is not None)
    return Entry(
        piece.text, piece.kind, marks, piece.level, piece.ordinal, href, piece.cell, piece.node, number,
        judged.flags[number], judged.length[number], judged.link_share[number], judged.sentences[number],
    )  # fmt: skip


def _resolved(mark: Mark, evidence: Evidence) -> Mark | None:
    if mark.kind != "link":
        return mark
    href = evidence.absolute(mark.href)
    return Mark(mark.start, mark.end, "link", href) if href else None


def _picture(evidence: Evidence, attrs: dict[str, str]) -> str | None:
    source = pictures.address(attrs)
    if not source or (source.startswith("data:") and len(source) < 400):
        return None
    if any(attrs.get(k, "").strip().rstrip("px") in ("0", "1", "2") for k in ("width", "height")):
        return None
    part = part_named(source, evidence.parts)
    if part is not None:
        return part
    if source.startswith(("data:image/", "cid:")):
        return source
    return evidence.absolute(source) or (source if ":" not in source.split("/", 1)[0] else None)


def _embed(judged: Judged, node: int) -> int:
    found = -1
    for number in judged.page.ancestors(node):
        if judged.own[number] & f.POST:
            found = number
    return found


def _why_empty(page: Page, judged: Judged) -> str:
    text = [p for p in page.pieces if p.text and p.kind is not BlockKind.IMAGE]
    if not text or (sum(len(p.text) for p in text) < 200 and page.script_letters > 2000):
        return "script-only" if page.script_letters > 200 else "empty"
    total = sum(judged.length) or 1.0
    walls = sum(n for n, bits in zip(judged.length, judged.flags, strict=True) if bits & f.CONSENT)
    if walls > 0.5 * total:
        return "consent-wall"
    forms = sum(n for n, bits in zip(judged.length, judged.flags, strict=True) if bits & f.FORM)
    return "sign-in" if forms > 0.5 * total else "no-article"


def original_page(document: Document) -> tuple[Block, ...]:
    page = lay_out(document.markup, everything=True)
    evidence = gather(page, document)
    entries = []
    for number, piece in enumerate(page.pieces):
        marks = tuple(m for m in (_resolved(m, evidence) for m in piece.marks) if m is not None)
        entry = Entry(
            piece.text, piece.kind, marks, piece.level, piece.ordinal, cell=piece.cell, piece=number
        )
        if piece.kind is BlockKind.IMAGE:
            entry.href = _picture(evidence, page.nodes[piece.node].attrs)
            if not entry.href:
                continue
        entries.append(entry)
    return to_blocks(join_tables(entries))
