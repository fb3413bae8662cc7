"""An article's blocks as a QTextDocument, filled step by step through a cursor and formats, never markup."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
)

from archive.model import Block, BlockKind, Mark, Picture, Rule, content_key
from reader.addresses import may_open
from reader.controls import plain_tip
from reader.display_form import cell_rows, display_form, pieces
from reader.i18n import _, ngettext, number
from reader.position_map import Piece, PositionMap, Stream
from reader.reading_style import CARD, CELL_PADDING, DEPTH, MARKER, ReadingStyle, Setting
from reader.removals import Passage, label_of, passages
from reader.shown_pictures import decoded
from reader.table_fit import fit, least_widths

TABLE_CELLS = 1_500
"""So many cells of a table are laid out (10,000 take Qt 1.4 s)."""
_CELLS_AT_ONCE = 40
_LEADS = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_SIGNATURE = re.compile(r"\s*(?P<line>[—–―-]\s*[^()\n]{1,80}\(@\w{1,30}\)[^\n]{0,60})\s*$")
_NULL = QImage()


@dataclass(slots=True)
class Card:
    """A removed passage shown in its place: the numbers of the first and last text block it takes up."""

    passage: Passage
    first: int
    last: int


class ArticleDocument(QTextDocument):
    """Shows one article. `start` it, then `fill` it until it is complete.

    The kept pictures are handed to Qt before they are named. Everything else a page could make it ask for is
    answered here with an empty one: returning nothing would let Qt open the file itself.
    """

    def __init__(self, style: ReadingStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.map = PositionMap()
        self.cards: list[Card] = []
        self.spans: dict[int, tuple[int, int]] = {}
        """Number of a block of the article → the numbers of its first and last text block."""
        self.table_widths: list[float] = []
        """The least width each table needs to stand as a table."""
        self.width = 0.0
        """The width of the text column that the tables were made for."""
        self.is_complete = True
        self._lead: Block | None = None
        self.letters = 0
        """Letters in the document so far, and in all (an estimate of its height while it is filled)."""
        self.all_letters = 0
        self._steps: Iterator[None] = iter(())
        self._unused = True
        self._cursor = QTextCursor(self)
        self.ratio = 1.0
        """Pixels of the screen to a logical one, for the pictures."""
        self._pictures: Mapping[str, Picture] = {}
        self._picture_widths: list[int] = []

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        return _NULL

    # ---------------------------------------------------------------- filling

    def start(
        self,
        blocks: Sequence[Block],
        *,
        style: ReadingStyle,
        width: float,
        show_removed: bool = False,
        standfirst: str = "",
        rules: Sequence[Rule] = (),
        pictures: Mapping[str, Picture] | None = None,
    ) -> None:
        """Empty the document and get ready to fill it with these blocks, in a column of this width.

        Where the text begins with `standfirst`, its first paragraph is set as one. A picture that is not
        among `pictures` is a box with its description.
        """
        self.clear()
        self._pictures = pictures or {}
        self._picture_widths.clear()
        self._style = style
        frame = QTextFrameFormat()
        frame.setLeftMargin(style.bleed)
        frame.setRightMargin(style.bleed)
        self.rootFrame().setFrameFormat(frame)
        self.map.clear()
        self.cards.clear()
        self.spans.clear()
        self.table_widths.clear()
        self.width = width
        self.is_complete = False
        self._unused = True
        self._cursor = QTextCursor(self)
        self.letters = 0
        self.all_letters = sum(
            len(block.text) + 60 for block in blocks if show_removed or block.removed is None
        )
        found = passages(blocks, rules) if show_removed else ()
        self._lead = _lead(blocks, standfirst)
        self._steps = self._blocks(blocks, {passage.first: passage for passage in found})

    def fill(self, milliseconds: float) -> bool:
        """Go on filling for about so long (at least one step); True when the document is complete."""
        end = time.perf_counter() + milliseconds / 1000
        self._cursor.beginEditBlock()
        try:
            for _step in self._steps:
                if time.perf_counter() >= end:
                    return False
            self.is_complete = True
            return True
        finally:
            self._cursor.endEditBlock()

    def _blocks(self, blocks: Sequence[Block], removed: dict[int, Passage]) -> Iterator[None]:
        starts: dict[Stream, int] = {"text": 0, "captions": 0}
        kinds = _following(blocks)
        for i, block in enumerate(blocks):
            if block.removed is not None:
                if i in removed:
                    yield from self._card(removed[i], blocks)
                continue
            stream: Stream | None = None
            if block.is_text:
                stream = "text"
            elif block.kind is BlockKind.CAPTION:
                stream = "captions"
            start = starts[stream] if stream else 0
            before = self.blockCount() - self._unused
            yield from self._block(block, stream, start, kinds[i])
            self.spans[i] = (before, self.blockCount() - 1)
            if stream:
                starts[stream] = start + len(block.text) + 1
            self.letters += len(block.text) + 60

    def _block(
        self, block: Block, stream: Stream | None, start: int, follows: BlockKind | None
    ) -> Iterator[None]:
        style = self._style
        match block.kind:
            case _ if block is self._lead:
                yield from self._text(block, style.standfirst(), stream, start)
            case BlockKind.HEADING:
                yield from self._text(block, style.heading(), stream, start)
            case BlockKind.QUOTE:
                yield from self._text(block, style.quote(min(block.level, 3)), stream, start)
            case BlockKind.POST:
                yield from self._post(block, stream, start)
            case BlockKind.ITEM:
                yield from self._item(block, stream, start, last=follows is not BlockKind.ITEM)
            case BlockKind.CODE:
                yield from self._text(block, style.code(), stream, start)
            case BlockKind.CAPTION:
                yield from self._text(block, style.caption(), stream, start)
            case BlockKind.IMAGE:
                words = block.text.strip() or _("Picture without a description")
                captioned = follows is BlockKind.CAPTION
                shown = self._pictures.get(block.href or "")
                if shown is not None:
                    self._picture(shown, words, captioned=captioned)
                    yield
                else:
                    setting = style.picture(captioned=captioned)
                    yield from self._text(Block(block.kind, words), setting, None, 0)
            case BlockKind.TABLE:
                yield from self._table(block, stream, start)
            case BlockKind.PARAGRAPH:
                if block.text:
                    yield from self._text(block, style.paragraph(), stream, start)

    def suits(self, width: float) -> bool:
        """True when every table and picture would be set the same way at another width of the column."""
        return all((least <= width) == (least <= self.width) for least in self.table_widths) and all(
            min(own, width) == min(own, self.width) for own in self._picture_widths
        )

    # ---------------------------------------------------------------- kinds of block

    def _text(
        self,
        block: Block,
        setting: Setting,
        stream: Stream | None,
        start: int,
        *,
        joint: str = "\n\n",
        properties: Mapping[int, object] | None = None,
    ) -> Iterator[None]:
        """One block as one text block, or as several without room between them where it is very long."""
        for offset, text in pieces(block.text):
            last = offset + len(text) == len(block.text)
            block_format = self._style.block_format(setting, block.text, continues=offset > 0, last=last)
            for key, value in (properties or {}).items():
                block_format.setProperty(key, value)
            self._paragraph(block_format)
            run = _Run(text, setting, stream, start + offset, "" if offset else joint, block.marks, offset)
            self._insert(self._cursor, run)
            yield

    def _picture(self, picture: Picture, words: str, *, captioned: bool) -> None:
        """A picture as wide as it is, at most as the column; its description is its tool tip."""
        self._picture_widths.append(picture.width)
        width = max(1, min(picture.width, int(self.width)))
        setting = self._style.shown_picture(captioned=captioned)
        block_format = self._style.block_format(setting, "")
        block_format.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        self._paragraph(block_format)
        image = QTextImageFormat()
        name = f"pic:{len(self._picture_widths)}"
        resource = QTextDocument.ResourceType.ImageResource.value
        self.addResource(resource, QUrl(name), decoded(picture, width, self.ratio))
        image.setName(name)
        image.setWidth(width)
        image.setHeight(max(1.0, picture.height * width / picture.width))
        image.setToolTip(plain_tip(words))
        image.setProperty(QTextFormat.Property.ImageAltText, words)
        self._cursor.insertImage(image)

    def _paragraph(self, block_format: QTextBlockFormat) -> None:
        """Begin a text block at the end of the document, in the empty one where there is one."""
        if self._unused:
            self._cursor.setBlockFormat(block_format)
            if self._cursor.position() == 0:
                self._give_room_above(block_format)
        else:
            self._cursor.insertBlock(block_format)
        self._unused = False

    def _give_room_above(self, first: QTextBlockFormat) -> None:
        """Qt gives the first text block no room above; a box around it needs some."""
        frame = self.rootFrame().frameFormat()
        frame.setTopMargin(max(0.0, first.topMargin() - self._style.gap))
        self.rootFrame().setFrameFormat(frame)

    def _insert(self, cursor: QTextCursor, run: _Run) -> None:
        shown = display_form(run.text)
        piece = Piece(cursor.position(), run.text, shown, run.stream, run.start, run.joint)
        self.map.add(piece)
        chars = self._style.char_format(run.setting, run.text)
        end = run.offset + len(run.text)
        marks = [mark for mark in run.marks if mark.end > run.offset and mark.start < end]
        if not marks:
            cursor.insertText(shown.text, chars)
            return
        units = shown.text.encode("utf-16-le", "surrogatepass")
        cuts = {run.offset, end}
        for mark in marks:
            cuts |= {max(mark.start, run.offset), min(mark.end, end)}
        for first, last in pairwise(sorted(cuts)):
            here = QTextCharFormat(chars)
            for mark in marks:
                if mark.start <= first and mark.end >= last:
                    self._add_mark(here, mark)
            begin, stop = (2 * (piece.position(at - run.offset) - piece.at) for at in (first, last))
            cursor.insertText(units[begin:stop].decode("utf-16-le", "surrogatepass"), here)

    def _add_mark(self, chars: QTextCharFormat, mark: Mark) -> None:
        if mark.kind != "link":
            self._style.inline(chars, mark.kind)
        elif mark.href and may_open(mark.href):
            self._style.inline(chars, "link", mark.href)

    def _post(self, block: Block, stream: Stream | None, start: int) -> Iterator[None]:
        """A pasted post: its words, then name, handle and date on a line of their own."""
        signed = _SIGNATURE.search(block.text)
        words = block.text[: signed.start()] if signed else block.text
        lines = words.split("\n")
        at = 0
        for i, line in enumerate(lines):
            if line.strip():
                setting = self._style.post(last=i == len(lines) - 1 and not signed)
                inner = Block(block.kind, line, _shifted(block.marks, at))
                yield from self._text(inner, setting, stream, start + at, joint="\n" if at else "\n\n")
            at += len(line) + 1
        if signed:
            at = signed.start("line")
            inner = Block(block.kind, signed["line"], _shifted(block.marks, at))
            yield from self._text(inner, self._style.signature(), stream, start + at, joint="\n")

    def _item(self, block: Block, stream: Stream | None, start: int, *, last: bool) -> Iterator[None]:
        marker = "•" if block.ordinal is None else f"{block.ordinal}."
        depth = min(block.level, 5)
        yield from self._text(
            block,
            self._style.item(depth, last=last),
            stream,
            start,
            joint=f"\n{marker} ",
            properties={MARKER: marker, DEPTH: depth},
        )

    def _table(self, block: Block, stream: Stream | None, start: int) -> Iterator[None]:
        """A table as several small ones under each other: Qt lays a table out whole at every change."""
        rows = cell_rows(block.text)
        columns = min(max(len(row) for row in rows), TABLE_CELLS)
        shown = rows[: max(1, TABLE_CELLS // columns)]
        least, most = least_widths(shown, columns, self._style.cell_width, 2 * CELL_PADDING)
        self.table_widths.append(sum(least))
        widths = fit(least, most, self.width)
        at_once = max(1, _CELLS_AT_ONCE // columns)
        part = _TablePart(widths or (), block, stream, start)
        for first in range(0, len(shown), at_once):
            part.first, part.rows = first, shown[first : first + at_once]
            if widths is None:
                self._stacked_part(part, shown[0] if block.level else ())
            else:
                self._table_part(part)
            yield
        if widths is None:
            after = QTextBlockFormat()
            after.setBottomMargin(self._style.gap)
            self._cursor.mergeBlockFormat(after)
        else:
            self._cursor.setBlockFormat(self._style.no_room(below=len(rows) == len(shown)))
            self._unused = False
        if len(rows) > len(shown):
            left = len(rows) - len(shown)
            words = ngettext("{n} more row is not shown.", "{n} more rows are not shown.", left)
            remark = Block(BlockKind.CAPTION, words.format(n=number(left)))
            yield from self._text(remark, self._style.remark(), None, 0, joint="\n")

    def _stacked_part(self, part: _TablePart, labels: Sequence[str]) -> None:
        """Rows of a table too wide for the column: each as its first cell, then the others with labels."""
        style = self._style
        for r, row in enumerate(part.rows):
            heading = part.first + r < part.block.level
            for c, text in enumerate(row):
                setting = style.stacked(first=c == 0, alone=len(row) == 1, heading=heading)
                if c == 0 or (c == 1 and not heading):
                    self._paragraph(style.block_format(setting, text))
                elif text:
                    self._cursor.insertText("\u00a0\u00a0·  ", style.char_format(style.stack_label(), ""))
                if c and not heading and text and c < len(labels):
                    label = display_form(" ".join(labels[c].split())[:80]).text
                    self._cursor.insertText(f"{label}:\u00a0", style.char_format(style.stack_label(), label))
                joint = "\t" if c else ("\n" if part.first + r else "\n\n")
                self._cell(self._cursor, part, text, joint, setting, begins=False)
                part.at += len(text) + 1

    def _table_part(self, part: _TablePart) -> None:
        style = self._style
        if not self._unused:
            self._paragraph(style.no_room())
        self._unused = True
        table = self._cursor.insertTable(len(part.rows), len(part.widths), style.table(part.widths))
        for r, row in enumerate(part.rows):
            heading = part.first + r < part.block.level
            for c, text in enumerate(row):
                if c < len(part.widths):
                    cell = table.cellAt(r, c)
                    cell.setFormat(style.cell_format(heading=heading))
                    joint = "\t" if c else ("\n" if part.first + r else "\n\n")
                    self._cell(cell.firstCursorPosition(), part, text, joint, style.cell(heading=heading))
                part.at += len(text) + 1
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _cell(
        self,
        cursor: QTextCursor,
        part: _TablePart,
        text: str,
        joint: str,
        setting: Setting,
        *,
        begins: bool = True,
    ) -> None:
        """The text of a cell at the cursor; `begins`: its text block has no format yet."""
        block_format = self._style.block_format(setting, text)
        if begins:
            cursor.setBlockFormat(block_format)
        for offset, words in pieces(text):
            if offset:
                cursor.insertBlock(block_format)
            run = _Run(
                words,
                setting,
                part.stream,
                part.at + offset,
                "" if offset else joint,
                part.block.marks,
                part.at - part.start + offset,
            )
            self._insert(cursor, run)

    def _card(self, passage: Passage, blocks: Sequence[Block]) -> Iterator[None]:
        """A removed passage in its place: a line that says why, then its words."""
        number_of_card = len(self.cards)
        label = Block(BlockKind.PARAGRAPH, label_of(passage))
        yield from self._text(
            label, self._style.card_label(), None, 0, joint="\n\n", properties={CARD: number_of_card}
        )
        first = self.blockCount() - 1
        inside = [block for block in blocks[passage.first : passage.last + 1] if block.text]
        for i, block in enumerate(inside):
            setting = self._style.card_text(last=i == len(inside) - 1)
            text = block.text.replace("\t", "   ") if block.kind is BlockKind.TABLE else block.text
            yield from self._text(
                Block(block.kind, text), setting, None, 0, properties={CARD: number_of_card}
            )
        self.cards.append(Card(passage, first, self.blockCount() - 1))
        self.letters += len(passage.text) + 60


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of text to insert. `offset`: where it begins in the block whose `marks` these are."""

    text: str
    setting: Setting
    stream: Stream | None
    start: int
    joint: str
    marks: Sequence[Mark] = ()
    offset: int = 0


@dataclass(slots=True)
class _TablePart:
    """Some rows of a table on their way into the document; `at` is where the next cell begins in the text."""

    widths: Sequence[float]
    block: Block
    stream: Stream | None
    start: int
    at: int = 0
    first: int = 0
    rows: Sequence[Sequence[str]] = ()

    def __post_init__(self) -> None:
        self.at = self.start


def _lead(blocks: Sequence[Block], standfirst: str) -> Block | None:
    """The block the text begins with, where it is the standfirst and more text follows."""
    texts = [block for block in blocks if block.is_text][:2]
    if len(texts) < 2 or not standfirst.strip() or texts[0].kind not in _LEADS:
        return None
    return texts[0] if content_key(texts[0].text) == content_key(standfirst.strip()) else None


def _following(blocks: Sequence[Block]) -> list[BlockKind | None]:
    """For each block the kind of the next one that is kept."""
    kinds: list[BlockKind | None] = [None] * len(blocks)
    kind: BlockKind | None = None
    for i in range(len(blocks) - 1, -1, -1):
        kinds[i] = kind
        if blocks[i].removed is None:
            kind = blocks[i].kind
    return kinds


def _shifted(marks: Sequence[Mark], by: int) -> tuple[Mark, ...]:
    """Marks as they count from a later beginning; those before it end at or below 0."""
    return tuple(replace(mark, start=mark.start - by, end=mark.end - by) for mark in marks)
