"""Which blocks of an article the cursor or the selection of its text is in; the cursor put elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from reader.article_document import ArticleDocument
from reader.removals import Passage


def blocks_under(document: ArticleDocument, cursor: QTextCursor) -> tuple[int, ...]:
    """The numbers of the article's blocks that are selected, or else of the one the cursor is in."""
    first, last = _text_blocks(document, cursor)
    return tuple(
        number
        for number, (begins, ends) in sorted(document.spans.items())
        if begins <= last and ends >= first
    )


def passage_under(document: ArticleDocument, cursor: QTextCursor) -> Passage | None:
    """The removed passage whose card the cursor is in."""
    first, _last = _text_blocks(document, cursor)
    return next((card.passage for card in document.cards if card.first <= first <= card.last), None)


def put_caret(edit: QTextEdit, at: int) -> bool:
    """Put the caret at a position of the document, with nothing selected; True: it was meant to be there."""
    cursor = edit.textCursor()
    cursor.setPosition(at)
    edit.setTextCursor(cursor)
    return True


def selection_of(cursor: QTextCursor) -> tuple[int, int]:
    """Where a selection begins and ends; one of table cells goes from the first cell to the end of the last.

    (Qt's own ends of it lie at the beginnings of both cells.)
    """
    table = cursor.currentTable()
    if table is None or not cursor.hasComplexSelection():
        return cursor.selectionStart(), cursor.selectionEnd()
    found: Any = cursor.selectedTableCells()  # PySide answers with four numbers
    row, rows, column, columns = found
    first = table.cellAt(row, column).firstCursorPosition().position()
    last = table.cellAt(row + rows - 1, column + columns - 1).lastCursorPosition().position()
    return first, last


def _text_blocks(document: ArticleDocument, cursor: QTextCursor) -> tuple[int, int]:
    """The first and last text block; a selection that ends where a block begins does not reach into it."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first, last = document.findBlock(start), document.findBlock(end)
    if end > start and last.position() == end and last.blockNumber() > first.blockNumber():
        last = last.previous()
    if end > start and start == first.position() + first.length() - 1:
        first = first.next()
    return first.blockNumber(), last.blockNumber()
