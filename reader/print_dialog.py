"""Print preview: the pages as they will be, what is to be on them, and out to a printer or a PDF file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPageSize, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reader.controls import Button, IconButton, Painted, Text
from reader.filter_popover import TickButton
from reader.i18n import _, number, pgettext
from reader.paper import Paper
from reader.reader_bar import Segments
from reader.shadows import paint_shadow
from reader.theme import Theme

Sizes = QPageSize.PageSizeId
_PAPERS = (Sizes.A4, Sizes.Letter)
_MAKES = Callable[[QPageSize, bool, bool, bool], Paper]


def usual_paper() -> int:
    """Which of the papers is usual here, by its number."""
    return int(QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem)


class Page(Painted):
    """One page, as large as there is room."""

    turned = Signal(int)
    """Page down or up was pressed: how many pages on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.paper: Paper | None = None
        self.index = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, paper: Paper, index: int) -> None:
        self.paper, self.index = paper, index
        self.setAccessibleName(_("Page {n} of {m}").format(n=number(index + 1), m=number(paper.count)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(460), self.theme.px(600))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(by)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.paper is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, edge = self.paper.size * self.paper.scale, self.theme.px(20)
        room = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        share = min(room.width() / size.width(), room.height() / size.height())
        sheet = QRectF(0, 0, size.width() * share, size.height() * share)
        sheet.moveCenter(room.center())
        paint_shadow(painter, sheet, self.theme, 2, edge)
        painter.fillRect(sheet, QColor("white"))  # paper is white in every theme
        painter.translate(sheet.topLeft())
        painter.scale(share, share)
        self.paper.paint(painter, self.index)


class PrintDialog(QDialog):
    """Shows pages; what becomes of them is the caller's."""

    print_chosen = Signal(object)
    """The `Paper` to print."""
    pdf_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        make: _MAKES,
        *,
        has_hits: bool,
        has_marks: bool,
        has_pictures: bool,
        parent: QWidget,
    ) -> None:
        """`make` lays the article out on a paper: with the hits marked or not, with the person's highlights
        and notes or not, with pictures or not."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Print"))
        px = theme.px
        self._make = make
        self.page = Page(theme)
        self.page.turned.connect(self._turn)
        self.back = IconButton(theme, "arrow-left", _("Page before"))
        self.on = IconButton(theme, "arrow-right", _("Page after"))
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.count = Text(theme, "ui.base", "text.secondary")
        self.hits = TickButton(theme, _("Hits of the search"))
        self.pictures = TickButton(theme, _("Pictures"))
        self.marks = TickButton(theme, _("Highlights and notes"))
        self.marks.setChecked(True)
        self.pictures.setChecked(True)
        self.hits.setVisible(has_hits)
        self.marks.setVisible(has_marks)
        self.pictures.setVisible(has_pictures)
        self.papers = Segments(theme, ("A4", pgettext("paper", "Letter")), _("Paper"))
        self.papers.choose(usual_paper())
        self.print = Button(theme, _("Print…"), "primary")
        self.pdf = Button(theme, _("Save as PDF…"))
        self.cancel = Button(theme, _("Close"))
        self.print.clicked.connect(lambda: self.print_chosen.emit(self.paper))
        self.pdf.clicked.connect(lambda: self.pdf_chosen.emit(self.paper))
        self.cancel.clicked.connect(self.reject)
        for choice in (self.hits.toggled, self.marks.toggled, self.pictures.toggled, self.papers.chosen):
            choice.connect(self._lay_out)
        turning = QHBoxLayout()
        turning.addStretch(1)
        for part in (self.back, self.count, self.on):
            turning.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        turning.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.page, 1)
        left.addLayout(turning)
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addWidget(Text(theme, "panel.title", text=_("Print this article")))
        right.addSpacing(px(8))
        right.addWidget(Text(theme, "ui.strong", text=_("Paper")))
        right.addWidget(self.papers)
        right.addSpacing(px(8))
        right.addWidget(self.hits)
        right.addWidget(self.marks)
        right.addWidget(self.pictures)
        right.addStretch(1)
        for button in (self.print, self.pdf, self.cancel):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            right.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(12), px(24), px(20))
        row.setSpacing(px(16))
        row.addLayout(left, 1)
        row.addLayout(right)
        self.resize(px(760), px(680))
        self._lay_out()
        self.print.setFocus()

    def _lay_out(self) -> None:
        size = QPageSize(_PAPERS[self.papers.group.checkedId()])
        ticked = (choice.isChecked() for choice in (self.hits, self.marks, self.pictures))
        self.paper = self._make(size, *ticked)
        self._turn(0)

    def _turn(self, by: int) -> None:
        last = self.paper.count - 1
        index = min(max(self.page.index + by, 0), last)
        self.page.show_page(self.paper, index)
        self.back.setEnabled(index > 0)
        self.on.setEnabled(index < last)
        self.count.setText(_("{n} of {m}").format(n=number(index + 1), m=number(self.paper.count)))
