"""An article as text for a terminal: kept words, and removed passages in their place when asked for."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model import Block, BlockKind, CleanArticle, Marked, Snippet, Span
from reader.cli.output import Output
from reader.dates import long_date
from reader.i18n import _, ngettext, number
from reader.messages import removal_words, sentence_for

_LEAD = {BlockKind.ITEM: "• ", BlockKind.QUOTE: "> ", BlockKind.POST: "> ", BlockKind.CAPTION: "[ ] "}


def write_article(
    output: Output, article: CleanArticle, source: str | None, *, removed: bool, marks: Marked | None = None
) -> None:
    """Title, standfirst, who, where and when, then the text with a blank line between blocks."""
    marks = marks or Marked()
    output.line(
        output.marked(Snippet(article.title, marks.title)) if marks.title else output.strong(article.title)
    )
    if article.standfirst:
        output.line(output.faint(article.standfirst))
    facts = [", ".join(article.authors), source, long_date(article.published), article.url]
    output.line(output.faint(" · ".join(fact for fact in facts if fact)))
    out = sum(block.removed is not None for block in article.blocks)
    if out and not removed:
        said = ngettext(
            "{n} passage removed (--removed shows it)", "{n} passages removed (--removed shows them)", out
        )
        output.line(output.faint(said.format(n=number(out))))
    for note in article.notes:
        output.line(output.faint(sentence_for(note)))
    at = 0
    for block in article.blocks:
        if block.is_text:
            output.line()
            output.line(_LEAD.get(block.kind, "") + _marked(output, block, marks.text, at))
            at += len(block.text) + 1
        elif block.removed is None and block.kind is BlockKind.CAPTION:
            output.line()
            output.line(output.faint(_("Picture: {text}").format(text=block.text)))
        elif block.removed is not None and removed and block.text:
            output.line()
            output.line(output.faint(f"[{_label(article.blocks, block)}] {block.text}"))


def _marked(output: Output, block: Block, spans: Sequence[Span], at: int) -> str:
    """The block's text with those of the article's spans that lie in it."""
    inside = tuple(
        Span(s.start - at, s.end - at) for s in spans if at <= s.start and s.end <= at + len(block.text)
    )
    text = output.marked(Snippet(block.text, inside))
    return output.strong(text) if block.kind is BlockKind.HEADING and not inside else text


def _label(blocks: Sequence[Block], block: Block) -> str:
    assert block.removed is not None
    twin = block.removed.twin
    place = None if twin is None else sum(b.is_text for b in blocks[: twin + 1])
    return removal_words(block.removed, place)
