"""Where filters are set: kinds at the left, values with counts at the right, the outcome in the button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from archive.cancel import CancelToken
from archive.model import Facets
from reader.announcing import announce
from reader.controls import Button, Pressable, Text, paint_focus, shows_focus
from reader.filter_choices import ChoiceList, paint_tick, spoken
from reader.filter_words import value_words
from reader.filters import (
    KINDS,
    NOTES,
    Filter,
    FilterKind,
    Filters,
    kind_name,
    of_kind,
    point,
    put,
    toggled,
    without,
)
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.popover import SHADOW, Popover
from reader.question import Question, parse
from reader.tasks import Lane, Tasks
from reader.theme import Theme
from reader.years import by_year, range_of
from reader.years_chart import Range, YearsChart

if TYPE_CHECKING:
    from archive import Library

WIDE, HIGH, LEFT = 520, 428, 156
TYPED_MS = 120
_ICONS: dict[FilterKind, str] = {
    "source": "newspaper",
    "date": "calendar",
    "author": "user",
    "tag": "tag",
    "language": "languages",
    "notes": "sticky-note",
}


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the library said: the values of the kind on show, and how many articles the draft finds."""

    kind: FilterKind
    facets: Facets
    total: int
    has_tags: bool
    noted: tuple[tuple[str, int], ...] = ()
    """How many have a note, and how many a highlight."""


class KindButton(Pressable):
    """A kind of filter, with what is set of it."""

    def __init__(self, theme: Theme, kind: FilterKind, parent: QWidget) -> None:
        super().__init__(theme, kind_name(kind), parent)
        self.kind = kind
        self._number: int | None = None
        self.setCheckable(True)
        self.setAccessibleName(kind_name(kind))

    def show_set(self, one: Filter) -> None:
        """A tick for what is set, the number of values where there are several."""
        self._number = None if not one.is_set else 0 if one.kind == "date" else len(one.values)
        words = kind_name(self.kind)
        self.setAccessibleName(words if self._number is None else _("{kind}, set").format(kind=words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(box, theme.tokens.radius.control, theme.tokens.radius.control)
        ink = "accent.text" if self.isChecked() else "text.secondary"
        side = px(16)
        theme.paint_icon(
            painter, QRectF(px(11), round((box.height() - side) / 2), side, side), _ICONS[self.kind], ink
        )
        words = Lines(self.text(), face(theme, "ui.strong"), box.width() - px(64))
        words.draw(painter, px(36), (box.height() - words.height) / 2, theme.colour("text.primary"))
        if self._number is not None and self._number > 1:
            count = Lines(number(self._number), face(theme, "ui.strong", weight=600), 60)
            at = box.width() - px(11) - count.natural_width
            count.draw(painter, at, (box.height() - count.height) / 2, theme.colour("accent.text"))
        elif self._number is not None:
            at = box.width() - px(11) - px(14)
            theme.paint_icon(
                painter,
                QRectF(at, round((box.height() - px(14)) / 2), px(14), px(14)),
                "check",
                "accent.text",
            )
        if shows_focus(self):
            paint_focus(painter, box, theme, theme.tokens.radius.control)


class TickButton(Pressable):
    """A box with words behind it."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self.setCheckable(True)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        words = Lines(self.text(), face(self.theme, "ui.base"), 10_000)
        return QSize(round(words.natural_width) + self.theme.px(28), self.theme.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Space ticks; Enter takes what is chosen
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(16)
        square = QRectF(px(2), round((self.height() - side) / 2), side, side)
        paint_tick(painter, square, theme, ticked=self.isChecked())
        words = Lines(self.text(), face(theme, "ui.base"), self.width() - px(26))
        ink = "text.primary" if self.isChecked() or self.underMouse() else "text.secondary"
        words.draw(painter, px(26), (self.height() - words.height) / 2, theme.colour(ink))
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), theme, 6)


class DatePage(QWidget):
    """From, To, and the years as bars."""

    changed = Signal(object)
    """The two points, in order; None where one of them is no date."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.chart = YearsChart(theme)
        self.chart.chosen.connect(self._take_years)
        self.fields = [self._field(_("From")), self._field(_("To"))]
        self.problem = Text(theme, "ui.small", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), px(14), 0)
        column.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for field, words in zip(self.fields, (_("From"), _("To")), strict=True):
            part = QVBoxLayout()
            part.setSpacing(px(3))
            part.addWidget(Text(theme, "ui.small", "text.secondary", words, most=1))
            part.addWidget(field)
            row.addLayout(part)
        column.addLayout(row)
        column.addWidget(
            Text(theme, "ui.small", "text.tertiary", _("A year, a month or a day: 2019, 2019-03, 2019-03-14"))
        )
        column.addWidget(self.problem)
        column.addSpacing(px(12))
        column.addWidget(self.chart)
        column.addStretch(1)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setMaxLength(12)
        field.textEdited.connect(self._typed)
        return field

    def show_date(self, one: Filter) -> None:
        for field, value in zip(self.fields, one.values, strict=True):
            if point(field.text()) != value:
                field.setText(value)
        self.problem.setText("")
        self.chart.show_range(range_of((one,)))

    def _take_years(self, chosen: Range | None) -> None:
        points = ("", "") if chosen is None else (str(chosen[0]), str(chosen[1]))
        for field, value in zip(self.fields, points, strict=True):
            field.setText(value)
        self._typed()

    def _typed(self) -> None:
        points = [point(field.text()) for field in self.fields]
        bad = next((f.text() for f, p in zip(self.fields, points, strict=True) if p is None), None)
        self.problem.setText("" if bad is None else _("«{words}» is no date.").format(words=bad))
        first, last = points
        if first is None or last is None:
            self.changed.emit(None)
            return
        if first and last and first[:4] > last[:4]:
            first, last = last, first
        self.changed.emit((first, last))


class FilterPopover(Popover):
    """Works on a draft; «Show 133 articles» takes it, Esc leaves all as it was."""

    taken = Signal(object)
    """`Filters`: what was chosen."""

    def __init__(self, theme: Theme, tasks: Tasks, library: Library, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._tasks, self._library = tasks, library
        self._question = Question()
        self._draft: Filters = ()
        self._facets: Facets | None = None
        self._noted: list[tuple[str, int]] = []
        self._soon = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._soon.timeout.connect(self._count)
        self.setAccessibleName(_("Filters"))
        self._group = QButtonGroup(self)
        self.kinds: dict[FilterKind, KindButton] = {}
        for kind in KINDS:
            button = KindButton(theme, kind, self)
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, kind=kind: self._show_kind(kind))
            self.kinds[kind] = button
        self.field = QLineEdit()
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = ChoiceList(theme)
        self.list.toggled.connect(self._toggle)
        self.nothing = Text(theme, "ui.base", "text.tertiary")
        self.dates = DatePage(theme)
        self.dates.changed.connect(self._take_dates)
        self.instead = TickButton(theme, _("Leave these out instead"))
        self.instead.clicked.connect(self._leave_out)
        self.show_button = Button(theme, _("Show articles"), "primary")
        self.show_button.clicked.connect(self._take)
        self._kind: FilterKind = "source"
        self._lay_out()

    def _lay_out(self) -> None:
        px = self.theme.px
        values = QWidget()
        column = QVBoxLayout(values)
        column.setContentsMargins(0, 0, px(14), 0)
        column.setSpacing(px(8))
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(values)
        self._pages.addWidget(self.dates)
        left = QVBoxLayout()
        left.setContentsMargins(px(10), px(10), px(10), px(10))
        left.setSpacing(px(2))
        for button in self.kinds.values():
            left.addWidget(button)
        left.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(px(LEFT))
        holder.setLayout(left)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, px(9), px(14), px(9))
        foot.addWidget(self.instead)
        foot.addStretch(1)
        foot.addWidget(self.show_button)
        right = QVBoxLayout()
        right.setContentsMargins(px(14), px(13), 0, 0)
        right.setSpacing(0)
        right.addWidget(self._pages, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        row.setSpacing(0)
        row.addWidget(holder)
        row.addLayout(right, 1)

    # ---------------------------------------------------------------- opening and leaving

    def open_for(self, question: Question, kind: FilterKind | None, corner: QPoint) -> None:
        """Open on a draft of this question's filters; `kind` is the one to show first."""
        self._question, self._draft = question, question.filters
        self._facets = None
        self.show_button.setText(_("Show articles"))
        px = self.theme.px
        self.kinds["tag"].hide()
        self.open_at(corner, px(WIDE), px(HIGH))
        self._show_kind(kind or "source")
        if self._kind == "date":
            self.dates.fields[0].setFocus()
        else:
            self.field.setFocus()

    def _take(self) -> None:
        if not self.show_button.isEnabled():
            return
        draft = self._draft
        self.dismiss()
        self.taken.emit(draft)

    def dismiss(self) -> None:
        self._soon.stop()
        self._tasks.drop("filter")
        super().dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    # ---------------------------------------------------------------- the draft

    def _show_kind(self, kind: FilterKind) -> None:
        self._kind = kind
        self.kinds[kind].setChecked(True)
        self._facets = None
        self.field.clear()
        self.field.setPlaceholderText(
            {
                "source": _("Find a source"),
                "author": _("Find a writer"),
                "tag": _("Find a tag"),
                "language": _("Find a language"),
                "date": "",
                "notes": _("Find what you added"),
            }[kind]
        )
        self.field.setAccessibleName(kind_name(kind))  # what to do there is read from the placeholder
        self.list.setAccessibleName(kind_name(kind))
        self._pages.setCurrentIndex(int(kind == "date"))
        self._show_draft()
        self._count()

    def _toggle(self, value: str) -> None:
        self._change(toggled(of_kind(self._draft, self._kind), value))
        for choice in self.list.choices.choices:
            if choice.value == value:
                taken = _("{name} taken away").format(name=choice.words)
                announce(self.list, spoken(choice) if choice.ticked else taken)

    def _take_dates(self, points: tuple[str, str] | None) -> None:
        self.show_button.setEnabled(points is not None)
        if points is not None:
            self._change(replace(of_kind(self._draft, "date"), values=points))

    def _leave_out(self) -> None:
        one = of_kind(self._draft, self._kind)
        if one.is_set:
            self._change(replace(one, leaves_out=self.instead.isChecked()))

    def _change(self, one: Filter) -> None:
        if one.is_set and not one.leaves_out and self.instead.isChecked():
            one = replace(one, leaves_out=True)
        self._draft = put(self._draft, one)
        self._show_draft()
        self._soon.start()

    def _show_draft(self) -> None:
        for kind, button in self.kinds.items():
            button.show_set(of_kind(self._draft, kind))
        one = of_kind(self._draft, self._kind)
        if one.is_set:
            self.instead.setChecked(one.leaves_out)
        if self._kind == "date":
            self.dates.show_date(one)
        else:
            self._show_choices()

    # ---------------------------------------------------------------- counts

    def _count(self) -> None:
        """Ask what the search has of this kind, and what the whole draft finds."""
        kind, library = self._kind, self._library
        draft = replace(self._question, filters=self._draft)
        others = replace(draft, filters=without(self._draft, kind))

        def work(token: CancelToken) -> _Counted:
            def total_of(question: Question) -> int:
                parsed = parse(library, question)
                return library.facets(parsed, place=question.place, kinds=(), cancel=token).total

            counted = {"date": ("month", "tag"), "notes": ("tag",)}.get(kind, (kind, "tag"))
            facets = library.facets(parse(library, others), place=others.place, kinds=counted, cancel=token)
            noted = []
            for value in NOTES if kind == "notes" else ():
                with_it = replace(others, filters=put(others.filters, Filter("notes", (value,))))
                noted.append((value, total_of(with_it)))
            return _Counted(kind, facets, total_of(draft), bool(facets.tags), tuple(noted))

        self._tasks.run(work, self._show_counted, lane=Lane.SEARCH, replaces="filter")

    def _show_counted(self, found: _Counted) -> None:
        if found.kind != self._kind:
            return
        self._facets = found.facets
        self._noted = [(value, count) for value, count in found.noted if count]
        self.kinds["tag"].setVisible(found.has_tags or of_kind(self._draft, "tag").is_set)
        words = ngettext("Show {n} article", "Show {n} articles", found.total)
        self.show_button.setText(words.format(n=number(found.total)))
        if self._draft != self._question.filters:
            announce(self.show_button, self.show_button.text())
        self.dates.chart.show_found(by_year(found.facets) if found.kind == "date" else None)
        self._show_choices()

    def show_years(self, counts: dict[int, int]) -> None:
        """All articles by year, for the bars."""
        self.dates.chart.show_all(counts)

    def _typed(self, text: str) -> None:
        self._show_choices()
        if text.strip() and self._facets is not None:  # a screen reader follows the field, not the list
            rows = self.list.choices.choices
            announce(self.field, spoken(rows[0]) if rows else self.nothing.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the field into its list."""
        is_press = watched is self.field and event.type() == QEvent.Type.KeyPress
        is_down = is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and self.list.choices.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _show_choices(self) -> None:
        if self._kind == "date":
            return
        one = of_kind(self._draft, self._kind)
        counted = self._values()
        known = {value for value, _count in counted}
        rows = [*((value, 0) for value in one.values if value not in known), *counted]
        wanted = self.field.text().casefold().split()
        rows = [row for row in rows if all(w in value_words(self._kind, row[0]).casefold() for w in wanted)]
        self.list.show_choices(self._kind, rows, one.values)
        is_known = self._facets is not None
        self.nothing.setText("" if rows or not is_known else _("None of these in this search."))
        self.nothing.setVisible(bool(self.nothing.text()))

    def _values(self) -> Sequence[tuple[str, int]]:
        facets = self._facets
        if facets is None:
            return ()
        if self._kind == "notes":
            return self._noted
        values = {
            "source": facets.sources,
            "author": facets.authors,
            "tag": facets.tags,
            "language": facets.languages,
            "date": (),
        }[self._kind]
        return [(facet.value, facet.count) for facet in values]

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        """The kinds stand on a ground of their own; a hairline over the foot."""
        theme, px = self.theme, self.theme.px
        self.paint_inset(painter, box, box.left(), box.left() + px(LEFT))
        line = theme.colour("line.subtle")
        painter.fillRect(QRectF(box.left() + px(LEFT), box.top() + 1, 1, box.height() - 2), line)
        foot = box.bottom() - px(50)
        painter.fillRect(QRectF(box.left() + px(LEFT), foot, box.width() - px(LEFT), 1), line)
