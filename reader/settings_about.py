"""Settings, About: which versions run, and who made what, under which licence."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

import reader
from reader.controls import Button, Hairline, Text
from reader.flow_layout import FlowLayout
from reader.i18n import _
from reader.resources import resource
from reader.settings_page import SettingsPage
from reader.theme import Theme


def packages() -> tuple[tuple[str, str], ...]:
    """What the program is made with, by the name it has in the package index, and what for."""
    return (
        ("PySide6-Essentials", _("the window")),
        ("shiboken6", _("the window")),
        ("Whoosh", _("the search")),
        ("PyStemmer", _("word endings")),
        ("beautifulsoup4", _("reading pages")),
        ("lxml", _("reading pages")),
        ("webencodings", _("reading pages")),
        ("chardet", _("reading pages")),
        ("markdown-it-py", _("reading Markdown")),
        ("PyYAML", _("reading Markdown")),
        ("numpy", _("fast counting")),
        ("pillow", _("pictures")),
        ("certifi", _("safe connections")),
        ("truststore", _("safe connections")),
        ("publicsuffixlist", _("names of sites")),
        ("platformdirs", _("where files belong")),
    )


SHIPPED = (
    ("Newsreader, Literata, Inter", "SIL Open Font License 1.1"),
    ("Noto Naskh Arabic, Noto Sans Arabic", "SIL Open Font License 1.1"),
)


def versions(sqlite: str) -> list[tuple[str, str]]:
    """What runs here."""
    return [
        ("Broadside", reader.__version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion() or ""),
        ("PySide6", _version("PySide6-Essentials")),
        ("Whoosh", _version("Whoosh")),
        ("SQLite", sqlite),
        (_("System"), f"{platform.system()} {platform.release()}, {QGuiApplication.platformName()}"),
    ]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # put together without the lists of its packages
        return "–"


def licence_of(package: str) -> str:
    """The licence a package states, in short."""
    try:
        about = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return "–"
    named = [line for key in ("License-Expression", "License") for line in about.get_all(key) or []]
    stated = str(named[0]) if named else ""
    classes = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License")
    ]
    if not stated or len(stated) > 60 or stated.upper() == "UNKNOWN":
        stated = ", ".join(classes)
    return stated or "–"


def licence_texts() -> str:
    """The licences of fonts and icons, and those that packages bring along."""
    shipped = [*sorted(resource("fonts").glob("LICENSE*")), resource("icons/LICENSE.txt")]
    parts = [f"{_heading(path)}\n\n{path.read_text(encoding='utf-8').strip()}" for path in shipped]
    for package, _what in packages():
        texts = [text for text in _brought(package) if text.strip()]
        parts.append("\n\n".join([f"{package} {_version(package)}: {licence_of(package)}", *texts]))
    return f"\n\n{'─' * 40}\n\n".join(parts)


def _heading(path: Path) -> str:
    names = {"LICENSE.txt": "Lucide"}
    return names.get(path.name, path.stem.removeprefix("LICENSE-").capitalize())


def _brought(package: str) -> Iterator[str]:
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return
    for file in files:
        name = file.name.upper()
        if name.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")) and file.suffix in (
            "",
            ".txt",
            ".md",
        ):
            try:
                yield file.read_text(encoding="utf-8")
            except OSError:
                continue


class AboutPage(SettingsPage):
    """Versions with Copy, then what it is made with."""

    licences_wanted = Signal()

    def __init__(self, theme: Theme, sqlite: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.heading("Broadside", first=True)
        self.say(_("Keeps the political news you collect, on this computer."))
        self.versions = versions(sqlite)
        self._table(self.versions)
        row = FlowLayout(theme.px(8))
        self.copy = Button(theme, _("Copy versions"))
        self.copy.clicked.connect(self._copy)
        self.licences = Button(theme, _("Read the licences…"))
        self.licences.clicked.connect(self.licences_wanted)
        row.addWidget(self.copy)
        row.addWidget(self.licences)
        self.column.addLayout(row)
        self.heading(_("Made with"))
        shown = [(names, licence, _("typefaces")) for names, licence in SHIPPED]
        shown.append(("Lucide", "ISC", _("icons")))
        shown += [(f"{name} {_version(name)}", licence_of(name), what) for name, what in packages()]
        self._table([(name, f"{licence} · {what}") for name, licence, what in shown])
        self.end()

    def _table(self, rows: list[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.px(18))
        grid.setVerticalSpacing(self.theme.px(6))
        grid.setColumnMinimumWidth(0, self.theme.px(120))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        for number, (name, value) in enumerate(rows):
            left = Text(self.theme, "ui.base", "text.primary", name)
            right = Text(self.theme, "ui.base", "text.secondary", value)
            left.setAccessibleName(f"{name}: {value}")
            grid.addWidget(left, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, 2 * number, 1)
            if number < len(rows) - 1:
                grid.addWidget(Hairline(self.theme), 2 * number + 1, 0, 1, 2)
        self.column.addLayout(grid)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name} {value}" for name, value in self.versions))
