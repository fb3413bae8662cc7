"""Articles on their way out of a library: exported, cited, their highlights copied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive import export
from archive.cancel import CancelToken
from archive.errors import ArticleDamaged, NoSuchArticle
from archive.model import (
    Exportable,
    ExportChoice,
    ExportFormat,
    ExportReport,
    Labels,
    Picture,
)
from archive.store import Store

ALL = ExportChoice()
Told = Callable[[int, int], None]
"""How many articles are written, of how many."""


class Outgoing:
    """The part of `Library` about these. Changes nothing in it."""

    _store: Store
    _now: Callable[[], datetime]

    def pictures(self, article_id: int, cancel: CancelToken | None = None) -> Mapping[str, Picture]:
        """The pictures of an article that are kept, by the names its blocks have for them."""
        return {}

    @staticmethod
    def export_formats() -> tuple[ExportFormat, ...]:
        """The forms that articles can leave in."""
        return tuple(export.EXPORTERS)

    @staticmethod
    def citation_styles() -> tuple[str, ...]:
        """What `citation` can write."""
        return tuple(export.STYLES)

    def export(
        self,
        ids: Sequence[int],
        target: Path,
        form: str,
        labels: Labels,
        *,
        choice: ExportChoice = ALL,
        replace: bool = False,
        told: Told | None = None,
        cancel: CancelToken | None = None,
    ) -> ExportReport:
        """Write articles to a new file or folder, one after the other, so that any number of them will do.

        `target` is there only when all is written; `replace` lets a file that is there go. Articles that
        are gone or damaged are left out and named. Raises `ExportFailed`, `DiskFull`, `Cancelled`.
        """
        left_out: list[int] = []
        items = self._exportables(ids, choice, left_out, told, cancel or CancelToken())
        export.write(items, target, form, labels, now=self._now(), replace=replace)
        return ExportReport(target, len(ids) - len(left_out), tuple(left_out))

    def highlights_as_markdown(
        self, ids: Sequence[int], labels: Labels, *, only: Collection[int] | None = None
    ) -> str:
        """What was marked and noted in these articles, in this order, each with where it is from.

        `only`: these highlights and no others.
        """
        items = self._exportables(ids, ALL, [], None, CancelToken())
        if only is not None:
            items = (
                replace(item, highlights=tuple(one for one in item.highlights if one.id in only))
                for item in items
            )
        return export.highlights_of(items, labels)

    def citation(self, article_id: int, style: str = "plain") -> str:
        """An article as a reference, in one of `citation_styles`. Raises `NoSuchArticle`."""
        return export.cite(self._store.article(article_id), style)

    def _exportables(
        self,
        ids: Iterable[int],
        choice: ExportChoice,
        left_out: list[int],
        told: Told | None,
        cancel: CancelToken,
    ) -> Iterator[Exportable]:
        wanted = list(ids)
        for number, article_id in enumerate(wanted, 1):
            cancel.check()
            try:
                stored = self._store.article(article_id)
                yield Exportable(
                    stored,
                    self._store.highlights(article_id) if choice.notes else (),
                    stored.status.tags if choice.tags else (),
                    self.pictures(article_id, cancel) if choice.pictures else {},
                )
            except (ArticleDamaged, NoSuchArticle):
                left_out.append(article_id)
            if told is not None:
                told(number, len(wanted))
