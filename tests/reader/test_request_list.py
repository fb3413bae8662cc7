"""Every request in words: when, why, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from archive.model import Request
from reader.request_list import RequestModel, outcome_words, purpose_words, when_words

AT = datetime(2024, 3, 14, 12, 5, tzinfo=UTC)


def request(n: int = 1, **parts: Any) -> Request:
    known = {"purpose": "page", "outcome": "ok", "status": 200, "size": 4_321}
    return Request(AT, f"https://gazette.example/{n}", **(known | parts))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "came, 4.3 kB"),
        ({"outcome": "redirect", "status": 301}, "led on to another address"),
        ({"outcome": "fetch-failed", "status": 404}, "answered 404"),
        ({"outcome": "address-refused", "status": None}, "did not come"),
    ],
)
def test_what_came_of_it(parts: dict[str, Any], words: str) -> None:
    assert outcome_words(request(**parts)) == words


def test_why_and_when() -> None:
    assert purpose_words(request()) == "a page you added"
    assert purpose_words(request(purpose="picture")) == "a picture of a page you added"
    assert when_words(request()).startswith("14 March 2024, ")


def test_more_come_as_one_scrolls(qapp: QApplication) -> None:
    asked: list[int] = []
    model = RequestModel(lambda: asked.append(model.rowCount()))
    model.show([request(n) for n in range(2)], 3)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [2]
    model.add([request(2)])
    assert not model.canFetchMore(QModelIndex())
    spoken = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("https://gazette.example/2, 14 March 2024, ")
    assert spoken.endswith(", a page you added, came, 4.3 kB")
