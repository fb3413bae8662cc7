"""Makes the pictures of the window from the sample library:  python tests/screens/render.py OUT [NAME …]"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import organising
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from archive.model import Place, Sort
from reader.app import App, Places
from reader.filters import Filter, years
from reader.look import speak
from reader.places import name_of
from reader.resources import resource
from reader.session import Session
from tests.screens import chrome, marking


class Stage:
    """The app on a stage: opens libraries, waits for quiet, takes pictures."""

    def __init__(self, qapp: QApplication, folder: Path, out: Path) -> None:
        self.folder, self.out = folder, out
        places = Places(folder / "settings.ini", folder / "logs", folder / "sample")
        self.app = App(qapp, places)
        self.app.settings.theme = "light"
        self.app.look.apply()

    @property
    def session(self) -> Session:
        assert self.app.session is not None
        return self.app.session

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> None:
        loop = QEventLoop()
        tick = QTimer(interval=20)
        tick.timeout.connect(lambda: loop.quit() if until() else None)
        limit = QTimer(singleShot=True, interval=int(seconds * 1000))
        limit.timeout.connect(loop.quit)
        tick.start()
        limit.start()
        loop.exec()
        if not until():
            raise TimeoutError

    def rest(self, milliseconds: int = 400) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def open(self, *, files: bool = True, pages: Path | None = None) -> Session:
        """A library of one's own, with the sample articles in it (or those of a folder), or empty."""
        folder = self.folder / ("empty" if not files else "own" if pages is None else f"of-{pages.name}")
        fresh = not folder.exists()
        self.app.open(folder)
        self.wait(lambda: self.app.session is not None)
        session = self.session
        if files and fresh:
            session.adding.bring([str(pages or resource("sample"))])
            self.wait(lambda: bool(session.imports.jobs) and session.imports.jobs[0].is_over)
            self.wait(lambda: session.library.pending == 0)
            self.mark(session)
            session.window.close()
            return self.open(pages=pages)
        self.wait(lambda: session.counts is not None)
        if files:
            session.go_to(Place(), name_of(Place()))
            self.wait(lambda: session.list.model.rowCount() > 0)
        self.rest()
        session.window.resize(1440, 900)
        return session

    def mark(self, session: Session) -> None:
        """Some articles are read, some starred, as in a library one uses."""
        ids = session.library.ids(Place(), Sort.NEWEST)
        session.library.set_read([i for n, i in enumerate(ids) if n % 3], True)
        session.library.set_starred([i for n, i in enumerate(ids) if n % 5 == 2], True)

    def search(self, words: str, title: str = "") -> None:
        session = self.session
        session.list.box.set_text(words)
        self.rest(900)
        model = session.list.model
        rows = [n for n in range(model.rowCount()) if title in str(model.index(n, 0).data())]
        if rows:
            session.list.table.go_to(rows[0])
        session.list.box.field.setFocus()
        self.rest(500)

    def shoot(self, name: str, widget: QWidget | None = None, ratio: float = 1.0) -> None:
        widget = widget or self.session.window
        picture = QPixmap(widget.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        widget.render(picture)
        picture.save(str(self.out / f"{name}.png"))

    def close(self) -> None:
        if self.app.session is not None:
            self.session.window.close()
            self.rest(50)


def main_light(stage: Stage) -> None:
    session = stage.open()
    session.list.set_filters((years(2019, 2024), Filter("language", ("en",))))
    stage.search('"voting age" committee')
    stage.shoot("main")
    stage.shoot("main-2x", ratio=2)
    stage.session.window.resize(1024, 640)
    stage.rest()
    stage.shoot("small")


def removed(stage: Stage) -> None:
    session = stage.open()
    stage.search("water charges")
    session.reader.toggle_removed()
    stage.rest(700)
    stage.shoot("removed")


def first_run(stage: Stage) -> None:
    stage.open(files=False)
    stage.shoot("first-run")


def importing(stage: Stage) -> None:
    session = stage.open(files=False)
    pages = stage.folder / "Press cuttings"
    pages.mkdir()
    for n, path in enumerate(sorted(resource("sample").rglob("*.html"))):
        (pages / f"{n:02} {path.name}").write_bytes(path.read_bytes())
    (pages / "interview-notes.pages").write_bytes(b"PK\x03\x04 not a page")
    (pages / "front-page-archive.html").write_bytes(b"")
    (pages / "council-minutes-june.html").write_text(
        "<html><body><nav><a href='/'>Home</a></nav></body></html>"
    )
    (pages / "gazette-2014-03-02.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    session.adding.bring([str(pages)])
    job = session.imports.jobs[0]
    stage.wait(lambda: job.is_over)
    session.adding.show_page()
    session.window.import_page.show_job(job)
    session.window.messages.hide()
    stage.rest()
    stage.shoot("importing")


def nothing(stage: Stage) -> None:
    session = stage.open()
    session.list.set_filters((years(2019, 2024), Filter("language", ("es",))))
    stage.search('"votng age" comittee')
    stage.rest(700)
    stage.shoot("nothing")
    session.list.set_filters(())
    session.go_to(Place("starred"), name_of(Place("starred")))
    stage.search("ferry timetable")
    stage.rest(700)
    stage.shoot("nothing-in-place")


def large(stage: Stage) -> None:
    stage.app.settings.interface_scale, stage.app.settings.reading_size = 2.0, 38
    stage.app.look.apply()
    session = stage.open()
    stage.search('"voting age" committee')
    session.window.enter_reader()
    stage.rest()
    stage.shoot("large")
    session.window.leave_reader()
    stage.rest()
    stage.shoot("large-list")
    session.narrowing.edit(None)
    stage.rest(600)
    stage.shoot("large-filter")
    session.narrowing.popover.dismiss()
    stage.app.settings.interface_scale, stage.app.settings.reading_size = 1.0, 19
    stage.app.look.apply()


def themes(stage: Stage) -> None:
    stage.open()
    for name in ("dark", "sepia"):
        stage.app.look.choose_theme(name)
        stage.search('"voting age" committee')
        stage.shoot(name)
    stage.app.look.choose_theme("light")


def spanish(stage: Stage) -> None:
    stage.app.settings.language = "es"
    speak("es")
    session = stage.open()
    stage.search("presupuesto agua")
    stage.shoot("spanish")
    session.window.resize(1024, 640)
    stage.rest()
    stage.shoot("spanish-small")
    stage.close()
    stage.app.settings.language = ""
    speak("en")


def arabic(stage: Stage) -> None:
    stage.open()
    stage.search("خطة الإسكان")
    stage.shoot("arabic")


def filters(stage: Stage) -> None:
    session = stage.open()
    stage.search('"voting age"')
    session.list.set_filters((years(2018, 2024), Filter("language", ("en",))))
    stage.rest(600)
    stage.shoot("filtered")
    stage.search('"voting age"')
    session.narrowing.edit(None)
    stage.rest(600)
    popover = session.narrowing.popover
    for source in ("Harbour Gazette", "Northern Ledger"):
        popover.list.toggled.emit(source)
    stage.rest(600)
    stage.shoot("filter")
    popover.kinds["date"].click()
    stage.rest(600)
    stage.shoot("filter-date")
    popover.dismiss()


def suggestions(stage: Stage) -> None:
    session = stage.open()
    session.go_to(Place(), name_of(Place()))
    session.window.activateWindow()
    stage.wait(session.window.isActiveWindow)
    field = session.list.box.field
    field.setFocus()
    for letter in "vot":
        QTest.keyClick(field, letter)
        stage.rest(60)
    stage.rest(900)
    QTest.keyClick(field, Qt.Key.Key_Down)
    stage.shoot("suggestions")
    session.search_help.popover.dismiss()
    session.list.box.set_text("")
    session.search_help.show_ways()
    stage.rest(300)
    stage.shoot("ways")
    session.search_help.popover.dismiss()


def dropping(stage: Stage) -> None:
    session = stage.open()
    session.window.overlay.show_for(["/a"] * 14)
    stage.rest(100)
    stage.shoot("dropping")


def focus(stage: Stage) -> None:
    session = stage.open()
    stage.search('"voting age" committee', "Committee")
    window = session.window
    stage.app.look.choose_theme("sepia")
    window.commands.focus.trigger()
    stage.rest(900)
    stage.shoot("focus")
    window.set_focus(False)
    stage.app.look.choose_theme("light")
    window.commands.appearance.trigger()
    stage.rest()
    stage.shoot("appearance")


SCENES = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        main_light,
        focus,
        *organising.SCENES,
        removed,
        first_run,
        importing,
        nothing,
        large,
        themes,
        spanish,
        arabic,
        filters,
        suggestions,
        dropping,
        chrome.palette,
        chrome.settings,
        *marking.SCENES,
        chrome.guide,
    )
}


def main() -> int:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:] or list(SCENES)
    qapp = QApplication(["broadside"])
    qapp.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(qapp, Path(folder), out)
        for name in wanted:
            SCENES[name](stage)
            stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
