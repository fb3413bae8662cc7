"""Whether anything may move: the system's wish for less motion is followed everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget


def animates(widget: QWidget) -> bool:
    """False where the system asks for no animation, or the widget is not on screen."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.isVisible() and widget.style().styleHint(hint, None, widget) > 0
