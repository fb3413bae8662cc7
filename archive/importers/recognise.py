"""What a capture is, by its content; its name and its media type only break ties."""

from __future__ import annotations

import re

from archive.errors import EmptyFile, UnknownFormat
from archive.importers import own
from archive.importers.decode import decode
from archive.importers.names import bare_type, charset_of, suffix
from archive.importers.signatures import signature
from archive.importers.tags import words
from archive.model import Capture

_HEAD = 65_536
READ = frozenset(("html", "mhtml", "text", "markdown", "zip", "gzip", "own-bundle", "own-article"))
"""The formats that an importer reads."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_PROLOGUE = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!(?!--|\[)[^>]*>", re.DOTALL)
"""One piece of what may stand before the first tag. Possessive repetition would do in one expression, but
Python 3.11.2, which Debian 12 has, reads it wrongly (cpython issue 100061)."""
_ROOT = re.compile(r"<([a-zA-Z][\w:.-]{0,60})[\s/>]")
_HTML_TAG = re.compile(
    r"</?(?:!doctype html|html|head|title|body|main|article|section|header|nav|div|p|h[1-6]|span|a|b|i|em"
    r"|strong|br|hr|img|ul|ol|table|tbody|tr|td|font|center|blockquote|meta|link|script|style|form|iframe|pre|figure"
    r"|base|noscript|template|frameset|svg|dl|small|sub|sup|aside|footer|details)(?:[\s/>]|\Z)",
    re.IGNORECASE | re.ASCII,
)
_ROOTS = {
    "rss": "feed",
    "feed": "feed",
    "rdf:rdf": "feed",
    "opml": "feed-list",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "svg": "picture",
    "plist": "property-list",
}
_HEADER = re.compile(
    r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:(?:\r\n|\r|\n)[ \t]+[^\r\n]*)*(?:\r\n|\r|\n|\Z)"
)
_MAIL_HEADERS = frozenset(
    ["received", "message-id", "return-path", "mime-version", "delivered-to", "content-type", "x-mailer"]
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_KEY = re.compile(r"^[A-Za-z][\w -]{0,40}:(?:\s|$)", re.MULTILINE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|\]\(https?://|^```|^\s{0,3}[*-] \[[ x]\] |\*\*\S[^*\n]{0,200}\*\*", re.MULTILINE
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]\d-])")
_ADDRESS_LINE = re.compile(r"https?://\S+")
_TABLE_HEAD = re.compile(r"(?:^|[,;\t])\"?(?:url|link|href|address)\"?(?:[,;\t]|$)", re.IGNORECASE)
_CITATION = re.compile(r"\s*(?:TY {1,2}- |@[A-Za-z]{3,20}\s*\{[^\s,]*,)")

_MARKDOWN_NAMES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_HTML_NAMES = frozenset((".html", ".htm", ".xhtml", ".xht", ".shtml"))
_NOT_PROSE = {
    "table": words(".csv .tsv"),
    "json": words(".json .jsonl .ndjson"),
    "xml": words(".xml .xsl .xsd"),
    "citations": words(".bib .ris .enw"),
    "subtitles": words(".srt .vtt .sub"),
    "contacts": words(".ics .vcf"),
    "mail": words(".eml .mbox"),
    "code": words(
        ".css .js .mjs .ts .map .py .c .h .cpp .java .go .rs .rb .php .sh .bat .ps1 .sql .ini .cfg .conf"
        " .toml .yaml .yml .log .tex"
    ),
}


def recognise(capture: Capture) -> str:
    """One of `READ`. Raises `EmptyFile`, or `UnknownFormat` that says what it looks like."""
    if not capture.data.strip(b" \t\r\n\f\0\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(origin=capture.origin)
    name = signature(capture.data) or _recognise_text(capture)
    if name not in READ:
        raise UnknownFormat(origin=capture.origin, looks_like=name)
    return name


def _recognise_text(capture: Capture) -> str:
    if capture.media_type == own.ARTICLE:
        return "own-article"
    head = capture.data[:_HEAD]
    text = decode(head, charset_of(capture.media_type)).text.replace("\r\n", "\n")
    start = 0
    while piece := _PROLOGUE.match(text, start):
        start = piece.end()
    body = text[start:]
    if "<!doctype netscape-bookmark" in text[:512].lower():
        return "bookmarks"
    is_markup = body.startswith("<") or text.lstrip().startswith("<")
    if is_markup and (kind := _recognise_markup(text, body)):
        return kind
    if _is_binary(text):
        return "bytes"
    if kind := _recognise_headers(text):
        return kind
    return _recognise_words(capture, text)


def _is_binary(text: str) -> bool:
    """True where more than one character in twenty is none that a text has."""
    head = text[:8192]
    return len(_CONTROLS.findall(head)) * 20 > len(head)


def _recognise_markup(text: str, body: str) -> str | None:
    if "<!doctype html" in text[:1024].lower() or (body.startswith("<") and _HTML_TAG.match(body)):
        return "picture" if body[:4].lower() == "<svg" else "html"
    root = _ROOT.match(body)
    if root and root[1].lower() in _ROOTS:
        return _ROOTS[root[1].lower()]
    if root and text.lstrip().startswith("<?xml"):
        return "xml"
    if _HTML_TAG.search(text) or not body.strip():
        return "html"
    return None


def _recognise_headers(text: str) -> str | None:
    """Mail and saved pages in the form of mail, by the headers they begin with."""
    start = text.lstrip("\n")
    if start.startswith("From ") and "\n" in start:
        start = start.split("\n", 1)[1]
    names: list[str] = []
    position = 0
    while len(names) < 200 and (match := _HEADER.match(start, position)):
        names.append(match[1].lower())
        position = match.end()
    headers = start[:position].lower()
    if "snapshot-content-location" in names or "content-type" in names:
        if "multipart/related" in headers or "snapshot-content-location" in names or "x-maf" in names:
            return "mhtml"
        if "content-location" in names and "text/html" in headers:
            return "mhtml"
    if "<saved by" in headers and "mime-version" in names:
        return "mhtml"
    return "mail" if len(names) >= 2 and _MAIL_HEADERS & set(names) else None


def _recognise_words(capture: Capture, text: str) -> str:
    ending, media_type = suffix(capture.origin), bare_type(capture.media_type)
    if (match := _FRONT_MATTER.match(text.lstrip("\ufeff\n"))) and _FRONT_KEY.search(match[0]):
        return "markdown"
    if _CITATION.match(text):
        return "citations"
    if own.BUNDLE.match(text):
        return "own-bundle"
    if _JSON.match(text) and (ending == ".json" or text.rstrip()[-1:] in "]}" or media_type.endswith("json")):
        return "json"
    lines = [line for line in text.split("\n", 50)[:50] if line.strip()]
    addresses = sum(bool(_ADDRESS_LINE.fullmatch(line.strip())) for line in lines)
    if addresses and addresses * 5 >= len(lines) * 4:
        return "addresses"
    if lines and len(lines[0]) < 500 and _TABLE_HEAD.search(lines[0].strip()) and not lines[0].endswith("."):
        return "table"
    for kind, endings in _NOT_PROSE.items():
        if ending in endings:
            return kind
    if ending in _MARKDOWN_NAMES or media_type == "text/markdown":
        return "markdown"
    if (ending in _HTML_NAMES or media_type == "text/html") and _HTML_TAG.search(text):
        return "html"
    if ending in (".txt", ".text") or media_type == "text/plain":
        return "text"
    if len(_HTML_TAG.findall(text)) >= 4:
        return "html"
    return "markdown" if len(_MARKDOWN.findall(text)) >= 4 else "text"
