"""Whom a fetch may contact, and what counts as an address a person typed."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.addresses import parse_address
from archive.errors import AddressRefused, FetchFailed, NotAnAddress
from archive.fetch.policy import Reach, as_address, check, is_same_place, reach, resolved, typed


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("  http://example.org/x\n", "http://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("“https://example.org/x”", "https://example.org/x"),
        ("example.org", "https://example.org"),
        ("www.example.org/x?q=1", "https://www.example.org/x?q=1"),
        ("news.bbc.co.uk:8443/x", "https://news.bbc.co.uk:8443/x"),
        ("münchen.de/artikel", "https://münchen.de/artikel"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("readme.md/x", "https://readme.md/x"),
        ("readme.md", None),
        ("archive.zip", None),
        ("vote.html", None),
        ("folder/vote.html", None),
        ("/home/someone/vote.html", None),
        ("C:\\Users\\someone\\vote.html", None),
        ("someone@example.org", None),
        ("budget", None),
        ("1.2.3.4", None),
        ("example.org and more", None),
        ("https://example.org/a\nhttps://example.org/b", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_what_a_person_types_or_pastes(text: str, address: str | None) -> None:
    assert as_address(text) == address


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    address = as_address(text)
    assert address is None or parse_address(address) is not None


def test_what_is_no_address_says_so() -> None:
    for text in ("ftp://example.org/", "javascript:alert(1)", "mailto:a@example.org"):
        with pytest.raises(AddressRefused) as raised:
            typed(text)
        assert raised.value.facts["reason"] == "scheme"
    for text in ("budget", "localhost:8000", "http://", "https:example.org"):
        with pytest.raises(NotAnAddress):
            typed(text)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("93.184.216.34", Reach.PUBLIC),
        ("2606:2800:220:1:248:1893:25c8:1946", Reach.PUBLIC),
        ("::ffff:93.184.216.34", Reach.PUBLIC),
        ("64:ff9b::93.184.216.34", Reach.PUBLIC),
        ("127.0.0.1", Reach.PRIVATE),
        ("10.1.2.3", Reach.PRIVATE),
        ("172.31.255.255", Reach.PRIVATE),
        ("192.168.1.1", Reach.PRIVATE),
        ("100.64.0.1", Reach.PRIVATE),
        ("198.18.0.1", Reach.PRIVATE),
        ("::1", Reach.PRIVATE),
        ("fd12:3456::1", Reach.PRIVATE),
        ("::ffff:127.0.0.1", Reach.PRIVATE),
        ("0.0.0.0", Reach.NEVER),
        ("169.254.169.254", Reach.NEVER),
        ("192.0.2.1", Reach.NEVER),
        ("224.0.0.1", Reach.NEVER),
        ("255.255.255.255", Reach.NEVER),
        ("::", Reach.NEVER),
        ("::127.0.0.1", Reach.NEVER),
        ("64:ff9b::127.0.0.1", Reach.NEVER),
        ("2002:7f00:1::", Reach.NEVER),
        ("2001:0:7f00:1::", Reach.NEVER),
        ("2001:db8::1", Reach.NEVER),
        ("fd00:ec2::254", Reach.NEVER),
        ("fe80::1", Reach.NEVER),
        ("fec0::1", Reach.NEVER),
        ("ff02::1", Reach.NEVER),
        ("100::1", Reach.NEVER),
    ],
)
def test_where_an_ip_address_lies(address: str, where: Reach) -> None:
    assert reach(ip_address(address)) is where


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(ip: IPv4Address | IPv6Address) -> None:
    if reach(ip) is Reach.PUBLIC:
        assert ip.is_global or (ip.version == 6 and (ip.ipv4_mapped or "64:ff9b::" in str(ip)))
        assert not any((ip.is_loopback, ip.is_link_local, ip.is_multicast, ip.is_unspecified))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://user@example.org/", "credentials"),
        ("http://example.org:22/", "port"),
        ("http://example.org:0/", "port"),
        ("http://example.org:6379/", "port"),
        ("http://router/", "private"),
        ("http://printer.local/", "private"),
        ("http://a.localhost/", "private"),
        ("http://127.1/", "private"),
    ],
)
def test_refused_before_the_name_is_asked_for(url: str, reason: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    with pytest.raises(AddressRefused) as raised:
        resolved(typed(url), resolve, allow_private=False)
    assert raised.value.facts["reason"] == reason


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://example.org/",
        "http://example.org:1024/",
        "https://example.org:8443/",
        "http://example.org:8080/",
        "http://example.org:3000/",
    ],
)
def test_other_ports_of_the_web_are_open(url: str) -> None:
    check(typed(url), allow_private=False)


def test_leave_for_the_own_network_is_no_leave_for_everything() -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["169.254.169.254"] if host == "trick.example" else ["192.168.1.7"]

    found = resolved(typed("http://router/"), resolve, allow_private=True)
    assert [str(ip) for ip in found] == ["192.168.1.7"]
    for url in ("http://trick.example/", "http://169.254.169.254/", "http://0/"):
        with pytest.raises(AddressRefused):
            resolved(typed(url), resolve, allow_private=True)
    with pytest.raises(FetchFailed):  # RFC 7686: the name itself must not leave the machine
        resolved(typed("http://abc.onion/"), resolve, allow_private=True)


@pytest.mark.parametrize(
    "port", [0, 21, 22, 25, 81, 445, 993, 1023, 2049, 3306, 5060, 5432, 6000, 6379, 6667, 9200, 11211]
)
def test_ports_of_other_services_are_closed(port: int) -> None:
    with pytest.raises(AddressRefused) as raised:
        check(typed(f"http://example.org:{port}/"), allow_private=True)
    assert raised.value.facts["reason"] == "port"


@pytest.mark.parametrize(
    ("typed_url", "hop", "same"),
    [
        ("http://wiki.lan:8000/page", "http://wiki.lan:8000/other", True),
        ("http://wiki.lan:8000/page", "https://wiki.lan:8000/", True),
        ("http://wiki.lan:8000/page", "http://wiki.lan/", False),
        ("http://wiki.lan:8000/page", "https://wiki.lan/", False),
        ("http://wiki.lan:8000/page", "http://other.lan:8000/", False),
        ("http://wiki.lan/page", "https://wiki.lan/page", True),
        ("http://wiki.lan/page", "https://wiki.lan:8443/page", False),
        ("https://wiki.lan/page", "http://wiki.lan/page", False),
    ],
)
def test_what_is_still_the_place_that_was_typed(typed_url: str, hop: str, same: bool) -> None:
    given, there = parse_address(typed_url), parse_address(hop)
    assert given is not None
    assert there is not None
    assert is_same_place(given, there) is same
