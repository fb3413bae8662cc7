"""The linear pass over a page before any tree is built: what cannot be article goes, the rest is bounded.

Building a tree can be made quadratic by its input; this cannot. On an ordinary page the text and the tree
of all that is kept stay exactly as they were.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from archive.importers.tags import PLAIN_TAG, TAG, Finder, attribute, words
from archive.importers.wide_tags import narrow_tag

DEPTH = 60
"""Elements inside one another that a tree built from this may have, beside html and body."""
TAGS = 150_000
_WIDE = 2048
_LONG = 300
"""Letters beyond which a title, or words inside an iframe, are believed to be the page going on."""

_VOID = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
_BLOCK = words(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul"
)
_COMMON = words(
    "a abbr address article aside b blockquote button center dd div dl dt em fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header i label li main nav ol option p section small span strong table"
    " tbody td th time tr u ul"
)
"""Elements with an end tag and nothing particular about them."""
_FRAME = frozenset(("html", "head", "body"))
_UNWRAPPED = frozenset(("noframes", "noembed", "plaintext", "frameset"))
# An open element that the named one ends when it begins, in the parser under BeautifulSoup (libxml2).
_ENDED_BY = {
    "p": words(
        "p li dt dd tr td th tbody tfoot div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote form center pre hr"
        " address caption"
    ),
    "li": frozenset(("li",)),
    "dt": frozenset(("dd",)),
    "dd": frozenset(("dt",)),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "td": frozenset(("tr", "td", "th", "tbody", "tfoot")),
    "th": frozenset(("tr", "td", "th", "tbody", "tfoot")),
    "thead": frozenset(("tbody", "tfoot")),
    "tbody": frozenset(("tbody", "tfoot")),
    "option": frozenset(("option", "optgroup")),
}
# An end tag does not reach beyond an open element of higher rank (libxml2's htmlEndPriority).
_RANK = {"div": 150, "td": 160, "th": 160, "tr": 170, "thead": 180, "tbody": 180, "tfoot": 180, "table": 190}

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ASCII_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
_HIGH_CONTROLS = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef\xbf[\xbe\xbf]"))
# Markup of the page itself: where it follows, an element that is not closed has ended.
_PAGE_GOES_ON = (
    r"</?(?:head|body|main|article|section|header|div|p|h[1-6]|ul|ol|table|meta|link|script|style)[\s>/]"
)
_HTML_IN_SVG = (
    r"<(?:b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]|head|hr|i|img|li|menu|meta|nobr|ol"
    r"|p|pre|ruby|s|small|span|strong|strike|sub|sup|table|tt|u|ul|var)[\s>/]"
)


@dataclass(slots=True)
class Bounded:
    """`pictures` are those that stood inside the page as data: addresses, by their new name in `markup`."""

    markup: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    is_simplified: bool = False
    """True where tags were too many or too deep and only their text stayed."""


def bound(markup: str) -> Bounded:
    """The page with scripts (but JSON-LD), styles, drawings, comments and control characters gone."""
    return _Pass(_CONTROLS.sub("", markup) if _has_controls(markup) else markup).run()


def _has_controls(markup: str) -> bool:
    """Whether the pattern of controls finds any; over the bytes it takes half the time."""
    try:
        data = markup.encode()
    except UnicodeEncodeError:
        return True
    if len(data.translate(None, _ASCII_CONTROLS)) < len(data):
        return True
    return not markup.isascii() and any(pattern.search(data) for pattern in _HIGH_CONTROLS)


class _Pass:
    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._kept_to = 0
        self._open: list[str] = []
        self._deep: list[str] = []
        self._deep_count: Counter[str] = Counter()
        self._has_deep_block = False
        self._templates: list[tuple[int, int]] = []
        self._tags = 0
        self._finders: dict[str, Finder] = {}
        self._result = Bounded("")

    def run(self) -> Bounded:
        text, position = self._text, 0
        search, open_ = TAG.search, self._open
        while match := search(text, position):
            start, position = match.span()
            end, name, rest, stray, close, mark = match.groups()
            if mark:
                position = self._skip_marked(mark, start)
            elif close:
                if end:
                    if open_ and open_[-1] == name and not self._deep and name != "template":
                        open_.pop()  # half of all tags: the end of what was opened last
                        continue
                elif (
                    name in _COMMON
                    and not (stray or rest.endswith("/") or position - start > _WIDE)
                    and self._tags < TAGS
                    and len(open_) < DEPTH
                    and not (open_ and name in _ENDED_BY.get(open_[-1], ()))
                ):
                    self._tags += 1  # most of the others: what happens to them below
                    open_.append(name)
                    continue
                position = self._tag(name.lower(), start, position, rest, bool(end), bool(stray))
            else:
                self._run_plain(start)
                break
        self._out.append(text[self._kept_to :])
        self._show_templates(0)
        self._result.markup = "".join(self._out)
        return self._result

    def _run_plain(self, position: int) -> None:
        """On from a tag whose quotation marks run to the end of the page: each tag ends at its next `>`."""
        text = self._text
        while match := PLAIN_TAG.search(text, position):
            start = match.start()
            end = self._next(">", start)
            if match["mark"]:
                position = self._skip_marked(match["mark"], start)
            elif end:
                rest = text[match.end() : end.start()]
                position = self._tag(match["name"].lower(), start, end.end(), rest, bool(match["end"]), True)
            else:
                is_cut_tag = len(text) - start < _WIDE and "=" in text[start:]
                self._cut(start, len(text), "" if is_cut_tag else text[start:].replace("<", "&lt;"))
                break

    # ------------------------------------------------------------ what stays and what goes

    def _cut(self, start: int, end: int, instead: str = "") -> int:
        """Leave out `text[start:end]`."""
        if start > self._kept_to:
            self._out.append(self._text[self._kept_to : start])
        if instead:
            self._out.append(instead)
        self._kept_to = end
        return end

    def _next(self, needle: str, position: int) -> re.Match[str] | None:
        finder = self._finders.get(needle)
        if finder is None:
            finder = self._finders[needle] = Finder(self._text, needle)
        return finder.next(position)

    def _skip_marked(self, mark: str, start: int) -> int:
        """Comments, declarations and instructions. One that never ends is only its mark: the text stays."""
        if mark != "!--":
            end = self._next(">", start)
            return self._cut(start, end.end() if end else start + 2)
        end = self._next("--!?>", start + 2)
        if end and end.start() < start + 4 and end[0] == "--!>":  # `<!--!>` is not yet an end
            end = self._next("--!?>", start + 4)
        return self._cut(start, end.end() if end else start + 4)

    # ------------------------------------------------------------ tags

    def _tag(self, name: str, start: int, end: int, rest: str, is_end: bool, is_odd: bool) -> int:
        if is_end:
            return self._end_tag(name, start, end)
        handler = _WITH_CONTENT.get(name)
        if handler is not None:
            return handler(self, name, start, end, rest)
        if name in _UNWRAPPED:
            return self._cut(start, end)
        if self._tags >= TAGS:
            return self._too_much(name, start, end)
        self._tags += 1
        if is_odd or end - start > _WIDE:
            self._cut(start, end, narrow_tag(name, rest, self._result.pictures))
        if name in _VOID or name in _FRAME:
            return end
        open_ = self._open
        while open_ and open_[-1] in _ENDED_BY and name in _ENDED_BY[open_[-1]]:
            open_.pop()
        if len(open_) >= DEPTH:
            return self._too_deep(name, start, end)
        if not (rest.endswith("/") and _closes_itself(rest)):
            open_.append(name)
            if name == "template":
                self._cut(start, end, self._text[start:end] if self._kept_to != end else "")
                self._templates.append((len(open_), len(self._out) - 1))
        return end

    def _too_much(self, name: str, start: int, end: int) -> int:
        self._result.is_simplified = True
        return self._cut(start, end, "\n" if name in _BLOCK or name == "br" else "")

    def _too_deep(self, name: str, start: int, end: int) -> int:
        """Only the border between blocks stays."""
        self._result.is_simplified = True
        self._deep.append(name)
        self._deep_count[name] += 1
        if self._kept_to == end:  # it had been narrowed and written
            self._out.pop()
        instead = ""
        if name in _BLOCK:
            instead = "</p><p>" if self._has_deep_block else "<p>"
            self._has_deep_block = True
        return self._cut(start, end, instead)

    def _end_tag(self, name: str, start: int, end: int) -> int:
        if self._deep_count and self._deep_count[name]:
            while True:
                closed = self._deep.pop()
                self._deep_count[closed] -= 1
                if closed == name:
                    return self._cut(start, end)
        open_ = self._open
        if open_ and open_[-1] == name and not self._deep:
            if name == "template":
                self._templates.pop()
            open_.pop()
            return end
        if name in _FRAME:
            return end
        if name not in open_:
            return self._cut(start, end)
        rank = _RANK.get(name, 100)
        index = len(open_) - 1
        while open_[index] != name:
            if _RANK.get(open_[index], 100) > rank:
                return end
            index -= 1
        return self._end_from(index, start, end)

    def _show_templates(self, depth: int) -> None:
        """Take the tag from the templates that something else ends: a page never closed one that hides it."""
        while self._templates and self._templates[-1][0] > depth:
            self._out[self._templates.pop()[1]] = ""

    def _end_from(self, index: int, start: int, end: int) -> int:
        """End what is open from `index` on, each by its own tag: the parser might guess otherwise."""
        self._show_templates(index + 1)
        if self._templates and self._templates[-1][0] == index + 1:
            self._templates.pop()
        closed = [name for name in self._open[index + 1 :] if name != "template"]
        instead = "".join(f"</{name}>" for name in [*reversed(closed), self._open[index]])
        if self._has_deep_block:
            instead = "</p>" + instead
            self._has_deep_block = False
        del self._open[index:]
        self._deep.clear()
        self._deep_count.clear()
        return self._cut(start, end, instead)

    # ------------------------------------------------------------ elements whose content is no markup

    def _script(self, name: str, start: int, end: int, rest: str) -> int:
        stop = self._script_end(end)
        if stop is None or self._is_empty(rest, end, stop):
            return self._cut(start, end if stop else self._resume(end))
        if "ld+json" in rest and "ld+json" in (attribute(rest, "type") or "").lower():
            content = _IN_JSON.sub(r"\\u003c", self._text[end : stop.start()])
            return self._cut(start, stop.end(), f'<script type="application/ld+json">{content}</script>')
        return self._cut(start, stop.end())

    def _script_end(self, position: int) -> re.Match[str] | None:
        """Where a script ends, by the standard: inside `<!--`, a `<script` needs an end tag of its own."""
        closing = self._next(r"</script[^>]*>", position)
        while closing:
            opening = self._next("<!--", position)
            if not opening or opening.start() > closing.start():
                return closing
            inner = self._next(r"<script[\s/>]", opening.end())
            ended = self._next("-->", opening.start() + 2)
            if not inner or inner.start() > closing.start() or (ended and ended.end() <= closing.start()):
                return closing
            following = self._next(r"</script[^>]*>", closing.end())
            if not following:
                return closing
            position, closing = closing.end(), following
        return None

    def _style(self, name: str, start: int, end: int, rest: str) -> int:
        stop = self._next(r"</style[^>]*>", end)
        return self._cut(start, stop.end() if stop else self._resume(end))

    def _drawing(self, name: str, start: int, end: int, rest: str) -> int:
        """An svg, with those inside it. HTML inside ends it, as in browsers: then only the tag goes."""
        if rest.endswith("/"):
            return self._cut(start, end)
        position, depth = end, 1
        html = self._next(_HTML_IN_SVG, end)
        while depth:
            stop = self._next(r"</svg[^>]*>", position)
            if stop is None or (html and html.start() < stop.start()):
                return self._cut(start, html.start() if html else position)
            inner = self._next(r"<svg[\s/>]", position)
            if inner and inner.start() < stop.start():
                depth += 1
                position = inner.end()
            else:
                depth -= 1
                position = stop.end()
        return self._cut(start, position)

    def _words_only(self, name: str, start: int, end: int, rest: str) -> int:
        """Title, text area, xmp and iframe: what looks like a tag inside is text."""
        stop = self._next(rf"</{name}[^>]*>", end)
        if stop is None or self._is_empty(rest, end, stop) or self._swallows(end, stop):
            goes_on = self._next(_PAGE_GOES_ON, end) if name == "title" else None
            if goes_on is None or goes_on.start() > end + _LONG:
                return self._cut(start, end)
            content, after = self._text[end : goes_on.start()], goes_on.start()
        else:
            content, after = self._text[end : stop.start()], stop.end()
        if name == "iframe":  # its words are for browsers without frames
            return self._cut(start, after, narrow_tag(name, rest, self._result.pictures) + "</iframe>")
        kept = "pre" if name == "xmp" else name
        return self._cut(start, after, f"<{kept}>{content.replace('<', '&lt;')}</{kept}>")

    def _swallows(self, end: int, stop: re.Match[str]) -> bool:
        """True where an end tag stands so far off that it belongs to another element."""
        goes_on = self._next(_PAGE_GOES_ON, end) if stop.start() - end > _LONG else None
        return goes_on is not None and goes_on.start() < stop.start()

    def _is_empty(self, rest: str, end: int, stop: re.Match[str]) -> bool:
        """`<script src="x"/>` in a page written as XML: the page goes on before the next end tag."""
        if not (rest.endswith("/") and _closes_itself(rest)):
            return False
        goes_on = self._next(_PAGE_GOES_ON, end)
        return goes_on is not None and goes_on.start() < stop.start()

    def _resume(self, position: int) -> int:
        """Where the page goes on after a script or style that is never closed."""
        match = self._next(_PAGE_GOES_ON, position)
        return match.start() if match else len(self._text)


_WITH_CONTENT = {
    "script": _Pass._script,
    "style": _Pass._style,
    "svg": _Pass._drawing,
    "title": _Pass._words_only,
    "textarea": _Pass._words_only,
    "xmp": _Pass._words_only,
    "iframe": _Pass._words_only,
}
_IN_JSON = re.compile(r"<(?=!--|/?script)", re.IGNORECASE | re.ASCII)
_VALUE_SLASH = re.compile(r"=[^\s\"']*/\Z|=\s*/\Z")


def _closes_itself(rest: str) -> bool:
    """`<b/>` and `<b x="y"/>`, but not `<b x=y/>`, whose slash is part of the value."""
    return not _VALUE_SLASH.search(rest[-_WIDE:])
