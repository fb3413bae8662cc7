"""What is asked of the list, and what comes back. Knows no Qt."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.model import Hit, ListRow, Page, ParsedQuery, Place, Sort
from reader.filters import Filters, written

if TYPE_CHECKING:
    from archive import Library

LIBRARY = Place()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the list. Without words it is a place, with words a search in it."""

    place: Place = LIBRARY
    text: str = ""
    typing: bool = False
    """The person is still at the last word: it also finds what begins with it."""
    filters: Filters = ()
    sort: Sort = Sort.NEWEST
    search_sort: Sort = Sort.MATCH
    grouped: bool = False
    """A place comes with headings for its days."""

    @property
    def order(self) -> Sort:
        return self.search_sort if self.text else self.sort

    @property
    def is_search(self) -> bool:
        """True when more is asked than a place."""
        return bool(self.text or self.filters)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, with enough rows for the first screen."""

    question: Question
    rows: tuple[ListRow, ...]
    count: int
    """How many articles there are."""
    ids: array[int] | None = None
    """Of a place: its articles in order, among headings where they were asked for."""
    page: Page[Hit] | None = None
    parsed: ParsedQuery | None = None
    pending: int = 0
    is_again: bool = False
    """The question stood already: its answer is another because the library is."""


def parse(library: Library, question: Question) -> ParsedQuery:
    """The words and the filters of a question, understood."""
    filters = written(question.filters)
    return library.parse(question.text, unfinished=question.typing, filters=filters)
