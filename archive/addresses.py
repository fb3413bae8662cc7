"""Web addresses as names: taken apart strictly, the outlet's host, and when two are the same page. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_BLANKS = " \t\r\n"
_LONGEST = 8_192
"""Letters of an address; a longer one is none that a person has."""

_ADDRESS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:(.*)@)?(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]*))?")
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\\\ud800-\udfff]"
)
"""Controls, blanks, invisible letters, backslash, lone surrogates: read in two ways by two readers. (The
joiners stay: Persian and Indic addresses are spelt with them. A host with one is refused all the same.)"""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")

_CAMPAIGN = re.compile(
    r"""utm_.* | fb_action_.* | vero_.* | at_custom.* | fbclid | gclid | gclsrc | dclid | gbraid | wbraid
    | msclkid | yclid | ysclid | twclid | ttclid | li_fat_id | sccid | rdt_cid | fb_ref | fb_source | igshid
    | igsh | mc_cid | mc_eid | mkt_tok | _hsenc | _hsmi | oly_enc_id | oly_anon_id | _openstat | ref_src
    | ref_url | __twitter_impression | guccounter | guce_referrer | guce_referrer_sig | cmpid | ncid | ocid
    | smid | s_cid | icid | ito | wt_mc | xtor | spm | (?-i:CMP) | at_medium | at_campaign | at_campaign_type
    | at_format | at_link_id | at_link_origin | at_link_type | at_ptr_name | at_bbc_team | ns_campaign
    | ns_mchannel | ns_source | ns_linkname | ns_fee""",
    re.VERBOSE | re.IGNORECASE,
)
"""Query parameters that tell where a reader came from, not what they read."""


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address taken apart.

    `host` is lower case and ASCII (IDNA), without a closing dot; an IP address is in its usual spelling,
    IPv6 without brackets. `path` begins with `/`; path and query are percent-encoded ASCII.
    """

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str
    query: str | None = None
    fragment: str | None = None
    userinfo: str | None = None

    @property
    def ip(self) -> IPv4Address | IPv6Address | None:
        """The address, where the host is one and no name."""
        if ":" in self.host:
            return IPv6Address(self.host)
        return IPv4Address(self.host) if self.host.rpartition(".")[2].isdecimal() else None

    @property
    def target(self) -> str:
        """What a request asks the host for: path and query."""
        return self.path if self.query is None else f"{self.path}?{self.query}"

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _default_port(self.scheme) else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address written out, without user, password and fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_address(text: str) -> Address | None:
    """The parts of an absolute http(s) address, or None where it is none or could be read in two ways."""
    text = text.strip(_BLANKS)
    if len(text) > _LONGEST or _FORBIDDEN.search(text):
        return None
    whole = _ADDRESS.fullmatch(text)
    parts = _AUTHORITY.fullmatch(whole[2]) if whole else None
    host = _host(parts[2]) if parts else None
    if whole is None or parts is None or host is None:
        return None
    scheme: Literal["http", "https"] = "https" if whole[1].lower() == "https" else "http"
    port = int(parts[3][:6]) if parts[3] else _default_port(scheme)
    if port > 65_535:
        return None
    path, query = _encoded(whole[3] or "/"), whole[4]
    return Address(
        scheme, host, port, path, None if query is None else _encoded(query), whole[5], parts[1] or None
    )


def host_key(url: str) -> str | None:
    """The registrable host of an address («apnews.com» for <https://www.apnews.com/x>), in ASCII.

    An IP address, a public suffix and a host without one are their own key; None where `url` is no
    http(s) address. By the public suffix list that the package brings along; nothing is looked up.
    """
    address = parse_address(url)
    if address is None:
        return None
    if address.ip is not None:
        return address.host
    return _suffixes().privatesuffix(address.host) or address.host


def has_known_suffix(host: str) -> bool:
    """True when an ASCII host ends in a public suffix that exists («example.org», not «notes.txt»)."""
    return _suffixes().privatesuffix(host, accept_unknown=False) is not None


def same_address(url: str) -> str:
    """A key that is equal for two addresses of the same page. To compare, never to fetch.

    http and https are one, as are a host with and without `www.`; gone are the default port, user and
    password, a slash at the end, campaign parameters (`utm_…`, `fbclid`, …), and the fragment, unless a
    page is told by it (`#!…`, `#/…`). Anything but an http(s) address comes back as it is.
    """
    address = parse_address(url)
    if address is None:
        return url.strip(_BLANKS)
    host = address.host.removeprefix("www.") if address.host.count(".") > 1 else address.host
    host = f"[{host}]" if ":" in host else host
    port = "" if address.port == _default_port(address.scheme) else f":{address.port}"
    query = "&".join(part for part in (address.query or "").split("&") if part and not _is_campaign(part))
    fragment = address.fragment if address.fragment and address.fragment[0] in "!/" else ""
    path = _without_dots(address.path).rstrip("/")
    return (
        f"https://{host}{port}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    )


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _is_campaign(parameter: str) -> bool:
    return _CAMPAIGN.fullmatch(parameter.partition("=")[0]) is not None


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4, for a path that begins with a slash."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _encoded(text: str) -> str:
    """Percent-encoded in one way: letters as UTF-8, unreserved ones bare, digits of escapes in capitals."""
    text = _ESCAPE.sub(lambda found: f"%{found[1].upper()}", text)
    text = _ESCAPE.sub(lambda found: chr(n) if (n := int(found[1], 16)) in _UNRESERVED else found[0], text)
    return quote(text, safe="%!#$&'()*+,/:;=?@[]~")


def _host(text: str) -> str | None:
    if text.startswith("["):
        try:
            return str(IPv6Address(text[1:-1])) if "%" not in text else None
        except ValueError:
            return None
    if text.isascii():
        name = text.lower()
    else:
        # Close to UTS 46 without its transitional part, as browsers have it: ß stays ß.
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower()).replace("。", ".")
        name = ".".join(_ascii_label(label) for label in name.split("."))
    name = name.removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    # A host that ends in a number is an IPv4 address or nothing (WHATWG URL, host parser).
    return _ipv4(labels) if _NUMBER.fullmatch(labels[-1]) else name


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    if not all(c.isalnum() or c == "-" or unicodedata.category(c)[0] == "M" or c > "\u2100" for c in label):
        return ""
    return "xn--" + label.encode("punycode").decode("ascii")


def _ipv4(labels: list[str]) -> str | None:
    """The address behind any of the old spellings: 0x7f.1, 017700000001, 2130706433 (WHATWG URL)."""
    numbers = []
    for label in labels:
        if not _NUMBER.fullmatch(label):
            return None
        base = 16 if label.startswith("0x") else 8 if label.startswith("0") and len(label) > 1 else 10
        try:
            numbers.append(int(label[2:] or "0", 16) if base == 16 else int(label, base))
        except ValueError:
            return None
    *first, last = numbers
    if len(numbers) > 4 or any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last + sum(number << (8 * (3 - place)) for place, number in enumerate(first))
    return str(IPv4Address(value))


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # 0.1 s: only for those who ask

    return PublicSuffixList()
