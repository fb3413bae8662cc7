"""A small web server on the loopback that says what a test wants, and a fetch with short limits."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.fetch import Limits, fetch
from archive.fetch.network import Deadline, Network
from archive.fetch.policy import IpAddress
from archive.model import Capture

NOW = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
PUBLIC = "93.184.216.34"
PAGE = b"<html><title>Harbour vote</title><p>The council met on Tuesday.</p></html>"

Answer = bytes | Callable[[socket.socket], None]
"""The bytes to send before the connection is closed, or what to do with the connection."""


def answered(body: bytes = PAGE, *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def drip(connection: socket.socket) -> None:
    """A page that comes a byte at a time and never ends: it beats every timeout of a single read."""
    connection.sendall(answered(b"", "Content-Length: 900000", length=False))
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


class Server:
    """Answers each path with what `answers` holds for it; `requests` are the heads it was sent."""

    page = PAGE
    answer = staticmethod(answered)
    drip = staticmethod(drip)

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.01)
        self.port: int = self._socket.getsockname()[1]
        self._open = True
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def say(self, path: str, *answers: Answer) -> str:
        """Answer a path with these in turn, the last one for ever; the address."""
        self.answers[path] = list(answers)
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        self._open = False
        for thread in self._threads:
            thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._handle, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _handle(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            head = b""
            while not head.endswith(b"\r\n\r\n") and (piece := connection.recv(65_536)):
                head += piece
            if not head:
                return
            self.requests.append(head.decode("latin-1"))
            path = head.split(b" ")[1].decode("ascii")
            said = self.answers.get(path, [answered(status="404 Not Found")])
            now = said.pop(0) if len(said) > 1 else said[0]
            try:
                if callable(now):
                    now(connection)
                else:
                    connection.sendall(now)
            except OSError:
                pass  # the fetch has gone


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def inner() -> Iterator[Server]:
    """What plays the person's own network: nothing may ever reach it."""
    server = Server()
    yield server
    server.close()


class Fetcher:
    """A fetch with short limits: of the loopback, or of a world in which every name is public."""

    def __call__(self, address: str, **limits: Any) -> Capture:
        cancel = limits.pop("cancel", None) or CancelToken()
        network = limits.pop("network", None)
        more = {"log": limits.pop("log")} if "log" in limits else {}
        bounds = Limits(**{"seconds": 3, "page_bytes": 1_000_000, **limits})
        if network is None:
            return fetch(address, captured_at=NOW, cancel=cancel, limits=bounds, allow_private=True, **more)
        return fetch(address, captured_at=NOW, cancel=cancel, limits=bounds, network=network, **more)

    @staticmethod
    def world(server: Server, names: Mapping[str, Sequence[str]] | None = None) -> Network:
        """Every host lies at one public address and is answered by `server`, but for what `names` holds."""

        def resolve(host: str, port: int) -> Sequence[str]:
            return (names or {}).get(host, [PUBLIC])

        def connect(addresses: Sequence[IpAddress], port: int, deadline: Deadline) -> socket.socket:
            assert [str(ip) for ip in addresses] == [PUBLIC]
            return socket.create_connection(("127.0.0.1", server.port))

        return Network(resolve=resolve, connect=connect)


@pytest.fixture
def get() -> Fetcher:
    return Fetcher()


@pytest.fixture
def failure(get: Fetcher) -> Callable[..., tuple[str, object]]:
    """Kind and reason of what a fetch failed with."""

    def failure(address: str, **limits: Any) -> tuple[str, object]:
        with pytest.raises(ArchiveError) as raised:
            get(address, **limits)
        facts = raised.value.facts
        assert facts["origin"] == address
        return raised.value.kind, facts.get("reason", facts.get("what"))

    return failure
