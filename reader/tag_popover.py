"""T: the tags of one article or of many, to be ticked, made new and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from reader.filter_choices import Choice
from reader.i18n import _, ngettext, number
from reader.list_popover import ListPopover, fits
from reader.place_list import Tags
from reader.theme import Theme

LONGEST = 100
_NEW = "\0"
"""Before the value of the row that makes a new tag: no tag of the library is written so."""


class TagPopover(ListPopover):
    """Every tick is an act at once. A tag that only some of the articles have is ticked half."""

    changed = Signal(list, list)
    """Tags to add to all the articles, and tags to take away from them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "tag", parent)
        self._total = 1
        self._shared: dict[str, int] = {}
        self._order: list[str] = []
        self._counts: dict[str, int] = {}
        self.setAccessibleName(_("Tags"))
        self.field.setPlaceholderText(_("Find or add a tag"))
        self.field.setAccessibleName(_("Tags"))  # what to do there is read from the placeholder
        self.field.textEdited.connect(self._typed)
        self.list.setAccessibleName(_("Tags"))
        self.hint.setText(_("Enter or a comma adds it. Esc closes."))

    def open_for(self, total: int, shared: Tags, every: Tags, corner: QPoint) -> None:
        """Show the tags that `total` articles share, then the others of the library, the frequent first."""
        self._total, self._shared, self._counts = total, dict(shared), dict(every)
        for name in self._shared:
            self._counts.setdefault(name, 0)
        names = sorted(self._counts, key=lambda name: (-self._counts[name], name.casefold()))
        self._order = [name for name in names if name in self._shared]
        self._order += [name for name in names if name not in self._shared]
        words = ngettext("Tags of this article", "Tags of {n} articles", total)
        self.title.setText(words.format(n=number(total)))
        self.show_at(corner, min(7, len(self._order)))

    def choices(self, typed: str) -> Sequence[Choice]:
        typed = typed.rstrip(",").strip()
        rows = [self._choice(name) for name in self._order if fits(name, typed)]
        # what begins so comes before what has it somewhere
        rows.sort(key=lambda row: not row.words.casefold().startswith(typed.casefold()))
        known = self._known(typed)
        if known is not None:
            rows.sort(key=lambda row: row.value != known)
        elif typed:
            rows.append(Choice(_NEW + typed, _("New tag: {name}").format(name=typed), None, False))
        return rows

    def use(self, value: str) -> None:
        """Tick or untick a tag for all the articles; a half tick becomes a whole one."""
        if value.startswith(_NEW):
            self._add([value.removeprefix(_NEW)])
        elif self._shared.get(value, 0) == self._total:
            del self._shared[value]
            self.changed.emit([], [value])
            self.announce(_("{name} taken away").format(name=value))
        else:
            self._add([value])
        self.field.clear()
        self.refill()

    def _typed(self, text: str) -> None:
        """A comma ends a tag."""
        *done, rest = text.split(",")
        names = [" ".join(name.split()) for name in done]
        if names:
            self._add([name for name in names if name])
            self.field.setText(rest.lstrip())
            self.refill()

    def _add(self, names: Sequence[str]) -> None:
        added = []
        for name in names:
            name = self._known(name) or " ".join(name.split())[:LONGEST]
            if name not in self._order:
                self._order.insert(0, name)
                self._counts[name] = 0
            if self._shared.get(name, 0) < self._total and name not in added:
                added.append(name)
                self._shared[name] = self._total
        if added:
            self.changed.emit(added, [])
            self.announce(_("{name} added").format(name=", ".join(added)))

    def _known(self, name: str) -> str | None:
        """The tag that is written so, whatever the case."""
        folded = " ".join(name.split()).casefold()
        return next((one for one in self._order if one.casefold() == folded), None)

    def _choice(self, name: str) -> Choice:
        has = self._shared.get(name, 0)
        return Choice(
            name, name, self._counts[name] or None, has == self._total, partly=0 < has < self._total
        )
