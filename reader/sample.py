"""The sample library: a library of its own, made new each time from the articles that are shipped."""

from __future__ import annotations

import shutil
from pathlib import Path

from reader.resources import resource


def sample_files() -> list[Path]:
    """The articles that are shipped; empty where an installation lacks them."""
    try:
        folder = resource("sample")
    except FileNotFoundError:
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("README"))


def fresh_folder(folder: Path) -> Path:
    """An empty folder for the sample library. What was in it is thrown away: it can be made again."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, mode=0o700)
    return folder
