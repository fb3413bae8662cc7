"""How articles look: theme, typeface, size, length of lines and their spacing, applied at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reader.controls import Text
from reader.face_choice import FaceRow
from reader.i18n import _, decimal, ngettext, number
from reader.look import Look
from reader.popover import SHADOW, Popover
from reader.settings import Settings
from reader.slider import Slider
from reader.theme import Theme
from reader.theme_choice import ThemeRow
from reader.typeset import MEASURES, SIZES, SPACINGS, Typeset

WIDE = 460
_PAD = 18


class AppearanceControls(QWidget):
    """The controls. `look` is told at once; what is changed elsewhere is followed."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        look: Look,
        *,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`beside`: with labels beside the choices, where there is room."""
        super().__init__(parent)
        self._settings, self._look, self._following = settings, look, False
        self.themes = ThemeRow(theme, settings.theme, self)
        self.faces = FaceRow(theme, settings.reading_face, self)
        self.themes.chosen.connect(look.choose_theme)
        self.faces.chosen.connect(lambda face: self._set(replace(settings.typeset, face=face)))
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(9 if beside else 12))
        grid.setColumnStretch(1, 1)
        first = 1 if beside else 0
        for row, (words, part) in enumerate(((_("Theme"), self.themes), (_("Typeface"), self.faces))):
            if beside:
                grid.addWidget(_label(theme, words), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(part, row, first, 1, 3 - first)
        self.size_slider, self._size_words = self._slider(theme, 2, _("Text size"), SIZES)
        self.measure_slider, self._measure_words = self._slider(theme, 3, _("Line length"), MEASURES)
        self.spacing_slider, self._spacing_words = self._slider(theme, 4, _("Line spacing"), SPACINGS)
        self.follow()
        self._heard(self.size_slider, lambda n: replace(settings.typeset, size=n))
        self._heard(self.measure_slider, lambda n: replace(settings.typeset, measure=n))
        self._heard(self.spacing_slider, lambda n: replace(settings.typeset, spacing=n))
        theme.changed.connect(self.follow)

    def follow(self) -> None:
        """Show what the settings say."""
        chosen = self._settings.typeset
        self._following = True
        self.themes.show_choice(self._settings.theme)
        self.faces.show_choice(chosen.face)
        for slider, value in (
            (self.size_slider, chosen.size),
            (self.measure_slider, chosen.measure),
            (self.spacing_slider, chosen.spacing),
        ):
            slider.setValue(value)
        self._size_words.setText(number(chosen.size))
        letters = ngettext("{n} letter", "{n} letters", chosen.measure)
        self._measure_words.setText(letters.format(n=number(chosen.measure)))
        self._spacing_words.setText(decimal(chosen.spacing / 10))
        self._following = False

    def _slider(self, theme: Theme, row: int, words: str, values: range) -> tuple[Slider, Text]:
        slider, told = Slider(theme, values, words, self), Text(theme, "ui.base")
        told.setAlignment(Qt.AlignmentFlag.AlignRight)
        told.setFixedWidth(theme.px(72))
        self._grid.addWidget(_label(theme, words), row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(slider, row, 1)
        self._grid.addWidget(told, row, 2, Qt.AlignmentFlag.AlignVCenter)
        return slider, told

    def _heard(self, slider: Slider, made: Callable[[int], Typeset]) -> None:
        slider.valueChanged.connect(lambda value: self._set(made(value)))

    def _set(self, typeset: Typeset) -> None:
        if not self._following:
            self._look.set_articles(typeset)


def _label(theme: Theme, words: str) -> Text:
    """What stands before a control; never squeezed."""
    text = Text(theme, "ui.strong", text=words, most=1)
    text.setMinimumWidth(text.sizeHint().width())
    return text


class AppearancePopover(Popover):
    """The controls under the reader's «Aa»."""

    def __init__(self, theme: Theme, settings: Settings, look: Look, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(_("Text appearance"))
        self.controls = AppearanceControls(theme, settings, look, parent=self)
        self._inside = QVBoxLayout(self)
        self._inside.addWidget(self.controls)

    def open_under(self, button: QWidget) -> None:
        """Open with its right edge at the button's."""
        px = self.theme.px
        pad = SHADOW + px(_PAD)
        self._inside.setContentsMargins(pad, pad, pad, pad)
        wide = px(WIDE)
        high = self.controls.sizeHint().height() + 2 * px(_PAD)
        self.keeps = [button]
        corner = button.mapTo(self._host, QPoint(button.width() - wide, button.height() + px(6)))
        self.open_at(corner, wide, high)
        self.controls.size_slider.setFocus(Qt.FocusReason.PopupFocusReason)
