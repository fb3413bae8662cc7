"""Asks what is to be exported, in which form and with what; shows how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive.model import ExportChoice
from reader.busy_window import Bar
from reader.choice_row import ChoiceRow, Segment
from reader.controls import Button, Text
from reader.export_words import FORMS, WITH_PICTURES, form_meaning, form_name
from reader.i18n import _, number
from reader.scroll_bars import SlimArea
from reader.switch import Switch
from reader.theme import Theme

_WIDE = 500
_HIGH = 600
"""Pixels: a small window has no room for more, and what is inside can be scrolled."""
_ACROSS = 3


class FormChoice(QWidget):
    """The forms, three to a line; arrow keys go through them."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, form: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Format"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Segment] = {}
        for number_, name in enumerate(FORMS):
            button = self.buttons[name] = Segment(theme, name, form_name(name), self)
            button.setChecked(name == form)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
            grid.addWidget(button, number_ // _ACROSS, number_ % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        self._group.buttonToggled.connect(lambda button, on: self.chosen.emit(button.value) if on else None)

    @property
    def form(self) -> str:
        return next(name for name, button in self.buttons.items() if button.isChecked())


class ExportDialog(QDialog):
    """Stays while it is written, so that it can be stopped."""

    wanted = Signal()
    """All is chosen but the place."""
    stopped = Signal()

    def __init__(
        self, theme: Theme, scopes: Sequence[tuple[str, str]], form: str, parent: QWidget | None
    ) -> None:
        """`scopes`: what can be exported, each with its words; the first is chosen."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export"))
        px = theme.px
        self.scope = scopes[0][0]
        self._scopes = ChoiceRow(theme, _("Articles"), scopes, self.scope)
        self._scopes.chosen.connect(self._set_scope)
        self.forms = FormChoice(theme, form if form in FORMS else FORMS[0])
        self.forms.chosen.connect(self._say)
        self._meaning = Text(theme, "ui.base", "text.secondary", most=0)
        self.notes = Switch(theme, _("Highlights and notes"), on=True)
        self.tags = Switch(theme, _("Tags"), on=True)
        self.pictures = Switch(theme, _("Pictures"), _("Those that were kept with the articles."))
        self._choices = QWidget()
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(px(24), 0, px(24), px(4))
        column.setSpacing(px(8))
        for words, part in ((_("Articles"), self._scopes), (_("Format"), self.forms)):
            column.addWidget(Text(theme, "ui.strong", text=words, most=1))
            column.addWidget(part)
            column.addSpacing(px(4))
        column.addWidget(self._meaning)
        column.addSpacing(px(4))
        for switch in (self.notes, self.tags, self.pictures):
            column.addWidget(switch)
        column.addStretch(1)
        self._state = Text(theme, "ui.base", "text.secondary", most=1)
        self._bar = Bar(theme)
        self.cancel = Button(theme, _("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.export = Button(theme, _("Export…"), "primary")
        self.export.clicked.connect(self.wanted)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._state, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.export)
        below = QVBoxLayout()
        below.setContentsMargins(px(24), px(10), px(24), px(16))
        below.setSpacing(px(10))
        below.addWidget(self._bar)
        below.addLayout(foot)
        head = QVBoxLayout()
        head.setContentsMargins(px(24), px(18), px(24), px(10))
        head.addWidget(Text(theme, "panel.title", text=_("Export"), most=1))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(SlimArea(theme, self._choices), 1)
        whole.addLayout(below)
        self._is_writing = False
        self._bar.hide()
        self._say()
        wide = px(_WIDE)
        self.resize(wide, min(column.totalHeightForWidth(wide) + px(128), _HIGH))
        self.forms.buttons[self.forms.form].setFocus()

    @property
    def form(self) -> str:
        return self.forms.form

    @property
    def choice(self) -> ExportChoice:
        """What goes along."""
        with_pictures = self.pictures.isChecked() and self.form in WITH_PICTURES
        with_notes = self.notes.isChecked() or self.form == "highlights"
        return ExportChoice(with_notes, self.tags.isChecked(), with_pictures)

    def begin(self) -> None:
        """It is being written: nothing can be chosen any more, but it can be stopped."""
        self._is_writing = True
        self._choices.setEnabled(False)
        self.export.hide()
        self._bar.show()
        self.cancel.setText(_("Stop"))
        self.cancel.setFocus()

    def give_up(self) -> None:
        """It was not written; something can be chosen again."""
        self._is_writing = False
        self._choices.setEnabled(True)
        self._bar.hide()
        self._bar.share = 0.0
        self._state.setText("")
        self.export.show()
        self.cancel.setText(_("Cancel"))
        self.export.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """So many articles are written."""
        self._bar.share = done / total if total else 1.0
        self._bar.update()
        words = _("Writing {n} of {all}").format(n=number(done), all=number(total))
        self._state.setText(words)
        if done in (1, total):
            self._bar.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self._bar, QAccessible.Event.NameChanged))

    def finish(self) -> None:
        """All is written."""
        self._is_writing = False
        self.accept()

    def reject(self) -> None:
        if self._is_writing:
            self.stopped.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_writing:
            self.stopped.emit()
        super().closeEvent(event)

    def _set_scope(self, scope: str) -> None:
        self.scope = scope

    def _say(self) -> None:
        form = self.form
        self._meaning.setText(form_meaning(form))
        self.pictures.setEnabled(form in WITH_PICTURES)
        self.notes.setEnabled(form != "highlights")
        self.tags.setEnabled(form != "highlights")
