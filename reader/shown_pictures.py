"""The kept pictures of an article for Qt: drawn by this program, decoded at the size they take."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from archive.model import Picture


def decoded(picture: Picture, width: int, ratio: float) -> QImage:
    """The picture for a place so wide (logical pixels; `ratio`: pixels of the screen to one)."""
    buffer = QBuffer()
    buffer.setData(picture.data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"PNG" if picture.data.startswith(b"\x89PNG") else b"JPEG")
    wanted = round(width * ratio)
    if picture.width > wanted:
        reader.setScaledSize(QSize(wanted, max(1, round(picture.height * wanted / picture.width))))
    return reader.read()
