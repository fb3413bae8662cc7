"""Plain text -> CleanArticle."""

from __future__ import annotations

from pathlib import PurePath

from archive.clean.entry import to_blocks
from archive.clean.hints import with_hints
from archive.clean.metadata.language import guess
from archive.clean.phrases import is_call_to_share, label_reason
from archive.clean.posts import join_posts
from archive.clean.repeats import mark_repeats
from archive.clean.text import read_text
from archive.errors import NoText
from archive.model import Block, BlockKind, CleanArticle, Document, RemovalReason


def clean_text(document: Document) -> CleanArticle:
    found = read_text(document.markup)
    hints = document.hints
    entries = join_posts(found.entries)
    origins: dict[str, str] = {}
    guessed: set[str] = set()
    title, origin = hints.title, "container"
    if not title and found.title and not found.is_guess:
        title, origin = found.title, "first line"
        entries[0].drop(RemovalReason.HEADLINE)
    if not title and hints.file_name and (stem := PurePath(hints.file_name).stem.replace("_", " ").strip()):
        title, origin = stem, "file name"
        guessed.add("title")
    if not title and found.title:
        title, origin = found.title, "first heading"
        guessed.add("title")
    for entry in entries:
        reason = label_reason(entry.text)
        if reason is None and is_call_to_share(entry.text):
            reason = RemovalReason.SHARING
        if reason is not None and entry.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            entry.drop(reason)
    mark_repeats(entries)
    if not any(e.is_text for e in entries):
        if entries and title and not entries[0].is_kept:
            entries[0].reason = None
        else:
            raise NoText(reason="empty")
    text = "\n".join(e.text for e in entries if e.is_text)
    if title:
        origins["title"] = origin
    language = hints.language or guess(text)
    article = CleanArticle(
        url=document.url,
        title=title or "",
        authors=hints.authors,
        source=hints.source,
        published=hints.published,
        language=language,
        blocks=to_blocks(entries),
        metadata_from=origins,
        guessed=frozenset(guessed),
        notes=document.notes,
    )
    return with_hints(article, document)


def original_text(document: Document) -> tuple[Block, ...]:
    return to_blocks(read_text(document.markup).entries)
