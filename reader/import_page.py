"""The Imports page: how far an import is, what became of each item, and the ways in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from archive.model import Outcome, Result
from reader.add_panel import AddPanel
from reader.controls import Area, Button, Painted, Text
from reader.i18n import _, ngettext, number
from reader.import_rows import OutcomeTable
from reader.imports import Imports, Job, State
from reader.lines import Lines, face
from reader.outcome_words import name_of
from reader.tabs import Tabs
from reader.theme import Theme

MARGIN = 28
CAME = (Result.ADDED, Result.NEW_VERSION)
LOOK_AGAIN_MS = 80


class ProgressStrip(Painted):
    """A bar in parts, and the same in words below it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._parts: list[tuple[int, str, str]] = []
        self._share_known = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_job(self, job: Job) -> None:
        added, here = job.count(*CAME), job.count(Result.ALREADY_HERE)
        look = job.count(Result.NEEDS_A_LOOK)
        to_go = 0 if job.is_over else max(0, (job.total or len(job.origins)) - job.done)
        self._parts = [
            (added, "accent", ngettext("added", "added", added)),
            (here, "chart.bar", _("already in your library")),
            (look, "hit.current.bg", ngettext("needs a look", "need a look", look)),
            (to_go, "line.subtle", _("to go")),
        ]
        self.setAccessibleName(", ".join(f"{number(n)} {words}" for n, _c, words in self._parts if n))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 0, self.width(), px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bg.hover"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        whole = sum(n for n, _colour, _words in self._parts) or 1
        x, legend, right = 0.0, 0.0, float(self.width())
        for n, colour, words in self._parts:
            if not n:
                continue
            wide = right * n / whole
            self._segment(painter, QRectF(x, 0, wide, bar.height()), bar, colour)
            x += wide
            painter.setBrush(theme.colour(colour))
            painter.setPen(theme.colour("line.strong") if colour == "line.subtle" else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(legend + 0.5, px(25.5), px(9), px(9)), 3, 3)
            legend += px(15)
            count = Lines(number(n), face(theme, "ui.base", weight=500), 300)
            count.draw(painter, legend, px(21), theme.colour("text.primary"))
            legend += count.natural_width + px(5)
            label = Lines(words, face(theme, "ui.base"), 400)
            label.draw(painter, legend, px(21), theme.colour("text.secondary"))
            legend += label.natural_width + px(22)

    def _segment(self, painter: QPainter, box: QRectF, bar: QRectF, colour: str) -> None:
        painter.save()
        painter.setClipRect(box.adjusted(0, 0, -1 if box.right() < bar.right() - 1 else 0, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(colour))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        painter.restore()


class ImportPage(Area):
    """Shows the job that runs, else the last one, else an earlier one the person chose."""

    remedy = Signal(object, object, str)
    """`Job`, `Outcome` and what to do about it."""
    titles_wanted = Signal(object)
    open_all = Signal()
    """The person goes to what was added."""

    def __init__(
        self, theme: Theme, imports: Imports, panel: AddPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "bg.paper", parent=parent)
        self._imports, self.panel = imports, panel
        self.job: Job | None = None
        self._title = Text(theme, "page.title", most=1)
        self._sub = Text(theme, "ui.base", "text.secondary", most=1)
        self.stop = Button(theme, _("Stop"))
        self.undo = Button(theme, _("Undo this import"))
        self.earlier = Button(theme, _("Earlier imports"), "quiet", arrow=True)
        self.strip = ProgressStrip(theme)
        self.tabs = Tabs(theme, [_("Need a look"), _("Added"), _("Already here"), _("Everything")], MARGIN)
        self.table = OutcomeTable(theme)
        self._nothing = Text(theme, "ui.base", "text.tertiary")
        self._now = Text(theme, "ui.base", "text.secondary", most=1)
        self._meanwhile = Text(
            theme, "ui.base", "text.tertiary", _("You can keep reading and searching"), most=1
        )
        self._lay_out()
        self.stop.clicked.connect(lambda: self.job and imports.stop(self.job))
        self.undo.clicked.connect(lambda: self.job and imports.undo(self.job))
        self.earlier.clicked.connect(self._open_earlier)
        self.tabs.chosen.connect(lambda index: self._show_rows())
        self.table.chosen.connect(lambda outcome, remedy: self.remedy.emit(self.job, outcome, remedy))
        self.table.untitled.connect(self.titles_wanted)
        self._soon = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._soon.timeout.connect(self._look)
        imports.changed.connect(self._heard)
        self._look()

    def _lay_out(self) -> None:
        px = self.theme.px
        title = QVBoxLayout()
        title.setSpacing(px(1))
        title.addWidget(self._title)
        title.addWidget(self._sub)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in (self.earlier, self.undo, self.stop):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setContentsMargins(px(MARGIN), px(17), px(MARGIN), 0)
        head.addLayout(title, 1)
        head.addLayout(buttons)
        strip = QHBoxLayout()
        strip.setContentsMargins(px(MARGIN), px(18), px(MARGIN), px(18))
        strip.addWidget(self.strip)
        self._foot = Area(self.theme, "bg.paper", "top")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(MARGIN), px(11), px(MARGIN), px(11))
        foot.addWidget(self._now, 1)
        foot.addWidget(self._meanwhile)
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        inside.addWidget(self._nothing)
        inside.addStretch(1)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(nothing)
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(head)
        left.addLayout(strip)
        left.addWidget(self.tabs)
        left.addWidget(self._rows, 1)
        left.addWidget(self._foot)
        left.addStretch(0)  # while there is no job, the head stays above
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left, 1)
        row.addWidget(self.panel)

    def add_strip(self, strip: QWidget) -> None:
        """Put a line of the window above everything else."""
        column = self.left.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, strip)

    # ---------------------------------------------------------------- what is shown

    def show_job(self, job: Job) -> None:
        self.job = job
        self._look()
        self.tabs.choose(0 if job.trouble else 3)

    def _heard(self, job: Job) -> None:
        newest = self._imports.newest
        if self.job is None or (newest is not self.job and newest is not None and not newest.is_over):
            self.job = newest
        if not self._soon.isActive():
            self._soon.start()

    def _look(self) -> None:
        job = self.job
        for widget in (self.strip, self.tabs, self._rows, self._sub):
            widget.setVisible(job is not None)
        self._foot.setVisible(job is not None and job.state is State.RUNNING)
        self.earlier.setVisible(len(self._imports.jobs) > 1)
        self.stop.setVisible(job is not None and not job.is_over)
        self.undo.setVisible(
            job is not None and job.state in (State.DONE, State.STOPPED) and bool(job.count(*CAME))
        )
        if job is None:
            self._title.setText(_("Add articles"))
            return
        self._title.setText(job.label)
        self._sub.setText(_sub_words(job))
        self.strip.show_job(job)
        counts = (len(job.trouble), job.count(*CAME), job.count(Result.ALREADY_HERE), len(job.outcomes))
        for tab, count in zip(self.tabs.tabs, counts, strict=True):
            tab.show_count(count)
        self._now.setText(_("Reading now: {name}").format(name=name_of(job.current)))
        self._show_rows()

    def _show_rows(self) -> None:
        if self.job is None:
            return
        job = self.job
        shown: list[Outcome] = (
            job.trouble,
            [o for o in job.outcomes if o.result in CAME],
            [o for o in job.outcomes if o.result is Result.ALREADY_HERE],
            job.outcomes,
        )[self.tabs.index]
        self.table.outcomes.show(shown)
        self._nothing.setText("" if shown else _nothing_words(job, self.tabs.index))
        self._rows.setCurrentIndex(0 if shown else 1)

    def _open_earlier(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for job in reversed(self._imports.jobs[-20:]):
            action = menu.addAction(job.label.replace("&", "&&"))
            action.triggered.connect(partial(self.show_job, job))
        menu.popup(self.earlier.mapToGlobal(self.earlier.rect().bottomLeft()))


def _sub_words(job: Job) -> str:
    total = job.total or len(job.outcomes) or len(job.origins)
    items = ngettext("{n} item", "{n} items", total).format(n=number(total))
    match job.state:
        case State.WAITING:
            return _("Waiting for the import before it.")
        case State.STOPPED:
            return _("{items}. Stopped; what was added stays.").format(items=items)
        case State.UNDONE:
            return _("{items}. Undone: nothing of it is in the library.").format(items=items)
    return items


def _nothing_words(job: Job, tab: int) -> str:
    if tab == 0 and job.state is State.DONE:
        n = job.count(*CAME)
        return ngettext(
            "{n} article added. Nothing needs a look.", "{n} articles added. Nothing needs a look.", n
        ).format(n=number(n))
    return _("Nothing here so far.") if not job.is_over else _("Nothing here.")
