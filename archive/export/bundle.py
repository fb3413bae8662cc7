"""Articles as one JSON file, written one by one: what another library, or another program, reads back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from archive.export import markup
from archive.export.values import known
from archive.model import Exportable, Labels

FORMAT, VERSION = "broadside-articles", 1
"""What the importer knows it by."""


def write(items: Iterable[Exportable], path: Path, labels: Labels) -> None:
    """One article a line, so that a large file can be read, searched and compared by simple means."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"format": "{FORMAT}", "version": {VERSION}, "articles": [')
        divider = "\n"
        for item in items:
            file.write(divider + json.dumps(_article(item), ensure_ascii=False))
            divider = ",\n"
        file.write("\n]}\n")


def _article(item: Exportable) -> dict[str, object]:
    stored = item.stored
    return {
        "id": stored.uuid,
        **known(item),
        "words": stored.words,
        "html": markup.body(replace(item, highlights=()), lambda name: None),
    }
