"""Articles a year as bars, and a control: a click takes a year, a drag or the two handles a range."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reader.controls import Painted, paint_focus, plain_tip, shows_focus
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.theme import Theme

MOST_YEARS = 80
"""So many years at most have a bar; older ones are reached with From and To."""
_HANDLE = 5.0
_AXIS = 20
_RAIL = 8

Range = tuple[int, int]


class YearsChart(Painted):
    """Grey: all articles of the library. In the accent's ink: those found, to a scale of their own."""

    chosen = Signal(object)
    """The years from and to that were chosen, as a pair; None: any year."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._all: dict[int, int] = {}
        self._found: dict[int, int] | None = None
        self._range: Range | None = None
        self._years: list[int] = []
        self._anchor: int | None = None
        self._dragged: Range | None = None
        self._cursor: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._speak()

    def sizeHint(self) -> QSize:
        return QSize(160, self.theme.px(44 + _RAIL + _AXIS))

    @property
    def years(self) -> list[int]:
        return self._years

    @property
    def range(self) -> Range | None:
        """The range that is shown: chosen, or being dragged."""
        return self._dragged or self._range

    def show_all(self, counts: Mapping[int, int]) -> None:
        """All articles of the library, by year."""
        self._all = dict(counts)
        first, last = (min(counts), max(counts)) if counts else (0, -1)
        first = max(first, last - MOST_YEARS + 1)
        self._years = list(range(first, last + 1))
        self._speak()
        self.update()

    def show_found(self, counts: Mapping[int, int] | None) -> None:
        """Those a search finds; None without a search."""
        if counts == self._found:
            return
        self._found = None if counts is None else dict(counts)
        self._speak()
        self.update()

    def show_range(self, chosen: Range | None) -> None:
        if chosen == self._range:
            return
        self._range = chosen
        self._speak()
        self.update()

    def tip(self, year: int) -> str:
        """«2023: 71 of 4,376 articles»."""
        total = self._all.get(year, 0)
        if self._found is None:
            words = ngettext("{year}: {n} article", "{year}: {n} articles", total)
            return words.format(year=year, n=number(total))
        words = ngettext("{year}: {found} of {n} article", "{year}: {found} of {n} articles", total)
        return words.format(year=year, found=number(self._found.get(year, 0)), n=number(total))

    # ---------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._years:
            self._paint_bars(painter)
            self._paint_range(painter)
            axis, ink = face(theme, "ui.axis"), theme.colour("text.tertiary")
            y = self.height() - px(_AXIS) + px(4)
            Lines(str(self._years[0]), axis, 100).draw(painter, 0, y, ink)
            last = Lines(str(self._years[-1]), axis, 100)
            if len(self._years) > 1:
                last.draw(painter, self.width() - last.natural_width, y, ink)
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), theme, theme.tokens.radius.control)

    def _paint_bars(self, painter: QPainter) -> None:
        most = max(self._all.values(), default=1) or 1
        most_found = max((self._found or {}).values(), default=0) or 1
        high = self._foot()
        painter.setPen(Qt.PenStyle.NoPen)
        for year in self._years:
            box = self._box(year)
            wide = min(box.width() * 0.72, self.theme.px(14))
            x = box.center().x() - wide / 2
            total, found = self._all.get(year, 0), (self._found or {}).get(year, 0)
            bars = [(total / most, "chart.bar")] if total else []
            if found:
                bars.append((found / most_found, "accent"))
            for share, ink in bars:
                tall = max(1.5, share * (high - 2))
                painter.setBrush(self.theme.colour(ink))
                painter.drawRoundedRect(QRectF(x, high - tall, wide, tall), 1, 1)
        if self._cursor is not None and self.hasFocus() and self._cursor in self._years:
            box = self._box(self._cursor)
            painter.setBrush(self.theme.colour("focus"))
            painter.drawEllipse(QPointF(box.center().x(), high + 3), 2, 2)

    def _paint_range(self, painter: QPainter) -> None:
        shown = self.range
        if shown is None:
            return
        left, right = self._ends(shown)
        y = self._foot() + self.theme.px(4)
        line = self.theme.colour("accent")
        painter.setPen(QPen(line, 2))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setBrush(self.theme.colour("bg.raised"))
        for x in (left, right):
            painter.drawEllipse(QPointF(x, y), _HANDLE - 0.5, _HANDLE - 0.5)

    def _foot(self) -> int:
        return self.height() - self.theme.px(_AXIS + _RAIL)

    def _step(self) -> float:
        return (self.width() - 2 * _HANDLE) / max(1, len(self._years))

    def _box(self, year: int) -> QRectF:
        step = self._step()
        return QRectF(_HANDLE + (year - self._years[0]) * step, 0, step, self._foot())

    def _ends(self, shown: Range) -> tuple[float, float]:
        first = max(self._years[0], min(shown[0], self._years[-1]))
        last = max(self._years[0], min(shown[1], self._years[-1]))
        return self._box(first).left() + 1, self._box(last).right() - 1

    # ---------------------------------------------------------------- mouse

    def year_at(self, x: float) -> int:
        at = int((x - _HANDLE) // self._step())
        return self._years[max(0, min(at, len(self._years) - 1))]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._years:
            return
        at = event.position()
        year = self.year_at(at.x())
        self._anchor = year
        if self._range is not None and at.y() > self._foot() - 2:
            left, right = self._ends(self._range)
            if abs(at.x() - left) <= 9:
                self._anchor = self._range[1]
                year = self._range[0]
            elif abs(at.x() - right) <= 9:
                self._anchor = self._range[0]
                year = self._range[1]
        self._drag_to(year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor is not None and self._years:
            self._drag_to(self.year_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None:
            return
        self._anchor = None
        self._take(self._dragged)

    def _drag_to(self, year: int) -> None:
        assert self._anchor is not None
        self._dragged = (min(self._anchor, year), max(self._anchor, year))
        self.update()

    def _take(self, chosen: Range | None) -> None:
        self._dragged = None
        if chosen != self._range:
            self.show_range(chosen)
            self.chosen.emit(chosen)
        self.update()

    # ---------------------------------------------------------------- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if not self._years:
            super().keyPressEvent(event)
        elif step is not None:
            self._walk(step, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            year = self._years[-1] if self._cursor is None else self._cursor
            self._cursor = year
            self._take((year, year))
        elif event.key() == Qt.Key.Key_Escape and (self._range or self._dragged):
            self._anchor = None
            self._take(None)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int, *, extend: bool) -> None:
        """The arrows go from year to year; with Shift they draw the range along."""
        first, last = self._years[0], self._years[-1]
        before = self._cursor
        if before is None:
            before = self._range[1] if self._range else (last + 1 if step < 0 else first - 1)
        self._cursor = max(first, min(before + step, last))
        if extend:
            before = max(first, min(before, last))
            low, high = self._range or (before, before)
            if not low <= before <= high:
                low = high = before
            fixed = low if before == high else high
            self._take((min(fixed, self._cursor), max(fixed, self._cursor)))
        self._speak()
        self.update()

    # ---------------------------------------------------------------- words

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self._years:
                year = self.year_at(event.pos().x())
                words = self.tip(year)
                if self._found is not None:
                    words += "\n" + _("What is found has a scale of its own.")
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def _speak(self) -> None:
        """The chart in words: its name, what is chosen, and a table of the years."""
        self.setAccessibleName(_("Articles by year"))
        said = [self.tip(year) for year in self._years if self._all.get(year)]
        if self._cursor is not None:
            said.insert(0, self.tip(self._cursor))
        if self._range is not None:
            said.insert(0, _("Chosen: {first} to {last}").format(first=self._range[0], last=self._range[1]))
        self.setAccessibleDescription(". ".join(said))
