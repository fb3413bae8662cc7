"""The list of everything that was removed from an article, in reading order, with the share that was kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from reader.controls import Area, Button, Painted, Text, paint_focus, shows_focus
from reader.i18n import _, ngettext, number
from reader.lines import Face, Lines, face
from reader.removals import Passage, name_of
from reader.scroll_bars import SlimArea
from reader.theme import Theme

_AT_ONCE = 15
"""So many rows are made at a time."""
_PREVIEW = 300
_PREVIEW_SIZE = 14
_SIDE = 20


class ShareBar(Painted):
    """How much was kept, as a bar in two inks with a gap between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._kept = 1.0
        self.setFixedHeight(8)

    def show_share(self, kept: int, whole: int) -> None:
        """`kept` words of `whole` ones."""
        self._kept = kept / whole if whole else 1.0
        percent = round(self._kept * 100)
        self.setAccessibleName(_("{n} % of the words are kept").format(n=number(percent)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        middle = round(box.width() * self._kept)
        for left, right, ink in ((0, middle - 1.5, "accent"), (middle + 1.5, box.width(), "removed.line")):
            if right > left:
                painter.setClipRect(QRectF(left, 0, right - left, box.height()))
                painter.setBrush(self.theme.colour(ink))
                painter.drawRoundedRect(box, 4, 4)


class PassageRow(QAbstractButton):
    """One removed passage: what it is, how it begins, and the way back. Pressed, it wants to be shown."""

    put_back = Signal()

    def __init__(self, theme: Theme, passage: Passage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.passage = passage
        self.is_chosen = False
        self._preview: Lines | None = None
        name = name_of(passage)
        self.name = Text(theme, "ui.strong", "text.primary", name, most=1, weight=600, parent=self)
        self.button = Button(theme, _("Put back"), "link", small=True, parent=self)
        self.button.setAccessibleDescription(self._words())
        self.button.clicked.connect(self.put_back)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}. {self._words()}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self._preview = None
        self.setFixedHeight(self.theme.px(82))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(82))

    def _words(self) -> str:
        return " ".join(self.passage.text[: 2 * _PREVIEW].split())[:_PREVIEW]

    def set_chosen(self, chosen: bool) -> None:
        self.is_chosen = chosen
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        px = self.theme.px
        size = self.button.sizeHint()
        self.button.setGeometry(self.width() - px(_SIDE) - size.width() + 4, px(10), size.width(), px(28))
        self.name.setGeometry(px(_SIDE), px(15), self.width() - px(2 * _SIDE + 8) - size.width(), px(18))
        self._preview = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, theme = QPainter(self), self.theme.px, self.theme
        if self.is_chosen:
            painter.fillRect(self.rect(), theme.colour("bg.selected"))
            painter.fillRect(0, 0, 3, self.height(), theme.colour("accent"))
        else:
            line = theme.colour("line.subtle")
            painter.fillRect(px(_SIDE), self.height() - 1, self.width() - px(2 * _SIDE), 1, line)
        if self._preview is None:
            self._preview = self._laid_out(self.width() - px(2 * _SIDE))
        self._preview.draw(painter, px(_SIDE), px(34), theme.colour("text.secondary"))
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), theme, 4)

    def _laid_out(self, width: int) -> Lines:
        """The beginning on two lines, cut between words."""
        chosen = face(self.theme, "list.title", self.passage.text, weight=400)
        chosen.font.setPointSizeF(chosen.font.pointSizeF() * _PREVIEW_SIZE / 16)
        type_face = Face(chosen.font, self.theme.px(19))
        words = self._words().split(" ")
        whole = Lines(" ".join(words), type_face, width, 2)
        if not whole.is_cut:
            return whole
        fits, too_many = 0, len(words)
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            tried = Lines(" ".join(words[:middle]) + "…", type_face, width, 2)
            fits, too_many = (fits, middle) if tried.is_cut else (middle, too_many)
        return Lines(" ".join(words[:fits]) + "…", type_face, width, 2) if fits else whole

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class RemovedPanel(Area):
    """The panel beside the article."""

    chosen = Signal(int)
    """The number of the passage to show."""
    put_back = Signal(object)
    """The `Passage` to put back."""
    everything_put_back = Signal()
    keep_like = Signal(object)
    """The `Passage` that should be kept elsewhere too."""
    rule_dropped = Signal(object)
    """The `Rule` that should go."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", "left", parent)
        self._passages: Sequence[Passage] = ()
        self.rows: list[PassageRow] = []
        self.setAccessibleName(_("What was removed"))
        self.heading = Text(theme, "panel.title", "text.primary", _("What was removed"), most=1, parent=self)
        self.share_words = Text(theme, "ui.base", "text.secondary", parent=self)
        self.share = ShareBar(theme, self)
        self._kept = Text(theme, "ui.small", "text.tertiary", _("Kept"), most=1, parent=self)
        self._removed = Text(theme, "ui.small", "text.tertiary", _("Removed"), most=1, parent=self)
        self.everything = Button(theme, _("Put everything back"), icon="undo-2", parent=self)
        self.everything.clicked.connect(self.everything_put_back)
        self.like = Button(theme, "", "quiet", parent=self)
        self.like.clicked.connect(self._press_like)
        self._list = QWidget()
        self._rows_layout = QVBoxLayout(self._list)
        self._rows_layout.setContentsMargins(0, 0, 0, 0)
        self._rows_layout.setSpacing(0)
        self._area = SlimArea(theme, self._list, self)
        self._making = QTimer(self)
        self._making.setInterval(0)
        self._making.timeout.connect(self._make_rows)
        self._lay_out()
        theme.changed.connect(self._lay_out)

    def show_passages(self, passages: Sequence[Passage], kept_words: int) -> None:
        """List these; `kept_words` are the words of the text as it stands."""
        self._passages = passages
        removed = sum(passage.words for passage in passages)
        whole = kept_words + removed
        words = ngettext("{n} passage", "{n} passages", len(passages)).format(n=number(len(passages)))
        share = ngettext("{n} of {m} word", "{n} of {m} words", whole)
        share = share.format(n=number(removed), m=number(whole))
        self.share_words.setText(_("{passages}, {share}").format(passages=words, share=share))
        self.share.show_share(kept_words, whole)
        for row in self.rows:
            self._rows_layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        while self._rows_layout.count():
            self._rows_layout.takeAt(0)
        self.everything.setEnabled(bool(passages))
        self._say_like()
        self._make_rows()

    @property
    def chosen_row(self) -> int | None:
        """The number of the passage that is looked at."""
        return next((index for index, row in enumerate(self.rows) if row.is_chosen), None)

    @property
    def chosen_passage(self) -> Passage | None:
        """The passage that is looked at."""
        index = self.chosen_row
        return None if index is None else self.rows[index].passage

    def choose(self, index: int | None) -> None:
        """Show which passage is looked at."""
        for i, row in enumerate(self.rows):
            row.set_chosen(i == index)
            if i == index:
                self._area.ensureWidgetVisible(row, 0, 0)
        self._say_like()

    def _say_like(self) -> None:
        """The foot offers what can be done about all passages like the one looked at."""
        chosen = self.chosen_passage
        by_rule = chosen is not None and chosen.rule is not None
        self.like.setText(_("Drop this rule") if by_rule else _("Keep text like this…"))
        self.like.setEnabled(chosen is not None)

    def _press_like(self) -> None:
        if (chosen := self.chosen_passage) is not None:
            if chosen.rule is not None:
                self.rule_dropped.emit(chosen.rule)
            else:
                self.keep_like.emit(chosen)

    def _make_rows(self) -> None:
        first = len(self.rows)
        for index, passage in enumerate(self._passages[first : first + _AT_ONCE], first):
            row = PassageRow(self.theme, passage, self._list)
            row.clicked.connect(lambda _checked=False, index=index: self._choose(index))
            row.put_back.connect(lambda passage=passage: self.put_back.emit(passage))
            self._rows_layout.addWidget(row)
            self.rows.append(row)
        if len(self.rows) < len(self._passages):
            self._making.start()
        else:
            self._making.stop()
            self._rows_layout.addStretch(1)
            if self.rows:
                self.setTabOrder(self.rows[-1].button, self.everything)
                self.setTabOrder(self.everything, self.like)

    def _choose(self, index: int) -> None:
        self.choose(index)
        self.chosen.emit(index)

    def _lay_out(self) -> None:
        px = self.theme.px
        self.setFixedWidth(px(self.theme.tokens.size.details_panel))
        old = self.layout()
        if old is None:
            column = QVBoxLayout(self)
            column.setSpacing(0)
            head = QVBoxLayout()
            head.setSpacing(0)
            labels = QHBoxLayout()
            labels.addWidget(self._kept)
            labels.addStretch(1)
            labels.addWidget(self._removed)
            for part, gap in ((self.heading, 4), (self.share_words, 14), (self.share, 7)):
                head.addWidget(part)
                head.addSpacing(self.theme.px(gap))
            head.addLayout(labels)
            foot = QHBoxLayout()
            foot.addWidget(self.everything)
            foot.addSpacing(self.theme.px(6))
            foot.addWidget(self.like)
            foot.addStretch(1)
            column.addLayout(head)
            column.addWidget(self._area, 1)
            column.addLayout(foot)
            self._head, self._foot = head, foot
            column.setContentsMargins(1, 0, 0, 0)
        side = px(_SIDE) - 1
        self._head.setContentsMargins(side, px(17), px(_SIDE), px(14))
        self._foot.setContentsMargins(side, px(14), px(_SIDE), px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, line = QPainter(self), self.theme.colour("line.subtle")
        for y in (self._area.y() - 1, self._area.geometry().bottom() + 1):
            painter.fillRect(0, y, self.width(), 1, line)
