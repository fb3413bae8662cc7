"""The window: its panes, how they fold, and which of them a person is in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reader.actions import ICON, Actions, Menus
from reader.article_view import ArticleView
from reader.controls import Area, Button, IconButton, Text
from reader.drop_overlay import DropOverlay, origins_of
from reader.i18n import _
from reader.import_page import ImportPage
from reader.list_column import ListColumn
from reader.message_bar import MessageBar
from reader.rail import Rail
from reader.settings import Settings
from reader.shape import Shape, shape_of
from reader.sidebar import Sidebar
from reader.splitter import Splitter
from reader.theme import Theme


class StarButton(IconButton):
    """The star of the open article, filled when it is set."""

    def __init__(self, theme: Theme, action: QAction) -> None:
        super().__init__(theme, "star", "", action=action)

    def set_starred(self, starred: bool) -> None:
        if starred:
            self.set_icon("star", "star.line", "star.fill")
        else:
            self.set_icon("star")


class Banner(Area):
    """A line in the accent's tint: words and one button."""

    def __init__(self, theme: Theme, words: str, action: QAction) -> None:
        super().__init__(theme, "accent.soft", "bottom")
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(3), px(16), px(4))
        row.setSpacing(px(8))
        row.addWidget(Text(theme, "ui.base", "accent.text", words, most=1))
        button = Button(theme, action.text(), "link", small=True)
        button.clicked.connect(action.trigger)
        row.addWidget(button)
        row.addStretch(1)


UNSEEN_MS = 500
LIST_SHARE = 0.36
"""Where there is little room, the list takes this part of what it shares with the reader."""


_FRAME = 40
"""Pixels that a title bar may take of the screen."""


def first_size(wide: int, high: int, screen: QSize) -> QSize:
    """The size of a window that was never open: as designed, but not larger than the screen has room for."""
    if QGuiApplication.platformName() == "offscreen":  # no screen, and so no bound
        return QSize(wide, high)
    return QSize(min(wide, screen.width()), min(high, screen.height() - _FRAME))


class MainWindow(QMainWindow):
    """Holds the panes it is handed and folds them. What they mean to one another is the session's."""

    dropped = Signal(list)
    """Files and addresses that were dropped on the window."""
    closed = Signal()
    focused = Signal(bool)
    """The article stands alone now, or no longer."""
    escaped = Signal()
    """Esc, and nothing that is open wanted it."""
    painted = Signal()
    """Once: the person sees the window, or it has been shown for a while where nobody can."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        actions: Actions,
        list_column: ListColumn,
        reader: ArticleView,
        import_page: ImportPage,
        sidebar: Sidebar,
        rail: Rail,
    ) -> None:
        super().__init__()
        self.theme, self.settings, self.commands = theme, settings, actions
        self.list_column, self.reader, self.import_page = list_column, reader, import_page
        self.sidebar, self.rail = sidebar, rail
        sidebar.foot.add_tool("settings", actions.settings)
        rail.add_settings(actions.settings)
        self.setWindowTitle("Broadside")
        self.setAcceptDrops(True)
        self.menus = Menus(self.menuBar(), actions)
        self.addActions(actions.all)
        self.shape = Shape.THREE
        self._in_reader = False
        self._list_folded = False
        self.in_focus = False
        size = theme.tokens.size
        self._wanted = settings.panes if len(settings.panes) == 2 else [size.sidebar, size.list_column]
        self._lay_out()
        self.star = StarButton(theme, actions.star)
        reader.bar.add_tool(self.star)
        reader.many.offer([(action, str(action.property(ICON))) for action in actions.for_many])
        self.tag = IconButton(theme, "tag", "", action=actions.tag)
        reader.bar.add_tool(self.tag)
        self.highlighter = IconButton(theme, "highlighter", "", action=actions.highlight)
        for tool in (self.highlighter, IconButton(theme, "sticky-note", "", action=actions.note)):
            reader.bar.add_tool(tool)
        self.appearance = IconButton(theme, "a-large-small", "", action=actions.appearance)
        reader.bar.add_tool(self.appearance, after_views=True)
        more = self.more = IconButton(theme, "ellipsis", _("More about this article"))
        more.clicked.connect(lambda: self.menus.article.popup(more.mapToGlobal(more.rect().bottomLeft())))
        reader.bar.add_tool(more, after_views=True)
        self.messages = MessageBar(theme, self.whole)
        self.overlay = DropOverlay(theme, self.whole)
        self.columns.splitterMoved.connect(self._dragged)
        self.panes.splitterMoved.connect(self._dragged)
        theme.changed.connect(self._fit)
        self._is_painted = False
        self._unseen = QTimer(self, singleShot=True, interval=UNSEEN_MS)
        self._unseen.timeout.connect(self._is_there)
        self._restore()

    def _lay_out(self) -> None:
        self.panes = Splitter(self.theme)
        self.panes.addWidget(self.list_column)
        self.panes.addWidget(self.reader)
        self.panes.setStretchFactor(0, 0)
        self.panes.setStretchFactor(1, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.panes)
        self.pages.addWidget(self.import_page)
        self.columns = Splitter(self.theme)
        self.columns.addWidget(self.sidebar)
        self.columns.addWidget(self.pages)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.columns, 1)
        outer = QWidget()
        self._outer = QVBoxLayout(outer)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(middle, 1)
        # what floats over the window lies beside the stack, not in it: of a stack's children a screen reader
        # is shown the pages alone
        self.whole, self._fronts = QWidget(), QStackedWidget()
        self._fronts.addWidget(outer)
        inside = QVBoxLayout(self.whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._fronts)
        self.setCentralWidget(self.whole)

    def _restore(self) -> None:
        self.resize(first_size(*self.theme.tokens.size.default_window, self.screen().availableSize()))
        if not self.settings.geometry.isEmpty():
            self.restoreGeometry(self.settings.geometry)
        self._fit()

    # ---------------------------------------------------------------- pages

    def show_front(self, page: QWidget) -> None:
        """Show a page instead of everything below the menus (first run)."""
        if self._fronts.indexOf(page) < 0:
            self._fronts.addWidget(page)
        self._fronts.setCurrentWidget(page)
        page.setFocus()

    def show_banner(self, words: str, action: QAction) -> None:
        """A line above everything that says in which library one is, with a way out of it."""
        self._outer.insertWidget(0, Banner(self.theme, words, action))

    def leave_front(self) -> None:
        self._fronts.setCurrentIndex(0)

    @property
    def is_front(self) -> bool:
        return self._fronts.currentIndex() != 0

    def show_imports(self) -> None:
        if not self.shows_imports:
            self.leave_front()
            self.pages.setCurrentWidget(self.import_page)
            self.import_page.table.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Show a page of its own in the place of list and reader."""
        self.leave_front()
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    @property
    def shows_panes(self) -> bool:
        return not self.is_front and self.pages.currentWidget() is self.panes

    def show_panes(self) -> None:
        if not self.shows_panes:
            self.leave_front()
            self.pages.setCurrentWidget(self.panes)
            self.list_column.table.setFocus()

    @property
    def shows_imports(self) -> bool:
        return not self.is_front and self.pages.currentWidget() is self.import_page

    # ---------------------------------------------------------------- folding

    def enter_reader(self) -> None:
        """Where only one pane fits: show the reader."""
        self._in_reader = True
        self._fit()

    def leave_reader(self) -> None:
        """Back to the list, where it is hidden."""
        self.set_focus(False)
        self._in_reader = False
        if self.reader.shows_removed and self._list_folded:
            self.reader.toggle_removed()
        self._fit()
        self.list_column.table.setFocus()

    def fold_list(self, fold: bool) -> None:
        """Give the reader the room of the list, while it shows what was removed."""
        self._list_folded = fold
        self._fit()

    def set_focus(self, wanted: bool) -> None:
        """Let the article stand alone, without panes and menus, or bring them back."""
        if wanted != self.in_focus:
            self.in_focus = wanted
            self.reader.stand_alone(wanted)
            self.menuBar().setVisible(not wanted)
            self._fit()
            self.reader.focus_text()
            self.focused.emit(wanted)

    @property
    def list_is_hidden(self) -> bool:
        return self.list_column.isHidden()

    def toggle_sidebar(self) -> None:
        self.settings.sidebar_hidden = not self.settings.sidebar_hidden
        self._fit()

    def _fit(self) -> None:
        """Show the panes that this width and this text size have room for."""
        theme, px = self.theme, self.theme.px
        shape = shape_of(self.width(), theme.interface_scale, theme.tokens.breakpoints)
        self.shape = shape
        focus = QApplication.focusWidget()
        was_in = next((p for p in (self.list_column, self.reader) if focus and p.isAncestorOf(focus)), None)
        with_sidebar = shape is Shape.THREE and not self.settings.sidebar_hidden and not self.in_focus
        self.sidebar.setVisible(with_sidebar)
        self.rail.setVisible(not with_sidebar and not self.in_focus)
        self.rail.can_unfold(shape is Shape.THREE)
        self.commands.sidebar.setEnabled(shape is Shape.THREE)
        hidden = self.settings.sidebar_hidden
        self.commands.sidebar.setText(_("Show the sidebar") if hidden else _("Hide the sidebar"))
        alone = shape is Shape.ONE
        away = self._list_folded or (alone and self._in_reader) or self.in_focus
        self.list_column.setVisible(not away)
        self.reader.setVisible(not alone or self._in_reader or self.in_focus)
        self.import_page.panel.setVisible(not alone)
        self.tag.setVisible(shape is Shape.THREE)  # the article has «Add tag» too
        size = theme.tokens.size
        self.setMinimumSize(min(px(480), 800), min(px(360), 560))
        self.list_column.setMinimumWidth(0 if alone else px(size.list_column_min))
        self.sidebar.setMinimumWidth(px(180))
        self.menuBar().setFixedHeight(px(size.menu_bar) + 1)
        self._set_widths(with_sidebar)
        self.show_back()
        if was_in is self.list_column and self.list_column.isHidden():
            self.reader.focus_text()
        elif was_in is self.reader and self.reader.isHidden():
            self.list_column.table.setFocus()

    def show_back(self) -> None:
        """The button that leads back names where it leads: «212 articles»."""
        needed = self.list_is_hidden and not self.in_focus
        self.reader.set_back(self.list_column.header.words if needed else "")

    def _set_widths(self, with_sidebar: bool) -> None:
        px = self.theme.px
        side, column = px(self._wanted[0]), px(self._wanted[1])
        whole = self.width()
        if with_sidebar:
            # the hairline belongs to the pane at its left
            self.columns.setSizes([side - 1, whole - side])
            whole -= side
        else:
            whole -= self.rail.width()
        if self.shape is Shape.TWO:
            column = min(column, max(px(self.theme.tokens.size.list_column_min), round(whole * LIST_SHARE)))
        self.panes.setSizes([column - 1, max(1, whole - column)])

    def _dragged(self) -> None:
        scale = self.theme.interface_scale
        if self.sidebar.isVisible():
            self._wanted[0] = round((self.sidebar.width() + 1) / scale)
        if self.list_column.isVisible() and self.reader.isVisible():
            self._wanted[1] = round((self.list_column.width() + 1) / scale)

    # ---------------------------------------------------------------- panes by keyboard

    def step_pane(self, by: int) -> None:
        """F6: to the next pane that is there."""
        panes = [(pane, target) for pane, target in self._panes_in_order() if pane.isVisible()]
        if not panes:
            return
        focus = QApplication.focusWidget()
        here = next((n for n, (pane, _target) in enumerate(panes) if focus and pane.isAncestorOf(focus)), -1)
        start = here if here >= 0 else (-1 if by > 0 else 0)
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        panes[(start + by) % len(panes)][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _panes_in_order(self) -> list[tuple[QWidget, QWidget]]:
        """Each pane, and what in it takes the keyboard."""
        places: list[tuple[QWidget, QWidget]] = [
            (self.sidebar, self.sidebar.places),
            (self.rail, self.rail.first),
        ]
        if self.shows_imports:
            page = self.import_page
            return [*places, (page.left, page.table), (page.panel, page.panel.field)]
        if not self.shows_panes:
            own = self.pages.currentWidget()
            return [*places, (own, own)] if own is not None else places
        column = self.list_column
        return [*places, (column, column.table), (self.reader, self.reader.column.body)]

    # ---------------------------------------------------------------- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt:
            self.menus.show_keys(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt:
            self.menus.show_keys(False)
        super().keyReleaseEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_painted:
            self._unseen.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._unseen.start(0)

    def _is_there(self) -> None:
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if origins := origins_of(event.mimeData()):
            event.acceptProposedAction()
            self.overlay.show_for(origins)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.hide()
        if origins := origins_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(origins)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.menus.show_keys(False)
            self.list_column.table.viewport().update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.geometry = self.saveGeometry()
        self.settings.panes = list(self._wanted)
        self.closed.emit()
        super().closeEvent(event)
