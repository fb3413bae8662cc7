"""What stands under or beside a block: the rule of a quotation, bullets, boxes, the hatched card."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QTextBlock, QTextDocument

from reader.article_document import ArticleDocument, Card
from reader.marks import baseline_at
from reader.reading_style import (
    BOX_PAD,
    CARD_BOTTOM,
    CARD_INSET,
    CARD_TOP,
    DEPTH,
    INDENT,
    MARKER,
    SHAPE,
    SIZE,
    Shape,
)
from reader.theme import Theme

_RULE = 2
_SIDE_LINE = 3
_HATCH = 7


def text_box(document: QTextDocument, block: QTextBlock) -> QRectF:
    """Where a block stands in the document, each line as high as its format says.

    (Qt's own rectangle ends with the letters of the last line.) The baseline is at four fifths of a line,
    as Qt sets lines of fixed height.
    """
    box = document.documentLayout().blockBoundingRect(block)
    layout, high = block.layout(), block.blockFormat().lineHeight()
    if layout.lineCount():
        first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
        top = box.top() + first.y() + first.ascent() - 0.8 * high
        bottom = box.top() + last.y() + last.ascent() + 0.2 * high
        box.setTop(top)
        box.setBottom(bottom)
    return box


def column(document: ArticleDocument) -> tuple[float, float]:
    """The left and right edge of the text column in the document."""
    frame = document.rootFrame().frameFormat()
    return frame.leftMargin(), document.textWidth() - frame.rightMargin()


def paint_shape(painter: QPainter, document: ArticleDocument, block: QTextBlock, theme: Theme) -> None:
    """Paint what belongs under one block of text. Cards are painted whole, by `paint_card`."""
    match shape_of(block):
        case Shape.QUOTE:
            _paint_rule(painter, document, block, theme, "line.control")
        case Shape.POST:
            _paint_rule(painter, document, block, theme, "accent")
        case Shape.ITEM:
            _paint_marker(painter, document, block, theme)
        case Shape.CODE:
            _paint_box(painter, document, block, theme)
        case Shape.PICTURE:
            box = _paint_box(painter, document, block, theme)
            side = 18.0
            square = QRectF(box.left() + BOX_PAD - 1, 0, side, side)
            if _is_right_to_left(block):
                square.moveRight(box.right() - BOX_PAD + 1)
            square.moveTop(round(text_box(document, block).top() + (20 - side) / 2))
            theme.paint_icon(painter, square, "image", "text.tertiary")
        case _:
            pass


def shape_of(block: QTextBlock) -> Shape:
    return Shape(int(block.blockFormat().property(SHAPE) or 0))


def paint_side_line(
    painter: QPainter, document: ArticleDocument, span: tuple[int, int], theme: Theme
) -> None:
    """A line beside text blocks: from the first to the last number, at the edge of the page."""
    first, last = (document.findBlockByNumber(number) for number in span)
    top, bottom = text_box(document, first).top(), text_box(document, last).bottom()
    left, right = column(document)
    x = right + left - _SIDE_LINE if _is_right_to_left(first) else 0.0
    painter.fillRect(QRectF(x, top, _SIDE_LINE, bottom - top), theme.colour("accent"))


def _paint_rule(
    painter: QPainter, document: ArticleDocument, block: QTextBlock, theme: Theme, ink: str
) -> None:
    """The rule at the side, without a gap to the block before when that is of the same shape."""
    box = text_box(document, block)
    left, right = column(document)
    top = box.top()
    before = block.previous()
    if before.isValid() and shape_of(before) is shape_of(block):
        top = text_box(document, before).bottom()
    depth = int(block.blockFormat().property(DEPTH) or 0)
    for level in range(depth + 1):
        x = left + 20 * theme.reading_scale * level
        if _is_right_to_left(block):
            x = left + right - x - _RULE
        painter.fillRect(QRectF(round(x), top, _RULE, box.bottom() - top), theme.colour(ink))


def _paint_marker(painter: QPainter, document: ArticleDocument, block: QTextBlock, theme: Theme) -> None:
    marker = str(block.blockFormat().property(MARKER) or "")
    baseline = baseline_at(document, block.position())
    if not marker or baseline is None:
        return
    font = theme.font("article.body")
    font.setPointSizeF(
        font.pointSizeF() * float(block.blockFormat().property(SIZE)) / theme.size("article.body")
    )
    wide = QFontMetricsF(font).horizontalAdvance(marker)
    gap = INDENT * theme.reading_scale * 0.38
    left, right = column(document)
    if _is_right_to_left(block):
        x = right - block.blockFormat().rightMargin() + gap
    else:
        x = max(left, left + block.blockFormat().leftMargin() - gap - wide)
    painter.setFont(font)
    painter.setPen(theme.colour("text.tertiary"))
    painter.drawText(QPointF(x, baseline), marker)


def _paint_box(painter: QPainter, document: ArticleDocument, block: QTextBlock, theme: Theme) -> QRectF:
    box = text_box(document, block)
    left, right = column(document)
    area = QRectF(left, box.top() - BOX_PAD, right - left, box.height() + 2 * BOX_PAD)
    if shape_of(block.previous()) is shape_of(block) and block.blockFormat().topMargin() == 0:
        area.setTop(text_box(document, block.previous()).bottom())
    painter.setPen(QPen(theme.colour("line.subtle"), 1))
    painter.setBrush(theme.colour("bg.inset"))
    radius = theme.tokens.radius.card
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return area


def _is_right_to_left(block: QTextBlock) -> bool:
    return block.blockFormat().layoutDirection() == Qt.LayoutDirection.RightToLeft


# ---------------------------------------------------------------- cards of removed passages


def card_box(document: ArticleDocument, card: Card) -> QRectF:
    """The whole card, in the document."""
    left, right = column(document)
    top = text_box(document, document.findBlockByNumber(card.first)).top() - CARD_TOP
    bottom = text_box(document, document.findBlockByNumber(card.last)).bottom() + CARD_BOTTOM
    return QRectF(left, round(top), right - left, round(bottom - top))


def paint_card(painter: QPainter, document: ArticleDocument, card: Card, theme: Theme, clip: QRectF) -> None:
    """The hatched, dashed ground of a removed passage, with its scissors."""
    box = card_box(document, card)
    if not box.intersects(clip):
        return
    _paint_hatched(painter, box, theme, clip)
    square = QRectF(box.left() + CARD_INSET - 1, box.top() + CARD_TOP + 2, 14, 14)
    label = document.findBlockByNumber(card.first)
    if _is_right_to_left(label):
        square.moveRight(box.right() - CARD_INSET + 1)
    theme.paint_icon(painter, square, "scissors", "removed.text")


def paint_ground(painter: QPainter, document: ArticleDocument, span: tuple[int, int], theme: Theme) -> None:
    """The ground of a card without its label, under text blocks that were put back a moment ago."""
    first, last = (text_box(document, document.findBlockByNumber(number)) for number in span)
    left, right = column(document)
    box = QRectF(left - 7, first.top() - 4, right - left + 14, last.bottom() - first.top() + 8)
    _paint_hatched(painter, box, theme, box)


def _paint_hatched(painter: QPainter, box: QRectF, theme: Theme, clip: QRectF) -> None:
    radius = theme.tokens.radius.card
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.fillPath(shape, theme.colour("removed.bg"))
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(theme.colour("removed.hatch"), 2))
    painter.drawLines(_hatching(box.intersected(clip.adjusted(-2, -2, 2, 2))))
    painter.restore()
    pen = QPen(theme.colour("removed.line"), 1)
    pen.setDashPattern([4, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _hatching(area: QRectF) -> list[QLineF]:
    """Slanted lines that stay where they are whichever part of them is painted."""
    step = _HATCH
    first = int((area.left() + area.top()) // step) * step
    last = int(area.right() + area.bottom()) + step
    return [
        QLineF(at - area.top(), area.top(), at - area.bottom(), area.bottom())
        for at in range(first, last, step)
    ]
