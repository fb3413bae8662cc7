"""Makes the pictures of the window from the sample library:  python tests/screens/render.py OUT [NAME …]"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from reader.app import App, Places
from reader.session import Session

SHOTS: dict[str, Callable[[Stage], None]] = {}


class Stage:
    """The app on a stage: opens libraries, waits for quiet, takes pictures."""

    def __init__(self, qapp: QApplication, folder: Path) -> None:
        self.folder = folder
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

    def rest(self, milliseconds: int = 300) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def open_sample(self) -> Session:
        self.app.open(self.folder / "sample", sample=True)
        self.wait(lambda: self.app.session is not None)
        self.wait(lambda: self.session.list.model.rowCount() > 0)
        return self.session


def shoot(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))


def main() -> int:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    qapp = QApplication(["broadside"])
    qapp.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(qapp, Path(folder))
        session = stage.open_sample()
        stage.rest()
        shoot(session.window, out / "browsing.png")
        session.list.box.set_text("water charges")
        stage.rest(1500)
        session.list.enter_list()
        stage.rest()
        session.list.box.field.setFocus()
        stage.rest(100)
        shoot(session.window, out / "search.png")
        session.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
