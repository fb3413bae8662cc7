"""The marks that programs which save pages leave in them: the page's address, and when it was saved."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime

from archive.importers.dates import instant
from archive.importers.names import web_address
from archive.importers.tags import TAG, attributes

_HEAD = 65_536
_SIGNS = ("saved from url=", "SingleFile", "savepage-", "data-scrapbook-", "HTTrack")

# Chromium, Internet Explorer («mark of the web»). The number is the length of the address.
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,9}\)(\S+)")
# SingleFile, SingleFileZ, and its forks; blanks and line ends vary.
_SINGLEFILE = re.compile(r"(?:saved with|processed by) SingleFile")
_URL = re.compile(r"\burl:\s{0,99}(\S+)")
_SAVED_DATE = re.compile(r"saved date:\s{0,99}([^\r\n]{1,120})")
_HTTRACK = re.compile(r"Mirrored from (\S+) by HTTrack[^,]{0,80}, ([^\r\n]{1,60}?) *\Z")


@dataclass(frozen=True, slots=True)
class SavedPage:
    url: str | None = None
    saved_at: datetime | None = None


def marks_of(markup: str) -> SavedPage:
    """What the head of the page tells of its saving; nothing found is an empty `SavedPage`."""
    head = markup[:_HEAD]
    if not any(sign in head for sign in _SIGNS):
        return SavedPage()
    url: str | None = None
    saved_at: datetime | None = None
    position = 0
    while match := TAG.search(head, position):
        position = match.end()
        if match["mark"] == "!--":
            end = head.find("-->", position - 2)
            found = _of_comment(head[position : end if end >= 0 else position + 4096])
            position = max(position, end)
        elif match["close"] and match["name"].lower() in ("html", "meta") and not match["end"]:
            found = _of_tag(match["name"].lower(), match["rest"])
        else:
            continue
        url, saved_at = url or found.url, saved_at or found.saved_at
    return SavedPage(url, saved_at)


def _of_comment(words: str) -> SavedPage:
    if len(words) > 8192:
        return SavedPage()
    if match := _SAVED_FROM.search(words):
        return SavedPage(_address(match[1]))
    if _SINGLEFILE.search(words):
        url, date = _URL.search(words), _SAVED_DATE.search(words)
        return SavedPage(_address(url[1]) if url else None, instant(date[1]) if date else None)
    if match := _HTTRACK.search(words):
        return SavedPage(_address("http://" + match[1]), instant(match[2]))
    return SavedPage()


def _of_tag(name: str, rest: str) -> SavedPage:
    if name == "html":
        if "data-scrapbook-" not in rest:
            return SavedPage()
        found = dict(attributes(rest))
        return SavedPage(
            _address(found.get("data-scrapbook-source", "")), instant(found.get("data-scrapbook-create"))
        )
    if "savepage-" not in rest:
        return SavedPage()
    found = dict(attributes(rest))
    content = found.get("content", "")
    match found.get("name"):
        case "savepage-url":
            return SavedPage(_address(content))
        case "savepage-date":
            return SavedPage(saved_at=instant(content))
    return SavedPage()


def _address(text: str) -> str | None:
    return web_address(html.unescape(text))
