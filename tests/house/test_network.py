"""The guard that keeps every other test on this machine."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("::ffff:192.0.2.1", 80)])
def test_nothing_leaves_this_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as out, pytest.raises(AssertionError):
        out.connect(address)
    with socket.socket(family, socket.SOCK_DGRAM) as out, pytest.raises(AssertionError):
        out.sendto(b"x", address)


def test_names_are_not_asked_for() -> None:
    with pytest.raises(AssertionError):
        socket.getaddrinfo("news.example", 443)
    assert socket.getaddrinfo("127.0.0.1", 80)


def test_this_machine_may_be_spoken_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        server.accept()[0].close()
