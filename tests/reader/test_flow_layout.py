"""Things side by side go on in the next line, and never beyond the edge."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from reader.flow_layout import FlowLayout


@pytest.mark.parametrize(("width", "rows"), [(320, 1), (319, 2), (210, 2), (100, 3)])
def test_as_many_as_fit_stand_side_by_side(qapp: QApplication, width: int, rows: int) -> None:
    holder = QWidget()
    layout = FlowLayout(10, holder)
    boxes = [QWidget() for _n in range(3)]
    for box in boxes:
        box.setMinimumSize(QSize(100, 30))
        layout.addWidget(box)
    hidden = QWidget()
    layout.addWidget(hidden)
    hidden.hide()
    assert layout.heightForWidth(width) == rows * 30 + (rows - 1) * 10
    holder.resize(width, layout.heightForWidth(width))
    layout.activate()
    assert all(box.geometry().right() < width for box in boxes)
    assert len({box.y() for box in boxes}) == rows
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.setGeometry(holder.rect())
    assert boxes[0].geometry().right() == width - 1, "from the right where one reads so"
    assert layout.minimumSize().width() <= 100 == layout.sizeHint().height() + 70
