"""The entry of the desktop's menus: written, usable, and taken away without a trace."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reader import desktop
from reader.__main__ import main


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def files_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_installed_and_taken_away(home: Path) -> None:
    assert main(["--install-desktop"]) == 0
    entry = home / "data/applications/broadside.desktop"
    parsed = configparser.RawConfigParser(strict=True)
    parsed.read_string(entry.read_text(encoding="utf-8"))
    told = parsed["Desktop Entry"]
    starter = Path(desktop.__file__).resolve().parents[1] / "broadside"
    assert told["exec"] == f'"{starter}" %F'
    assert os.access(starter, os.X_OK)
    assert "mimetype" not in told
    assert (home / "data/icons/hicolor/scalable/apps/broadside.svg").read_bytes().startswith(b"<svg")
    if shutil.which("desktop-file-validate"):
        checked = subprocess.run(
            ["desktop-file-validate", entry], capture_output=True, text=True, check=False
        )
        assert "error" not in checked.stdout
    assert main(["--uninstall-desktop"]) == 0
    assert not [name for name in files_under(home) if "broadside" in name]


def test_on_the_desktop_too_where_there_is_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = home / "Desktop"
    shown.mkdir()
    monkeypatch.setattr(desktop, "_desktop", lambda: shown)
    desktop.install()
    assert os.access(shown / "broadside.desktop", os.X_OK)
    desktop.uninstall()
    assert list(shown.iterdir()) == []


def test_a_path_with_every_odd_character_is_quoted() -> None:
    # as the specification reads it back: first the string's own escapes, then the quotes', then the percent
    told = desktop._quoted(Path('/a b/$x`"\\%f'))
    assert told == '"/a b/\\\\$x\\\\`\\\\"\\\\\\\\%%f"'
