"""A window on a library in a temporary folder, driven as a person drives it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive import Library
from reader import app, reading
from reader.app import App, Places
from reader.main_window import MainWindow
from reader.session import Session

PAGE = """<!doctype html><html lang="en"><head><title>{title} - {source}</title>
<meta property="og:site_name" content="{source}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{date}"></head>
<body><nav><a href="/">Home</a> <a href="/politics">Politics</a></nav>
<article><h1>{title}</h1>
<p>{first}</p>
<p>The members met for two hours on Tuesday and heard from the clerk, who read the report aloud.</p>
<p>A further meeting was called for the autumn, when the figures of the treasury will be known.</p>
<p>{first}</p>
</article><footer>All rights reserved. Contact the desk.</footer></body></html>"""


def write_page(path: Path, title: str, first: str, source: str, date: str) -> Path:
    """A saved page that holds an article, in a folder that is made if need be."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(PAGE.format(title=title, first=first, source=source, date=date), encoding="utf-8")
    return path


class Desk:
    """The app with its places in one folder, and what a person does with it."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.app = App(qapp, Places(folder / "settings.ini", folder / "logs", folder / "sample"))
        self.app.settings.theme = "light"

    @property
    def session(self) -> Session:
        assert self.app.session is not None
        return self.app.session

    @property
    def window(self) -> MainWindow:
        return self.session.window

    def open(self, add: tuple[str, ...] = ()) -> Session:
        """Open the person's library and wait until its window shows what there is."""
        self.app.open(self.folder / "library", add)
        self.until(lambda: self.app.session is not None)
        self.until(lambda: self.session.counts is not None and self.session.list.query.shown is not None)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        return self.session

    def close(self) -> None:
        if self.app.session is not None:
            self.window.close()
            self.until(lambda: self.app.session is None)

    def until(self, true: Callable[[], bool], seconds: float = 20) -> None:
        self.qtbot.waitUntil(true, timeout=int(seconds * 1000))

    def page(
        self, name: str, title: str, first: str, source: str = "Harbour Gazette", date: str = "2023-03-14"
    ) -> Path:
        """Write a saved page that holds an article."""
        return write_page(self.folder / "pages" / name, title, first, source, date)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def click_row(self, row: int) -> None:
        table = self.session.list.table

        def place() -> QPoint:
            return table.visualRect(table.articles.index(row, 0)).center()

        # a window that was just shown may not be laid out yet
        self.until(lambda: table.isVisible() and table.viewport().rect().contains(place()))
        self.click(table.viewport(), place())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the keyboard is now."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget() or self.window, words)

    def choose(self, action: QAction) -> None:
        assert action.isEnabled(), action.text()
        action.trigger()

    def titles(self) -> list[str]:
        """What the list shows, once all its rows are there."""
        model = self.session.list.model
        self.until(lambda: model.missing(0, model.rowCount() - 1) is None)
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def settle(self) -> None:
        """Wait until everything that was added can be found."""
        self.until(lambda: self.session.library.pending == 0)


def drop(desk: Desk, data: QMimeData) -> None:
    """What the window system does when something is dragged in and let go."""
    place, copy = QPoint(300, 300), Qt.DropAction.CopyAction
    button, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(desk.window, QDragEnterEvent(place, copy, data, button, plain))
    assert desk.window.overlay.isVisible()
    QGuiApplication.sendEvent(desk.window, QDropEvent(QPointF(place), copy, data, button, plain))
    assert not desk.window.overlay.isVisible()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The app on an empty library."""
    qapp.setQuitOnLastWindowClosed(False)
    monkeypatch.setattr(qapp, "quit", lambda: None)
    monkeypatch.setattr(app, "LOCK_SECONDS", 0.0)
    monkeypatch.setattr(reading, "READ_MS", 150)
    made = Desk(qapp, qtbot, tmp_path)
    yield made
    made.close()
    made.app.close()


ARTICLES = (
    ("vote", "Committee backs lower voting age", "It wants votes at 16.", "Harbour Gazette", "2023-03-14"),
    ("water", "Province publishes water charges", "Everyone will pay.", "Harbour Gazette", "2022-11-21"),
    ("rail", "Budget talks pause over rail", "Rail has to wait.", "Northern Ledger", "2021-05-02"),
)


@pytest.fixture(scope="session")
def library_of_three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library folder with three unread articles, to be copied."""
    folder = tmp_path_factory.mktemp("three")
    paths = [write_page(folder / f"{name}.html", *rest) for name, *rest in ARTICLES]
    with Library.open(folder / "library") as library:
        library.import_([str(path) for path in paths])
        library.settle()
    return folder / "library"


@pytest.fixture
def filled(desk: Desk, library_of_three: Path) -> Desk:
    """The app with three articles in the person's library, not opened yet."""
    shutil.copytree(library_of_three, desk.folder / "library")
    return desk
