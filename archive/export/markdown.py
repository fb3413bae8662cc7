"""An article as Markdown with front matter: what note programs read, and what comes back in whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from archive.export import markup, safe
from archive.export.inline import Run, is_shown, pieces, runs_of
from archive.export.values import known
from archive.model import Block, BlockKind, Exportable, Labels

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])|&(?=#?\w+;)|!\Z")
_AT_START = re.compile(r"(?m)^(\s*)(?:([#+=-])|(\d{1,9})([.)]))")
_CLOSING = re.compile(r"(?<!\\)#(?=#*\Z)")
"""Number signs at the end of a heading belong to Markdown, not to the words."""
_GENERATOR = {"generator": "Broadside"}
"""What the importer knows its own files by: the text was cleaned, and is taken as it stands."""
_LONGEST_FRONT = 60_000
"""Letters of front matter that are still read as such when the file comes back."""


def document(item: Exportable, labels: Labels, pictures: Mapping[str, str]) -> str:
    """The whole file. `pictures`: where each lies, by the name its block has for it."""
    front = front_matter({**known(item), **_GENERATOR})
    parts = [front]
    if len(front) > _LONGEST_FRONT:
        parts = [front_matter({**known(item, own_words=False), **_GENERATOR})]
    parts += _blocks(item, pictures)
    if len(front) > _LONGEST_FRONT:
        parts += _in_the_text(item, labels)
    return "\n\n".join(part for part in parts if part) + "\n"


def front_matter(values: Mapping[str, object]) -> str:
    """YAML whose every text is written as JSON writes it, which is YAML too."""
    lines = ["---"]
    for key, value in values.items():
        if isinstance(value, list):
            lines.append(f"{key}:")
            for entry in value:
                fields = entry.items() if isinstance(entry, dict) else [(None, entry)]
                for number, (name, part) in enumerate(fields):
                    lead = "  - " if number == 0 else "    "
                    lines.append(f"{lead}{'' if name is None else f'{name}: '}{_scalar(part)}")
        else:
            lines.append(f"{key}: {_scalar(value)}")
    return "\n".join([*lines, "---"])


def _scalar(value: object) -> str:
    words = json.dumps(safe.text(value) if isinstance(value, str) else value, ensure_ascii=False)
    return words.replace("\u0085", "\\N").replace("\u2028", "\\L").replace("\u2029", "\\P")


def write(item: Exportable, path: Path, labels: Labels, pictures: Mapping[str, str]) -> None:
    path.write_text(document(item, labels, pictures), encoding="utf-8", newline="\n")


def _in_the_text(item: Exportable, labels: Labels) -> Iterator[str]:
    """Notes too long for the front matter: after the article, to be read."""
    yield f"## {words(labels.highlights)}"
    for highlight in item.highlights:
        if highlight.anchor is not None:
            yield "\n".join(f"> {words(part)}" for part in highlight.anchor.quote.split("\n"))
        if highlight.note:
            yield words(highlight.note)


def _blocks(item: Exportable, pictures: Mapping[str, str]) -> Iterator[str]:
    run: list[Block] = []
    for block in filter(is_shown, item.stored.article.blocks):
        if run and not _goes_with(run[-1], block):
            yield _together(run, pictures)
            run = []
        run.append(block)
    if run:
        yield _together(run, pictures)


def _goes_with(one: Block, other: Block) -> bool:
    """True for two blocks that are parts of one list, quotation or figure."""
    kinds = one.kind, other.kind
    if kinds == (BlockKind.ITEM, BlockKind.ITEM):
        return True
    if kinds == (BlockKind.QUOTE, BlockKind.QUOTE):
        return one.level == other.level
    return one.kind in (BlockKind.IMAGE, BlockKind.CAPTION) and other.kind is BlockKind.CAPTION


def _together(run: Sequence[Block], pictures: Mapping[str, str]) -> str:
    match run[0].kind:
        case BlockKind.ITEM:
            return _list(run)
        case BlockKind.IMAGE | BlockKind.CAPTION:
            # Markdown has no captions: as HTML they stay apart from the text.
            return markup.figure(run, pictures.get)
        case BlockKind.QUOTE | BlockKind.POST:
            lead = "> " * (min(run[0].level, 8) + 1)
            lines = "\n\n".join(inline(block) for block in run).split("\n")
            return "\n".join((lead + line).rstrip() for line in lines)
        case BlockKind.HEADING:
            level = min(6, max(2, run[0].level))
            heading = _CLOSING.sub(r"\#", inline(run[0]).replace("\\\n", "<br>"))
            return f"{'#' * level} {heading}"
        case BlockKind.TABLE:
            return _table(run[0])
        case BlockKind.CODE:
            text = safe.text(run[0].text)
            fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall("`+", text) or [""]))
            return f"{fence}\n{text}\n{fence}"
        case _:
            return inline(run[0])


def _list(run: Sequence[Block]) -> str:
    lines: list[str] = []
    indents: list[tuple[int, str]] = []
    for block in run:
        while indents and indents[-1][0] > block.level:
            indents.pop()
        mark = "-" if block.ordinal is None else f"{min(max(block.ordinal, 0), 999_999_999)}."
        before = "".join(" " * len(lead) for level, lead in indents if level < block.level)
        if indents and indents[-1][0] == block.level:
            if (indents[-1][1] == "- ") != (mark == "-"):
                lines.append("")  # a list of the other kind begins
            indents[-1] = (block.level, f"{mark} ")
        else:
            indents.append((block.level, f"{mark} "))
        inner = before + " " * (len(mark) + 1)
        first, *more = inline(block).split("\n")
        lines.append(f"{before}{mark} {first}")
        lines += [inner + line for line in more]
    return "\n".join(lines)


def _table(block: Block) -> str:
    rows = [row.split("\t") for row in safe.text(block.text).split("\n")]
    if block.level != 1 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return markup.table(block)  # Markdown has only tables with one row of headings
    lines = ["| " + " | ".join(_SPECIAL.sub(_escaped, cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def inline(block: Block) -> str:
    """The words of a block; what Markdown would take for a sign of its own is escaped."""
    text = safe.text(block.text)
    if text != block.text:  # its marks count in the text as it was
        return words(text)
    parts: list[str] = []
    for piece in pieces(text, _writable(block)):
        parts += [_sign(run, closes=True) for run in piece.closes]
        parts += [_sign(run, closes=False) for run in piece.opens]
        parts.append(_SPECIAL.sub(_escaped, piece.text))
    return _lines("".join(parts))


def words(text: str) -> str:
    """Plain words in Markdown."""
    return _lines(_SPECIAL.sub(_escaped, safe.text(text)))


def _lines(text: str) -> str:
    started = _AT_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", text
    )
    return started.replace("\n", "\\\n")


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _writable(block: Block) -> list[Run]:
    """The marks that Markdown can say without a doubt: emphasis from letter to letter."""
    links = [r for r in runs_of(block) if r.kind == "link" and safe.address(r.value)]
    found = links
    for kind in ("strong", "em"):
        for run in runs_of(block):
            start, end = run.start, run.end
            while start < end and not block.text[start].isalnum():
                start += 1
            while end > start and not block.text[end - 1].isalnum():
                end -= 1
            fits = all(
                end <= other.start
                or other.end <= start
                or (other.kind == "link" and _holds(other, start, end))
                for other in found
            )
            if run.kind == kind and start < end and fits:
                found = [*found, Run(start, end, kind)]
    return sorted(found, key=lambda run: (run.start, -run.end, run.kind != "link"))


def _holds(link: Run, start: int, end: int) -> bool:
    return link.start <= start and end <= link.end


def _sign(run: Run, *, closes: bool) -> str:
    if run.kind == "link":
        address = (safe.address(run.value) or "").replace("(", "%28").replace(")", "%29")
        return f"]({address})" if closes else "["
    return "**" if run.kind == "strong" else "*"
