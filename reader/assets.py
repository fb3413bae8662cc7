"""Icons, fonts and style sheets out of `resources/`: the only look-ups by path that the window makes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from reader import tokens
from reader.resources import resource

Ink = Callable[[], QColor]
"""A colour asked for when the icon is painted, so that a change of theme reaches every icon."""

_FIRST_FONTS = (
    "Inter_400Regular",
    "Inter_500Medium",
    "Inter_600SemiBold",
    "Newsreader_400Regular",
    "Newsreader_600SemiBold",
)


def design() -> tokens.Tokens:
    """The numbers and colours of the design."""
    return tokens.load(resource("styles/tokens.json"))


def style(name: str) -> str:
    """The text of a style sheet, its `@token@` places not yet filled."""
    return resource(f"styles/{name}.qss").read_text(encoding="utf-8")


def fonts(*, first: bool) -> None:
    """Load the faces the first paint needs (`first`), or afterwards all the others."""
    for path in font_files(first=first):
        load_font(path)


def font_files(*, first: bool) -> list[Path]:
    """The faces the first paint needs (`first`), or all the others."""
    found = sorted(resource("fonts").glob("*.ttf"))
    return [path for path in found if (path.stem in _FIRST_FONTS) == first]


def load_font(path: Path) -> None:
    """Load one face: 6 to 11 ms."""
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        raise FileNotFoundError(f"font {path.name} cannot be read")


@cache
def _svg(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def drawing(name: str, colour: QColor, size: float, fill: QColor | None = None) -> QSvgRenderer:
    """An icon of the set in one ink, strokes drawn for `size` logical pixels."""
    small = size <= 16
    text = _svg(name).replace("currentColor", colour.name())
    text = text.replace('stroke-width="2"', f'stroke-width="{2.0 if small else 1.75}"')
    if fill is not None:
        text = text.replace('fill="none"', f'fill="{fill.name()}"', 1)
    return QSvgRenderer(QByteArray(text.encode()))


def pixmap(name: str, colour: QColor, size: float, ratio: float, fill: QColor | None = None) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels for a screen of `ratio` pixels a logical one."""
    key = f"broadside:{name}:{colour.rgba()}:{fill.rgba() if fill else ''}:{size}:{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing(name, colour, size, fill).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def paint(painter: QPainter, rect: QRectF, name: str, colour: QColor, fill: QColor | None = None) -> None:
    """Draw the icon into `rect` (a square, logical pixels)."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(rect.topLeft(), pixmap(name, colour, rect.width(), ratio, fill))


class _Engine(QIconEngine):
    """Paints an icon of the set at any size, in the ink of the moment."""

    def __init__(self, name: str, ink: Ink, on: Ink, disabled: Ink, fill: Ink | None) -> None:
        super().__init__()
        self._name, self._ink, self._on, self._disabled, self._fill = name, ink, on, disabled, fill

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint(painter, square, self._name, self._colour(mode, state), self._fill() if self._fill else None)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # `size` is in device pixels here
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink, self._on, self._disabled, self._fill)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return self._disabled()
        return self._on() if state == QIcon.State.On else self._ink()


def icon(
    name: str, ink: Ink, *, on: Ink | None = None, disabled: Ink | None = None, fill: Ink | None = None
) -> QIcon:
    """An icon of the set. `on` is the ink while checked; `fill` fills its outline (a star that is set)."""
    if not _svg(name):
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, ink, on or ink, disabled or ink, fill))
