"""The text of the article on show: as tall as its document, with marks and cards painted under the words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    QUrl,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QTextEdit, QToolTip, QWidget

from archive.model import Block, Picture, Rule
from reader.addresses import plain
from reader.article_document import ArticleDocument
from reader.controls import Button, plain_tip
from reader.highlight_layer import HighlightLayer
from reader.hits import ReadHit
from reader.i18n import _
from reader.marks import MarkRange, baseline_at, box_of, line_parts, paint_current, paint_hit
from reader.motion import animates
from reader.reading_style import ReadingStyle
from reader.removals import label_of
from reader.shapes import card_box, paint_card, paint_ground, paint_shape, paint_side_line
from reader.theme import Theme
from reader.under_cursor import put_caret, selection_of

_STEP = 9.0
"""Milliseconds of filling at a time: with laying out, a step stays under 20."""
_INKED = 100
"""Up to so many marks around the visible part get their own ink (each is one more pass over its line)."""
_SELECTED = 0.235
_MOVES = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)


class ArticleBody(QTextBrowser):
    """The document and what is painted under it. Its height follows the document; it never scrolls itself."""

    grew = Signal()
    """More of the article is there, or it was laid out anew."""
    completed = Signal()
    outgrown = Signal()
    """The width is such that a table would be set another way: the article should be shown anew."""
    link_chosen = Signal(str, QPoint)
    """A link, and where it was chosen (global)."""
    caret_moved = Signal(QRect)
    """Where the caret went by keyboard, in this widget."""
    dragged = Signal(QPoint)
    """Where the mouse is while it selects, in this widget."""
    put_back = Signal(object)
    """The `Passage` of the card whose button was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document = ArticleDocument(ReadingStyle(theme), self)
        self.highlights = HighlightLayer(self._document)
        self._hits: Sequence[ReadHit] = ()
        self._ranges: list[MarkRange] = []
        self._mapped = 0
        self._buttons: list[Button] = []
        self._inked = (0, 0)
        self.current: int | None = None
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setEndValue(1.0)
        self._pulse.setDuration(2 * theme.tokens.motion.slow)
        self._pulse.valueChanged.connect(self._echo)
        self._closing = QVariantAnimation(self)
        self._closing.setStartValue(1.0)
        self._closing.setEndValue(0.0)
        self._closing.setDuration(theme.tokens.motion.slow)
        self._closing.valueChanged.connect(self.viewport().update)
        self._selects_all = False
        self._put_back_blocks: Sequence[int] = ()
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill)
        self._pressed_at: QPoint | None = None
        self._marked_blocks: Collection[int] = ()
        self.is_placed = False
        """The person has put the cursor somewhere in this text."""
        self.more_actions: Callable[[], Sequence[QAction]] = lambda: ()
        """What the context menu offers beside copying, for the place where it is opened."""
        self.setDocument(self._document)
        self._be_quiet()
        self.setAccessibleName(_("Article text"))
        self.anchorClicked.connect(self._choose)

    def _be_quiet(self) -> None:
        """No frame, no scroll bars, no ground, nothing opened and nothing taken in."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(0)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def _dress(self) -> None:
        """What is selected keeps its ink, on a light wash of the accent."""
        palette = self.palette()
        wash = QColor(self._theme.colour("accent"))
        wash.setAlphaF(_SELECTED)
        palette.setColor(QPalette.ColorRole.Highlight, wash)
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.colour("text.body"))
        palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text.body"))
        self.setPalette(palette)

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        return self._document.loadResource(kind, name)

    @property
    def article_document(self) -> ArticleDocument:
        return self._document

    # ---------------------------------------------------------------- what is on show

    def show_blocks(
        self,
        blocks: Sequence[Block],
        hits: Sequence[ReadHit] = (),
        current: int | None = None,
        *,
        keeps_caret: bool = False,
        show_removed: bool = False,
        standfirst: str = "",
        rules: Sequence[Rule] = (),
        marked_blocks: Collection[int] = (),
        pictures: Mapping[str, Picture] | None = None,
    ) -> None:
        """Begin to show these blocks and hits; the first of them are there on return, the rest soon after."""
        stays = keeps_caret and self.is_placed  # the caret, at the same letter
        stood = self._document.map.code_point(self.textCursor().position()) if stays else None
        self._filling.stop()
        self._pulse.stop()
        self._closing.stop()
        self.setExtraSelections([])
        self._dress()
        self._hits, self.current = hits, current
        self._ranges, self._mapped = [], 0
        self._selects_all = False
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        style = ReadingStyle(self._theme)
        self._document.ratio = self.devicePixelRatioF()
        self._document.start(
            blocks,
            style=style,
            width=self._text_width(),
            show_removed=show_removed,
            standfirst=standfirst,
            rules=rules,
            pictures=pictures,
        )
        self._marked_blocks = marked_blocks
        self.highlights.begin()
        self._fill()
        # what was filled in pushed the caret along to its end
        self.is_placed = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        at = self._document.map.position(stood[1], stood[0]) if stood is not None else None
        if at is not None:
            self.is_placed = put_caret(self, at)
        if not self._document.is_complete:
            self._filling.start()

    def mark_blocks(self, blocks: Collection[int]) -> None:
        """Draw a line beside these of the article's blocks."""
        self._marked_blocks = blocks
        self.viewport().update()

    def close_cards(self, blocks: Sequence[int]) -> None:
        """Let the ground of a card fade from under blocks just put back (numbers of the article's blocks)."""
        self._put_back_blocks = blocks
        if blocks and animates(self):
            self._closing.start()

    def set_hits(self, hits: Sequence[ReadHit], current: int | None) -> None:
        """Mark these; they are in reading order."""
        self._hits, self.current = hits, current
        self._ranges, self._mapped = [], 0
        self._map_hits()
        self.ink()
        self.viewport().update()

    def set_current(self, index: int | None, *, pulse: bool = False) -> None:
        """Make a hit the current one; `pulse`: one went there, its outline echoes once, the caret follows."""
        self.current = index
        at = next((one.first for one in self._ranges if one.hit == index), None)
        reads_by_caret = (self.hasFocus() or QAccessible.isActive()) and not self.textCursor().hasSelection()
        if pulse and reads_by_caret and at is not None:
            self.is_placed = put_caret(self, at)
        self._pulse.stop()
        if pulse and animates(self):
            self._pulse.start()
        self.ink()
        self.viewport().update()

    def has_hit(self, index: int) -> bool:
        """True when the document reaches to this hit, or never will."""
        return index < self._mapped or self._document.is_complete

    def hit_box(self, index: int) -> QRectF | None:
        """Where a hit begins; for one that is not shown, where it would be; None when not there yet."""
        first = bisect_left(self._ranges, index, key=lambda item: item.hit)
        if first < len(self._ranges) and self._ranges[first].hit == index:
            part = next(line_parts(self._document, self._ranges[first].first, self._ranges[first].last), None)
            if part is not None:
                return box_of(part, self._theme)
        if not self.has_hit(index):
            return None
        if index >= len(self._hits) or (hit := self._hits[index]).stream == "title":
            return None
        position = self._document.map.position(hit.span.start, hit.stream)
        return None if position is None else QRectF(self.position_rect(position))

    def hit_y(self, index: int) -> float | None:
        """The baseline of the line where a hit begins; None when it is not there yet."""
        first = bisect_left(self._ranges, index, key=lambda item: item.hit)
        if first < len(self._ranges) and self._ranges[first].hit == index:
            return baseline_at(self._document, self._ranges[first].first)
        box = self.hit_box(index)
        return None if box is None else box.bottom()

    def position_rect(self, position: int) -> QRect:
        """Where a document position stands in this widget."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(max(0, min(position, self._document.characterCount() - 1)))
        return self.cursorRect(cursor)

    def card_boxes(self) -> list[QRectF]:
        return [card_box(self._document, card) for card in self._document.cards]

    @property
    def estimated_height(self) -> int:
        """The document's height, guessed from the part that is there while it is filled."""
        height = self._document.size().height()
        done = self._document.letters
        if not self._document.is_complete and done:
            height = max(height, height * self._document.all_letters / done)
        return int(height + 0.999)

    # ---------------------------------------------------------------- filling

    def _fill(self) -> None:
        completed = self._document.fill(_STEP)
        self._map_hits()
        self.highlights.follow()
        self._add_buttons()
        self._take_height()
        if completed:
            self._filling.stop()
            self.completed.emit()
            if self._selects_all:
                self.selectAll()
                self._selects_all = False

    def _take_height(self) -> None:
        self.setFixedHeight(max(1, self.estimated_height))
        for button, box in zip(self._buttons, self.card_boxes(), strict=False):
            size = button.sizeHint().boundedTo(QSize(int(box.width()) - 24, 200))
            button.setGeometry(QRect(QPoint(int(box.right()) - 12 - size.width(), int(box.top()) + 8), size))
        self.grew.emit()

    def _map_hits(self) -> None:
        position_map, complete = self._document.map, self._document.is_complete
        while self._mapped < len(self._hits):
            hit = self._hits[self._mapped]
            if hit.stream == "title":
                self._mapped += 1
                continue
            if not complete and position_map.position(hit.span.end, hit.stream) is None:
                return
            for first, last in position_map.ranges(hit.span, hit.stream):
                self._ranges.append(MarkRange(first, last, self._mapped))
            self._mapped += 1

    def _add_buttons(self) -> None:
        for card in self._document.cards[len(self._buttons) :]:
            button = Button(self._theme, _("Put back"), icon="undo-2", small=True, parent=self.viewport())
            button.setAccessibleDescription(label_of(card.passage))
            button.setCursor(Qt.CursorShape.ArrowCursor)
            passage = card.passage
            button.clicked.connect(lambda _checked=False, passage=passage: self.put_back.emit(passage))
            button.show()
            QWidget.setTabOrder(self._buttons[-1] if self._buttons else self, button)
            self._buttons.append(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_height()
            if not self._document.suits(self._text_width()):
                self.outgrown.emit()

    def _text_width(self) -> float:
        return self.viewport().width() - 2 * self._theme.tokens.highlight.column_bleed

    # ---------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        clip = QRectF(event.rect())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._visible_blocks(clip)
        for card in self._document.cards:
            if card.last >= first.blockNumber() and card.first <= last.blockNumber():
                paint_card(painter, self._document, card, self._theme, clip)
        if self._closing.state():
            painter.setOpacity(float(self._closing.currentValue()))
            for number in self._put_back_blocks:
                if number in self._document.spans:
                    paint_ground(painter, self._document, self._document.spans[number], self._theme)
            painter.setOpacity(1.0)
        for number in self._marked_blocks:
            if number in self._document.spans:
                span = self._document.spans[number]
                if span[1] >= first.blockNumber() and span[0] <= last.blockNumber():
                    paint_side_line(painter, self._document, span, self._theme)
        block = first
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            paint_shape(painter, self._document, block, self._theme)
            block = block.next()
        start, end = first.position(), last.position() + last.length()
        self.highlights.paint(painter, start, end, self._theme)
        self._paint_marks(painter, start, end)
        painter.end()
        super().paintEvent(event)

    def _visible_blocks(self, clip: QRectF) -> tuple[QTextBlock, QTextBlock]:
        """The first and last text block with anything to paint in `clip`."""
        return self._block_at(clip.top() - 80, first=True), self._block_at(clip.bottom() + 80, first=False)

    def _block_at(self, y: float, *, first: bool) -> QTextBlock:
        """The text block at a height; inside a table its first or last one, for cells stand side by side.

        (Qt's own `hitTest` looks at every block: 10 ms at 20,000 of them.)
        """
        document = self._document
        layout = document.documentLayout()
        low, high = 0, document.blockCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            if layout.blockBoundingRect(document.findBlockByNumber(middle)).top() <= y:
                low = middle
            else:
                high = middle - 1
        block = document.findBlockByNumber(low)
        table = QTextCursor(block).currentTable()
        if table is not None:
            block = (table.firstCursorPosition() if first else table.lastCursorPosition()).block()
        return block

    def _paint_marks(self, painter: QPainter, first: int, last: int) -> None:
        at = bisect_left(self._ranges, first, key=lambda item: item.last)
        current = []
        for item in self._ranges[at : bisect_right(self._ranges, last, key=lambda item: item.first)]:
            if item.hit == self.current:
                current.append(item)
                continue
            for part in line_parts(self._document, item.first, item.last):
                paint_hit(painter, part, self._theme)
        pulse = float(self._pulse.currentValue() or 0) if self._pulse.state() else 0.0
        for item in current:
            for part in line_parts(self._document, item.first, item.last):
                paint_current(painter, part, self._theme, pulse)

    def _echo(self) -> None:
        box = self.hit_box(self.current) if self.current is not None else None
        if box is not None:
            self.viewport().update(box.adjusted(-20, -20, 400, 60).toAlignedRect())

    def ink(self) -> None:
        """Give the marks around the visible part the ink that goes with their ground."""
        visible = QRectF(self.visibleRegion().boundingRect())
        first, last = self._visible_blocks(visible.adjusted(0, -200, 0, 200))
        start, end = first.position(), last.position() + last.length()
        at = bisect_left(self._ranges, start, key=lambda item: item.last)
        upto = bisect_right(self._ranges, end, key=lambda item: item.first)
        selections = []
        inked = self._ranges[at:upto]
        if len(inked) > _INKED:
            inked = [item for item in inked if item.hit == self.current]
        for item in inked:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._document)
            cursor.setPosition(item.first)
            cursor.setPosition(item.last, QTextCursor.MoveMode.KeepAnchor)
            ink = QTextCharFormat()
            token = "hit.current.text" if item.hit == self.current else "hit.text"
            ink.setForeground(self._theme.colour(token))
            selection.cursor = cursor
            selection.format = ink
            selections.append(selection)
        self.setExtraSelections(selections)

    # ---------------------------------------------------------------- mouse, keyboard, clipboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = event.key() in _MOVES
        plain_key = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier or event.key() == Qt.Key.Key_Space:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape and (self.cursorWidth() or self.textCursor().hasSelection()):
            self._hide_caret()
            return
        if not self.cursorWidth():
            if moves and plain_key:
                event.ignore()  # without a caret these keys scroll
                return
            if moves or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self._show_caret()
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if self.textCursor().position() != before:
            self.caret_moved.emit(self.cursorRect())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the text Tab goes to its next link; from a card's button it goes on to the next one."""
        if self.hasFocus():
            return super().focusNextPrevChild(forward)
        return QWidget.focusNextPrevChild(self, forward)

    def _show_caret(self) -> None:
        """A caret in the first visible line, unless it is visible already."""
        self.is_placed = True
        self.setCursorWidth(2)
        visible = self.visibleRegion().boundingRect()
        if not visible.contains(self.cursorRect().center()):
            self.setTextCursor(self.cursorForPosition(visible.topLeft() + QPoint(self.width() // 4, 12)))
            self.moveCursor(QTextCursor.MoveOperation.StartOfLine)

    def _hide_caret(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.setCursorWidth(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if QAccessible.isActive() or event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._show_caret()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursorWidth(0)
        self.is_placed = True
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.globalPosition().toPoint()
        super().mouseReleaseEvent(event)
        self._pressed_at = None

    def select_to(self, point: QPoint) -> None:
        """Let the selection go on to a point of this widget."""
        cursor = self.textCursor()
        cursor.setPosition(self.cursorForPosition(point).position(), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.anchorAt(event.pos())
            if address:
                QToolTip.showText(event.globalPos(), plain_tip(plain(address)[:300]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _choose(self, url: QUrl) -> None:
        where = self._pressed_at or self.mapToGlobal(self.cursorRect().bottomLeft())
        self.link_chosen.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded), where)

    def select_block(self, number: int) -> None:
        """Select one of the article's blocks, as far as it is there."""
        if number in self._document.spans:
            first, last = (self._document.findBlockByNumber(n) for n in self._document.spans[number])
            cursor = QTextCursor(first)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            self.is_placed = True

    def selected_text(self) -> str:
        return self._document.map.text_between(*selection_of(self.textCursor()))

    def createMimeDataFromSelection(self) -> QMimeData:
        # The clipboard keeps this until after the interpreter has ended: it must be an object that Qt made,
        # one made in Python would call back into nothing.
        model = QStringListModel([""])
        data = model.mimeData([model.index(0)])
        data.clear()
        data.setText(self.selected_text())
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = self.viewport().mapFromGlobal(event.globalPos())
        address = self.anchorAt(where)
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self._place_cursor(where)
        menu = QMenu(self)
        copy = QAction(_("Copy"), menu)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        menu.addAction(copy)
        if address:
            menu.addAction(_("Copy link address"), lambda: QGuiApplication.clipboard().setText(address))
        everything = QAction(_("Select all"), menu)
        everything.setShortcut(QKeySequence.StandardKey.SelectAll)
        everything.triggered.connect(self.select_everything)
        menu.addAction(everything)
        if more := self.more_actions():
            menu.addSeparator()
            menu.addActions(more)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _place_cursor(self, where: QPoint) -> None:
        """The menu opened here is about this place, unless it is inside what is selected."""
        here, chosen = self.cursorForPosition(where), self.textCursor()
        if not chosen.selectionStart() <= here.position() <= chosen.selectionEnd() or not self.is_placed:
            self.setTextCursor(here)
        self.is_placed = True

    def select_everything(self) -> None:
        """Select the whole article: now, or as soon as it is there."""
        if self._document.is_complete:
            self.selectAll()
        else:
            self._selects_all = True

    def first_visible_position(self, y: float) -> int:
        """The document position where the first line begins that ends below height `y` of this widget."""
        block = self._block_at(max(0.0, y), first=True)
        top = self._document.documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if top + line.y() + line.height() > y:
                return block.position() + line.textStart()
        return block.position() + block.length() - 1
