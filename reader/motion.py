"""Whether anything may move: the system's wish for less motion and the person's are followed everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle, QWidget

_STILL = "lessMotion"


def be_still(still: bool) -> None:
    """Let nothing move in this application any more, or let it move again."""
    if (app := QApplication.instance()) is not None:
        app.setProperty(_STILL, still)


def animates(widget: QWidget) -> bool:
    """False where the person or the system asks for no animation, or the widget is not on screen."""
    app = QApplication.instance()
    if app is not None and app.property(_STILL):
        return False
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.isVisible() and widget.style().styleHint(hint, None, widget) > 0
