"""All highlights: every marked passage and every note, the newest first, by words and by colour."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from archive.model import Colour, HighlightRow, Page
from reader.colours import COLOURS, colour_name
from reader.controls import Area, Button, Text
from reader.empty_page import EmptyPage
from reader.highlight_rows import MARGIN, HighlightTable
from reader.i18n import _, ngettext, number
from reader.selection_bar import ColourButton
from reader.theme import Theme

TYPING_MS = 120


class HighlightsPage(Area):
    """Says what the person wants to see and to do; shows what it is handed."""

    asked = Signal()
    """Other words, or another colour."""
    copied = Signal()
    exported = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.paper", parent=parent)
        px = theme.px
        self._title = Text(theme, "page.title", text=_("All highlights"), most=1)
        self._sub = Text(theme, "ui.base", "text.secondary", most=1)
        self.copy = Button(theme, _("Copy"), icon="copy")
        self.export = Button(theme, _("Export as Markdown…"), icon="download")
        self.copy.clicked.connect(self.copied)
        self.export.clicked.connect(self.exported)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Words in a highlight, a note or a title"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setMaxLength(500)
        self.field.setMaximumWidth(px(420))
        self.colours = [ColourButton(theme, colour) for colour in COLOURS]
        self.table = HighlightTable(theme)
        self.setFocusProxy(self.table)
        self._empty = EmptyPage(theme, self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.asked)
        self.field.textChanged.connect(lambda words: self._typing.start())
        for button in self.colours:
            only = _("Only {colour}").format(colour=colour_name(button.colour).lower())
            button.setAccessibleName(only)
            button.setToolTip(only)
            button.clicked.connect(lambda checked=False, one=button: self._choose(one))
        self._lay_out()

    def _lay_out(self) -> None:
        px = self.theme.px
        title = QVBoxLayout()
        title.setSpacing(px(1))
        title.addWidget(self._title)
        title.addWidget(self._sub)
        head = QHBoxLayout()
        head.setContentsMargins(px(MARGIN), px(17), px(MARGIN), 0)
        head.setSpacing(px(8))
        head.addLayout(title, 1)
        for button in (self.copy, self.export):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        narrow = QHBoxLayout()
        narrow.setContentsMargins(px(MARGIN), px(14), px(MARGIN), px(12))
        narrow.setSpacing(px(2))
        narrow.addWidget(self.field, 1)
        narrow.addSpacing(px(10))
        for colour in self.colours:
            narrow.addWidget(colour)
        narrow.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(narrow)
        column.addWidget(self._pages, 1)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.field.text().strip()

    @property
    def colour(self) -> Colour | None:
        """The only colour that is shown; None shows all."""
        return next((button.colour for button in self.colours if button.isChecked()), None)

    def show_answer(self, page: Page[HighlightRow]) -> None:
        """Show what was found; a selected row stays so where it is still there."""
        chosen, row = self.table.selected(), max(0, self.table.currentIndex().row())
        self.table.highlights.show(page)
        n = page.total
        told = ngettext("{n} highlight or note", "{n} highlights and notes", n)
        self._sub.setText(told.format(n=number(n)))
        narrowed = bool(self.words or self.colour)
        if narrowed:
            self._empty.say(_("Nothing marked so"), _("Other words, or another colour, may find something."))
        else:
            words = _("Select words in an article and press H, or write a note with M.")
            self._empty.say(_("Nothing highlighted yet"), words)
        self._pages.setCurrentIndex(0 if n else 1)
        for button in (self.copy, self.export):
            button.setEnabled(n > 0)
        if chosen and (again := self.table.highlights.place_of(chosen[0].highlight.id)) is not None:
            row = again
        self.table.go_to(row)

    def _choose(self, one: ColourButton) -> None:
        """One colour at most; pressed again, it is all of them."""
        for button in self.colours:
            button.setChecked(button is one and one.isChecked())
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.hasFocus():
            if self.field.text():
                self.field.clear()
            else:
                self.table.setFocus()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self.field.hasFocus():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
