"""Names, connections and certificates under a deadline."""

from __future__ import annotations

import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from archive.cancel import CancelToken
from archive.errors import FetchFailed
from archive.fetch import network as net
from archive.fetch.network import Network, open_connection
from archive.fetch.streams import Deadline

CERTIFICATES = Path(__file__).parent / "certificates"


def deadline(seconds: float = 2) -> Deadline:
    return Deadline(seconds, CancelToken())


def secure_server(
    connection_says: bytes, certificate: str, *, ends_well: bool = True
) -> Callable[[socket.socket], None]:
    """What a TLS server does with a connection: the handshake, a page, and perhaps a word of farewell."""

    def handle(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / certificate)
        try:
            with context.wrap_socket(connection, server_side=True, suppress_ragged_eofs=True) as secured:
                secured.recv(65_536)
                secured.sendall(connection_says)
                if ends_well:
                    secured.unwrap()
        except OSError:
            pass  # the fetch has refused

    return handle


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        yield listener


@pytest.fixture
def trusting(listener: socket.socket) -> Callable[..., Network]:
    """A world where all names lead to a TLS server; the tests' own authority is trusted, or the system's."""
    threads: list[threading.Thread] = []

    def trusting(
        says: Callable[[socket.socket], None], tls: Callable[[], ssl.SSLContext] | None = None
    ) -> Network:
        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                says(connection)

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        own = ssl.create_default_context(cafile=CERTIFICATES / "authority.pem")
        return Network(
            resolve=lambda host, port: ["93.184.216.34"],
            connect=lambda addresses, port, _: socket.create_connection(listener.getsockname()),
            tls=tls or (lambda: own),
        )

    yield trusting
    for thread in threads:
        thread.join(5)


PAGE = b"<html><p>The council met on Tuesday.</p>"
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(PAGE), PAGE)
OPEN_ENDED = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE


@pytest.mark.parametrize(("says", "ends_well"), [(WHOLE, True), (WHOLE, False), (OPEN_ENDED, True)])
def test_a_page_over_tls(trusting: Any, get: Any, says: bytes, ends_well: bool) -> None:
    network = trusting(secure_server(says, "valid.pem", ends_well=ends_well))
    assert get("https://news.example/", network=network).data == PAGE


def test_the_systems_own_certificates_are_asked(
    trusting: Any, get: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    network = trusting(secure_server(WHOLE, "valid.pem"), net._system_tls.__wrapped__)
    assert get("https://news.example/", network=network).data == PAGE


def test_where_the_system_has_none_certifis_list_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    loaded: list[str] = []
    monkeypatch.setattr(
        net.truststore.SSLContext, "load_verify_locations", lambda self, cafile: loaded.append(cafile)
    )
    net._system_tls.__wrapped__()
    assert loaded == [net.certifi.where()]


def test_tls_cut_off_without_a_word_may_be_half_a_page(trusting: Any, failure: Any) -> None:
    network = trusting(secure_server(OPEN_ENDED, "valid.pem", ends_well=False))
    assert failure("https://news.example/", network=network) == ("fetch-failed", "cut-short")


@pytest.mark.parametrize(
    ("host", "certificate", "detail"),
    [
        ("news.example", "self-signed.pem", "untrusted"),
        ("news.example", "expired.pem", "expired"),
        ("other.example", "valid.pem", "wrong-name"),
        ("93.184.216.34", "valid.pem", "wrong-name"),
    ],
)
def test_a_certificate_that_does_not_hold(
    trusting: Any, get: Any, host: str, certificate: str, detail: str
) -> None:
    with pytest.raises(FetchFailed) as raised:
        get(f"https://{host}/", network=trusting(secure_server(WHOLE, certificate)))
    assert (raised.value.facts["reason"], raised.value.facts["detail"]) == ("tls", detail)


def test_an_unknown_authority_is_refused_by_the_systems_list(trusting: Any, failure: Any) -> None:
    network = trusting(secure_server(WHOLE, "valid.pem"), net._system_tls)
    assert failure("https://news.example/", network=network) == ("fetch-failed", "tls")


def test_what_speaks_no_tls_is_not_asked_without(trusting: Any, failure: Any) -> None:
    network = trusting(lambda connection: connection.sendall(WHOLE))
    assert failure("https://news.example/", network=network) == ("fetch-failed", "tls")


def test_a_handshake_that_never_comes_ends_in_time(trusting: Any, failure: Any) -> None:
    network = trusting(lambda connection: time.sleep(1))
    start = time.monotonic()
    assert failure("https://news.example/", network=network, seconds=0.4) == ("fetch-failed", "timeout")
    assert time.monotonic() - start < 0.9


def test_a_name_that_takes_too_long_ends_in_time(get: Any, failure: Any) -> None:
    release = threading.Event()

    def resolve(host: str, port: int) -> Sequence[str]:
        release.wait(5)
        return []

    start = time.monotonic()
    assert failure("https://news.example/", network=Network(resolve=resolve), seconds=0.3) == (
        "fetch-failed",
        "timeout",
    )
    assert time.monotonic() - start < 0.8
    release.set()


@pytest.mark.parametrize(
    ("number", "reason"),
    [(socket.EAI_AGAIN, "offline"), (socket.EAI_NONAME, "dns"), (socket.EAI_FAIL, "dns")],
)
def test_a_name_without_an_answer(
    failure: Any, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def getaddrinfo(*_: object, **__: object) -> object:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(net.socket, "getaddrinfo", getaddrinfo)
    assert failure("https://news.example/") == ("fetch-failed", reason)


def test_an_answer_of_nothing_or_of_nonsense(failure: Any) -> None:
    for answer in ([], ["nonsense"]):
        assert failure("https://news.example/", network=Network(resolve=lambda h, p, a=answer: a)) == (
            "fetch-failed",
            "dns",
        )


def test_a_bug_in_a_resolver_is_a_bug(get: Any) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise KeyError(host)

    with pytest.raises(KeyError):
        get("https://news.example/", network=Network(resolve=resolve))


def test_the_address_that_answers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers at the first address, as its queue is full; the second refuses; the third is there."""
    monkeypatch.setattr(net, "_STAGGER", 0.05)
    with ExitStack() as opened:
        there = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = there.getsockname()[1]
        silent = opened.enter_context(socket.socket())
        try:
            silent.bind(("127.0.0.2", port))
        except OSError:
            pytest.skip("this system has one loopback address")
        silent.listen(0)
        for _ in range(4):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.2", port))
        addresses = [ip_address(text) for text in ("127.0.0.2", "127.0.0.3", "127.0.0.1")]
        found = opened.enter_context(open_connection(addresses, port, deadline()))
        assert found.getpeername() == ("127.0.0.1", port)
        with pytest.raises(FetchFailed) as raised:
            open_connection(addresses[:1], port, deadline(0.3))
        assert raised.value.facts["reason"] == "timeout"


def test_families_take_turns() -> None:
    addresses = [ip_address(text) for text in ("2600::1", "2600::2", "2600::3", "8.8.8.8")]
    assert [str(ip) for ip in net._interleaved(addresses)] == ["2600::1", "8.8.8.8", "2600::2", "2600::3"]


@pytest.mark.parametrize(
    ("error", "reason"), [(errno.ENETUNREACH, "offline"), (errno.ECONNREFUSED, "connect")]
)
def test_no_address_answers(monkeypatch: pytest.MonkeyPatch, error: int, reason: str) -> None:
    class Socket(socket.socket):
        def connect_ex(self, place: object) -> int:
            return error

    monkeypatch.setattr(net.socket, "socket", Socket)
    with pytest.raises(FetchFailed) as raised:
        open_connection([ip_address("8.8.8.8"), ip_address("8.8.4.4")], 80, deadline())
    assert raised.value.facts["reason"] == reason


def test_a_machine_without_ipv6(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    class Socket(socket.socket):
        def __init__(self, family: int = -1, *rest: Any, **more: Any) -> None:
            if family == socket.AF_INET6:
                raise OSError(errno.EAFNOSUPPORT, "no")
            super().__init__(family, *rest, **more)

    monkeypatch.setattr(net.socket, "socket", Socket)
    addresses = [ip_address("2600::1"), ip_address("127.0.0.1")]
    open_connection(addresses, listener.getsockname()[1], deadline()).close()
