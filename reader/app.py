"""The window's beginning: builds everything and hands it to one another. No globals."""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

import archive
from archive.cancel import CancelToken
from archive.errors import ArchiveError, LibraryLocked
from reader import assets
from reader.actions import Actions, choose, on_choice
from reader.acts import Acts
from reader.add_panel import AddPanel
from reader.appearing import Appearing
from reader.article_view import ArticleView
from reader.crash_dialog import Crashes
from reader.first_run import FirstRun
from reader.focus_mode import FocusMode
from reader.garbage import Collector
from reader.guiding import Guiding
from reader.handover import hand_over
from reader.i18n import _, languages
from reader.import_page import ImportPage
from reader.imports import Imports
from reader.list_column import ListColumn
from reader.log import Log
from reader.look import Look, name_of, speak
from reader.main_window import MainWindow
from reader.messages import Message, message_for
from reader.opening import OpeningLibrary
from reader.paging import Paging
from reader.paths import (
    NoFolderGiven,
    choose_library,
    config_folder,
    default_library,
    library_and_rest,
    may_make,
)
from reader.preferences import Host, Preferences
from reader.printing import Printing
from reader.question import Question
from reader.rail import Rail
from reader.relocating import Relocating
from reader.resources import resource
from reader.sample import fresh_folder, sample_files
from reader.session import Parts, Session
from reader.settings import Settings
from reader.sidebar import Sidebar
from reader.tasks import Lane, Tasks
from reader.text_dialog import TextDialog
from reader.theme import Theme
from reader.trouble_window import TroubleWindow

if TYPE_CHECKING:
    from archive import Library

FONT_MS = 25
SWITCH_SECONDS = 0.001
"""How long a lane may hold the interpreter while the window waits for it: a fifth of what Python gives."""
LOCK_SECONDS = 2.0
"""How long a library that is in use is waited for, unless a window that has it open answers."""
LOOK_SECONDS = 0.1
log = logging.getLogger("broadside")


@dataclass(frozen=True, slots=True)
class Places:
    """Where this program keeps what is not in the library."""

    settings: Path
    logs: Path
    sample: Path


def usual_places() -> Places:
    """The platform's folders."""
    from platformdirs import user_cache_path, user_log_path

    name = "broadside" if sys.platform.startswith("linux") else "Broadside"
    return Places(
        config_folder() / "settings.ini",
        user_log_path(name, appauthor=False),
        user_cache_path(name, appauthor=False) / "sample-library",
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """Which library a window shows."""

    folder: Path
    is_sample: bool = False


class App(QObject):
    """Opens libraries in windows, one at a time."""

    def __init__(self, qapp: QApplication, places: Places) -> None:
        super().__init__()
        self.qapp, self.places = qapp, places
        self.settings = Settings(places.settings)
        self.log = Log(places.logs)
        speak(self.settings.language)
        assets.fonts(first=True)
        self.theme = Theme(assets.design())
        self.look = Look(self.theme, self.settings)
        self.theme.dress(qapp)
        self.look.apply()
        self.crashes = Crashes(self.theme)
        self.session: Session | None = None
        self.trouble: TroubleWindow | None = None
        self.own: Path = default_library()
        self._shown = Shown(self.own)
        self._question: Question | None = None
        """What the next window asks: what was asked in the one whose place it takes."""
        self._after: Callable[[], None] = qapp.quit
        """What comes when the window that is open has closed."""
        self._tasks = Tasks(self._not_made, self)
        self._relocating = Relocating(
            self.theme, self._tasks, self._close_then, self._open_own, self._remember
        )
        self._settings_page = ""
        """The page of the settings that is open: it is opened again where the window has to be built anew."""
        self._fonts = assets.font_files(first=False)
        self._making = False
        self._collector = Collector(self)
        gc.disable()  # until the window is painted nothing is garbage; then the collector does it

    # ---------------------------------------------------------------- opening

    def open(self, folder: Path, add: Sequence[str] = (), *, sample: bool = False) -> None:
        """Show the window of a library, and open it meanwhile; `add` is brought in then."""
        if not sample:
            self.own = folder
        self._shown, self._after = Shown(folder, sample), self.qapp.quit
        opening = OpeningLibrary()
        session = self.build(folder, cast("Library", opening), sample=sample)
        session.closing.connect(opening.abandon)
        self.session = session
        if self.trouble is not None:
            self.trouble.go()
            self.trouble = None

        may_create = may_make(folder, self.places.settings.parent)

        def work(token: CancelToken) -> None:
            library = _opened(folder, token, create=may_create)
            if not opening.arrive(library):
                library.close()

        def done(nothing: None) -> None:
            if self.session is session:
                session.is_open()
                self._collector.leave_out()  # a library is many modules
                session.adding.bring(add)
                log.info("library open, %s", "sample" if sample else "own")

        def failed(error: ArchiveError) -> None:
            opening.fail(error)
            if self.session is session:
                asked = [*add, *session.imports.waiting]
                self._after = partial(self._not_opened, folder, asked, error)
                session.window.close()

        def painted() -> None:
            self._collector.start()
            self._tasks.run(work, done, lane=Lane.OPEN, failed=failed, always=True)
            self._load_fonts()

        session.window.painted.connect(painted)
        session.window.show()

    def _load_fonts(self) -> None:
        """The other faces, one at a time, so that none of it is felt."""
        if self._fonts:
            assets.load_font(self._fonts.pop(0))
            QTimer.singleShot(FONT_MS, self._load_fonts)

    def _not_opened(self, folder: Path, add: Sequence[str], error: ArchiveError) -> None:
        log.warning("library not opened: %s", error.kind)
        if isinstance(error, LibraryLocked) and hand_over(folder, add):
            self.qapp.quit()
            return
        if self.trouble is not None:
            self.trouble.go()
        self.trouble = TroubleWindow(self.theme, message_for(error))
        self.trouble.again.connect(partial(self.open, folder, add))
        self.trouble.other.connect(self._choose_other)
        self.trouble.closed.connect(self.qapp.quit)
        self.trouble.show()

    def _choose_other(self) -> None:
        if name := QFileDialog.getExistingDirectory(self.trouble, _("Choose the folder of a library")):
            self.open(Path(name))

    def _change_to(self, folder: Path, *, sample: bool) -> None:
        """Close this window and open another library, or the same in another language."""
        self._close_then(partial(self.open, folder, sample=sample))

    def _close_then(self, after: Callable[[], None]) -> None:
        if self.session is not None:
            self._after = after
            self.session.window.close()

    def _open_own(self, folder: Path, *, told: str = "", trouble: Message | None = None) -> None:
        """Open a library, and say in its window what was done, or what went wrong."""
        self.open(folder)
        if self.session is not None and (told or trouble):
            bar = self.session.window.messages
            tell = partial(bar.tell_trouble, trouble) if trouble else partial(bar.tell, told)
            self.session.opened.connect(tell)

    def _remember(self, folder: Path) -> None:
        try:
            choose_library(self.places.settings.parent, folder)
        except OSError as error:  # it is open now; at the next start it has to be chosen again
            log.warning("chosen library not written down: %s", error.errno)

    def _choose_place(self, window: MainWindow) -> None:
        """Another place for a library in which nothing is yet, or another library."""
        if name := QFileDialog.getExistingDirectory(window, _("Choose the folder for your library")):
            self._relocating.open_other(Path(name))

    def _reopen(self) -> None:
        """Build the window anew over the same library: every word and every length in it is another."""
        if self.session is not None:
            self._question = self.session.list.query.question
        page = self._settings_page
        self._change_to(self._shown.folder, sample=self._shown.is_sample)
        if page and self.session is not None:
            self.session.preferences.show(page)

    def _ended(self) -> None:
        if self.session is not None:
            self.session.window.deleteLater()
        self.session = None
        self._after()

    def look_around(self) -> None:
        """Make the sample library, and go there; the window that is open stays until then."""
        if self.session is None or self._making:
            return
        self._making = True
        self.session.window.messages.tell(_("Making the sample library…"))
        folder = self.places.sample
        self._tasks.run(
            lambda token: _make_sample(folder, token),
            lambda made: self._made(folder),
            lane=Lane.BACKGROUND,
        )

    def _made(self, folder: Path) -> None:
        self._making = False
        self._change_to(folder, sample=True)

    def _not_made(self, error: ArchiveError) -> None:
        self._making = False
        if self.session is not None:
            self.session.window.messages.tell_trouble(message_for(error))

    def close(self) -> None:
        """Let everything go, at the very end."""
        self._tasks.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._collector.stop()
        self.log.close()

    # ---------------------------------------------------------------- building

    def build(self, folder: Path, library: Library, *, sample: bool) -> Session:
        """All the wiring of one window."""
        self.qapp.setStyleSheet("")  # else every widget that is put into another is polished again
        theme, settings = self.theme, self.settings
        owner = QObject()
        actions = Actions(owner, theme)
        tasks = Tasks(lambda error: window.messages.tell_trouble(message_for(error)))
        acts = Acts(library, tasks)
        imports = Imports(library, tasks, acts)
        sort_menu, choose_menu = QMenu(), QMenu()
        sort_menu.addActions(actions.sorts.actions())
        sort_menu.addSeparator()
        sort_menu.addActions(actions.rows.actions())
        choose_menu.addActions([actions.add_files, actions.add_folder])
        window = MainWindow(
            theme,
            settings,
            actions,
            ListColumn(theme, tasks, library, sort_menu),
            ArticleView(theme),
            ImportPage(theme, imports, AddPanel(theme, choose_menu)),
            Sidebar(theme, actions.sidebar),
            Rail(theme, actions.add_page, actions.sidebar),
        )
        for thing in (owner, tasks, acts, imports):
            thing.setParent(window)
        for menu in (sort_menu, choose_menu):
            menu.setParent(window, menu.windowFlags())

        def greet() -> FirstRun:
            page = FirstRun(theme, choose_menu, folder, len(sample_files()), settings.theme)
            page.theme_chosen.connect(self.look.choose_theme)
            page.look_around.connect(actions.sample.trigger)
            page.change.connect(partial(self._choose_place, window))
            return page

        question, self._question = self._question, None
        hello = None if sample else greet
        parts = Parts(library, tasks, acts, imports, actions, settings, window, hello, question)
        session = Session(parts)
        session.opened.connect(partial(_listen, folder, session))
        session.ended.connect(self._ended)
        self._wire_commands(actions, window, sample=sample)
        self._wire_pictures(actions, imports)
        host = self._host(window, folder)
        session.preferences = Preferences(window, library, tasks, acts, host, folder, is_sample=sample)
        self.qapp.setStyleSheet(theme.style_sheet("window"))
        return session

    def _wire_commands(self, actions: Actions, window: MainWindow, *, sample: bool) -> None:
        settings = self.settings
        choose(actions.themes, settings.theme)
        on_choice(actions.themes, self.look.choose_theme)
        choose(actions.sizes, str(settings.interface_scale))
        on_choice(actions.sizes, self._choose_size)
        language_menu = window.menus.languages(_languages())
        choose(language_menu, settings.language)
        on_choice(language_menu, self._choose_language)
        actions.sample.setVisible(not sample and bool(sample_files()))
        actions.leave_sample.setVisible(sample)
        actions.sample.triggered.connect(self.look_around)
        actions.leave_sample.triggered.connect(lambda: self._change_to(self.own, sample=False))
        if sample:
            window.show_banner(_("This is the sample library."), actions.leave_sample)
        Appearing(window, self.look)
        FocusMode(window, self.look)
        Paging(window)
        Guiding(window)
        Printing(window)
        actions.show_log.triggered.connect(lambda: self._show_log(window))

    def _wire_pictures(self, actions: Actions, imports: Imports) -> None:
        def choose_pictures(wanted: bool) -> None:
            self.settings.pictures = imports.with_pictures = wanted

        imports.with_pictures = self.settings.pictures
        actions.pictures.setChecked(self.settings.pictures)
        actions.pictures.toggled.connect(choose_pictures)

    def _host(self, window: MainWindow, folder: Path) -> Host:
        def turned(page: str) -> None:
            self._settings_page = page

        return Host(
            self.look,
            _languages(),
            self._choose_language,
            self._choose_size,
            lambda: self._show_log(window),
            partial(self._relocating.move, folder),
            partial(self._relocating.restore, folder),
            self._relocating.open_other,
            turned,
        )

    def _choose_language(self, code: str) -> None:
        if code != self.settings.language:
            self.settings.language = code
            speak(code)
            self._reopen()

    def _choose_size(self, scale: str) -> None:
        if float(scale) != self.settings.interface_scale:
            self.look.choose_size(scale)
            self._reopen()

    def _show_log(self, window: MainWindow) -> None:
        words = _("It holds numbers only: no titles, no addresses, no text.")
        TextDialog(self.theme, _("Log"), words, self.log.tail(), window).show()


def _languages() -> list[tuple[str, str]]:
    return [("", _("As the system")), *((code, name_of(code)) for code in languages())]


def _opened(folder: Path, token: CancelToken, *, create: bool) -> Library:
    """Open it. A library that is just being opened elsewhere, or let go, is given a moment."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return archive.Library.open(folder, create=create, follow=False)
        except LibraryLocked:
            # its window answers already: what was to be brought in is handed over
            if time.monotonic() >= deadline or hand_over(folder, show=False) or token.wait(LOOK_SECONDS):
                raise


def _make_sample(folder: Path, token: CancelToken) -> bool:
    with archive.Library.open(fresh_folder(folder)) as library:
        library.import_([str(path) for path in sample_files()], label="", cancel=token)
        library.settle(token)
    return True


def _listen(folder: Path, session: Session) -> None:
    """A second start hands over to this window from now on."""
    from reader.handover_server import HandoverServer

    server = HandoverServer(folder, session.window)
    server.shown.connect(partial(_raise, session.window))
    server.handed.connect(session.adding.bring)
    session.ended.connect(server.close)
    server.listen()


def _raise(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def main(words: Sequence[str]) -> int:
    """Show the window; returns the exit code. The words: `--library FOLDER`, files, addresses."""
    try:
        chosen, rest = library_and_rest(words)
    except NoFolderGiven:
        return 2
    folder = chosen or default_library()
    add = [word for word in rest if word != "--"]
    if hand_over(folder, add):
        return 0
    sys.setswitchinterval(SWITCH_SECONDS)
    qapp = QApplication(["broadside"])
    qapp.setApplicationName("Broadside")
    qapp.setDesktopFileName("broadside")
    qapp.setWindowIcon(QIcon(str(resource("icons/broadside.svg"))))
    qapp.setQuitOnLastWindowClosed(False)
    app = App(qapp, usual_places())
    app.crashes.install()
    app.open(folder, add)
    code = qapp.exec()
    app.crashes.remove()
    app.close()
    return code
