"""What a runner of hostile files asks of an importer, answered by the real library with a message for people.

    cd CHECKOUT && PYTHONPATH=tests/faults python ../shared/hostile/run_cases.py \\
        --adapter hostile_adapter:import_path --small --trace off

`import_path(path, data_dir)` brings one path into a new library in `data_dir` and gives back what came in, as
the reading pane would show it. A `.db` file is put where a library lies, and opened as one.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any

from archive import Library
from archive.errors import ArchiveError
from archive.model import Block, BlockKind, CleanArticle, Result
from reader.messages import message_for, sentence_for

TAGS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.HEADING: "h2",
    BlockKind.QUOTE: "blockquote",
    BlockKind.POST: "blockquote",
    BlockKind.ITEM: "li",
    BlockKind.CAPTION: "p",
    BlockKind.CODE: "pre",
    BlockKind.TABLE: "pre",
}


def import_path(path: str, data_dir: str) -> dict[str, Any]:
    """The result in the runner's form; never raises a known failure."""
    try:
        if path.endswith(".db"):
            return _opened(Path(path), Path(data_dir))
        return _imported(path, Path(data_dir))
    except ArchiveError as error:
        return {"status": "rejected", "message": message_for(error).text, "articles": []}


def _opened(file: Path, data: Path) -> dict[str, Any]:
    folder = data / "library"
    folder.mkdir()
    os.link(file, folder / "library.db")  # the same bytes, not a copy: the runner looks whether they change
    Library.open(folder, create=False).close()
    return {"status": "imported", "message": "", "articles": [{"title": "opened", "text": "", "html": ""}]}


def _imported(path: str, data: Path) -> dict[str, Any]:
    with Library.open(data / "library") as library:
        report = library.import_([path])
        articles = [library.article(article_id).article for article_id in library.ids()]
    words = [message_for(outcome.error).text for outcome in report.outcomes if _is_known(outcome.error)]
    words += [sentence_for(note) for outcome in report.outcomes for note in outcome.notes]
    came = any(outcome.result is Result.ADDED for outcome in report.outcomes)
    return {
        "status": "imported" if came else "rejected",
        "message": " ".join(words) or ("" if came else "There was nothing to add."),
        "articles": [_shown(article) for article in articles],
    }


def _is_known(error: Exception | None) -> bool:
    if error is not None and not isinstance(error, ArchiveError):
        raise error
    return error is not None


def _shown(article: CleanArticle) -> dict[str, str]:
    html = "".join(_html(block) for block in article.blocks if block.removed is None)
    return {
        "title": article.title,
        "text": article.text,
        "html": f"<h1>{escape(article.title)}</h1>{html}",
    }


def _html(block: Block) -> str:
    if block.kind is BlockKind.IMAGE:
        return f"<p>{escape(block.text)}</p>"
    links = "".join(f'<a href="{escape(mark.href)}">.</a>' for mark in block.marks if mark.href)
    if block.kind is BlockKind.POST and block.href:
        links += f'<a href="{escape(block.href)}">.</a>'
    tag = TAGS[block.kind]
    return f"<{tag}>{escape(block.text)}{links}</{tag}>"
