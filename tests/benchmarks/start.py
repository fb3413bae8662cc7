"""How soon the window is there after the start, and how soon it shows its articles.

    python tests/benchmarks/start.py [--library FOLDER] [--runs 7] [--imports]

Each run is a process of its own, warm, with new settings. Told are the medians of processor time of the
process, in milliseconds, from its beginning until the window is painted, until the list is; and the same by
the clock. Beside them a control: a process that shows an empty window of Qt. `--imports` lists which of the
heavy packages were loaded before the first painting.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "numpy",
    "whoosh",
    "lxml",
    "bs4",
    "urllib3",
    "sqlite3",
    "multiprocessing.connection",
    "archive.library",
)

CONTROL = """
import sys, time, json
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(["control"])
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.told)
    def told(self):
        print(json.dumps({"window": [time.process_time(), time.time()]}))
        app.quit()
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

WINDOW = """
import sys, time, json, gc
from reader.__main__ import main
gc.disable()  # as main does, before the modules of the window are imported
heavy, library = json.loads(sys.argv[1]), sys.argv[2]
seen = {}
def note(name, then=None):
    if name not in seen:
        seen[name] = [time.process_time(), time.time()]
        if name == "window":
            seen["loaded"] = [name for name in heavy if name in sys.modules]
        if then:
            then()
from PySide6.QtCore import QTimer
import reader.main_window as main_window
class Watched(main_window.MainWindow):
    def __init__(self, *parts):
        super().__init__(*parts)
        self.list_column.query.answered.connect(self.answered)
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: note("window"))
    def answered(self, answer):
        self.list_column.table.viewport().repaint()
        QTimer.singleShot(0, lambda: note("list", self.close))
main_window.MainWindow = Watched
main(["--library", library])
print(json.dumps(seen))
"""


def run(cache: Path, code: str, *words: str) -> dict[str, list[float]]:
    """One process; `cache` holds what Python has compiled, which an installation has beside its modules."""
    began = time.time()
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        environment["PYTHONPYCACHEPREFIX"] = str(cache)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=120,
        )
    seen: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return {
        name: value if name == "loaded" else [value[0] * 1000, (value[1] - began) * 1000]
        for name, value in seen.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--imports", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library, cache = chosen.library or Path(folder) / "library", Path(folder) / "cache"
        ours, control = [], []
        run(cache, WINDOW, json.dumps(HEAVY), str(library))
        for _ in range(chosen.runs):
            ours.append(run(cache, WINDOW, json.dumps(HEAVY), str(library)))
            control.append(run(cache, CONTROL))
    for name, runs, stage in (
        ("an empty window of Qt", control, "window"),
        ("the window painted", ours, "window"),
        ("the list painted", ours, "list"),
    ):
        cpu, clock = (statistics.median(one[stage][k] for one in runs) for k in (0, 1))
        print(f"{name:24} {cpu:6.0f} ms of processor time, {clock:6.0f} ms by the clock")
    print(f"load {os.getloadavg()[0]:.1f}")
    if chosen.imports:
        print(
            "loaded before the first painting:",
            ", ".join(map(str, ours[-1]["loaded"])) or "none of the heavy",
        )


if __name__ == "__main__":
    main()
