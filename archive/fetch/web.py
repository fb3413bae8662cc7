"""Address → Capture: hop by hop, each one judged before it is contacted."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from archive.addresses import Address
from archive.cancel import CancelToken
from archive.errors import AddressRefused, ArchiveError, EmptyFile, FetchFailed
from archive.fetch import policy
from archive.fetch.http import Exchange, Head
from archive.fetch.limits import STANDARD, Limits
from archive.fetch.network import SYSTEM, Network, resolver, secure
from archive.fetch.streams import Deadline, Stream
from archive.model import Capture

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 503})
_SHORTEST_WAIT = 0.25

_KEPT_HEADERS = frozenset({"content-type", "content-language", "date", "last-modified"})
"""What an importer may need; nothing else of an answer is kept."""

_MEDIA_TYPE = re.compile(r"\s*([a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+)\s*(?:;.*)?", re.IGNORECASE | re.DOTALL)


class Asked(NamedTuple):
    """One request: what was asked for, and what came of it (`ok`, `redirect`, a failure's kind)."""

    address: str
    outcome: str
    status: int | None
    size: int
    """Bytes of the page."""


Log = Callable[[Asked], None]


def _unheard(asked: Asked) -> None:
    """Nobody keeps a log."""


def fetch(
    address: str,
    *,
    captured_at: datetime,
    cancel: CancelToken,
    allow_private: bool = False,
    limits: Limits = STANDARD,
    network: Network = SYSTEM,
    log: Log = _unheard,
) -> Capture:
    """The page at an address that a person gave.

    Asks for this one page and nothing it names; tells no cookie, no referrer, no language; uses no proxy
    of the environment. `allow_private` lets it go to this machine or network, for the typed host alone.
    `log` hears of every request, each hop and each one refused.
    Raises `NotAnAddress`, `AddressRefused`, `FetchFailed`, `TooLarge`, `EmptyFile`, `Cancelled`, each
    with `origin`; within `limits.seconds`, or a fraction of a second after a cancel.
    """
    try:
        given = policy.typed(address)
        fetching = _Fetch(given, captured_at, allow_private, limits, network, cancel, log)
        return fetching.run(address.strip())
    except ArchiveError as failure:
        failure.facts.setdefault("origin", address)
        raise


class _Fetch:
    def __init__(
        self,
        given: Address,
        captured_at: datetime,
        allow_private: bool,
        limits: Limits,
        network: Network,
        cancel: CancelToken,
        log: Log,
    ) -> None:
        self._log = log
        self._given = given
        self._captured_at = captured_at
        self._allow_private = allow_private
        self._limits = limits
        self._network = network
        self._deadline = Deadline(limits.seconds, cancel)

    def run(self, origin: str) -> Capture:
        hop = self._given
        seen: set[str] = set()
        while True:
            seen.add(hop.url)
            head, data = self._answer(hop)
            if data is not None:
                return self._capture(origin, hop, head, data)
            hop = policy.follow(hop, head.get("location") or "")
            if hop.url in seen:
                raise FetchFailed(reason="redirect-loop")
            if len(seen) > self._limits.redirects:
                raise FetchFailed(reason="too-many-redirects")

    def _answer(self, hop: Address) -> tuple[Head, bytes | None]:
        """A whole page, or the head of a redirect; asked again where the host names a time that is near."""
        for attempt in range(1, self._limits.requests + 1):
            head, data = self._ask(hop)
            if data is not None or _leads_on(head):
                return head, data
            wait = self._wait_asked_for(head)
            if wait is None or attempt == self._limits.requests:
                break
            self._deadline.cancel.wait(wait)
        raise FetchFailed(reason="status", status=head.status)

    def _ask(self, hop: Address) -> tuple[Head, bytes | None]:
        """One request; the body only of an answer that is a page."""
        outcome, status, size = "ok", None, 0
        try:
            with closing(self._connect(hop)) as stream:
                exchange = Exchange(stream, self._limits)
                exchange.ask(hop)
                head = exchange.head()
                status = head.status
                data = exchange.body(head) if status == 200 else None
            size = len(data or b"")
            if data is None:
                outcome = "redirect" if _leads_on(head) else FetchFailed.kind
            return head, data
        except ArchiveError as failure:
            outcome = failure.kind
            raise
        finally:
            self._log(Asked(hop.url, outcome, status, size))

    def _connect(self, hop: Address) -> Stream:
        stays = policy.is_same_place(self._given, hop)
        try:
            addresses = policy.resolved(
                hop,
                resolver(self._network.resolve, self._deadline),
                allow_private=self._allow_private and stays,
            )
        except AddressRefused as refused:
            if refused.facts["reason"] == "private" and hop != self._given:
                raise AddressRefused(reason="redirect-to-private", host=hop.host) from None
            raise
        connecting = self._deadline.at_most(self._limits.connect_seconds)
        context = self._network.tls() if hop.scheme == "https" else None
        sock = self._network.connect(addresses, hop.port, connecting)
        if context is not None:
            sock = secure(sock, hop.host, context, connecting)
        return Stream(sock, self._deadline)

    def _wait_asked_for(self, head: Head) -> float | None:
        """Seconds until the host wants to be asked again; None where it names none or too late a time."""
        told = head.get("retry-after")
        if head.status not in _LATER or told is None:
            return None
        if told.isascii() and told.isdecimal():
            seconds = float(told[:9])
        else:
            try:
                moment = parsedate_to_datetime(told)
            except ValueError:
                return None
            seconds = (_aware(moment) - _aware(self._captured_at)).total_seconds()
        seconds = max(_SHORTEST_WAIT, seconds)
        return seconds if seconds < self._deadline.left else None

    def _capture(self, origin: str, hop: Address, head: Head, data: bytes) -> Capture:
        if not data.strip():
            raise EmptyFile()
        headers = {name: value for name, value in head.headers if name in _KEPT_HEADERS}
        media_type = _MEDIA_TYPE.fullmatch(headers.get("content-type", ""))
        return Capture(
            origin=origin,
            data=data,
            captured_at=self._captured_at,
            media_type=media_type[1].lower() if media_type else None,
            final_url=hop.url,
            headers=headers,
        )


def _leads_on(head: Head) -> bool:
    return head.status in _REDIRECTS and head.get("location") is not None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
