"""Settings are typed, and a file someone edited never breaks the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from reader.settings import Settings


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    first = Settings(tmp_path / "a.ini")
    first.theme = "dark"
    first.interface_scale = 1.5
    first.sidebar_hidden = True
    first.panes = [236, 404, 800]
    first.geometry = QByteArray(b"\x01\xd9\x00")
    first.place_value = "7"
    first.save()
    again = Settings(tmp_path / "a.ini")
    assert again.theme == "dark"
    assert again.interface_scale == 1.5
    assert again.sidebar_hidden is True
    assert again.panes == [236, 404, 800]
    assert again.geometry == QByteArray(b"\x01\xd9\x00")
    assert again.place_value == "7"


def test_a_fresh_file_gives_the_defaults(tmp_path: Path) -> None:
    fresh = Settings(tmp_path / "none.ini")
    assert (fresh.theme, fresh.sort, fresh.search_sort) == ("system", "newest", "match")
    assert (fresh.sidebar_hidden, fresh.panes, fresh.interface_scale) == (False, [], 1.0)


@pytest.mark.parametrize(
    ("key", "name", "default"),
    [
        ("look/theme", "theme", "system"),
        ("look/interface-text", "interface_scale", 1.0),
        ("window/sidebar-hidden", "sidebar_hidden", False),
        ("window/panes", "panes", []),
        ("window/geometry", "geometry", QByteArray()),
    ],
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.text(alphabet='abcxyz.,-%@()\\"é\n', max_size=12))
def test_nonsense_reads_as_the_default(
    tmp_path: Path, key: str, name: str, default: object, junk: str
) -> None:
    odd = Settings(tmp_path / "odd.ini")
    odd.file.setValue(key, "~" + junk)
    assert getattr(odd, name) == default
