"""Listens for a second start of the same library, and takes its files over."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.handover import LONGEST, address_of


class HandoverServer(QObject):
    """One for each library that is open in a window."""

    handed = Signal(list)
    """Files and addresses to bring in."""
    shown = Signal()
    """The window is to come to the front."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._talking: set[QLocalSocket] = set()
        self._library = library

    def listen(self) -> None:
        """Begin, once the library's lock is ours: a socket that is still there then belongs to nobody."""
        try:
            address = address_of(self._library)
        except OSError:
            return
        QLocalServer.removeServer(address)
        self._server.listen(address)

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._talking.add(socket)
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(lambda socket=socket: self._leave(socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            asked = json.loads(bytes(socket.readLine().data()).decode("utf-8"))
            add = [item for item in asked.get("add", []) if isinstance(item, str)]
            show = bool(asked.get("show", True))
        except (ValueError, AttributeError, TypeError):
            socket.write(b'{"ok": false}\n')
            socket.disconnectFromServer()
            return
        socket.write(b'{"ok": true}\n')
        socket.disconnectFromServer()
        if show:
            self.shown.emit()
        if add:
            self.handed.emit(add)

    def _leave(self, socket: QLocalSocket) -> None:
        self._talking.discard(socket)
        socket.deleteLater()
