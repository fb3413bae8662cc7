"""Style, types and the direction of the imports, as the tools judge them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy": [sys.executable, "-m", "mypy"],
    "import contracts": [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_find_nothing(tool: str, root: Path) -> None:
    here = dict(os.environ, PYTHONPATH=str(root), NO_COLOR="1")
    done = subprocess.run(TOOLS[tool], cwd=root, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
