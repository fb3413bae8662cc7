"""How long the window does not answer while pages come in and a person types and reads.

    python tests/benchmarks/stalls.py --pages FOLDER [--most 1000] [--library FOLDER] [--trace FILE]
        [--switch SECONDS]

The real window, on a new library (or a copy of one that is given), imports the pages. Meanwhile a script
types words into the search field, a letter every 120 ms, and opens articles. A timer of 5 ms in the same
event loop tells how late it came round. Beside it a control process, an empty window of Qt with the same
timer, runs for the same time, so that what the machine does to everybody can be told from what the window
does to itself. Told are the number of delays over 50 ms, the 99.9th percentile, the longest, and for the
window how much processor time its own thread took in the longest. `--trace` writes where all threads stood
in every delay over 50 ms.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow

TICK_MS = 5
LETTER_MS = 120
STALL_MS = 50.0
WORDS = [
    "government",
    "election",
    "minister",
    "tax",
    "vote",
    "president",
    "police",
    "climate",
    "health",
    "budget",
    "border",
    "court",
]


@dataclass
class Watch:
    """Notes how late a timer comes round, in milliseconds, and what the thread itself did meanwhile."""

    trace: IO[str] | None = None
    late: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    last: float = 0.0
    last_own: float = 0.0

    def start(self, parent: QObject) -> None:
        self.last, self.last_own = time.perf_counter(), time.thread_time()
        self._timer = QTimer(parent, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.late.append(max(0.0, (now - self.last) * 1000 - TICK_MS))
        self.own.append((own - self.last_own) * 1000)
        self.last, self.last_own = now, own
        if self.trace is not None:
            if self.late[-1] > STALL_MS:
                self.trace.write(f"late {self.late[-1]:.0f} ms, own work {self.own[-1]:.0f} ms\n\n")
                self.trace.flush()
            faulthandler.dump_traceback_later(0.05, file=self.trace)

    def told(self) -> dict[str, float]:
        ordered = sorted(self.late)
        longest = max(range(len(self.late)), key=self.late.__getitem__)
        return {
            "seconds": sum(self.late) / 1000 + len(self.late) * TICK_MS / 1000,
            "over": sum(late > STALL_MS for late in ordered),
            "own over": sum(own > STALL_MS for own in self.own),
            "p99.9": ordered[int(len(ordered) * 0.999)],
            "longest": ordered[-1],
            "own work in it": self.own[longest],
            "most own work": max(self.own),
        }


def control() -> None:
    """An empty window with the timer, until somebody closes our input."""
    app = QApplication(["control"])
    window = QMainWindow()
    window.show()
    watch = Watch()
    watch.start(window)
    ended = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ended.activated.connect(app.quit)
    app.exec()
    watch.stop()
    print(json.dumps(watch.told()))


class Person(QObject):
    """Types one word after another; after each, opens two of the articles found."""

    def __init__(self, window: QMainWindow, search: Callable[[], None], step: Callable[[], None]) -> None:
        super().__init__(window)
        self._search, self._step = search, step
        self._turns = self._days()
        self.letters = self.opened = 0
        self._timer = QTimer(self, interval=LETTER_MS)
        self._timer.timeout.connect(lambda: next(self._turns))
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _days(self):  # type: ignore[no-untyped-def]
        while True:
            for word in WORDS:
                self._search()
                for letter in word:
                    self._press(0, letter)
                    self.letters += 1
                    yield
                self._press(Qt.Key.Key_Return, "\r")
                for _ in range(3):
                    yield
                for _ in range(2):
                    self._step()
                    self.opened += 1
                    for _ in range(5):
                        yield

    def _press(self, key: int, text: str) -> None:
        target = QApplication.focusWidget()
        if target is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.postEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--trace", type=Path)
    parser.add_argument("--switch", type=float, help="another switch interval of the interpreter, seconds")
    parser.add_argument("--control", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--quiet-start", type=float, default=2.0, help="seconds before the import begins")
    chosen = parser.parse_args()
    if chosen.control:
        control()
        return
    with tempfile.TemporaryDirectory() as name:
        run(chosen, Path(name))


def run(chosen: argparse.Namespace, folder: Path) -> None:
    from reader import app as reader_app
    from reader.app import App, Places

    pages = [str(path) for path in sorted(chosen.pages.iterdir())[: chosen.most]]
    if chosen.library:
        shutil.copytree(chosen.library, folder / "library")
    sys.setswitchinterval(chosen.switch or reader_app.SWITCH_SECONDS)
    qapp = QApplication(["broadside"])
    qapp.setQuitOnLastWindowClosed(False)
    app = App(qapp, Places(folder / "settings.ini", folder / "logs", folder / "sample"))
    app.settings.has_articles = True
    trace = open(chosen.trace, "w") if chosen.trace else None  # noqa: SIM115
    watch = Watch(trace)
    began = time.perf_counter()
    app.open(folder / "library")
    assert app.session is not None
    session = app.session
    other = subprocess.Popen(
        [sys.executable, __file__, "--control"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def begin() -> None:
        nonlocal began
        session.window.show_panes()
        session.adding.bring(pages)
        watch.start(session.window)
        began = time.perf_counter()

        nonlocal person
        person = Person(session.window, session.actions.search.trigger, session.actions.next_article.trigger)

    person: Person | None = None
    QTimer.singleShot(int(chosen.quiet_start * 1000), begin)

    def look() -> None:
        jobs = session.imports.jobs
        if jobs and all(job.is_over for job in jobs) and session.library.pending == 0:
            looking.stop()
            assert person is not None
            person.stop()
            watch.stop()
            session.window.close()

    looking = QTimer(interval=500)
    looking.timeout.connect(look)
    looking.start()
    qapp.exec()
    took = time.perf_counter() - began
    app.close()
    beside, _ = other.communicate("")
    assert person is not None
    print(f"{len(pages)} pages in {took:.0f} s, {person.letters} letters, {person.opened} articles opened")
    for title, figures in (("window", watch.told()), ("control", json.loads(beside))):
        print(f"{title:8}", ", ".join(f"{name} {value:.1f}" for name, value in figures.items()))
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
