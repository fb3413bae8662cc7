"""How the real window answers on a large library: typing, the list by keyboard, opening articles.

    python tests/benchmarks/window.py --library FOLDER [--only typing,list,open] [--rounds 3] [--rows 12]
        [--words FILE]

`make_library.py` makes the library; it is read and marked as read in, so give a copy of one you like. Times
are milliseconds from the key to the end of the painting that shows its effect: by the clock, in processor
time of all threads (what the clock would show were nobody else at work: they take turns), in that of the
window's own thread. Told are median, 95th percentile, longest. `--rows`: the window is as high as so many
whole rows of the list need. `--words`: what is typed, a line each.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from archive.errors import NoSuchArticle
from reader import app as reader_app
from reader.app import App, Places

WORDS = ("government", "election", "minister", "charges", "vote", "water", "harbour", "rail")
PATIENCE = 30.0
TITLE = "Committee backs a lower voting age after a long debate in the county"
SNIPPET = (
    "…the committee of the council said that the government would raise the charges for water at the "
    "harbour, and that rail fares would not go up before the vote was taken by the minister or another…"
)
_LAST = Qt.EventPriority.LowEventPriority.value - 1

Took = tuple[float, float, float]
"""By the clock, in processor time of all threads, in that of the window's own."""


def now() -> Took:
    return time.perf_counter(), time.process_time(), time.thread_time()


class Paintings(QObject):
    """Notes when the painting of a list was over: a request of least priority comes after all of it."""

    over: Took | None = None

    def __init__(self, viewport: QWidget) -> None:
        super().__init__()
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _LAST)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User and self.over is None:
            self.over = now()
        return super().event(event)


class Desk:
    """The window, and what a person does with it."""

    def __init__(self, library: Path, folder: Path, rows: int | None) -> None:
        self.qapp = QApplication(["broadside"])
        self.qapp.setQuitOnLastWindowClosed(False)
        # whoever waits looks again after so long, though nothing happened
        self._pulse = QTimer(interval=20)
        self._pulse.start()
        self.app = App(self.qapp, Places(folder / "settings.ini", folder / "logs", folder / "sample"))
        self.app.settings.has_articles = True
        began = now()
        self.app.open(library)
        assert self.app.session is not None
        self.session = self.app.session
        self.list, self.model = self.session.list, self.session.list.model
        self.until(lambda: self.list.query.shown is not None)
        took = [(here - then) * 1000 for here, then in zip(now(), began, strict=True)]
        print(f"window built, library opened, {self.model.rowCount():,} articles listed: ", end="")
        print(f"{took[0]:.0f} ms by the clock, {took[1]:.0f} ms of processor time")
        self.until(lambda: self.session.counts is not None)
        if rows is not None:
            self._stretch(rows)
        self.paintings = Paintings(self.list.table.viewport())
        self.pause(1.5)
        gc.collect()
        gc.freeze()

    def _stretch(self, rows: int) -> None:
        """Make the window as high as so many rows need, wherever the edge of the screen is."""
        window, table = self.session.window, self.list.table
        more = rows * table.verticalHeader().defaultSectionSize() - table.viewport().height()
        window.resize(window.width(), window.height() + more)
        self.turn()
        assert table.rowAt(table.viewport().height() - 1) in (rows - 1, -1), "the list has not so many rows"

    def turn(self, *, wait: bool = False) -> None:
        """Everything that is to be done now, painting included; or, where there is nothing, what comes."""
        kinds = QEventLoop.ProcessEventsFlag
        self.qapp.processEvents(kinds.WaitForMoreEvents if wait else kinds.AllEvents)

    def until(self, true: Callable[[], bool]) -> None:
        end = time.perf_counter() + PATIENCE
        while not true():
            self.turn(wait=True)
            if time.perf_counter() > end:
                raise TimeoutError
        self.turn()

    def pause(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.turn(wait=True)

    def measured(self, act: Callable[[], object], true: Callable[[], bool]) -> Took:
        """Milliseconds from the act until `true` is so and painted."""
        began = now()
        act()
        self.until(true)
        return since(began, now())

    def answered(self, act: Callable[[], object], true: Callable[[], bool]) -> Took:
        """Milliseconds from the act until the list of an answer for which `true` is so was painted.

        Where nothing is found there is no list to paint: until the answer.
        """

        def heard() -> None:
            self.paintings.over = None

        self.list.query.answered.connect(heard)
        began = now()
        act()
        self.until(lambda: true() and (self.paintings.over is not None or not self.model.rowCount()))
        self.list.query.answered.disconnect(heard)
        return since(began, self.paintings.over or now())

    def key(self, key: Qt.Key, target: QWidget | None = None) -> None:
        QTest.keyClick(target or self.list.table, key)


def since(began: Took, ended: Took) -> Took:
    clock, processor, own = (1000 * (then - here) for here, then in zip(began, ended, strict=True))
    return clock, processor, own


def told(name: str, took: list[Took]) -> None:
    parts = []
    for column, kind in enumerate(("clock", "processor", "window")):
        ordered = sorted(one[column] for one in took)
        p50, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        parts.append(f"{kind:10} p50 {p50:6.1f}  p95 {p95:6.1f}  max {ordered[-1]:6.1f}")
    print(f"{name} ({len(took)})", *parts, sep="\n    ", flush=True)


def floor(desk: Desk, rows: int, number: int) -> Took:
    """What Qt alone needs to lay out and draw the titles and snippets of so many rows, none seen before."""
    theme, picture = desk.session.window.theme, QPixmap(400, 120)
    title, snippet = theme.font("list.title"), theme.font("list.snippet")
    painter = QPainter(picture)
    began = now()
    for row in range(rows):
        for text, font, lines in ((f"{TITLE} {number} {row}", title, 2), (f"{SNIPPET} {row}", snippet, 3)):
            layout = QTextLayout(text, font)
            layout.beginLayout()
            for _ in range(lines):
                line = layout.createLine()
                if line.isValid():
                    line.setLineWidth(365)
            layout.endLayout()
            layout.draw(painter, QPointF(10, 10))
    took = since(began, now())
    painter.end()
    return took


def typing(desk: Desk, rounds: int, words: Sequence[str] = WORDS) -> None:
    """A letter at a time, at the uneven pace of a hand: 90 to 270 ms after the results of the one before."""
    rhythm = random.Random(7)
    control: list[Took] = []
    field = desk.list.box.field
    first: list[Took] = []
    further: list[Took] = []
    rows = desk.list.table.viewport().height() / desk.list.table.verticalHeader().defaultSectionSize()
    for _ in range(rounds):
        for word in words:
            field.setFocus()
            field.clear()
            desk.until(lambda: desk.list.query.shown == desk.list.query.question)
            desk.pause(0.2)
            for place, letter in enumerate(word):
                typed = word[: place + 1]
                if typed.endswith(" "):
                    QTest.keyClick(field, letter)
                    continue
                took = desk.answered(
                    lambda letter=letter: QTest.keyPress(field, letter),
                    lambda typed=typed: (
                        desk.list.query.shown is not None and desk.list.query.shown.text == typed
                    ),
                )
                QTest.keyRelease(field, letter)
                (further if len(typed.split()[-1]) >= 2 else first).append(took)
                desk.pause(rhythm.uniform(0.09, 0.27))
                control.append(floor(desk, int(rows), len(control)))
    field.clear()
    desk.until(lambda: desk.list.query.shown == desk.list.query.question)
    told(f"the first letter of a word to its results, {rows:.1f} rows", first)
    told("a further letter to its results", further)
    told("control: titles and snippets of as many rows, laid out and drawn by Qt alone", control)


def listing(desk: Desk, rounds: int) -> None:
    """To the ends, and page by page."""
    table, model = desk.list.table, desk.model
    last = model.rowCount() - 1
    table.setFocus()

    def there(row: int) -> bool:
        open_id = desk.session.reading.open_id
        return model.missing(max(0, row - 5), min(last, row + 5)) is None and open_id == model.id_at(row)

    ends: list[Took] = []
    for _ in range(rounds * 4):
        ends.append(desk.measured(lambda: desk.key(Qt.Key.Key_End), lambda: there(last)))
        desk.pause(0.1)
        ends.append(desk.measured(lambda: desk.key(Qt.Key.Key_Home), lambda: there(0)))
        desk.pause(0.1)
    told("End or Home to rows and article", ends)
    for name, key in (("PageDown", Qt.Key.Key_PageDown), ("Down", Qt.Key.Key_Down)):
        pages: list[Took] = []
        for start in (0, last // 2, last - 800):
            table.go_to(max(0, start))
            desk.pause(0.3)
            for _ in range(60 * rounds):
                before = table.currentIndex().row()
                took = desk.measured(
                    lambda key=key: desk.key(key),
                    lambda before=before: table.currentIndex().row() > before or before == last,
                )
                pages.append(took)
                desk.pause(0.02)
        told(f"{name} held, a key to its painting", pages)
    table.go_to(0)
    desk.pause(0.5)


def opening(desk: Desk, rounds: int) -> None:
    """An article to its first screen."""
    table, model = desk.list.table, desk.model
    for words, numbers in (
        (150, range(1, 100_000, 977)),
        (2_000, range(500, 100_000, 1_000)),
        (20_000, range(5_000, 100_000, 10_000)),
    ):
        took: list[Took] = []
        found = filter(None, (made(desk, number) for number in numbers if number <= model.rowCount()))
        for article in list(found)[: 10 * rounds]:
            row = model.row_of(article)
            assert row is not None
            took.append(
                desk.measured(
                    lambda row=row: table.go_to(row),
                    lambda article=article: desk.session.reading.open_id == article,
                )
            )
            desk.pause(0.4)
        if took:
            told(f"an article of about {words:,} words to its first screen", took)


def made(desk: Desk, number: int) -> int | None:
    """The article that `make_library.py` made as this number: those that came out alike have no id."""
    for article in range(number + 1, max(0, number - 80), -1):
        with contextlib.suppress(NoSuchArticle):
            url = desk.session.library.article(article).article.url or ""
            if url.endswith(f"/{number}"):
                return article
    return None


def themes(desk: Desk, rounds: int) -> None:
    """Another theme, the whole window painted in it, an article of 2,000 words open."""
    article = made(desk, 500)
    row = desk.model.row_of(article) if article is not None else None
    if row is not None:
        desk.list.table.go_to(row)
        desk.until(lambda: desk.session.reading.open_id == article)
    desk.pause(0.5)
    took = []
    for name in ("dark", "sepia", "light") * rounds * 2:
        took.append(desk.measured(partial(desk.app.look.choose_theme, name), lambda: True))
        desk.pause(0.3)
    told("another theme, painted", took)


def counts(desk: Desk, rounds: int) -> None:
    """What the sidebar tells."""
    took = []
    for _ in range(rounds * 3):
        desk.session.counts = None
        took.append(desk.measured(desk.session._ask_counts, lambda: desk.session.counts is not None))
        desk.pause(0.05)
    told("the counts of the sidebar", took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--only", default="typing,list,open,theme,counts")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--words", type=Path)
    chosen = parser.parse_args()
    sys.setswitchinterval(reader_app.SWITCH_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(chosen.library, Path(folder), chosen.rows)
        words = chosen.words.read_text(encoding="utf-8").splitlines() if chosen.words else WORDS
        parts = {
            "typing": partial(typing, words=words),
            "list": listing,
            "open": opening,
            "theme": themes,
            "counts": counts,
        }
        for name in chosen.only.split(","):
            parts[name](desk, chosen.rounds)
        desk.session.window.close()
        desk.until(lambda: desk.app.session is None)
        desk.app.close()
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
