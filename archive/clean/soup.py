"""Markup -> BeautifulSoup's tree over lxml, built straight: nothing is kept that the walk never asks for.

An element knows its name, attributes and contents. BeautifulSoup's threads between elements (`parent`,
`next_element`, …) are not drawn, so that only `contents` leads through the tree: a third of the time.
"""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PageElement

_UNREADABLE = re.compile("[\ud800-\udfff\x00]")
_BLANK = " \n\t\f\r"
_VERBATIM = frozenset({"pre", "textarea"})
"""The elements inside which white space between tags is kept as it is."""


class Element(Tag):
    """A tag; what HTML has none of is said once for all."""

    parser_class = BeautifulSoup
    namespace = None
    prefix = None
    parent = None
    next_element = None
    previous_element = None
    next_sibling = None
    previous_sibling = None
    hidden = False
    known_xml = False
    sourceline = None
    sourcepos = None

    def __init__(self, name: str, attrs: dict[str, str]) -> None:
        self.name = name
        self.attrs = attrs  # type: ignore[assignment]
        self.contents: list[PageElement] = []


class Words(NavigableString):
    """A text node."""

    parent = None
    next_element = None
    previous_element = None
    next_sibling = None
    previous_sibling = None
    hidden = False
    __getitem__ = str.__getitem__

    def __new__(cls, value: str | bytes) -> Words:
        return str.__new__(cls, value)


SPACE, BREAK = Words(" "), Words("\n")
"""All white space between tags, except where it is shown as it stands: about half of all text nodes."""


def strings(element: Tag) -> Iterator[str]:
    """The text nodes in an element, at any depth, in order."""
    below = [iter(element.contents)]
    while below:
        for child in below[-1]:
            if isinstance(child, Tag):
                below.append(iter(child.contents))
                break
            if isinstance(child, Words):
                yield child
        else:
            below.pop()


class _Builder(LXMLTreeBuilder):
    """Hears lxml's parser and puts elements and text where they belong."""

    def feed(self, markup: str | bytes) -> None:
        assert self.soup is not None
        self._open: list[Tag] = [self.soup]
        self._contents = self.soup.contents
        self._words: list[str] = []
        self._verbatim = 0
        super().feed(markup)
        self._end_words()

    def start(self, tag: Any, attrib: Any) -> None:  # type: ignore[override]
        if self._words:
            self._end_words()
        element = Element(tag, attrib or {})
        self._contents.append(element)
        self._open.append(element)
        self._contents = element.contents
        if tag in _VERBATIM:
            self._verbatim += 1

    def end(self, name: Any) -> None:
        if self._words:
            self._end_words()
        open_ = self._open
        if open_[-1].name != name and all(element.name != name for element in open_[1:]):
            return
        while len(open_) > 1:
            closed = open_.pop().name
            if closed in _VERBATIM:
                self._verbatim -= 1
            if closed == name:
                break
        self._contents = open_[-1].contents

    def data(self, data: Any) -> None:
        self._words.append(data)

    def comment(self, text: Any) -> None:
        """Not kept; the text before it ends here."""
        if self._words:
            self._end_words()

    def pi(self, target: str, data: str) -> None:
        self.comment(data)

    def doctype(self, name: str, pubid: str, system: str) -> None:
        self.comment(name)

    def _end_words(self) -> None:
        text = self._words[0] if len(self._words) == 1 else "".join(self._words)
        self._words.clear()
        if not self._verbatim and not text.strip(_BLANK):
            self._contents.append(BREAK if "\n" in text else SPACE)
        else:
            self._contents.append(Words(text))


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def parse(markup: str) -> BeautifulSoup:
    """The tree. Never raises on any text.

    The collector is off while it is built: it would walk all living objects again and again.
    """
    if "\0" in markup or not _is_utf8(markup):
        markup = _UNREADABLE.sub("\ufffd", markup)
    collecting = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            builder = _Builder(multi_valued_attributes=None, attribute_dict_class=dict, string_containers={})
            return BeautifulSoup(markup, builder=builder)
    finally:
        if collecting:
            gc.enable()
