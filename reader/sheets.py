"""Our own drawing: three printed sheets, the front one with two marked lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPixmapCache
from PySide6.QtWidgets import QWidget

from reader.controls import Painted
from reader.i18n import _
from reader.lines import Face, Lines
from reader.theme import Theme

SPREAD = 26
"""How far the shadow of a sheet reaches."""
WIDE, HIGH = 580.0, 540.0
"""The box the drawing is made for; it is scaled to the room there is."""


class Sheets(Painted):
    """The drawing, in the middle of its widget. It says nothing to a screen reader."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: object) -> None:
        # drawn once: its soft shadows take longer than a frame
        ratio = self.devicePixelRatioF()
        key = f"broadside:sheets:{self.width()}:{self.height()}:{ratio}:{self.theme.name}:{_headline()}"
        drawn = QPixmap()
        if not QPixmapCache.find(key, drawn):
            drawn = QPixmap(self.size() * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            paint_sheets(painter, QRectF(self.rect()), self.theme)
            painter.end()
            QPixmapCache.insert(key, drawn)
        QPainter(self).drawPixmap(0, 0, drawn)


def paint_sheets(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw the sheets as large as they fit into `box`, at most at their own size."""
    scale = min(1.0, box.width() / WIDE, box.height() / HIGH)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(scale, scale)
    _sheet(painter, theme, QPointF(87, -50), 7.7, (288, 393), front=False)
    _sheet(painter, theme, QPointF(-96, 9), -8.8, (288, 393), front=False)
    _sheet(painter, theme, QPointF(0, -7), -1.85, (320, 435), front=True)
    painter.restore()


def _sheet(
    painter: QPainter, theme: Theme, middle: QPointF, turn: float, size: tuple[int, int], *, front: bool
) -> None:
    painter.save()
    painter.translate(middle)
    painter.rotate(turn)
    wide, high = size
    paper = QRectF(-wide / 2, -high / 2, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(SPREAD, 0, -2):
        shade = QColor(theme.colour("shadow"))
        shade.setAlphaF(shade.alphaF() * 0.16 * (1 - step / (SPREAD + 1)) ** 1.5)
        painter.setBrush(shade)
        painter.drawRoundedRect(paper.adjusted(-step, -step + 8, step, step + 8), 4 + step, 4 + step)
    painter.setBrush(theme.colour("bg.paper" if theme.name != "dark" else "bg.raised"))
    painter.setPen(QPen(theme.colour("line.subtle"), 1))
    painter.drawRoundedRect(paper, 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    if front:
        _front_page(painter, theme, paper)
    else:
        _back_page(painter, theme, paper)
    painter.restore()


def _headline() -> str:
    return _("Council votes to open its records")


def _front_page(painter: QPainter, theme: Theme, paper: QRectF) -> None:
    ink = theme.colour("text.primary")
    left, right = paper.left() + 27, paper.right() - 27
    title = Lines("The Broadside", _face(theme, 40, 44), right - left)
    title.draw(painter, left + (right - left - title.natural_width) / 2, paper.top() + 28, ink)
    painter.fillRect(QRectF(left - 1, paper.top() + 83, right - left + 2, 4), ink)
    painter.fillRect(QRectF(left - 1, paper.top() + 89, right - left + 2, 1.4), ink)
    words = Lines(_headline(), _face(theme, 22, 24), right - left, 2)
    words.draw(painter, left, paper.top() + 97, ink)
    painter.setPen(Qt.PenStyle.NoPen)
    grey, shade = theme.colour("chart.bar"), QColor(theme.colour("text.tertiary"))
    shade.setAlphaF(0.42)
    half = (right - left - 16) / 2
    for column, x in enumerate((left, left + half + 16)):
        widths = (
            (0.98, 1.0, 0.96, 1.0, 0.98, 1.0, 0.84, 1.0, 0.97, 1.0, 0.98, 0.6)
            if not column
            else (1.0, 0.95, 1.0, 0.92, 1.0, 0.96, 1.0, 1.0, 0.93, 1.0, 0.98, 0.74)
        )
        for row, share in enumerate(widths):
            y = paper.top() + 169 + row * 19.2
            line = QRectF(x, y, half * share, 6)
            marked = not column and row in (4, 5)
            if marked:
                painter.setBrush(theme.colour("logo.mark"))
                painter.drawRoundedRect(line.adjusted(-3, -6, 3, 5), 2, 2)
                painter.fillRect(line, QColor(139, 106, 20, 220))
            else:
                painter.fillRect(line, shade if shade.alpha() else grey)


def _back_page(painter: QPainter, theme: Theme, paper: QRectF) -> None:
    left, right = paper.left() + 24, paper.right() - 24
    faint = QColor(theme.colour("text.tertiary"))
    faint.setAlphaF(0.4)
    for y, share in ((30, 0.6), (54, 0.5)):
        painter.fillRect(QRectF(left, paper.top() + y, (right - left) * share, 17), faint)
    faint.setAlphaF(0.25)
    half = (right - left - 16) / 2
    for x in (left, left + half + 16):
        for row in range(16):
            if row in (5, 11):
                continue
            share = 0.7 if row in (4, 10, 15) else 0.94 + 0.06 * (row % 2)
            painter.fillRect(QRectF(x, paper.top() + 104 + row * 17, half * share, 6), faint)


def _face(theme: Theme, size: float, line: float) -> Face:
    font = QFont(theme.font("page.title"))
    font.setPointSizeF(font.pointSizeF() * size / theme.size("page.title"))
    return Face(font, line)
