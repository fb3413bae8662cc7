"""How long keeping a large library in order takes:  python tests/benchmarks/organising.py COPY-OF-A-LIBRARY

It gives tags to articles: hand it a copy.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "screens"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from render import Stage

from archive import Library
from archive.model import Place

MANY = 10_000


def told(name: str, clock: Callable[[], float], act: Callable[[], object]) -> None:
    before = clock()
    act()
    print(f"{name:30} {1000 * (clock() - before):8.1f} ms")


def core(folder: Path) -> None:
    """What the lanes do."""
    clock = time.process_time
    with Library.open(folder, follow=False) as library:
        ids = library.ids()
        told("ids", clock, library.ids)
        told("ids by day", clock, library.ids_by_day)
        told(f"tag {MANY} articles", clock, lambda: library.retag(list(ids)[:MANY], ["bench"]))
        told("tags of all articles", clock, lambda: library.tags_of(ids))
        told("rename the tag", clock, lambda: library.rename_tag("bench", "benched"))
        told("remove the tag", clock, lambda: library.remove_tag("benched"))


def window(qapp: QApplication, folder: Path, own: Path) -> None:
    """What the window's own thread does."""
    stage = Stage(qapp, own, own)
    stage.app.settings.rows = "compact"
    stage.app.open(folder)
    session = stage.session
    table, model = session.list.table, session.list.model
    stage.wait(lambda: session.counts is not None and model.rowCount() > 0)
    stage.rest(1_500)
    print(f"{model.count} articles, {len(model.headings)} headings")

    def timed(name: str, act: Callable[[], object]) -> None:
        def painted() -> None:
            act()
            qapp.processEvents()

        told(name, time.thread_time, painted)
        stage.rest(500)

    table.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        timed(key.name, lambda key=key: QTest.keyClick(table, key))  # type: ignore[misc]
    timed("select all", table.selectAll)
    timed("tags of all", session.actions.tag.trigger)
    session.tagging.popover.dismiss()
    timed("comfortable rows", lambda: session.list.set_compact(False))
    timed("compact rows", lambda: session.list.set_compact(True))
    timed("unread", lambda: session.go_to(Place("unread"), "Unread"))
    stage.close()


def main() -> int:
    folder = Path(sys.argv[1])
    core(folder)
    qapp = QApplication(["broadside"])
    qapp.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as own:
        window(qapp, folder, Path(own))
    return 0


if __name__ == "__main__":
    sys.exit(main())
