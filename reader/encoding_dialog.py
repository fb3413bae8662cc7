"""«Letters look wrong?»: the ways a kept page can be read, each with how its text would begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from archive.model import CleanArticle
from archive.rereading import TWICE
from reader.controls import Button, Text
from reader.i18n import _
from reader.room import fit
from reader.scroll_bars import SlimScrollBar
from reader.theme import Theme

_LETTERS = 420


def readings() -> tuple[tuple[str | None, str], ...]:
    """The WHATWG label of each way to read a page, None for the page's own, and what it is called."""
    return (
        (None, _("As the page says")),
        (TWICE, _("Unicode, garbled once (Ã© for é)")),
        ("utf-8", _("Unicode (UTF-8)")),
        ("windows-1252", _("Western European")),
        ("windows-1250", _("Central European")),
        ("windows-1251", _("Cyrillic (Windows)")),
        ("koi8-r", _("Cyrillic (KOI8)")),
        ("windows-1253", _("Greek")),
        ("windows-1254", _("Turkish")),
        ("windows-1257", _("Baltic")),
        ("windows-1255", _("Hebrew")),
        ("windows-1256", _("Arabic")),
        ("gb18030", _("Chinese (mainland)")),
        ("big5", _("Chinese (Taiwan, Hong Kong)")),
        ("shift_jis", _("Japanese (Shift JIS)")),
        ("euc-jp", _("Japanese (EUC)")),
        ("euc-kr", _("Korean")),
        ("windows-874", _("Thai")),
        ("utf-16le", _("Unicode (UTF-16)")),
    )


def _look(theme: Theme) -> str:
    """The list in the look of a field, its rows in that of other lists."""
    px = theme.px
    ground, ink, line, focus, chosen, hover = (
        theme.colour(name).name()
        for name in ("bg.field", "text.primary", "line.strong", "focus", "bg.selected", "bg.hover")
    )
    return (
        f"QListWidget {{ background: {ground}; color: {ink}; border: 1px solid {line};"
        f" border-radius: {px(8)}px; padding: {px(4)}px; outline: 0; }}"
        f" QListWidget:focus {{ border: 2px solid {focus}; padding: {px(4) - 1}px; }}"
        f" QListWidget::item {{ padding: {px(5)}px {px(8)}px; border-radius: {px(6)}px; color: {ink}; }}"
        f" QListWidget::item:hover {{ background: {hover}; }}"
        f" QListWidget::item:selected {{ background: {chosen}; color: {ink}; }}"
    )


class EncodingDialog(QDialog):
    """Asks for a preview of each way the person comes to, and says which one they want."""

    wanted = Signal(object)
    """A label (or None) whose preview should be shown: answer with `show_preview`."""
    chosen = Signal(object)
    """The label, or None."""

    def __init__(self, theme: Theme, now: str | None, parent: QWidget) -> None:
        """`now`: the label chosen before, if any."""
        super().__init__(parent)
        px = theme.px
        title = _("Choose how to read this page")
        self.setWindowTitle(title)
        self._ways = readings()
        self.ways = QListWidget()
        self.ways.setAccessibleName(title)
        self.ways.setFont(theme.font("ui.base"))
        self.ways.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _label, words in self._ways:
            self.ways.addItem(QListWidgetItem(words))
        self.ways.setFixedWidth(px(250))
        self.ways.setStyleSheet(_look(theme))
        SlimScrollBar(theme, self.ways)
        self.title = Text(theme, "list.title", most=2)
        self.preview = Text(theme, "ui.base", "text.secondary", most=12)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(px(8))
        beside.addWidget(self.title)
        beside.addWidget(self.preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self.ways)
        middle.addLayout(beside, 1)
        self.cancel = Button(theme, _("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.use = Button(theme, _("Read it so"), "primary")
        self.use.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.use)
        words = _("Go through the list until the text at the right looks right. It can be undone.")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(18), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(Text(theme, "panel.title", text=title, most=1))
        column.addWidget(Text(theme, "ui.base", "text.secondary", words))
        column.addLayout(middle, 1)
        column.addLayout(foot)
        fit(self, px(700), px(520))
        self.ways.currentRowChanged.connect(lambda row: self.wanted.emit(self.label))
        self.ways.itemActivated.connect(lambda item: self._choose())
        labels = [label for label, _words in self._ways]
        self._start = labels.index(now) if now in labels else 0
        self.ways.setFocus()

    @property
    def label(self) -> str | None:
        """The way the person is at."""
        return self._ways[max(0, self.ways.currentRow())][0]

    def begin(self) -> None:
        """Come to the way that holds now."""
        self.ways.setCurrentRow(self._start)

    def show_preview(self, article: CleanArticle | None) -> None:
        """How the article would be; None where nothing readable comes of it."""
        if article is None:
            self.title.setText("")
            self.preview.setText(_("Nothing readable comes of this."))
        else:
            self.title.setText(article.title)
            words = " ".join(article.text[:_LETTERS].split())
            self.preview.setText(words if len(article.text) <= _LETTERS else f"{words.rpartition(' ')[0]}…")
        self.use.setEnabled(article is not None)

    def _choose(self) -> None:
        if self.use.isEnabled():
            label = self.label
            self.accept()
            self.chosen.emit(label)
