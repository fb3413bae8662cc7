"""Addresses in articles: which may be opened, and what a person is shown of them."""

from __future__ import annotations

from PySide6.QtCore import QUrl

_SCHEMES = ("http", "https", "mailto")


def may_open(address: str) -> bool:
    """True for a web or mail address; everything else (files, scripts, other programs) is never opened."""
    url = _parsed(address)
    if url is None or url.scheme() not in _SCHEMES:
        return False
    return bool(url.path() if url.scheme() == "mailto" else url.host())


def real_host(address: str) -> str:
    """Where an address really goes: the host in ASCII (`xn--…` for other scripts), or the mail address.

    What stands before an @ is a name for signing in, not the host, and is left out. Empty where the
    address may not be opened.
    """
    url = _parsed(address)
    if url is None or not may_open(address):
        return ""
    if url.scheme() == "mailto":
        return plain(url.path())
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    return host if url.port() < 0 else f"{host}:{url.port()}"


def shown(address: str) -> str:
    """An address as the header shows it: without `https://`, a leading `www.` and a closing slash."""
    text = plain(address)
    for start in ("https://", "http://"):
        text = text.removeprefix(start)
    return text.removeprefix("www.").rstrip("/") or text


def plain(address: str) -> str:
    """The address without letters that would reorder or hide others (controls, directions, joiners)."""
    return "".join(c for c in address if c.isprintable())


def _parsed(address: str) -> QUrl | None:
    if plain(address) != address or " " in address:
        return None
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url if url.isValid() else None
