"""Only a fetch connects: importing the whole package and reading files open no socket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

CODE = """
import importlib, pathlib, pkgutil, sys
from datetime import UTC, datetime

def refuse(event, _):
    if event.startswith("socket.") and event != "socket.__new__":
        raise SystemExit(event)

sys.addaudithook(refuse)
import archive
names = [module.name for module in pkgutil.walk_packages(archive.__path__, "archive.")]
for name in names:
    importlib.import_module(name)
from archive.cancel import CancelToken
from archive.fetch import as_address, read_file, walk
for path in walk(pathlib.Path(sys.argv[1]), CancelToken()):
    read_file(path, captured_at=datetime.now(UTC), cancel=CancelToken())
as_address("example.org")
print(len(names))
"""


def test_nothing_but_a_fetch_connects(tmp_path: Path) -> None:
    (tmp_path / "vote.html").write_text('<img src="http://127.0.0.1:9/a.png"><img src="vote_files/a.png">')
    ran = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 10
