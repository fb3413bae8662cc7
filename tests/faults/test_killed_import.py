"""`kill -9` in the middle of an import loses nothing that was reported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.mark.slow
def test_what_was_reported_is_there_and_found_after_three_kills(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(120):
        title = f"Ferries of Nordhaven{number}"
        sentence = f"The parish of Nordhaven{number} counted its ferries and found that there were {number}."
        body = "".join(f"<p>{sentence} Paragraph {part} says so in plain words.</p>" for part in range(6))
        page = f"<html lang='en'><title>{title}</title><article><h1>{title}</h1>{body}</article></html>"
        (pages / f"page-{number:03}.html").write_text(page)
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_import.py"), str(pages), "--kills", "3"],
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(", 0 wrong") == 3
