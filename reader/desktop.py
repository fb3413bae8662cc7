"""Put Broadside into the desktop's menus for this person, so that a double-click starts it. Knows no Qt.

No MIME type is claimed: an entry of one's own that names text/html becomes the browser's rival at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from reader.i18n import _
from reader.resources import resource

NAME = "broadside"


def install() -> int:
    """Write the entry and its icon, and an icon on the desktop where there is one; returns the exit code."""
    entry = resource(f"desktop/{NAME}.desktop").read_text(encoding="utf-8")
    entry = entry.replace(f"Exec={NAME} %F", f"Exec={_quoted(_command())} %F")
    icon = resource(f"icons/{NAME}.svg").read_bytes()
    for place in _places():
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.suffix == ".desktop":
            place.write_text(entry, encoding="utf-8")
            place.chmod(0o755)
            # GNOME starts an icon on the desktop only when it is marked as trusted
            _quietly("gio", "set", str(place), "metadata::trusted", "true")
        else:
            place.write_bytes(icon)
        _say(_("Written: {path}").format(path=place))
    _refresh()
    return 0


def uninstall() -> int:
    """Take away what `install` wrote, and nothing else; returns the exit code."""
    for place in _places():
        if place.exists():
            place.unlink()
            _say(_("Taken away: {path}").format(path=place))
    _refresh()
    return 0


def _places() -> list[Path]:
    data = _data()
    places = [data / f"applications/{NAME}.desktop", data / f"icons/hicolor/scalable/apps/{NAME}.svg"]
    desktop = _desktop()
    return [*places, desktop / f"{NAME}.desktop"] if desktop else places


def _data() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")


def _desktop() -> Path | None:
    """The folder that the desktop shows, or None; some systems answer with the home folder for «none»."""
    if not shutil.which("xdg-user-dir"):
        return None
    asked = subprocess.run(["xdg-user-dir", "DESKTOP"], capture_output=True, text=True, check=False)
    folder = Path(asked.stdout.strip() or Path.home())
    return folder if folder.is_dir() and folder != Path.home() else None


def _command() -> Path:
    """What starts this installation: the checkout's starter, else the script beside this Python."""
    starter = Path(__file__).resolve().parent.parent / NAME
    return starter if starter.is_file() else Path(sys.executable).with_name(NAME)


def _quoted(word: Path) -> str:
    """An argument of Exec= as the Desktop Entry Specification 1.5 quotes it."""
    text = str(word)
    for c in '\\"`$':
        text = text.replace(c, "\\" + c)
    text = text.replace("%", "%%").replace("\\", "\\\\")
    return f'"{text}"'


def _refresh() -> None:
    """Tell the desktop at once; without these tools it finds out by itself."""
    _quietly("update-desktop-database", str(_data() / "applications"))
    _quietly("gtk-update-icon-cache", "-q", "-t", "-f", str(_data() / "icons/hicolor"))


def _quietly(*command: str) -> None:
    if shutil.which(command[0]):
        subprocess.run(command, check=False, capture_output=True)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
