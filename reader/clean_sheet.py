"""The sheet that asks which kept pages should be cleaned again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reader.controls import Button, Text
from reader.i18n import _, ngettext, number
from reader.scope_sheet import ScopeRow
from reader.theme import Theme

_WIDE = 440


class CleanSheet(QDialog):
    """Asks once; the answer comes as a signal and the sheet is gone."""

    chosen = Signal(str)
    """`older` or `all`."""

    def __init__(self, theme: Theme, older: int, whole: int, parent: QWidget) -> None:
        """`older` articles of the `whole` library were made by an older cleaner."""
        super().__init__(parent)
        px = theme.px
        title = _("Clean kept pages again")
        self.setWindowTitle(title)
        self.setFixedWidth(px(_WIDE))
        words = _("The saved pages are read once more. What you changed yourself stays as you want it.")
        if older:
            made = ngettext(
                "{n} article was made by an older cleaner.",
                "{n} articles were made by an older cleaner.",
                older,
            ).format(n=number(older))
        else:
            made = _("There are none: every article was made by this cleaner.")
        every = ngettext("{n} article. This may take a while.", "{n} articles. This may take a while.", whole)
        self.older = ScopeRow(theme, _("Only where it can help"), made)
        self.older.setEnabled(bool(older))
        self.older.clicked.connect(lambda: self._choose("older"))
        self.whole = ScopeRow(theme, _("The whole library"), every.format(n=number(whole)))
        self.whole.setEnabled(bool(whole))
        self.whole.clicked.connect(lambda: self._choose("all"))
        self.cancel = Button(theme, _("Cancel"))
        self.cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(18), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(Text(theme, "panel.title", text=title, most=1))
        column.addWidget(Text(theme, "ui.base", "text.secondary", words))
        column.addSpacing(px(4))
        column.addWidget(self.older)
        column.addWidget(self.whole)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        column.addSpacing(px(4))
        column.addLayout(foot)
        self.setFixedHeight(column.totalHeightForWidth(px(_WIDE)))
        (self.older if older else self.cancel).setFocus()

    def _choose(self, which: str) -> None:
        self.accept()
        self.chosen.emit(which)
