"""The small sheet that asks how far a decision about a passage goes: here, in its source, everywhere."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from archive.model import Verdict
from reader.controls import Button, Pressable, Text, paint_focus, shows_focus
from reader.i18n import _
from reader.lines import Lines, face
from reader.room import fit
from reader.scroll_bars import SlimArea
from reader.theme import Theme

Scope = Literal["here", "source", "everywhere"]
_WIDE = 400


class ScopeRow(Pressable):
    """One answer: what it is, and what it means, in two lines."""

    def __init__(self, theme: Theme, words: str, meaning: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self._meaning = meaning
        self.setAccessibleName(words)
        self.setAccessibleDescription(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(_WIDE - 48), self.theme.px(54))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.tokens.radius.control
        painter.setPen(QPen(theme.colour("line.strong" if self.isEnabled() else "line.subtle"), 1))
        hover = self.isEnabled() and self.underMouse()
        painter.setBrush(theme.colour("bg.hover" if hover else "bg.raised"))
        painter.drawRoundedRect(box, radius, radius)
        room = box.width() - px(28)
        for words, role, ink, y in (
            (self.text(), "ui.strong", "text.primary", px(9)),
            (self._meaning, "ui.small", "text.secondary", px(29)),
        ):
            colour = theme.colour(ink if self.isEnabled() else "text.disabled")
            Lines(words, face(theme, role), room).draw(painter, px(14), y, colour)
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), theme, radius)


class ScopeSheet(QDialog):
    """Asks once; the answer comes as a signal and the sheet is gone."""

    chosen = Signal(str)
    """A `Scope`."""

    def __init__(
        self, theme: Theme, verdict: Verdict, text: str, source: str, *, can_rule: bool, parent: QWidget
    ) -> None:
        """`source`: what the article's source is called, empty where it has none. `can_rule`: the passage can
        be known again in other articles."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keeps, px = verdict == "keep", theme.px
        title = _("Keep text like this") if keeps else _("Remove text like this")
        self.setWindowTitle(title)
        self.setFixedWidth(px(_WIDE))
        here = (
            (_("Only here"), _("Put back in this article."))
            if keeps
            else (_("Only here"), _("Taken out of this article."))
        )
        in_source = (
            _("All articles from {source}").format(source=source),
            _("Kept there, now and in what you add later.")
            if keeps
            else _("Taken out there, now and in what you add later."),
        )
        everywhere = (
            _("Everywhere"),
            _("Kept in every article of your library.")
            if keeps
            else _("Taken out of every article of your library."),
        )
        self.rows: dict[Scope, ScopeRow] = {"here": ScopeRow(theme, *here)}
        if source:
            self.rows["source"] = ScopeRow(theme, *in_source)
        self.rows["everywhere"] = ScopeRow(theme, *everywhere)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(24), px(18), px(24), 0)
        column.setSpacing(px(8))
        column.addWidget(Text(theme, "panel.title", text=title))
        words = " ".join(text[:400].split())
        column.addWidget(Text(theme, "ui.base", "text.secondary", f"«{words}»", most=2))
        column.addSpacing(px(4))
        for scope, row in self.rows.items():
            row.setEnabled(can_rule or scope == "here")
            row.clicked.connect(lambda _checked=False, scope=scope: self._choose(scope))
            column.addWidget(row)
        if not can_rule:
            why = _("A passage this short or this long cannot be told apart in other articles.")
            column.addWidget(Text(theme, "ui.small", "text.tertiary", why))
        self.cancel = Button(theme, _("Cancel"))
        self.cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(12), px(24), px(16))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(SlimArea(theme, inside), 1)
        whole.addLayout(foot)
        # a quote of two lines squeezes no row
        fit(self, px(_WIDE), column.totalHeightForWidth(px(_WIDE)) + foot.totalSizeHint().height())
        self.rows["here" if not (source and can_rule) else "source"].setFocus()

    def _choose(self, scope: Scope) -> None:
        self.accept()
        self.chosen.emit(scope)
