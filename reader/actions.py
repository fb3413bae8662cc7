"""Every command of the window, in one place: its words, its keys, its menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from archive.model import Place, PlaceKind, Sort
from reader.colours import COLOURS, colour_name
from reader.i18n import _
from reader.list_header import sort_name
from reader.places import name_of
from reader.theme import Theme

Keys = str | QKeySequence.StandardKey
CITATIONS = {
    "apa": "APA",
    "chicago": "Chicago",
    "mla": "MLA",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
}
"""The styles and formats of a reference, by the library's names for them."""
ICON = "iconName"
"""The property of an action that holds the name of its icon."""


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
        self.pictures = new(_("Fetch the pictures of web pages"), icon="image")
        self.pictures.setCheckable(True)
        self.imports = new(_("Imports"), icon="download")
        self.sample = new(_("Look around in the sample library"), icon="book-open")
        self.leave_sample = new(_("Back to your own library"), icon="arrow-left")
        self.export = new(_("Export…"), "Ctrl+E", icon="external-link")
        self.print = new(_("Print…"), QKeySequence.StandardKey.Print)
        self.clean_again = new(_("Clean kept pages again…"), "Shift+F5", icon="refresh-cw")
        self.settings = new(_("Settings…"), "Ctrl+,", icon="settings")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit = new(_("Quit"), QKeySequence.StandardKey.Quit, "Ctrl+Q", icon="x")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        # edit
        self.undo = new(_("Undo"), QKeySequence.StandardKey.Undo, icon="undo-2")
        self.redo = new(_("Redo"), "Ctrl+Shift+Z", icon="redo-2")
        self.paste = new(_("Add what is on the clipboard"), QKeySequence.StandardKey.Paste, icon="copy")
        self.select_all = new(_("Select all articles"), icon="list-checks")
        self.rename = new(_("Rename tag, source or saved search…"), icon="pencil")
        self.merge = new(_("Merge into another…"), icon="copy")
        self.part = new(_("Separate the source again"), icon="scissors")
        self.take_away = new(_("Remove tag or saved search"), icon="x")
        # view
        self.sidebar = new(_("Hide the sidebar"), "Ctrl+\\", icon="panel-left")
        self.themes = self.group(
            ("system", _("Match system")),
            ("light", _("Light")),
            ("sepia", _("Sepia")),
            ("dark", _("Dark")),
            icon="sun-moon",
        )
        self.rows = self.group(
            ("comfortable", _("Comfortable rows")), ("compact", _("Compact rows")), icon="newspaper"
        )
        sizes = ("1.0", "1.25", "1.5", "1.75", "2.0")
        self.sizes = self.group(
            *((size, _("{n} %").format(n=round(float(size) * 100))) for size in sizes),
            icon="a-large-small",
        )
        self.larger = new(_("Larger text"), QKeySequence.StandardKey.ZoomIn, "Ctrl+=", icon="a-large-small")
        self.smaller = new(_("Smaller text"), QKeySequence.StandardKey.ZoomOut, icon="a-large-small")
        self.as_designed = new(_("Usual text size"), "Ctrl+0", icon="a-large-small")
        self.appearance = new(_("Text appearance…"), icon="a-large-small")
        self.focus = new(_("Focus on the article"), "F11", "Shift+F", icon="book-open")
        # go
        kinds: tuple[PlaceKind, ...] = ("library", "unread", "starred", "recent", "highlights", "bin")
        self.places = {kind: new(name_of(Place(kind))) for kind in kinds}
        self.next_article = new(_("Next article"), "J", icon="chevron-down")
        self.previous_article = new(_("Previous article"), "K", icon="chevron-up")
        self.page_down = new(_("Page down, then the next unread article"), "Space", icon="chevron-down")
        self.page_up = new(_("Page up"), "Shift+Space", icon="chevron-up")
        for action in (self.page_down, self.page_up):  # elsewhere the space bar presses buttons
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.next_pane = new(_("Next pane"), "F6", icon="arrow-right")
        self.previous_pane = new(_("Previous pane"), "Shift+F6", icon="arrow-left")
        self.back = new(_("Back"), "Alt+Left", icon="arrow-left")
        self.forward = new(_("Forward"), "Alt+Right", icon="arrow-right")
        self.back_to_list = new(_("Back to the list"), icon="arrow-left")
        self.palette = new(_("Command palette"), "Ctrl+K", icon="command")
        # article
        self.star = new(_("Star"), "S", icon="star")
        self.unread = new(_("Mark as unread"), "U", icon="circle-dot")
        self.bin = new(_("Move to bin"), "Del", icon="trash-2")
        self.next_hit = new(_("Next hit"), "N", "F3", icon="chevron-down")
        self.previous_hit = new(_("Previous hit"), "Shift+N", "Shift+F3", icon="chevron-up")
        self.original = new(_("Clean or original"), "Ctrl+U", icon="eye")
        self.removed = new(_("Show or hide what was removed"), "R", icon="scissors")
        self.open_page = new(_("Open the page in the browser"), "Ctrl+Shift+O", icon="external-link")
        self.remove_text = new(_("Remove this paragraph"), "X", icon="scissors")
        self.remove_like = new(_("Remove text like this…"), "Shift+X", icon="scissors")
        self.keep_like = new(_("Keep text like this…"), "Shift+K", icon="rotate-ccw")
        self.use_text = new(_("Use this text of the original"), "A", icon="plus")
        self.tag = new(_("Tag…"), "T", icon="tag")
        self.details = new(_("Edit details…"), "F2", icon="pencil")
        self.clean_this = new(_("Clean this article again"), "F5", icon="refresh-cw")
        self.read_as = new(_("Letters look wrong? Choose how to read it…"), "Shift+F2", icon="languages")
        self.rules = new(_("Rules for passages…"), "Ctrl+Shift+R", icon="list-checks")
        # the person's marks
        self.highlight = new(_("Highlight"), "H", icon="highlighter")
        self.colours = {
            colour: new(
                _("Highlight: {colour}").format(colour=colour_name(colour)), str(n), icon="highlighter"
            )
            for n, colour in enumerate(COLOURS, 1)
        }
        self.note = new(_("Note"), "M", icon="sticky-note")
        self.remove_highlight = new(_("Remove highlight"), icon="trash-2")
        self.next_highlight = new(_("Next highlight"), "Alt+Down", icon="highlighter")
        self.previous_highlight = new(_("Previous highlight"), "Alt+Up", icon="highlighter")
        self.copy = new(_("Copy"), QKeySequence.StandardKey.Copy, icon="copy")
        self.copy_with_source = new(_("Copy with source"), "Ctrl+Shift+C", icon="quote")
        self.citations = {
            style: new(_("Copy citation: {style}").format(style=name), icon="quote")
            for style, name in CITATIONS.items()
        }
        self.find_this = new(_("Find this"), icon="search")
        # search
        self.search = new(_("Search"), "Ctrl+L", "/", icon="search")
        self.filters = new(_("Filters…"), "Ctrl+Shift+F", icon="plus")
        self.save_search = new(_("Save this search…"), "Ctrl+S", icon="plus")
        self.any = new(_("Take all filters away"), icon="x")
        self.ways = new(_("Ways to narrow a search"), icon="circle-question-mark")
        self.find = new(_("Find in this article"), "Ctrl+F", icon="search")
        self.sorts = self.group(*((sort.value, sort_name(sort)) for sort in Sort), icon="arrow-up-down")
        # help
        self.guide = new(_("Search guide and keys"), "F1", icon="circle-question-mark")
        self.shortcuts = new(_("All keys"), icon="keyboard")
        self.show_log = new(_("Show the log"), icon="file-text")
        self.about = new(_("About Broadside"), icon="info")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.for_many = (self.tag, self.star, self.unread, self.details, self.export, self.bin)
        """What the reading pane offers to do to several articles at once."""
        self._name_all()

    def _name_all(self) -> None:
        """Give each a name that stays whatever the language: keys and the palette remember them by it."""
        for name, thing in vars(self).items():
            if isinstance(thing, QAction):
                thing.setObjectName(name)
            elif isinstance(thing, QActionGroup):
                for action in thing.actions():
                    action.setObjectName(f"{name}.{action.data()}")
            elif isinstance(thing, dict):
                for key, action in thing.items():
                    action.setObjectName(f"{name}.{key}")
        for colour, action in self.colours.items():
            action.setObjectName(f"colours.{colour}")

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
            action.setProperty(ICON, icon)
        self.all.append(action)
        return action

    def group(self, *choices: tuple[str, str], icon: str = "") -> QActionGroup:
        """Commands of which one is checked; the value of each is its data."""
        group = QActionGroup(self._owner)
        for value, words in choices:
            action = self._new(words, icon=icon)
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
        self.file.addActions([a.export, a.print])
        self.file.addSeparator()
        self.file.addActions([a.sample, a.leave_sample])
        self.file.addSeparator()
        self.file.addAction(a.settings)
        self.file.addSeparator()
        self.file.addAction(a.quit)
        self.edit = self._menu(_("&Edit"), a.undo, a.redo, None, a.copy, a.copy_with_source, a.paste)
        self.edit.addActions([a.select_all])
        self.edit.addSeparator()
        self.edit.addActions([a.rename, a.merge, a.part, a.take_away])
        self.view = self._menu(_("&View"), a.sidebar, a.focus, None)
        self.view.addActions([a.larger, a.smaller, a.as_designed, a.appearance])
        self.view.addSeparator()
        self.view.addMenu(_choices(_("Rows of the list"), a.rows, self.view))
        self.view.addMenu(_choices(_("Theme"), a.themes, self.view))
        self.view.addMenu(_choices(_("Text size of the window"), a.sizes, self.view))
        self.go = self._menu(_("&Go"), *a.places.values(), None, a.next_article, a.previous_article)
        self.go.addActions([a.page_down, a.page_up])
        self.go.addSeparator()
        self.go.addActions([a.next_pane, a.previous_pane, a.back_to_list])
        self.go.addSeparator()
        self.go.addActions([a.back, a.forward])
        self.go.addSeparator()
        self.go.addAction(a.palette)
        self.article = self._menu(
            _("&Article"), a.star, a.unread, a.tag, a.bin, None, a.next_hit, a.previous_hit, None
        )
        self.article.addActions([a.original, a.removed, a.open_page])
        self.article.addSeparator()
        self.article.addActions([a.details, a.remove_text, a.remove_like, a.keep_like, a.use_text])
        self.article.addActions([a.clean_this, a.read_as, a.rules])
        self.article.addSeparator()
        self.article.addActions([a.highlight, *a.colours.values(), a.note, a.remove_highlight])
        self.article.addActions([a.next_highlight, a.previous_highlight, a.find_this])
        self.article.addMenu(_listed(_("Copy citation"), a.citations.values(), self.article))
        self.search = self._menu(_("&Search"), a.search, a.filters, a.any, a.save_search, None, a.find, None)
        self.sorts = _choices(_("Sort by"), a.sorts, self.search)
        self.search.addMenu(self.sorts)
        self.help = self._menu(_("&Help"), a.guide, a.shortcuts, a.ways, None, a.show_log, None, a.about)

    def languages(self, choices: list[tuple[str, str]]) -> QActionGroup:
        """Add the choice of a language to the View menu."""
        group = self._actions.group(*choices, icon="languages")
        for action in group.actions():
            action.setObjectName(f"languages.{action.data()}")
        self.view.addMenu(_choices(_("Language"), group, self.view))
        return group

    def named(self) -> list[tuple[str, list[tuple[QAction, str]]]]:
        """The menus by name, each with its commands and their words."""
        return [(title.replace("&", ""), list(_within(menu, ""))) for menu, title in self._menus]

    def every(self) -> Iterator[tuple[QAction, str]]:
        """Every command of the menus with its words, before them what it is a choice of: «Theme: Dark»."""
        for menu, _title in self._menus:
            yield from _within(menu, "")

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


def _within(menu: QMenu, before: str) -> Iterator[tuple[QAction, str]]:
    for action in menu.actions():
        inner, words = action.menu(), action.text().replace("&", "")
        if isinstance(inner, QMenu):
            yield from _within(inner, f"{words}: ")
        elif not action.isSeparator():
            yield action, f"{before}{words}"


def _choices(title: str, group: QActionGroup, parent: QMenu) -> QMenu:
    return _listed(title, group.actions(), parent)


def _listed(title: str, actions: Iterable[QAction], parent: QMenu) -> QMenu:
    menu = QMenu(title, parent)
    menu.addActions(list(actions))
    return menu
