"""The list of the person's rules for passages: what is always kept or removed, and where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from archive.model import Rule
from reader.controls import Button, Painted, Text
from reader.i18n import _, ngettext, number
from reader.scroll_bars import SlimArea
from reader.theme import Theme

_MOST = 500
"""So many rules are listed."""


def scope_words(rule: Rule) -> str:
    """What a rule does, and where: «Removed from Harbour Gazette»."""
    if rule.verdict == "keep":
        if rule.source_id is None:
            return _("Always kept, everywhere")
        return _("Always kept in {source}").format(source=rule.source)
    if rule.source_id is None:
        return _("Always removed, everywhere")
    return _("Always removed from {source}").format(source=rule.source)


class RuleRow(Painted):
    """One rule: what it does, the beginning of its passage, Drop."""

    dropped = Signal()

    def __init__(
        self, theme: Theme, rule: Rule, reach: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.rule = rule
        what = scope_words(rule)
        if reach is not None:
            what += " · " + ngettext("{n} article", "{n} articles", reach).format(n=number(reach))
        self.what = Text(theme, "ui.strong", "text.primary", what, most=1, parent=self)
        words = " ".join(rule.text.split())
        self.words = Text(theme, "ui.base", "text.secondary", words, most=2, parent=self)
        self.drop = Button(theme, _("Drop"), small=True, parent=self)
        self.drop.setAccessibleDescription(f"{scope_words(rule)}: {words}")
        self.drop.clicked.connect(self.dropped)
        self.setAccessibleName(f"{what}. {words}")

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(420), self.theme.px(76))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(76))

    def resizeEvent(self, event: QResizeEvent) -> None:
        px = self.theme.px
        size = self.drop.sizeHint()
        self.drop.setGeometry(
            self.width() - size.width() - px(24), (self.height() - size.height()) // 2, *size.toTuple()
        )
        room = self.width() - px(24) - size.width() - px(40)
        self.what.setGeometry(px(24), px(9), room, px(18))
        self.words.setGeometry(px(24), px(30), room, px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        px = self.theme.px
        line = self.theme.colour("line.subtle")
        QPainter(self).fillRect(px(24), self.height() - 1, self.width() - px(48), 1, line)


class RulesList(QWidget):
    """How many rules there are, and each of them; says which should go."""

    dropped = Signal(object)
    """The `Rule` that should go."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[RuleRow] = []
        self.count = Text(theme, "ui.base", "text.secondary", most=0)
        self.list = QWidget()
        self._rows = QVBoxLayout(self.list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)

    def show_rules(self, rules: Sequence[Rule], reach: Sequence[int] = ()) -> None:
        """List these; `reach`: in how many articles each finds its passage."""
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for number_of, rule in enumerate(rules[:_MOST]):
            row = RuleRow(self._theme, rule, reach[number_of] if reach else None, self.list)
            row.dropped.connect(lambda rule=rule: self.dropped.emit(rule))
            self._rows.insertWidget(len(self.rows), row)
            self.rows.append(row)
        n = len(rules)
        if n:
            words = ngettext(
                "{n} rule. It holds for what you add later too.",
                "{n} rules. They hold for what you add later too.",
                n,
            )
            self.count.setText(words.format(n=number(n)))
        else:
            self.count.setText(
                _(
                    "There are none yet. “Remove text like this…” and “Keep text like this…” in the "
                    "Article menu make them."
                )
            )


class RulesDialog(QDialog):
    """Shows the rules it is handed and says which of them should go."""

    dropped = Signal(object)
    """The `Rule` that should go."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px = theme.px
        title = _("Rules for passages")
        self.setWindowTitle(title)
        self._rules = RulesList(theme)
        self._rules.dropped.connect(self.dropped)
        self.count = self._rules.count
        area = SlimArea(theme, self._rules.list)
        self.done_button = Button(theme, _("Close"), "primary")
        self.done_button.clicked.connect(self.accept)
        head = QVBoxLayout()
        head.setContentsMargins(px(24), px(18), px(24), px(8))
        head.setSpacing(px(4))
        head.addWidget(Text(theme, "panel.title", text=title, most=1))
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(12), px(24), px(16))
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.resize(px(600), px(460))

    @property
    def rows(self) -> list[RuleRow]:
        return self._rules.rows

    def show_rules(self, rules: Sequence[Rule], reach: Sequence[int] = ()) -> None:
        """List these; the keyboard goes to the first."""
        self._rules.show_rules(rules, reach)
        (self.rows[0].drop if self.rows else self.done_button).setFocus()
