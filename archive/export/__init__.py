"""Articles out of the library: from values to files, one format a file. Asks neither store nor network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from archive.export import bundle, epub, markdown, page, quotes, safe, sheet
from archive.export.citations import STYLES, cite
from archive.export.files import whole_file, whole_folder
from archive.model import Exportable, ExportFormat, Labels

__all__ = ["EXPORTERS", "STYLES", "cite", "highlights_of", "write"]

Sink = Callable[[Iterable[Exportable], Path, Labels, datetime], None]
"""Writes all of them to one new file, or into one new folder."""
One = Callable[[Exportable, Path, Labels, Mapping[str, str]], None]


def _in_one(write: Callable[[Iterable[Exportable], Path, Labels], None]) -> Sink:
    return lambda items, path, labels, now: write(items, path, labels)


def _each(write: One, suffix: str) -> Sink:
    """A file for each article, its pictures in a folder of its own as browsers save pages."""

    def all_of(items: Iterable[Exportable], folder: Path, labels: Labels, now: datetime) -> None:
        taken: set[str] = set()
        for item in items:
            article = item.stored.article
            day = article.published.day if article.published else ""
            stem = safe.file_name(f"{day} {article.title or labels.untitled}", "", taken)
            write(item, folder / (stem + suffix), labels, _pictures(item, folder, f"{stem}_files"))

    return all_of


def _pictures(item: Exportable, folder: Path, name: str) -> Mapping[str, str]:
    places: dict[str, str] = {}
    for number, (known_as, picture) in enumerate(item.pictures.items(), 1):
        (folder / name).mkdir(exist_ok=True)
        file = f"{number}.{'png' if picture.data.startswith(bytes([0x89])) else 'jpg'}"
        (folder / name / file).write_bytes(picture.data)
        places[known_as] = f"{safe.path(name)}/{file}"
    return places


EXPORTERS: Mapping[ExportFormat, Sink] = {
    ExportFormat("markdown", ".md", is_folder=True): _each(markdown.write, ".md"),
    ExportFormat("html", ".html", is_folder=True): _each(page.write, ".html"),
    ExportFormat("epub", ".epub"): epub.write,
    ExportFormat("csv", ".csv"): _in_one(sheet.write),
    ExportFormat("json", ".json"): _in_one(bundle.write),
    ExportFormat("highlights", ".md"): _in_one(quotes.write),
}


def write(
    items: Iterator[Exportable],
    target: Path,
    name: str,
    labels: Labels,
    *,
    now: datetime,
    replace: bool = False,
) -> None:
    """Write articles as they come, in the format of this name; `target` is there only once all are in it.

    Raises `ExportFailed` and `DiskFull`, and whatever `items` raises; then nothing is left of it.
    """
    form = next(known for known in EXPORTERS if known.name == name)
    place = whole_folder(target) if form.is_folder else whole_file(target, replace=replace)
    with place as hidden:
        EXPORTERS[form](items, hidden, labels, now)


def highlights_of(items: Iterable[Exportable], labels: Labels) -> str:
    """What was marked and noted in these, as Markdown."""
    return "\n".join(text for item in items if (text := quotes.text(item, labels)))
