"""What the pinned PySide6 must not do: 6.12.0 lost a reference to None at every void call on Python 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_a_void_call_costs_no_reference_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100
