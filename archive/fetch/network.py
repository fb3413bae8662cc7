"""Names, connections, certificates: what a fetch needs of the system, none of it past the deadline."""

from __future__ import annotations

import errno
import queue
import selectors
import socket
import ssl
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import certifi
import truststore

from archive.errors import FetchFailed
from archive.fetch.policy import IpAddress, Resolver
from archive.fetch.streams import Deadline

_STAGGER = 0.3
"""Seconds until the next address of a host is tried beside the first (RFC 8305, Happy Eyeballs)."""

_MOST_ADDRESSES = 8


def _system_resolve(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as failure:
        is_offline = failure.errno == socket.EAI_AGAIN
        raise FetchFailed(reason="offline" if is_offline else "dns") from None
    except (OSError, UnicodeError):
        raise FetchFailed(reason="dns") from None
    return [str(answer[4][0]) for answer in answers]


@cache
def _system_tls() -> ssl.SSLContext:
    """Certificates are judged as the system judges them; where OpenSSL finds none, by certifi's list."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    places = ssl.get_default_verify_paths()
    has_own = bool(places.cafile or (places.capath and any(Path(places.capath).glob("*.0"))))
    if sys.platform not in ("win32", "darwin") and not has_own:
        context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def open_connection(addresses: Sequence[IpAddress], port: int, deadline: Deadline) -> socket.socket:
    """A connection to the first of the addresses that answers. No name is asked for here."""
    waiting = deque(_interleaved(addresses)[:_MOST_ADDRESSES])
    errors: list[int] = []
    next_start = 0.0
    with selectors.DefaultSelector() as selector:
        try:
            while True:
                pending = selector.get_map()
                if waiting and (not pending or time.monotonic() >= next_start):
                    next_start = time.monotonic() + _STAGGER
                    _start(waiting.popleft(), port, selector, errors)
                    continue
                if not pending:
                    raise FetchFailed(reason="offline" if set(errors) <= _NO_NETWORK else "connect")
                for key, _ in selector.select(deadline.tick()):
                    sock = key.fileobj
                    assert isinstance(sock, socket.socket)
                    selector.unregister(sock)
                    error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    if not error:
                        return sock
                    errors.append(error)
                    sock.close()
                    next_start = 0.0
        finally:
            for key in list(selector.get_map().values()):
                assert isinstance(key.fileobj, socket.socket)
                key.fileobj.close()


_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN}
_STARTED = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", 0)}


def _start(ip: IpAddress, port: int, selector: selectors.BaseSelector, errors: list[int]) -> None:
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError as failure:  # a machine without IPv6
        errors.append(failure.errno or 0)
        return
    sock.setblocking(False)
    error = sock.connect_ex((str(ip), port))
    if error in _STARTED:
        selector.register(sock, selectors.EVENT_WRITE)
    else:
        errors.append(error)
        sock.close()


def _interleaved(addresses: Sequence[IpAddress]) -> list[IpAddress]:
    """The families in turn, beginning with the one that came first."""
    first = [ip for ip in addresses if ip.version == addresses[0].version]
    other = [ip for ip in addresses if ip.version != addresses[0].version]
    mixed = [ip for pair in zip(first, other, strict=False) for ip in pair]
    return mixed + first[len(other) :] + other[len(first) :]


@dataclass(frozen=True, slots=True)
class Network:
    """The world a fetch sees. Tests hand in their own."""

    resolve: Resolver = _system_resolve
    connect: Callable[[Sequence[IpAddress], int, Deadline], socket.socket] = open_connection
    tls: Callable[[], ssl.SSLContext] = _system_tls


SYSTEM = Network()


def resolver(resolve: Resolver, deadline: Deadline) -> Resolver:
    """`resolve` under a deadline: the system's answer cannot be stopped, only no longer waited for."""

    def bounded(host: str, port: int) -> Sequence[str]:
        answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(resolve(host, port))
            except Exception as failure:  # raised again below, in the thread that asked
                answers.put(failure)

        threading.Thread(target=ask, name="resolve", daemon=True).start()
        while True:
            try:
                answer = answers.get(timeout=deadline.tick())
            except queue.Empty:
                continue
            if isinstance(answer, Exception):
                raise answer
            return answer

    return bounded


def secure(sock: socket.socket, host: str, context: ssl.SSLContext, deadline: Deadline) -> ssl.SSLSocket:
    """The connection under TLS, with the certificate checked for `host`. Raises `FetchFailed` (tls).

    `sock` belongs to the answer; it is closed when there is none.
    """
    try:
        sock.settimeout(deadline.tick())
        # Python 3.11.2 would take an end without a word for a good one (cpython issue 95494).
        context.options &= ~getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
        secured = context.wrap_socket(
            sock, server_hostname=host, do_handshake_on_connect=False, suppress_ragged_eofs=False
        )
    except BaseException:
        sock.close()
        raise
    try:
        _shake_hands(secured, deadline)
    except BaseException:
        secured.close()
        raise
    return secured


def _shake_hands(secured: ssl.SSLSocket, deadline: Deadline) -> None:
    while True:
        secured.settimeout(deadline.tick())
        try:
            secured.do_handshake()
        except TimeoutError:
            continue
        except ssl.SSLCertVerificationError as failure:
            code = getattr(failure, "verify_code", 0)
            raise FetchFailed(reason="tls", detail=_CERTIFICATE.get(code, "untrusted")) from None
        except ssl.SSLError:
            raise FetchFailed(reason="tls", detail="no-tls") from None
        except OSError:
            raise FetchFailed(reason="connect") from None
        return


_CERTIFICATE = {9: "not-yet-valid", 10: "expired", 62: "wrong-name", 64: "wrong-name"}
"""OpenSSL's verify codes that have a meaning for a person."""
