"""The JSON documents of the command line, a promise: only additions, else a new schema_version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.errors import ArchiveError
from archive.model import (
    Block,
    CheckReport,
    CleanArticle,
    Hit,
    ImportReport,
    ListRow,
    Marked,
    Moment,
    Note,
    Outcome,
    Page,
    ParsedQuery,
    Result,
    Snippet,
    Span,
    StoredArticle,
)
from reader.cli.output import SCHEMA_VERSION
from reader.messages import message_for, problem_words, sentence_for

Json = dict[str, object]


def import_document(report: ImportReport) -> Json:
    def ids(result: Result) -> list[int | None]:
        return [o.article_id for o in report.outcomes if o.result is result]

    return {
        "schema_version": SCHEMA_VERSION,
        "added": ids(Result.ADDED),
        "new_versions": ids(Result.NEW_VERSION),
        "already_here": ids(Result.ALREADY_HERE),
        "needs_a_look": [needs_a_look(o) for o in report.outcomes if o.result is Result.NEEDS_A_LOOK],
        "notes": [
            {"id": o.article_id, "origin": o.origin, **note(n)} for o in report.outcomes for n in o.notes
        ],
        "job": report.job_id,
        "stopped": report.stopped,
        "error": None if report.error is None else _failure(report.error),
    }


def handed_over_document(origins: Sequence[str]) -> Json:
    """The window that has the library open took these, and has them in hand."""
    return {"schema_version": SCHEMA_VERSION, "handed_over": list(origins)}


def needs_a_look(outcome: Outcome) -> Json:
    return {"origin": outcome.origin, **_failure(outcome.error)}


def failure_words(outcome: Outcome) -> str:
    """The sentences of what did not come in."""
    return str(_failure(outcome.error)["message"])


def _failure(error: Exception | None) -> Json:
    known = error if isinstance(error, ArchiveError) else ArchiveError()
    return {"kind": known.kind, "message": message_for(known).text}


def outcome_step(outcome: Outcome, done: int, total: int | None) -> Json:
    """One line of `--progress jsonl`: what became of one document, once it is safe on disk."""
    step: Json = {
        "result": outcome.result.value,
        "id": outcome.article_id,
        "origin": outcome.origin,
        "done": done,
        "total": total,
    }
    if outcome.result is Result.NEEDS_A_LOOK:
        step |= _failure(outcome.error)
    return step


def search_document(
    query: ParsedQuery, page: Page[Hit], rows: Mapping[int, ListRow], *, limit: int, pending: int
) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "total": page.total,
        "offset": page.offset,
        "limit": limit,
        "understood_as": query.understood_as,
        "notes": [note(n) for n in query.notes],
        "not_yet_searchable": pending,
        "hits": [_hit(hit, rows.get(hit.article_id)) for hit in page.items],
    }


def _hit(hit: Hit, row: ListRow | None) -> Json:
    return {
        "id": hit.article_id,
        "title": hit.title.text,
        "source": row.source if row else None,
        "published": _moment(row.published) if row else None,
        "score": hit.score,
        "count": hit.count,
        "snippet": _snippet(hit.snippet),
    }


def article_document(article: CleanArticle, *, id_: int | None = None) -> Json:
    """One cleaned article, kept or not."""
    return {
        "schema_version": SCHEMA_VERSION,
        "id": id_,
        "title": article.title,
        "authors": list(article.authors),
        "source": article.source,
        "url": article.url,
        "published": _moment(article.published),
        "modified": _moment(article.modified),
        "language": article.language,
        "standfirst": article.standfirst,
        "section": article.section,
        "is_partial": article.is_partial,
        "text": article.text,
        "captions": article.captions,
        "blocks": [_block(block) for block in article.blocks],
        "guessed": sorted(article.guessed),
        "metadata_from": dict(article.metadata_from),
        "notes": [note(n) for n in article.notes],
    }


def stored_document(stored: StoredArticle, marks: Marked | None) -> Json:
    """One article of the library, with what the library knows beside it."""
    document = article_document(stored.article, id_=stored.id)
    document |= {
        "source": stored.source.name if stored.source else stored.article.source,
        "uuid": stored.uuid,
        "origin": stored.origin,
        "added_at": stored.added_at.isoformat(),
        "words": stored.words,
        "read": stored.status.is_read,
        "starred": stored.status.is_starred,
        "binned": stored.status.is_binned,
        "tags": list(stored.status.tags),
        "versions": [{"number": v.number, "created_at": v.created_at.isoformat()} for v in stored.versions],
    }
    if marks is not None:
        document["marks"] = {
            "text": _spans(marks.text),
            "title": _spans(marks.title),
            "captions": _spans(marks.captions),
        }
    return document


def check_document(report: CheckReport, *, is_whole: bool) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "is_whole": is_whole,
        "articles": report.articles,
        "originals": report.originals,
        "problems": [
            {"kind": p.kind, "id": p.article_id, "message": problem_words(p)} for p in report.problems
        ],
    }


def note(note: Note) -> Json:
    return {"kind": note.kind, "message": sentence_for(note)}


def _block(block: Block) -> Json:
    removed = block.removed
    shape: Json = {
        "kind": block.kind.value,
        "text": block.text,
        "removed": None if removed is None else {"reason": removed.reason.value, "twin": removed.twin},
    }
    if block.level:
        shape["level"] = block.level
    if block.ordinal is not None:
        shape["ordinal"] = block.ordinal
    if block.href:
        shape["href"] = block.href
    if block.marks:
        shape["marks"] = [
            {"start": m.start, "end": m.end, "kind": m.kind} | ({"href": m.href} if m.href else {})
            for m in block.marks
        ]
    return shape


def _moment(moment: Moment | None) -> str | None:
    return None if moment is None else moment.value


def _snippet(snippet: Snippet) -> Json:
    return {"text": snippet.text, "spans": _spans(snippet.spans)}


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
