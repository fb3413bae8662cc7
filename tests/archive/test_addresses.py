"""Addresses taken apart, the host that names an outlet, and when two addresses are one page."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.addresses import has_known_suffix, host_key, parse_address, same_address


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.harbour.example/a", "harbour.example"),
        ("http://news.bbc.co.uk/1/hi", "bbc.co.uk"),
        ("https://someone.github.io/post", "someone.github.io"),
        ("https://MÜNCHEN.example/artikel", "xn--mnchen-3ya.example"),
        ("https://xn--mnchen-3ya.example/artikel", "xn--mnchen-3ya.example"),
        ("https://straße.example/", "xn--strae-oqa.example"),
        ("https://example.org.:8443/x", "example.org"),
        ("http://localhost/x", "localhost"),
        ("http://127.1/x", "127.0.0.1"),
        ("http://[::1]/x", "::1"),
        ("https://co.uk/", "co.uk"),
        ("mailto:someone@example.org", None),
        ("vote.html", None),
        ("", None),
    ],
)
def test_the_host_that_names_the_outlet(url: str, key: str | None) -> None:
    assert host_key(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/vote",
        "HTTPS://EXAMPLE.ORG/vote",
        "https://example.org:443/vote/",
        "https://example.org/a/./../vote?utm_source=mail&utm_medium=x",
        "https://example.org/%76ote?fbclid=1&gclid=2&CMP=share#comments",
        "  https://user:secret@example.org/vote?  ",
    ],
)
def test_the_same_page_under_another_address(url: str) -> None:
    assert same_address(url) == "https://example.org/vote"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/Vote",
        "https://example.org/vote?id=1",
        "https://example.org/vote?id=2",
        "https://example.org/vote?page=1&id=2",
        "https://example.org:8443/vote",
        "https://example.org/vote#!/second",
        "https://example.org/vote#/second",
        "https://news.example.org/vote",
        "https://example.org/vote%2Fsecond",
        "https://example.org/votes",
    ],
)
def test_another_page(url: str) -> None:
    assert same_address(url) != "https://example.org/vote"
    assert same_address(url) == same_address(same_address(url))


def test_one_spelling_of_letters_outside_ascii() -> None:
    assert same_address("https://example.org/법?q=ж") == same_address(
        "https://example.org/%eb%b2%95?q=%D0%B6"
    )
    assert parse_address("https://example.org/\u0645\u06cc\u200c\u0634\u0648\u062f") is not None
    assert parse_address("https://exam\u200cple.org/") is None
    assert same_address("urn:isbn:1 ") == "urn:isbn:1"


@pytest.mark.parametrize(
    "spelling",
    ["127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "①②⑦.⓪.⓪.①"],
)
def test_old_spellings_of_an_ip_address(spelling: str) -> None:
    address = parse_address(f"http://{spelling}/")
    assert address is not None
    assert str(address.ip) == "127.0.0.1"


@pytest.mark.parametrize(
    "text",
    [
        "http:",
        "http://",
        "http:///x",
        "https:example.org",
        "http://[::1",
        "http://exam[ple.org/",
        "http://[fe80::1%25eth0]/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://09.1/",
        "http://a.b.0x/",
        "http://1.a.2/",
        "http://0xg.1/",
        "http://[1:2:3]/",
        "http://example..org/",
        "http://-example.org/",
        "http://" + "a" * 64 + ".org/",
        "http://" + "a." * 200 + "org/",
        "http://example.org:65536/",
        "http://example.org:99999999999/",
        "http://example.org:8a/",
        "http://example.org:-1/",
        "http://example.org\\@127.0.0.1/",
        "http://exa\tmple.org/",
        "http://example.org/\r\nHost: inner",
        "http://example.org%00.evil.example/",
        "http://example.org\x00/",
        "http://%31%32%37.0.0.1/",
        "http://℀.example/",
        "http://example.org/\ud800",
        "http://example.org/" + "a" * 9_000,
    ],
)
def test_no_address_or_one_that_reads_in_two_ways(text: str) -> None:
    assert parse_address(text) is None
    assert host_key(text) is None


def test_the_parts() -> None:
    address = parse_address("http://user:pw@Example.org:8080/a b".replace(" ", "%20") + "?q=1#top")
    assert address is not None
    assert (address.host, address.port, address.target) == ("example.org", 8080, "/a%20b?q=1")
    assert (address.userinfo, address.fragment) == ("user:pw", "top")
    assert address.url == "http://example.org:8080/a%20b?q=1"


def test_the_limits_of_an_address() -> None:
    assert parse_address("http://example.org:65535/") is not None
    assert parse_address("http://example.org/".ljust(8_192, "a")) is not None
    assert parse_address("http://example.org/".ljust(8_193, "a")) is None
    assert parse_address("http://" + "a." * 126 + "b/") is not None
    assert parse_address("http://" + "a." * 126 + "bb/") is None
    assert parse_address("http://255.16777215/") is not None
    assert parse_address("http://255.16777216/") is None


def test_an_ipv6_address_is_one() -> None:
    address = parse_address("http://[2600:0:0::1]:8080/x")
    assert address is not None
    assert (str(address.ip), address.host, address.authority) == ("2600::1", "2600::1", "[2600::1]:8080")
    assert same_address("http://[2600::1]:80/x/") == "https://[2600::1]/x"


def test_a_file_name_has_no_known_suffix() -> None:
    assert has_known_suffix("example.org")
    assert not has_known_suffix("notes.txt")


@given(
    st.one_of(
        st.text(),
        st.text().map("http://".__add__),
        st.text(alphabet="htps:/.?#@[]%0x1a-_=&ß").map("https://a".__add__),
    )
)
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    assert same_address(same_address(text)) == same_address(text)
    key = host_key(text)
    assert key is None or (key.isascii() and key == key.lower())


def test_the_list_is_read_only_when_asked_for() -> None:
    code = "import archive.addresses, sys; sys.exit('publicsuffixlist' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
