"""Cleaning kept pages again: a better cleaner over the same bytes, the person's edits over its result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.cancel import CancelToken
from archive.clean import CLEANER_VERSION
from archive.edits import ENCODING
from archive.errors import ArchiveError, Cancelled
from archive.model import Capture, Changes, RecleanReport, StoredArticle, together
from archive.rereading import reread
from archive.store import Store
from archive.workshop import Workshop

Told = Callable[[int, int], None]
"""How many articles are done, of how many."""

MOST_UNDOABLE = 200
"""The texts before are held for an undo of so many articles at most."""


def as_chosen(capture: Capture, opened: StoredArticle) -> Capture:
    """The kept page as the person wants it read."""
    chosen = (edit.value for edit in opened.edits if edit.kind == "field" and edit.field == ENCODING)
    return reread(capture, next(chosen, None))


def reclean(
    ids: Sequence[int],
    *,
    store: Store,
    cleaners: Workshop,
    changed: Callable[[Changes], Changes],
    told: Told | None,
    cancel: CancelToken,
) -> RecleanReport:
    """Clean these from their originals; each is on the disk before the next begins, so that it can stop.

    An article whose page the cleaner can make nothing of any more keeps the text it has.
    """
    done, rewritten, kept = 0, [], []
    did: list[Changes] = []
    for article_id in ids:
        if cancel.is_cancelled:
            break
        try:
            opened = store.article(article_id)
            newest = opened.versions[-1]
            capture = store.capture(newest.capture_sha256)
            article = cleaners.clean(as_chosen(capture, opened), newest.document, cancel)
        except Cancelled:
            break
        except ArchiveError:
            kept.append(article_id)
            store.cleaned_as_it_is(article_id, CLEANER_VERSION)
        else:
            before = opened.article.text
            changes = changed(store.recleaned(article_id, article, CLEANER_VERSION))
            did.append(changes if len(did) < MOST_UNDOABLE else replace(changes, undo=None))
            if changes.changed and store.article(article_id).article.text != before:
                rewritten.append(article_id)
        done += 1
        if told is not None:
            told(done, len(ids))
    whole = together(did)
    if len(did) > MOST_UNDOABLE:
        whole = replace(whole, undo=None)
    return RecleanReport(done, tuple(rewritten), tuple(kept), stopped=done < len(ids), changes=whole)
