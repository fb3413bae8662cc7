"""Address → Capture against a server of our own: what comes in whole, and how all else ends."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from typing import Any

import pytest

from archive.cancel import CancelToken

PACKED = gzip.compress(b"<html>", mtime=0)
BOMB = gzip.compress(bytes(50_000_000), mtime=0)
"""Packed at no time of day: each process that runs tests must name them alike."""


def test_a_page_comes_with_what_an_importer_needs(server: Any, get: Any) -> None:
    url = server.say(
        "/vote?id=1",
        server.answer(
            server.page, "Content-Type: Text/HTML; charset=koi8-r", "Content-Language: en", "Set-Cookie: a=b"
        ),
    )
    capture = get(url + "#comments")
    assert capture.data == server.page
    assert capture.origin == url + "#comments"
    assert capture.final_url == url
    assert capture.media_type == "text/html"
    assert dict(capture.headers) == {"content-type": "Text/HTML; charset=koi8-r", "content-language": "en"}


def test_a_request_tells_nothing_of_the_person(
    server: Any, get: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    get(server.say("/a%20b?q=%C3%BC", server.answer()).replace("%C3%BC", "ü"))
    first, *rest = server.requests[0].split("\r\n")
    assert first == "GET /a%20b?q=%C3%BC HTTP/1.1"
    names = [line.partition(":")[0].lower() for line in rest if line]
    assert names == ["host", "user-agent", "accept", "accept-encoding", "connection"]
    assert "Broadside" in server.requests[0]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("gzip", lambda page: gzip.compress(page[:20], mtime=0) + gzip.compress(page[20:], mtime=0)),
        ("gzip", lambda page: gzip.compress(page, mtime=0) + bytes(20)),
        ("deflate", zlib.compress),
        ("deflate", lambda page: zlib.compress(page)[2:-4]),
        ("identity", lambda page: page),
    ],
)
def test_packed_pages_are_unpacked(server: Any, get: Any, coding: str, pack: Any) -> None:
    page = server.page * 20_000
    url = server.say("/packed", server.answer(pack(page), f"Content-Encoding: {coding}"))
    assert get(url, page_bytes=2_000_000).data == page


def test_chunks_are_joined(server: Any, get: Any) -> None:
    body = b"5;name=value\r\n<html\r\n1\r\n>\r\n0\r\nTrailer: x\r\n\r\n"
    url = server.say("/chunks", server.answer(body, "Transfer-Encoding: chunked", length=False))
    assert get(url).data == b"<html>"


def test_an_old_server_ends_the_page_by_closing(server: Any, get: Any) -> None:
    url = server.say("/old", b"HTTP/1.0 200\nContent-Type: text/html\n\n" + server.page)
    assert get(url).data == server.page


def test_interim_answers_and_odd_headers_are_passed_over(server: Any, get: Any) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    odd = server.answer(server.page, "X-A: \x1b[2J", "no header at all", " folded", "X-Empty:")
    assert dict(get(server.say("/odd", early + odd)).headers) == {}


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        (b"", "cut-short"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "cut-short"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>", "cut-short"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n", "cut-short"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n0\r\n", "cut-short"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6, 5\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: \xc2\xb2\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length : 6\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html>\r\n0\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;" + b"x" * 5_000, "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n<html>", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<html>", "damaged"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PACKED[:-4], "damaged"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PACKED[:-8] + bytes(8),
            "damaged",
        ),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000, "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: yyyyyyyyyyyyyyyyyyyyyyyyy\r\n" * 9_000, "protocol"),
        (b"HTTP/1.1 103 Wait\r\n\r\n" * 1_000, "protocol"),
        (b"<html><p>No head at all.</p>\n", "protocol"),
        (b"\x00" * 300_000, "protocol"),
    ],
)
def test_what_is_not_whole_is_no_page(server: Any, failure: Any, said: bytes, ends: str) -> None:
    assert failure(server.say("/", said)) == ("fetch-failed", ends)


@pytest.mark.parametrize("status", [204, 206, 304, 401, 403, 404, 410, 451, 500, 503, 999])
def test_only_200_is_a_page(server: Any, get: Any, status: int) -> None:
    from archive.errors import FetchFailed

    with pytest.raises(FetchFailed) as raised:
        get(server.say("/", server.answer(status=f"{status} Something")))
    assert raised.value.facts["status"] == status
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000000\r\n\r\n", "page"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n", "page"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_001, "page"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx", "page"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 80_000, "page"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + BOMB, "unpacked"),
    ],
)
def test_too_large_a_page(server: Any, failure: Any, said: bytes, what: str) -> None:
    assert failure(server.say("/", said), page_bytes=100_000) == ("too-large", what)


def test_a_page_without_a_word_is_empty(server: Any, failure: Any) -> None:
    assert failure(server.say("/", server.answer(b" \r\n"))) == ("empty-file", None)


def test_a_dripping_page_ends_at_the_deadline(server: Any, failure: Any) -> None:
    start = time.monotonic()
    assert failure(server.say("/", server.drip), seconds=0.5) == ("fetch-failed", "timeout")
    assert time.monotonic() - start < 1.0


def test_a_dripping_page_ends_with_the_cancel(server: Any, failure: Any) -> None:
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    start = time.monotonic()
    assert failure(server.say("/", server.drip), cancel=cancel)[0] == "cancelled"
    assert time.monotonic() - start < 0.7


def test_a_server_that_is_busy_is_asked_again_when_it_says_when(server: Any, get: Any) -> None:
    busy = server.answer(b"", "Retry-After: 0", status="503 Busy")
    dated = server.answer(b"", "Retry-After: Fri, 14 Mar 2025 09:30:00 GMT", status="429 Slow")
    assert get(server.say("/", busy, dated, server.answer())).data == server.page
    assert len(server.requests) == 3


@pytest.mark.parametrize("later", ["31536000", "soon", "-1", "Fri, 14 Mar 2031 09:30:00 GMT", "9" * 400])
def test_it_is_not_asked_again_when_that_is_far_away(server: Any, failure: Any, later: str) -> None:
    url = server.say("/", server.answer(b"", f"Retry-After: {later}", status="429 Slow"))
    assert failure(url) == ("fetch-failed", "status")
    assert len(server.requests) == 1


def test_it_is_asked_three_times_at_most(server: Any, failure: Any) -> None:
    url = server.say("/", server.answer(b"", "Retry-After: 0", status="503 Busy"))
    assert failure(url) == ("fetch-failed", "status")
    assert len(server.requests) == 3
