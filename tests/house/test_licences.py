"""Everything that is shipped or needed may be: permissive licences, or the two weak ones named here."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|0BSD|HPND|Zlib)\b", re.IGNORECASE
)
WEAK = {
    "pyside6-essentials": "LGPL-3.0, used as a library that anyone can exchange",
    "shiboken6": "LGPL-3.0, with PySide6",
    "certifi": "MPL-2.0, a list of certificates, unchanged",
    "publicsuffixlist": "MPL-2.0, a list of suffixes, unchanged",
    "hypothesis": "MPL-2.0, for tests only",
    "pathspec": "MPL-2.0, for tests only",
}


def _wanted(root: Path) -> set[str]:
    """Every package that the lock names for this machine and that is installed here."""
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))
    names = {package["name"] for package in lock["package"]} - {"broadside"}
    installed = {re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower() for d in metadata.distributions()}
    return names & installed


def _licence(name: str) -> str:
    about = metadata.metadata(name)
    classes = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    return about.get("License-Expression") or "; ".join([*classes, (about.get("License") or "")[:80]])


def test_every_licence_is_permissive_or_named(root: Path) -> None:
    wanted = _wanted(root)
    assert {"beautifulsoup4", "whoosh", "pyside6-essentials"} <= wanted
    unknown = {
        name: _licence(name)
        for name in wanted
        if name not in WEAK and (not PERMISSIVE.search(_licence(name)) or "GPL" in _licence(name))
    }
    assert unknown == {}


def test_the_weak_ones_are_what_they_are_named(root: Path) -> None:
    for name in _wanted(root) & WEAK.keys():
        assert WEAK[name].partition("-")[0] in _licence(name) or "Mozilla" in _licence(name), _licence(name)


def test_the_project_itself(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert len(text) > 10_000
