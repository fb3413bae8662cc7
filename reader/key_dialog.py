"""The small window in which a command gets other keys: press them, see whose they are, use them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reader.controls import Button, Painted, Text
from reader.i18n import _
from reader.key_caps import caps_of, paint_caps, width_of
from reader.keymap import Keymap, is_needed
from reader.lines import Lines, face
from reader.theme import Theme

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Control,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_unknown,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)


class KeyField(Painted):
    """Takes the next keys that are pressed. Tab leads on, Esc leads out."""

    pressed = Signal(QKeySequence)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.keys = QKeySequence()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("New keys"))
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(52))

    def show_keys(self, keys: QKeySequence) -> None:
        self.keys = keys
        self._say()
        self.update()

    def _say(self) -> None:
        named = "+".join(caps_of(self.keys))
        self.setAccessibleDescription(named or _("Press the keys you want."))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # what is pressed here does nothing else
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _MODIFIERS or event.isAutoRepeat():
            return
        if key == Qt.Key.Key_Escape and plain == Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        shift = Qt.KeyboardModifier.ShiftModifier
        letter = event.text()
        if plain & shift and letter and not letter.isalpha() and letter.isprintable() and letter != " ":
            plain &= ~shift  # the sign itself, however one comes by it
        self.show_keys(QKeySequence(event.key() | plain.value))
        self.pressed.emit(self.keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if focused else "line.strong"), 2 if focused else 1))
        painter.setBrush(theme.colour("bg.field"))
        inset = 1.0 if focused else 0.5
        radius = theme.tokens.radius.field
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        middle, caps = self.height() / 2, caps_of(self.keys)
        if caps:
            paint_caps(painter, theme, (self.width() - width_of(theme, caps)) / 2, middle, caps)
            return
        words = Lines(_("Press the keys you want."), face(theme, "ui.base"), self.width())
        at = (self.width() - words.natural_width) / 2, middle - words.height / 2
        words.draw(painter, *at, theme.colour("text.tertiary"))


class KeyDialog(QDialog):
    """For one command."""

    done_with = Signal()
    """The keys are others now."""

    def __init__(
        self,
        theme: Theme,
        keymap: Keymap,
        action: QAction,
        words: str,
        name_of: Callable[[QAction], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words)
        self._keymap, self._action, self._name_of = keymap, action, name_of
        px = theme.px
        self.field = KeyField(theme)
        self.field.pressed.connect(self._pressed)
        self.state = Text(theme, "ui.base", "text.secondary")
        self.state.setMinimumHeight(px(36))
        self.use = Button(theme, _("Use these keys"), "primary")
        self.use.clicked.connect(self._use)
        self.use.setEnabled(False)
        self.none = Button(theme, _("No keys"))
        self.none.clicked.connect(lambda: self._end(lambda: keymap.bind(action, [])))
        self.none.setEnabled(bool(keymap.keys_of(action)))
        self.reset = Button(theme, _("As designed"))
        self.reset.clicked.connect(lambda: self._end(lambda: keymap.reset(action)))
        self.reset.setEnabled(keymap.is_changed(action))
        self.cancel = Button(theme, _("Cancel"))
        self.cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(18))
        column.setSpacing(px(10))
        column.addWidget(Text(theme, "panel.title", text=words))
        column.addWidget(self.field)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.none)
        row.addWidget(self.reset)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.use)
        column.addLayout(row)
        self.resize(px(500), self.sizeHint().height())
        self.field.setFocus()

    def _pressed(self, keys: QKeySequence) -> None:
        if is_needed(keys):
            self.state.set_ink("danger")
            self.state.setText(_("This key is needed to get around in every window. Choose another."))
            self.use.setEnabled(False)
            return
        other = self._keymap.holder(keys, self._action)
        if other is not None:
            words = _("“{command}” has these keys now, and would lose them.")
            self.state.set_ink("warning")
            self.state.setText(words.format(command=self._name_of(other)))
        else:
            self.state.setText("")
        self.field.setAccessibleDescription(f"{'+'.join(caps_of(keys))}. {self.state.text()}".strip())
        self.use.setEnabled(True)

    def _use(self) -> None:
        self._end(lambda: self._keymap.bind(self._action, [self.field.keys]))

    def _end(self, act: Callable[[], None]) -> None:
        act()
        self.accept()
        self.done_with.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)
