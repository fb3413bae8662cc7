"""What an import brings along: the core and the command line never load Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(found.name)
print(" ".join(sorted(sys.modules)))
"""


HEAVY = {"bs4", "lxml", "numpy", "sqlite3", "whoosh"}


def loaded_by(package: str, root: Path) -> set[str]:
    """The modules that a fresh Python holds after importing a package with everything in it."""
    here = dict(os.environ, PYTHONPATH=str(root))
    command = [sys.executable, "-P", "-c", LOOK, package]
    done = subprocess.run(command, cwd=root, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def loaded_with(module: str, root: Path) -> set[str]:
    """The modules that a fresh Python holds after importing just this one."""
    here = dict(os.environ, PYTHONPATH=str(root))
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=here, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("package", "not_there"), [("archive", {"PySide6", "reader"}), ("reader.cli", {"PySide6"})]
)
def test_no_window_without_a_window(package: str, not_there: set[str], root: Path) -> None:
    loaded = loaded_by(package, root)
    assert package in loaded
    assert not loaded & not_there


def test_the_dispatcher_is_light(root: Path) -> None:
    heavy = {"PySide6", "archive", "argparse", *HEAVY, "asyncio", "urllib.request"}
    assert not heavy & loaded_with("reader.__main__", root)


def test_the_window_is_built_without_what_its_library_needs(root: Path) -> None:
    """It is painted first; the library is loaded and opened behind it."""
    assert not {*HEAVY, "archive.library", "PySide6.QtNetwork"} & loaded_with("reader.app", root)
