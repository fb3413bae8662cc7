"""What the tests of the house share."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Every file of the project: what git tracks, or, without git, what no tool made."""
    if shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
        if listed.returncode == 0 and listed.stdout:
            names = listed.stdout.decode("utf-8").rstrip("\0").split("\0")
            return [root / name for name in names if (root / name).is_file()]
    made = {".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".git"}
    return sorted(p for p in root.rglob("*") if p.is_file() and not made & set(p.relative_to(root).parts))
