"""How large a dialog may be: as it is meant, or as much as its screen has."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_FRAME = 56
"""Pixels that a window's frame and the desktop's own bars take."""


def room_of(window: QWidget) -> QSize | None:
    """What a window may take of its screen; None where there is no screen, and so no bound."""
    if QGuiApplication.platformName() == "offscreen":
        return None
    return window.screen().availableSize() - QSize(_FRAME, _FRAME)


def fit(window: QWidget, wide: int, high: int) -> None:
    """Give a dialog this size, or what fits."""
    room = room_of(window)
    window.resize(QSize(wide, high) if room is None else QSize(wide, high).boundedTo(room))
