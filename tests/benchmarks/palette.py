"""How the command palette, the settings and the guide answer on a large library.

    python tests/benchmarks/palette.py --library FOLDER

The library is opened and may be written in, so give a copy. Times are milliseconds of processor time of the
window's own thread, from the key or the command to the end of the painting that shows its effect.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.app import App, Places
from reader.guide_window import GuideWindow

TYPED = "budget talks"


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def taken(act: Callable[[], object]) -> float:
    """Milliseconds of this thread."""
    begun = time.thread_time()
    act()
    QApplication.processEvents()
    return (time.thread_time() - begun) * 1000


def told(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(f"{name:40} median {ordered[len(ordered) // 2]:6.1f}   longest {ordered[-1]:6.1f}")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--library", type=Path, required=True)
    folder = options.parse_args().library
    qapp = QApplication(["broadside"])
    qapp.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as place:
        app = App(qapp, Places(Path(place) / "settings.ini", Path(place) / "logs", Path(place) / "sample"))
        app.open(folder)
        while app.session is None or app.session.counts is None:
            rest(50)
        session = app.session
        rest(3_000)
        print(f"{session.counts.library:,} articles, {len(session.counts.sources)} sources")
        palette = session.commanding.palette
        opened, typed = [], []
        for _round in range(6):
            opened.append(taken(lambda: (session.actions.palette.trigger(), palette.grab())))
            rest(200)
            palette.dismiss()
        session.actions.palette.trigger()
        for letter in TYPED:
            typed.append(taken(lambda letter=letter: (QTest.keyClick(palette.field, letter), palette.grab())))
            rest(300)
        palette.dismiss()
        told("palette opened and painted", opened)
        told("a letter in the palette, painted", typed)
        preferences = session.preferences
        for page in ("reading", "library", "keyboard", "about"):
            took = taken(lambda page=page: (preferences.show(page), preferences.window.grab()))
            told(f"settings, {page}, first time", [took])
        preferences.window.close()
        told("guide, first time", [taken(session.actions.guide.trigger)])
        window = session.window.findChild(GuideWindow)
        letters = [taken(lambda c=c: (QTest.keyClick(window.field, c), window.grab())) for c in "backup"]
        told("a letter in the guide's search, painted", letters)
        session.window.close()
        rest(100)
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
