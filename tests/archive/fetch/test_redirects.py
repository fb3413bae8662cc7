"""Where a page may send a fetch on to, and where never."""

from __future__ import annotations

from typing import Any

import pytest

from archive.fetch import Asked


def moved(server: Any, to: str, status: str = "302 Found") -> bytes:
    return bytes(server.answer(b"", f"Location: {to}", status=status))


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
def test_a_page_that_has_moved(server: Any, get: Any, status: str) -> None:
    url = server.say("/a/old", moved(server, "../new?q=ü x#top", status))
    server.say("/new?q=%C3%BC%20x", server.answer())
    capture = get(url)
    assert capture.data == server.page
    assert capture.origin == url
    assert capture.final_url == url.replace("/a/old", "/new?q=%C3%BC%20x")
    assert "referer" not in server.requests[1].lower()


def test_every_request_of_a_way_is_told_and_every_one_refused(server: Any, get: Any, failure: Any) -> None:
    asked: list[Asked] = []
    url = server.say("/old", moved(server, "/new"))
    new = server.say("/new", server.answer())
    get(url, log=asked.append)
    assert asked == [Asked(url, "redirect", 302, 0), Asked(new, "ok", 200, len(server.page))]
    asked.clear()
    private = server.say("/in", moved(server, "http://10.0.0.1/admin"))
    failure(private, log=asked.append)
    assert asked[1:] == [Asked("http://10.0.0.1/admin", "address-refused", None, 0)]
    asked.clear()
    failure(server.say("/gone", server.answer(status="404 Gone")), log=asked.append)
    assert [(one.outcome, one.status) for one in asked] == [("fetch-failed", 404)]


def test_a_loop_and_a_chain_come_to_an_end(server: Any, failure: Any) -> None:
    loop = server.say("/a", moved(server, "/b"))
    server.say("/b", moved(server, "/a"))
    assert failure(loop) == ("fetch-failed", "redirect-loop")
    assert len(server.requests) == 2
    for number in range(20):
        server.say(f"/{number}", moved(server, f"/{number + 1}"))
    assert failure(loop.replace("/a", "/0")) == ("fetch-failed", "too-many-redirects")
    assert len(server.requests) == 2 + 9


@pytest.mark.parametrize(
    ("to", "ends"),
    [
        ("file:///etc/hostname", ("address-refused", "scheme")),
        ("javascript:alert(1)", ("address-refused", "scheme")),
        ("data:text/html,x", ("address-refused", "scheme")),
        ("http://user:pw@127.0.0.1/", ("address-refused", "credentials")),
        ("", ("fetch-failed", "protocol")),
        ("http://", ("fetch-failed", "protocol")),
        ("http://[::1", ("fetch-failed", "protocol")),
        ("//[::1", ("fetch-failed", "protocol")),
        ("http://127.0.0.1:99999/", ("fetch-failed", "protocol")),
        ("/a\\b", ("fetch-failed", "protocol")),
        ("/" + "a" * 9_000, ("fetch-failed", "protocol")),
    ],
)
def test_a_redirect_to_what_is_no_page(server: Any, failure: Any, to: str, ends: tuple[str, str]) -> None:
    assert failure(server.say("/", moved(server, to))) == ends


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0x7f000001", "0"),
        *("10.0.0.1", "169.254.169.254", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "router", "inner.example"),
    ],
)
def test_no_page_leads_into_the_persons_network(
    server: Any, inner: Any, get: Any, failure: Any, host: str
) -> None:
    network = get.world(server, {"inner.example": ["127.0.0.1"]})
    server.say("/", moved(server, f"http://{host}:{inner.port}/secret"))
    assert failure("http://news.example/", network=network) == ("address-refused", "redirect-to-private")
    # Leave for one private host is no leave for another, or for another port.
    url = server.say("/", moved(server, f"http://{host}:{inner.port}/secret"))
    ends = failure(url) if host != "inner.example" else ("address-refused", "redirect-to-private")
    assert ends == ("address-refused", "redirect-to-private")
    assert inner.requests == []


def test_a_name_that_turns_private_between_two_hops(server: Any, failure: Any, get: Any) -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    world = get.world(server)
    network = type(world)(resolve=lambda host, port: answers.pop(0), connect=world.connect)
    server.say("/", moved(server, "/again"))
    assert failure("http://news.example/", network=network) == ("address-refused", "redirect-to-private")
    assert len(server.requests) == 1


def test_a_redirect_may_go_from_one_public_host_to_another(server: Any, get: Any) -> None:
    server.say("/", moved(server, "http://www.news.example/home"))
    server.say("/home", server.answer())
    capture = get("http://news.example/", network=get.world(server))
    assert capture.final_url == "http://www.news.example/home"
    assert ["Host: news.example" in server.requests[0], "Host: www.news.example" in server.requests[1]] == [
        True,
        True,
    ]
