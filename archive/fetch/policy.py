"""Whom a fetch may contact: schemes, ports, names and IP addresses, decided before a connection is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin

from archive.addresses import Address, has_known_suffix, parse_address
from archive.errors import AddressRefused, FetchFailed, NotAnAddress

IpAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → the IP addresses of the host, best first. Raises `FetchFailed`."""


class Reach(Enum):
    """Where an IP address lies: open to all; on this machine or network; nothing a page can lie at."""

    PUBLIC = "public"
    PRIVATE = "private"
    NEVER = "never"


# IANA special-purpose registries, read the strict way: Python's `is_global` differs between its patch
# releases and calls some of these global.
# 198.18/15 is private here, as tunnels answer from it for every name: there a person can give leave.
_PRIVATE_4 = [
    IPv4Network(n)
    for n in (
        *("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        "198.18.0.0/15",
    )
]
_NEVER_4 = [
    IPv4Network(n)
    for n in (
        *("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
    )
]
_PRIVATE_6 = [IPv6Network("::1/128"), IPv6Network("fc00::/7")]
_PUBLIC_6 = IPv6Network("2000::/3")
_NEVER_6 = [IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fd00:ec2::/32")]
_NAT64 = IPv6Network("64:ff9b::/96")

_LOCAL_SUFFIXES = (
    *(".localhost", ".local", ".lan", ".internal", ".intranet", ".private", ".corp", ".home"),
    *(".home.arpa", ".localdomain"),
)
_NEVER_SUFFIXES = (".onion", ".invalid")
"""Names that must not even be asked for (RFC 7686, RFC 6761)."""

# Under 1024 the web has two ports. Above, all but what browsers refuse (WHATWG Fetch, «bad port») and
# services that answer to whoever connects.
_WEB_PORTS = frozenset({80, 443})
_OTHER_SERVICES = frozenset(
    {
        1719,
        1720,
        1723,
        2049,
        2375,
        2376,
        3306,
        3389,
        3659,
        4045,
        4190,
        5060,
        5061,
        5432,
        5900,
        5984,
        6000,
        6379,
    }
    | {6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9100, 9200, 9300, 10080, 11211, 27017}
)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")
_WRAPPED = re.compile(r"<(.*)>|\"(.*)\"|'(.*)'|“(.*)”|«(.*)»", re.DOTALL)
_FILE_ENDINGS = frozenset({"md", "zip", "mov", "sh", "py", "pl", "rs", "ps", "cc"})
"""Top-level domains that are more often the end of a file's name."""


def as_address(text: str) -> str | None:
    """What a person typed or pasted as an http(s) address, or None where it is none.

    `example.org/x` becomes `https://example.org/x`, if it ends in a known public suffix and does not look
    like a file's name. Quotes and angle brackets around it are taken off. Nothing is looked up.
    """
    text = text.strip()
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        text = next(group for group in wrapped.groups() if group is not None).strip()
    if parse_address(text):
        return text
    bare = parse_address("https://" + text)
    if bare is None or bare.ip or bare.userinfo or not has_known_suffix(bare.host):
        return None
    if "/" not in text and bare.host.rpartition(".")[2] in _FILE_ENDINGS:
        return None
    return "https://" + text


def typed(text: str) -> Address:
    """The address a person gave; raises `NotAnAddress`, or `AddressRefused` for another scheme."""
    given = as_address(text)
    address = parse_address(given) if given else None
    if address is None:
        other = _SCHEME.match(text.strip())
        if other and other[0].lower() not in ("http:", "https:"):
            raise AddressRefused(reason="scheme")
        raise NotAnAddress()
    return address


def check(address: Address, *, allow_private: bool) -> None:
    """Raise `AddressRefused` for what can be told without asking for the name."""
    if address.userinfo is not None:
        raise AddressRefused(reason="credentials")
    if address.port in _OTHER_SERVICES or (address.port < 1024 and address.port not in _WEB_PORTS):
        raise AddressRefused(reason="port")
    if address.ip is not None:
        _check_ip(address.ip, allow_private)
        return
    if address.host.endswith(_NEVER_SUFFIXES):
        raise FetchFailed(reason="dns")
    is_local = "." not in address.host or address.host.endswith(_LOCAL_SUFFIXES)
    if is_local and not allow_private:
        raise AddressRefused(reason="private")


def resolved(address: Address, resolve: Resolver, *, allow_private: bool) -> tuple[IpAddress, ...]:
    """The IP addresses to connect to, asked for once; one that is refused refuses the name."""
    check(address, allow_private=allow_private)
    if address.ip is not None:
        return (address.ip,)
    found = tuple(dict.fromkeys(_ip(text) for text in resolve(address.host, address.port)))
    if not found:
        raise FetchFailed(reason="dns")
    for ip in found:
        _check_ip(ip, allow_private)
    return found


def follow(here: Address, location: str) -> Address:
    """Where a redirect leads. Raises `AddressRefused` for another scheme, `FetchFailed` for no address."""
    location = location.strip(" \t").replace(" ", "%20")
    scheme = _SCHEME.match(location)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        raise AddressRefused(reason="scheme")
    if not scheme:
        try:
            location = urljoin(here.url, location) if location else ""
        except ValueError:
            location = ""
    there = parse_address(location)
    if there is None:
        raise FetchFailed(reason="protocol")
    return there


def is_same_place(given: Address, hop: Address) -> bool:
    """True when a hop stays at the host the person typed, on its port or from http to https.

    Only there does leave for a private address still hold: no page sends the fetch on to another place
    of the person's network.
    """
    ports = {(given.scheme, given.port), ("https", 443 if given.port == 80 else given.port)}
    return hop.host == given.host and (hop.scheme, hop.port) in ports


def reach(ip: IpAddress) -> Reach:
    """Where an IP address lies; an IPv4 address inside an IPv6 one counts as itself."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return reach(ip.ipv4_mapped)
        if ip in _NAT64:
            inner = reach(IPv4Address(int(ip) & 0xFFFFFFFF))
            return inner if inner is Reach.PUBLIC else Reach.NEVER
        if any(ip in network for network in _NEVER_6):
            return Reach.NEVER
        if any(ip in network for network in _PRIVATE_6):
            return Reach.PRIVATE
        return Reach.PUBLIC if ip in _PUBLIC_6 else Reach.NEVER
    if any(ip in network for network in _NEVER_4):
        return Reach.NEVER
    return Reach.PRIVATE if any(ip in network for network in _PRIVATE_4) else Reach.PUBLIC


def _check_ip(ip: IpAddress, allow_private: bool) -> None:
    where = reach(ip)
    if where is Reach.NEVER or (where is Reach.PRIVATE and not allow_private):
        raise AddressRefused(reason="private")


def _ip(text: str) -> IpAddress:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        raise FetchFailed(reason="dns") from None
