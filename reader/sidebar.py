"""The left column: the places of the library with their counts, and the foot that adds articles."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from archive.model import Counts, Place
from reader.controls import Area, IconButton, Painted, Pressable, paint_focus, shows_focus
from reader.i18n import _, number
from reader.lines import Lines, face
from reader.place_list import PlaceList, Tags
from reader.theme import Theme
from reader.years import YearsPanel


class Mark(Painted):
    """The sheet with one marked line, and the name beside it where there is room."""

    def __init__(self, theme: Theme, *, name: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(150 if self._name else 24), self.theme.px(self.theme.tokens.size.top_bar))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(24)
        left = 0 if self._name else (self.width() - side) / 2
        paint_mark(painter, QRectF(left, round((self.height() - side) / 2), side, side), theme)
        if self._name:
            words = Lines("Broadside", face(theme, "brand"), px(200))
            words.draw(
                painter, px(30), (self.height() - words.height) / 2 + 1.6, theme.colour("text.primary")
            )


def paint_mark(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Our own drawing, 24 units square, in the colours of the theme."""
    unit = box.width() / 24
    painter.setPen(Qt.PenStyle.NoPen)

    def bar(x: float, y: float, w: float, h: float, colour: str, radius: float, opacity: float = 1) -> None:
        ink = theme.colour(colour).toRgb()
        ink.setAlphaF(opacity)
        painter.setBrush(ink)
        at = QRectF(box.x() + x * unit, box.y() + y * unit, w * unit, h * unit)
        painter.drawRoundedRect(at, radius * unit, radius * unit)

    bar(3.5, 1, 17, 22, "logo.sheet", 2.6)
    bar(6.5, 4.6, 11, 2.6, "tile.text", 0.6)
    bar(6.5, 9.6, 11, 1.3, "tile.text", 0.6, 0.62)
    bar(6.5, 12.3, 11, 2.7, "logo.mark", 0.6)
    bar(6.5, 16.4, 11, 1.3, "tile.text", 0.6, 0.62)
    bar(6.5, 19.2, 7, 1.3, "tile.text", 0.6, 0.62)


class Foot(Pressable):
    """«Add articles»; while an import runs, how far it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Add articles"), parent)
        self._share: float | None = None
        self._right = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(56), self.theme.px(44))

    def add_tool(self, icon: str, action: QAction) -> None:
        """A button at the right end."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, self.theme.px(12), 0)
        row.addStretch(1)
        button = IconButton(self.theme, icon, "", action=action, parent=self)
        row.addWidget(button)
        self._right = self.theme.px(40)

    def show_progress(self, done: int, total: int | None) -> None:
        """«Adding 1,212 of 1,250» with a bar."""
        if total:
            self.setText(_("Adding {n} of {total}").format(n=number(done), total=number(total)))
            self._share = done / total
        else:
            self.setText(_("Adding {n}").format(n=number(done)))
            self._share = 0.0
        self.update()

    def show_cleaning(self, done: int, total: int) -> None:
        """«Cleaning 112 of 1,250» with a bar."""
        self.setText(_("Cleaning {n} of {total}").format(n=number(done), total=number(total)))
        self._share = done / total
        self.update()

    def show_idle(self) -> None:
        self.setText(_("Add articles"))
        self._share = None
        self.update()

    @property
    def is_busy(self) -> bool:
        return self._share is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("bg.hover"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line.subtle"))
        room = self.width() - px(34) - self._right
        if self._share is None:
            side = px(16)
            square = QRectF(px(17), round((self.height() - side) / 2), side, side)
            theme.paint_icon(painter, square, "plus")
            words = Lines(self.text(), face(theme, "ui.strong"), room)
            words.draw(painter, px(41), (self.height() - words.height) / 2, theme.colour("text.primary"))
        else:
            words = Lines(self.text(), face(theme, "ui.strong"), room)
            words.draw(painter, px(17), px(7), theme.colour("text.primary"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line.subtle"))
            bar = QRectF(px(17), self.height() - px(13), room, px(3))
            painter.drawRoundedRect(bar, 1.5, 1.5)
            painter.setBrush(theme.colour("accent"))
            bar.setWidth(room * min(1.0, self._share))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if shows_focus(self):
            paint_focus(
                painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), theme, theme.tokens.radius.control
            )


class Sidebar(Area):
    """Mark, places, foot."""

    chosen = Signal(object, str)
    """`Place` and what it is called."""
    imports = Signal()
    add = Signal()

    def __init__(self, theme: Theme, hide: QAction, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.window", parent=parent)
        self.places = PlaceList(theme)
        self.years = YearsPanel(theme)
        self.foot = Foot(theme)
        fold = IconButton(theme, "panel-left", "", action=hide)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(15), 0, theme.px(10), 0)
        head.addWidget(Mark(theme, name=True), 1)
        head.addWidget(fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.places, 1)
        column.addWidget(self.years)
        column.addWidget(self.foot)
        self.places.chosen.connect(self.chosen)
        self.places.imports.connect(self.imports)
        self.foot.clicked.connect(lambda: (self.imports if self.foot.is_busy else self.add).emit())

    def show_counts(self, counts: Counts, tags: Tags) -> None:
        self.places.show_counts(counts, tags)

    def show_imports(self, trouble: int | None) -> None:
        """Show the Imports row with how many need a look; None hides it."""
        self.places.show_imports(trouble)

    def show_place(self, place: Place | None) -> None:
        """Mark the row of a place; None marks Imports."""
        self.places.show_place(place)
