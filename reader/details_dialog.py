"""The details of one article or of many, each with where it comes from and the way back to the page's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from archive.model import StoredArticle
from reader.controls import Button, Text
from reader.detail_words import (
    ONE_ONLY,
    is_edited,
    label_of,
    origin_words,
    page_value,
    problem_with,
    shown_value,
    tidied,
)
from reader.i18n import _, ngettext, number
from reader.room import fit
from reader.scroll_bars import SlimArea, SlimScrollBar
from reader.theme import Theme

_PLACES = {
    "title": (0, 0, 2),
    "authors": (1, 0, 2),
    "source": (2, 0, 1),
    "section": (2, 1, 1),
    "published": (3, 0, 1),
    "language": (3, 1, 1),
    "standfirst": (4, 0, 2),
}
"""Row, column and width of each field."""


class DetailField(QWidget):
    """One field: its name, its value, where that is from, and what is wrong with what was typed."""

    def __init__(self, theme: Theme, field: str, articles: Sequence[StoredArticle]) -> None:
        super().__init__()
        self.field = field
        self._articles = articles
        values = {shown_value(stored, field) for stored in articles}
        own = {page_value(stored, field) for stored in articles}
        self._initial = next(iter(values)) if len(values) == 1 else ""
        self._own = next(iter(own)) if len(own) == 1 else ""
        self._differ, self._own_differ = len(values) > 1, len(own) > 1
        self._is_edited = any(is_edited(stored, field) for stored in articles)
        self.takes_own = False
        """The page's own value is wanted again."""
        label = Text(theme, "ui.strong", text=label_of(field), most=1)
        self.edit: QLineEdit | QPlainTextEdit
        if field == "standfirst":
            self.edit = _lines(theme)
            self.edit.setPlainText(self._initial)
            self.edit.textChanged.connect(self._typed)
        else:
            self.edit = QLineEdit(self._initial)
            self.edit.setCursorPosition(0)
            self.edit.textChanged.connect(self._typed)
        self.edit.setAccessibleName(label_of(field))
        self._say_place(_("Several values") if self._differ else "")
        label.setBuddy(self.edit)
        self.origin = Text(theme, "ui.small", "text.tertiary", most=0)
        self.reset = Button(theme, _("As the page says"), "link", small=True)
        self.reset.setAccessibleDescription(label_of(field))
        self.reset.clicked.connect(self._take_own)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        above = QHBoxLayout()
        above.setSpacing(theme.px(8))
        above.addWidget(label, 1)
        above.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(above)
        column.addWidget(self.edit)
        column.addWidget(self.origin)
        self.setTabOrder(self.edit, self.reset)
        self._say()

    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText() if isinstance(self.edit, QPlainTextEdit) else self.edit.text()

    @property
    def problem(self) -> str:
        """What is wrong with what was typed; empty when nothing is."""
        return problem_with(self.field, self.text()) if self._is_changed else ""

    @property
    def wish(self) -> tuple[str | None] | None:
        """The value to set, None inside meaning the page's own; None where nothing is to be changed."""
        if self.takes_own or (self._is_changed and self.field == "title" and not self.text().strip()):
            return (None,) if self._is_edited else None
        return (tidied(self.field, self.text()),) if self._is_changed else None

    @property
    def _is_changed(self) -> bool:
        if self.takes_own:
            return False
        return tidied(self.field, self.text()) != tidied(self.field, self._initial)

    def _typed(self) -> None:
        self.takes_own = False
        self._say()

    def _take_own(self) -> None:
        if isinstance(self.edit, QPlainTextEdit):
            self.edit.setPlainText(self._own)
        else:
            self.edit.setText(self._own)
        self.takes_own = True
        self._say_place(_("As each page says") if self._own_differ else "")
        self._say()
        self.edit.setFocus()

    def _say_place(self, words: str) -> None:
        self.edit.setPlaceholderText(words)

    def _say(self) -> None:
        """Tell below the field where its value is from, or what is wrong with it."""
        problem = self.problem
        self.origin.set_ink("danger" if problem else "text.tertiary")
        if problem:
            words = problem
        elif self.takes_own:
            words = _("As the page says")
        elif self._is_changed:
            words = _("Typed by you")
        else:
            words = origin_words(self._articles, self.field)
        self.origin.setText(words)
        self.edit.setAccessibleDescription(words)
        self.reset.setVisible(not self.takes_own and (self._is_edited or self._is_changed))


class DetailsDialog(QDialog):
    """Shows the articles it is handed, and says what the person wants to be another."""

    saved = Signal(dict)
    """Field → value, None for the page's own again."""

    def __init__(self, theme: Theme, articles: Sequence[StoredArticle], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px, n = theme.px, len(articles)
        title = ngettext("Edit details", "Edit details of {n} articles", n).format(n=number(n))
        self.setWindowTitle(title)
        self.fields: dict[str, DetailField] = {}
        grid = QGridLayout()
        grid.setContentsMargins(px(24), 0, px(24), px(4))
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        for column_at in (0, 1):
            grid.setColumnStretch(column_at, 1)
        for name, (row, column_at, wide) in _PLACES.items():
            if n == 1 or name not in ONE_ONLY:
                field = DetailField(theme, name, articles)
                if isinstance(field.edit, QLineEdit):
                    field.edit.returnPressed.connect(self._save)
                grid.addWidget(field, row, column_at, 1, wide, Qt.AlignmentFlag.AlignTop)
                self.fields[name] = field
        inside = QWidget()
        inside.setLayout(grid)
        area = SlimArea(theme, inside)
        self._area = area
        self.cancel = Button(theme, _("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.save = Button(theme, _("Save"), "primary")
        self.save.clicked.connect(self._save)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(10), px(24), px(16))
        foot.setSpacing(px(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        head = QVBoxLayout()
        head.setContentsMargins(px(24), px(18), px(24), px(10))
        head.addWidget(Text(theme, "panel.title", text=title, most=1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
        rows = len({_PLACES[name][0] for name in self.fields})
        fit(self, px(600), px(150 + 100 * rows))
        next(iter(self.fields.values())).edit.setFocus()

    def _save(self) -> None:
        wrong = next((field for field in self.fields.values() if field.problem), None)
        if wrong is not None:
            self._area.ensureWidgetVisible(wrong)
            wrong.edit.setFocus()
            return
        wishes = {name: wish[0] for name, field in self.fields.items() if (wish := field.wish) is not None}
        self.accept()
        if wishes:
            self.saved.emit(wishes)


def _lines(theme: Theme) -> QPlainTextEdit:
    """A field of a few lines, in the look of the others; Tab leaves it."""
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(theme.px(68))
    ground, ink, line, focus = (
        theme.colour(name).name() for name in ("bg.field", "text.primary", "line.strong", "focus")
    )
    edit.setStyleSheet(
        f"QPlainTextEdit {{ background: {ground}; color: {ink}; border: 1px solid {line};"
        f" border-radius: {theme.px(8)}px; padding: {theme.px(3)}px {theme.px(7)}px; }}"
        f" QPlainTextEdit:focus {{ border: 2px solid {focus}; padding: {theme.px(2)}px {theme.px(6)}px; }}"
    )
    SlimScrollBar(theme, edit)
    return edit
