"""Every command of the window, in one place: its words, its keys, its menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from archive.model import Place, PlaceKind, Sort
from reader.i18n import _
from reader.list_header import sort_name
from reader.places import name_of
from reader.theme import Theme

Keys = str | QKeySequence.StandardKey


class Actions:
    """The commands. What they do is connected by the window; menus, buttons and keys are faces of these."""

    def __init__(self, owner: QObject, theme: Theme) -> None:
        self._owner, self._theme = owner, theme
        self.all: list[QAction] = []
        new = self._new
        # file
        self.add_files = new(_("Add files…"), "Ctrl+O", icon="file-plus")
        self.add_folder = new(_("Add a folder…"), icon="folder-open")
        self.add_page = new(_("Add a web page…"), "Ctrl+Shift+N", icon="link")
        self.pictures = new(_("Fetch the pictures of web pages"))
        self.pictures.setCheckable(True)
        self.imports = new(_("Imports"), icon="download")
        self.sample = new(_("Look around in the sample library"), icon="book-open")
        self.leave_sample = new(_("Back to your own library"), icon="arrow-left")
        self.clean_again = new(_("Clean kept pages again…"), "Shift+F5", icon="refresh-cw")
        self.quit = new(_("Quit"), QKeySequence.StandardKey.Quit, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        # edit
        self.undo = new(_("Undo"), QKeySequence.StandardKey.Undo, icon="undo-2")
        self.redo = new(_("Redo"), "Ctrl+Shift+Z", icon="redo-2")
        self.paste = new(_("Add what is on the clipboard"), QKeySequence.StandardKey.Paste)
        self.select_all = new(_("Select all articles"))
        # view
        self.sidebar = new(_("Hide the sidebar"), "Ctrl+\\", icon="panel-left")
        self.themes = self.group(
            ("system", _("Match system")), ("light", _("Light")), ("sepia", _("Sepia")), ("dark", _("Dark"))
        )
        sizes = ("1.0", "1.25", "1.5", "1.75", "2.0")
        self.sizes = self.group(*((size, _("{n} %").format(n=round(float(size) * 100))) for size in sizes))
        self.larger = new(_("Larger text"), QKeySequence.StandardKey.ZoomIn, "Ctrl+=")
        self.smaller = new(_("Smaller text"), QKeySequence.StandardKey.ZoomOut)
        self.as_designed = new(_("Usual text size"), "Ctrl+0")
        self.appearance = new(_("Text appearance…"), icon="a-large-small")
        self.focus = new(_("Focus on the article"), "F11", "Shift+F")
        # go
        kinds: tuple[PlaceKind, ...] = ("library", "unread", "starred", "recent", "bin")
        self.places = {kind: new(name_of(Place(kind))) for kind in kinds}
        self.next_article = new(_("Next article"), "J")
        self.previous_article = new(_("Previous article"), "K")
        self.page_down = new(_("Page down, then the next unread article"), "Space")
        self.page_up = new(_("Page up"), "Shift+Space")
        for action in (self.page_down, self.page_up):  # elsewhere the space bar presses buttons
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.next_pane = new(_("Next pane"), "F6")
        self.previous_pane = new(_("Previous pane"), "Shift+F6")
        self.back_to_list = new(_("Back to the list"), "Alt+Left", icon="arrow-left")
        # article
        self.star = new(_("Star"), "S", icon="star")
        self.unread = new(_("Mark as unread"), "U", icon="circle-dot")
        self.bin = new(_("Move to bin"), "Del", icon="trash-2")
        self.next_hit = new(_("Next hit"), "N", "F3", icon="chevron-down")
        self.previous_hit = new(_("Previous hit"), "Shift+N", "Shift+F3", icon="chevron-up")
        self.original = new(_("Clean or original"), "Ctrl+U")
        self.removed = new(_("Show or hide what was removed"), "R", icon="scissors")
        self.open_page = new(_("Open the page in the browser"), "Ctrl+Shift+O", icon="external-link")
        self.remove_text = new(_("Remove this paragraph"), "X")
        self.remove_like = new(_("Remove text like this…"), "Shift+X")
        self.keep_like = new(_("Keep text like this…"), "Shift+K")
        self.use_text = new(_("Use this text of the original"), "A")
        self.details = new(_("Edit details…"), "F2")
        self.clean_this = new(_("Clean this article again"), "F5")
        self.read_as = new(_("Letters look wrong? Choose how to read it…"), "Shift+F2")
        self.rules = new(_("Rules for passages…"), "Ctrl+Shift+R")
        # search
        self.search = new(_("Search"), "Ctrl+L", "/", icon="search")
        self.filters = new(_("Filters…"), "Ctrl+Shift+F", icon="plus")
        self.any = new(_("Take all filters away"))
        self.ways = new(_("Ways to narrow a search"), "F1", icon="circle-question-mark")
        self.find = new(_("Find in this article"), "Ctrl+F")
        self.sorts = self.group(*((sort.value, sort_name(sort)) for sort in Sort))
        # help
        self.show_log = new(_("Show the log"))
        self.about = new(_("About Broadside"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _new(self, words: str, *keys: Keys, icon: str = "") -> QAction:
        action = QAction(words, self._owner)
        shortcuts: list[QKeySequence] = []
        for key in keys:
            shortcuts += (
                QKeySequence.keyBindings(key)
                if isinstance(key, QKeySequence.StandardKey)
                else [QKeySequence(key)]
            )
        action.setShortcuts(list(dict.fromkeys(shortcuts)))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if icon:
            action.setIcon(self._theme.icon(icon))
            action.setIconVisibleInMenu(False)
        self.all.append(action)
        return action

    def group(self, *choices: tuple[str, str]) -> QActionGroup:
        """Commands of which one is checked; the value of each is its data."""
        group = QActionGroup(self._owner)
        for value, words in choices:
            action = self._new(words)
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        return group


def choose(group: QActionGroup, value: str) -> None:
    """Check the action of a value without triggering it."""
    for action in group.actions():
        if action.data() == value:
            action.setChecked(True)


def on_choice(group: QActionGroup, heard: Callable[[str], object]) -> None:
    """Call `heard` with the value of the action the person chose."""
    group.triggered.connect(lambda action: heard(str(action.data())))


class Menus:
    """The menu bar, built from the actions."""

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        a = actions
        self._bar, self._actions = bar, actions
        self._menus: list[tuple[QMenu, str]] = []
        self.file = self._menu(_("&File"), a.add_files, a.add_folder, a.add_page, a.pictures)
        self.file.addSeparator()
        self.file.addActions([a.imports, a.clean_again])
        self.file.addSeparator()
        self.file.addActions([a.sample, a.leave_sample])
        self.file.addSeparator()
        self.file.addAction(a.quit)
        self.edit = self._menu(_("&Edit"), a.undo, a.redo, None, a.paste, a.select_all)
        self.view = self._menu(_("&View"), a.sidebar, a.focus, None)
        self.view.addActions([a.larger, a.smaller, a.as_designed, a.appearance])
        self.view.addSeparator()
        self.view.addMenu(_choices(_("Theme"), a.themes, self.view))
        self.view.addMenu(_choices(_("Text size of the window"), a.sizes, self.view))
        self.go = self._menu(_("&Go"), *a.places.values(), None, a.next_article, a.previous_article)
        self.go.addActions([a.page_down, a.page_up])
        self.go.addSeparator()
        self.go.addActions([a.next_pane, a.previous_pane, a.back_to_list])
        self.article = self._menu(
            _("&Article"), a.star, a.unread, a.bin, None, a.next_hit, a.previous_hit, None
        )
        self.article.addActions([a.original, a.removed, a.open_page])
        self.article.addSeparator()
        self.article.addActions([a.details, a.remove_text, a.remove_like, a.keep_like, a.use_text])
        self.article.addActions([a.clean_this, a.read_as, a.rules])
        self.search = self._menu(_("&Search"), a.search, a.filters, a.any, None, a.find, None)
        self.sorts = _choices(_("Sort by"), a.sorts, self.search)
        self.search.addMenu(self.sorts)
        self.help = self._menu(_("&Help"), a.ways, None, a.show_log, None, a.about)

    def languages(self, choices: list[tuple[str, str]]) -> QActionGroup:
        """Add the choice of a language to the View menu."""
        group = self._actions.group(*choices)
        self.view.addMenu(_choices(_("Language"), group, self.view))
        return group

    def show_keys(self, shown: bool) -> None:
        """Underline the letters that open the menus: only while Alt is held, as it is the custom."""
        for menu, title in self._menus:
            menu.setTitle(title if shown else title.replace("&", ""))

    def _menu(self, title: str, *actions: QAction | None) -> QMenu:
        menu = QMenu(title.replace("&", ""), self._bar)
        self._menus.append((menu, title))
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        self._bar.addMenu(menu)
        return menu


def _choices(title: str, group: QActionGroup, parent: QMenu) -> QMenu:
    menu = QMenu(title, parent)
    menu.addActions(group.actions())
    return menu
