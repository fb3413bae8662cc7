"""The YAML between two lines of dashes at the beginning of a Markdown file: plain values, nothing clever."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from archive.importers.dates import instant, moment
from archive.importers.names import web_address
from archive.model import Anchor, Colour, Hints, Marking, Moment

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LIMIT = 65_536
_NESTED = 20
_LIST = 200
_PAIR = re.compile(r"([A-Za-z][\w -]{0,60}):(?:\s+(.*))?\Z")
_ITEM = re.compile(r"\s*-\s+(.*)\Z")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")

_NOTE_KEYS = ("notes", "note")
_LONGEST_NOTE = 100_000
_HIGHLIGHTS = 5_000
_ADDRESS_KEYS = ("source", "url", "link", "canonical", "permalink", "original")
_AUTHOR_KEYS = ("author", "authors", "byline", "creator")
_PUBLISHED_KEYS = ("published", "date", "datepublished", "date_published", "pubdate")
_SAVED_KEYS = ("created", "saved", "clipped", "date saved", "date_saved", "date_added")
_SOURCE_KEYS = ("site", "publisher", "publication", "site_name", "sitename", "website")


class _Loader(yaml.SafeLoader):
    """Plain values only: no references, so nothing can grow, and a bounded nesting."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("a reference")
        self._depth += 1
        if self._depth > _NESTED:
            raise yaml.YAMLError("too deep")
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def split(text: str) -> tuple[dict[str, object], str]:
    """The values, keys in lower case, and the text below. What is no front matter stays text."""
    match = _BLOCK.match(text[: _LIMIT + 8])
    if match is None:
        return {}, text
    values = _values(match[1])
    if not values:
        return {}, text
    return {str(key).strip().lower(): value for key, value in values.items()}, text[match.end() :]


def _values(block: str) -> dict[Any, object]:
    """By YAML; a block that is none, as `title: The vote: a second look` by hand is, line by line."""
    values: object = None
    if not _nested(block):
        with contextlib.suppress(yaml.YAMLError, ValueError, OverflowError, RecursionError):
            values = yaml.load(block, _Loader)
    return values if isinstance(values, dict) else _by_lines(block)


def _by_lines(block: str) -> dict[Any, object]:
    """`key: value` lines and the `- item` lines below them; nothing where a line is neither."""
    values: dict[Any, object] = {}
    items: list[object] = []
    for line in block.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        item, pair = _ITEM.match(line), _PAIR.match(line)
        if item and values:
            items.append(item[1].strip("\"' "))
        elif pair:
            items = []
            values[pair[1]] = (pair[2] or "").strip("\"' ") or items
        else:
            return {}
    return values


def _nested(block: str) -> bool:
    """True where so many brackets are open at once that reading them would go too deep."""
    depth = 0
    for letter in block:
        if letter in "[{":
            depth += 1
            if depth > _NESTED:
                return True
        elif letter in "]}":
            depth = max(0, depth - 1)
    return False


def address(values: Mapping[str, object]) -> str | None:
    """The article's own address."""
    said = (_line(values.get(key)) for key in _ADDRESS_KEYS)
    return next((found for found in map(web_address, said) if found), None)


def hints(values: Mapping[str, object], file_name: str | None, *, own: bool = False) -> Hints:
    """What the values say of an article. `own`: this program wrote them, so that brackets are no links."""
    found = Hints(
        title=_line(values.get("title")),
        authors=_first_list(values, _AUTHOR_KEYS),
        source=_outlet(values),
        published=_first_moment(values),
        saved_at=next((found for key in _SAVED_KEYS if (found := instant(_iso(values.get(key))))), None),
        language=_line(values.get("lang") or values.get("language")),
        tags=_list(values.get("tags")),
        notes=_notes(values),
        file_name=file_name,
        standfirst=_line(values.get("standfirst")),
        highlights=_highlights(values.get("highlights")),
        is_read=values.get("read") is True,
        is_starred=values.get("starred") is True,
    )
    return _verbatim(found, values) if own else found


def _verbatim(found: Hints, values: Mapping[str, object]) -> Hints:
    def words(value: object) -> str | None:
        return " ".join(value.split()) or None if isinstance(value, str) else None

    def lines(value: object) -> tuple[str, ...]:
        items = value if isinstance(value, list) else []
        return tuple(line for item in items if (line := words(item)) is not None)

    return replace(
        found,
        title=words(values.get("title")),
        authors=lines(values.get("author")),
        source=words(values.get("site")),
        standfirst=words(values.get("standfirst")),
        tags=lines(values.get("tags")),
    )


def _notes(values: Mapping[str, object]) -> str | None:
    """What the person wrote beside the text, line ends kept."""
    said = (values.get(key) for key in _NOTE_KEYS)
    lists = (found if isinstance(found, list) else [found] for found in said)
    lines = [str(line)[:_LONGEST_NOTE].strip() for found in lists for line in found if isinstance(line, str)]
    return "\n".join(line for line in lines if line) or None


def _highlights(value: object) -> tuple[Marking, ...]:
    """As this program exports them; what does not look so is none."""
    found: list[Marking] = []
    for entry in value[:_HIGHLIGHTS] if isinstance(value, list) else []:
        if not isinstance(entry, dict):
            continue
        words = {
            key: str(entry.get(key) or "")[:_LONGEST_NOTE] for key in ("quote", "prefix", "suffix", "note")
        }
        offset, colour = entry.get("offset", 0), entry.get("colour")
        if words["quote"] and type(offset) is int and 0 <= offset < 2**40:
            anchor = Anchor(words["quote"], words["prefix"], words["suffix"], offset)
            known = next((one for one in Colour if one.value == colour), Colour.ROSE)
            found.append(Marking(anchor, known, words["note"]))
    return tuple(found)


def _outlet(values: Mapping[str, object]) -> str | None:
    """The outlet's name. `source` is one too where it is no address."""
    said = (_line(values.get(key)) for key in (*_SOURCE_KEYS, "source"))
    return next((line for line in said if line and not web_address(line)), None)


def _first_moment(values: Mapping[str, object]) -> Moment | None:
    return next((found for key in _PUBLISHED_KEYS if (found := moment(values.get(key)))), None)


def _first_list(values: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, ...]:
    return next((found for key in keys if (found := _list(values.get(key)))), ())


def _list(value: object) -> tuple[str, ...]:
    """A list, or words divided by `;` or `,`; wiki links are names."""
    items: list[object]
    if isinstance(value, list):
        items = value[:_LIST]
    elif isinstance(value, str):
        items = list(re.split(r"[;,]", value)[:_LIST])
    else:
        return ()
    lines = [_line(item) for item in items]
    return tuple(dict.fromkeys(line.lstrip("#") for line in lines if line and line.lstrip("#")))


def _line(value: object) -> str | None:
    """One line of words, links reduced to what they show."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    words = _MARKDOWN_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", str(value)[:4096]))
    return " ".join(words.split()) or None


def _iso(value: object) -> str | None:
    return None if value is None else str(value)
