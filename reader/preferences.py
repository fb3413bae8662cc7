"""The settings window of one session: opened on demand, its pages connected with what they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from archive.cancel import CancelToken
from archive.model import Changes, Page, Request, Rule
from reader.acts import Acts
from reader.i18n import _
from reader.keymap import Keymap
from reader.look import Look
from reader.main_window import MainWindow
from reader.motion import be_still
from reader.settings import Settings
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library
    from reader.settings_about import AboutPage
    from reader.settings_cleaning import CleaningPage
    from reader.settings_keys import KeysPage
    from reader.settings_language import LanguagePage
    from reader.settings_library import LibraryPage
    from reader.settings_privacy import PrivacyPage
    from reader.settings_reading import ReadingPage
    from reader.settings_window import PageOf, SettingsWindow


@dataclass(frozen=True, slots=True)
class Host:
    """What only the application can do for the settings: it builds windows and opens libraries."""

    look: Look
    languages: Sequence[tuple[str, str]]
    choose_language: Callable[[str], None]
    choose_size: Callable[[str], None]
    show_log: Callable[[], None]
    move: Callable[[Path], None]
    restore: Callable[[Path], None]
    open_other: Callable[[Path], None]
    turned: Callable[[str], None]
    """The page that is shown now; empty when the window was closed."""


class Preferences(QObject):
    """Makes the window and hears its pages."""

    def __init__(
        self,
        window: MainWindow,
        library: Library,
        tasks: Tasks,
        acts: Acts,
        host: Host,
        folder: Path,
        *,
        is_sample: bool,
    ) -> None:
        super().__init__(window)
        self._main, self._library, self._tasks, self._acts = window, library, tasks, acts
        self._host, self._folder, self._is_sample = host, folder, is_sample
        self._keymap = Keymap(window.commands.all, window.settings)
        self.window: SettingsWindow | None = None
        """While it is open."""
        settings: Settings = window.settings
        be_still(settings.less_motion)
        window.reader.hit_map.show_ticks(settings.hit_marks)
        window.reader.column.notes.wants_cards = settings.notes_beside
        window.commands.settings.triggered.connect(lambda checked=False: self.show())
        window.commands.about.triggered.connect(lambda checked=False: self.show("about"))
        acts.changed.connect(self._heed)

    def show(self, page: str = "") -> None:
        """Open it, or bring it to the front."""
        if self.window is None:
            from reader.settings_window import SettingsWindow  # nothing of it is needed before

            self.window = SettingsWindow(self._main.theme, self._pages(), page, self._main)
            self.window.turned.connect(self._host.turned)
            self.window.finished.connect(self._closed)
            self._host.turned(self.window.name)
        elif page:
            self.window.turn_to(page)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _closed(self) -> None:
        self.window = None
        self._host.turned("")

    def _pages(self) -> tuple[PageOf, ...]:
        from reader.settings_window import PageOf

        return (
            PageOf("reading", "book-open", _("Reading"), self._reading),
            PageOf("cleaning", "scissors", _("Cleaning"), self._cleaning),
            PageOf("library", "hard-drive", _("Library and backup"), self._library_page),
            PageOf("keyboard", "keyboard", _("Keyboard"), self._keyboard, scrolls=False),
            PageOf("language", "languages", _("Language"), self._language),
            PageOf("privacy", "shield-check", _("Privacy"), self._privacy, scrolls=False),
            PageOf("about", "info", _("About"), self._about),
        )

    # ---------------------------------------------------------------- pages

    def _reading(self) -> ReadingPage:
        from reader.settings_reading import ReadingPage

        window, settings = self._main, self._main.settings
        page = ReadingPage(window.theme, settings, self._host.look)
        page.interface_chosen.connect(self._host.choose_size)

        def mark_hits(shown: bool) -> None:
            settings.hit_marks = shown
            window.reader.hit_map.show_ticks(shown)

        def show_notes(beside: bool) -> None:
            settings.notes_beside = window.reader.column.notes.wants_cards = beside
            window.reader.column.arrange()

        def be_quiet(still: bool) -> None:
            settings.less_motion = still
            be_still(still)

        page.hit_marks_chosen.connect(mark_hits)
        page.notes_beside_chosen.connect(show_notes)
        page.stillness_chosen.connect(be_quiet)
        return page

    def _cleaning(self) -> CleaningPage:
        from reader.settings_cleaning import CleaningPage

        pictures = self._main.commands.pictures
        page = CleaningPage(self._main.theme, pictures=pictures.isChecked())
        page.pictures_chosen.connect(pictures.setChecked)
        pictures.toggled.connect(page.pictures.show_state)
        page.again.connect(self._main.commands.clean_again.trigger)
        page.rules.dropped.connect(self._acts.drop_rule)
        page.shown.connect(lambda: self._ask_rules(page))
        return page

    def _ask_rules(self, page: CleaningPage) -> None:
        def fetch(token: CancelToken) -> tuple[Sequence[Rule], Sequence[int]]:
            rules = self._library.rules()
            return rules, self._library.reach(rules)

        self._run(fetch, lambda found: page.rules.show_rules(*found), "settings-rules", page)

    def _heed(self, changes: Changes) -> None:
        page = self._open_page("cleaning")
        if page is None:
            return
        from reader.settings_cleaning import CleaningPage

        assert isinstance(page, CleaningPage)
        self._ask_rules(page)

    def _library_page(self) -> LibraryPage:
        from reader.library_care import LibraryCareDesk
        from reader.settings_library import LibraryPage

        page = LibraryPage(self._main.theme, self._folder, is_sample=self._is_sample)
        page.folder_wanted.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        page.moving.connect(self._choose_move)
        page.open_other.connect(self._choose_other)
        page.restore.connect(lambda backup: self._host.restore(backup.path))
        page.restore_elsewhere.connect(self._choose_restore)
        desk = LibraryCareDesk(page, self._library, self._tasks, self._is_open)
        page.shown.connect(desk.look)
        return page

    def _keyboard(self) -> KeysPage:
        from reader.settings_keys import KeysPage

        return KeysPage(self._main.theme, self._keymap, self._main.menus.named)

    def _language(self) -> LanguagePage:
        from reader.settings_language import LanguagePage

        page = LanguagePage(self._main.theme, self._host.languages, self._main.settings.language)
        page.chosen.connect(self._host.choose_language)
        return page

    def _privacy(self) -> PrivacyPage:
        from reader.settings_privacy import PrivacyPage

        page = PrivacyPage(self._main.theme)
        page.asked.connect(partial(self._ask_requests, page))
        page.clear.connect(partial(self._clear_requests, page))
        page.log_wanted.connect(self._host.show_log)
        page.shown.connect(lambda: self._ask_requests(page, page.field.text(), 0))
        return page

    def _ask_requests(self, page: PrivacyPage, words: str, offset: int) -> None:
        def show(found: Page[Request]) -> None:
            page.show_requests(found.items, found.total, offset)

        self._run(lambda token: self._library.requests(offset, words=words), show, "settings-requests", page)

    def _clear_requests(self, page: PrivacyPage) -> None:
        self._tasks.run(
            lambda token: self._library.forget_requests(),
            lambda nothing: self._ask_requests(page, "", 0) if self._is_open(page) else None,
            lane=Lane.WRITE,
        )

    def _about(self) -> AboutPage:
        from reader.settings_about import AboutPage, licence_texts
        from reader.text_dialog import TextDialog

        page = AboutPage(self._main.theme, self._library.sqlite_version())

        def read() -> None:
            TextDialog(self._main.theme, _("Licences"), "", licence_texts(), self.window).show()

        page.licences_wanted.connect(read)
        return page

    # ---------------------------------------------------------------- choosing places

    def _choose_move(self) -> None:
        words = _("Choose an empty folder for the library")
        if name := QFileDialog.getExistingDirectory(self.window, words, str(self._folder.parent)):
            self._host.move(Path(name))

    def _choose_other(self) -> None:
        words = _("Choose the folder of a library")
        if name := QFileDialog.getExistingDirectory(self.window, words, str(self._folder.parent)):
            self._host.open_other(Path(name))

    def _choose_restore(self) -> None:
        if name := QFileDialog.getExistingDirectory(self.window, _("Choose a folder with backups")):
            self._host.restore(Path(name))

    # ---------------------------------------------------------------- what they share

    def _open_page(self, name: str) -> object:
        """A page that was looked at, in a window that is open."""
        return self.window.made(name) if self.window is not None else None

    def _is_open(self, page: object) -> bool:
        return self.window is not None and page in self.window.pages_made

    def _run(
        self,
        work: Callable[[CancelToken], object],
        show: Callable[..., object],
        name: str,
        page: object,
    ) -> None:
        def shown(found: object) -> None:
            if self._is_open(page):
                show(found)

        self._tasks.run(work, shown, lane=Lane.ASIDE, replaces=name)
