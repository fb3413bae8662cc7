"""A popover to choose one of a list with counts: what a tag or a source is to be made one with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reader.filter_choices import Choice
from reader.filters import FilterKind
from reader.i18n import _
from reader.list_popover import ListPopover, fits
from reader.theme import Theme

Row = tuple[str, str, int]
"""A value, what it is called, and how many articles it has."""


class PickPopover(ListPopover):
    """What is chosen is taken at once."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "source", parent)
        self._rows: Sequence[Row] = ()
        self._take: Callable[[str], object] = lambda value: None
        self.field.setPlaceholderText(_("Find"))
        self.field.setAccessibleName(_("Find"))
        self.hint.setText(_("Enter chooses. Esc closes."))

    def pick(
        self,
        title: str,
        kind: FilterKind,
        rows: Sequence[Row],
        corner: QPoint,
        take: Callable[[str], object],
    ) -> None:
        """Offer these; `take` is told the value of the one that is chosen."""
        self._rows, self._take = rows, take
        self.setAccessibleName(title)
        self.list.setAccessibleName(title)
        self.title.setText(title)
        self.list.follows_field(kind, ticks=False)
        self.show_at(corner, min(7, len(rows)))

    def choices(self, typed: str) -> Sequence[Choice]:
        return [
            Choice(value, words, count, False) for value, words, count in self._rows if fits(words, typed)
        ]

    def use(self, value: str) -> None:
        take = self._take
        self.dismiss()
        take(value)
