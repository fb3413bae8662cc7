"""The nouns of the archive: frozen values that pass between the rooms. No I/O, no clock."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

# ---------------------------------------------------------------- bytes and where they come from


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they arrived, and where from. Kept for ever; everything else is made from it.

    `origin` is a path, an address, or `container.zip!/member`. `resources` are the pictures and parts
    that came along, by the name the page uses for them (relative address, or `cid:…`).
    """

    origin: str
    data: bytes
    captured_at: datetime
    media_type: str | None = None
    final_url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


PASTED = "clipboard:"
"""The origin of a text that was pasted. Handed to an import, the text itself stands behind it."""


class Precision(StrEnum):
    """How much of a moment the page told."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as a page gave it.

    `value` is ISO 8601, cut to what is known: `2023`, `2023-03`, `2023-03-14`, `2023-03-14T09:30`,
    `2023-03-14T09:30:05`, the last two with an offset (`+02:00`, `Z` is written `+00:00`) when the page
    told one. `words` are the page's own. Compare and sort by `day`.
    """

    value: str
    precision: Precision
    words: str = ""

    @property
    def day(self) -> str:
        """`YYYY-MM-DD`; the first day of a month or year that is all the page told."""
        return (self.value[:10] + "-01-01")[:10] if len(self.value) < 10 else self.value[:10]

    @property
    def date(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def instant(self) -> datetime | None:
        """The aware instant, or None where the page told no time or no offset."""
        if "T" not in self.value:
            return None
        moment = datetime.fromisoformat(self.value)
        return moment if moment.tzinfo else None


@dataclass(frozen=True, slots=True)
class Hints:
    """What a container knew of a document beside its text (front matter, MHTML headers, an export's row)."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    published: Moment | None = None
    saved_at: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    notes: str | None = None
    file_name: str | None = None
    standfirst: str | None = None
    highlights: tuple[Marking, ...] = ()
    is_read: bool = False
    is_starred: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person should know that is no failure; `reader.messages` makes the sentence."""

    kind: str
    detail: str = ""


DocumentKind = Literal["page", "article", "kept", "text"]
"""`page`: HTML with a site's furniture around the article · `article`: HTML that is all article
(Markdown, front matter taken off) · `kept`: HTML of an article that was cleaned before (it was exported) ·
`text`: plain text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article's markup, decoded, not yet judged. A capture may hold many; `origin` tells them apart."""

    origin: str
    url: str | None
    markup: str
    kind: DocumentKind
    hints: Hints = Hints()
    resources: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


# ---------------------------------------------------------------- the cleaned article


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    POST = "post"
    ITEM = "item"
    CAPTION = "caption"
    IMAGE = "image"
    TABLE = "table"
    CODE = "code"


TEXT_KINDS = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.POST,
        BlockKind.ITEM,
        BlockKind.TABLE,
        BlockKind.CODE,
    }
)
"""The kinds whose kept text is the article's text. Captions belong to their picture and are indexed apart."""

MarkKind = Literal["strong", "em", "link", "code"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline emphasis or a link over `text[start:end]` of a block (code points, half-open)."""

    start: int
    end: int
    kind: MarkKind
    href: str | None = None


class RemovalReason(StrEnum):
    """Why a block is out of the text. The first two name a twin, the index of the block that stays."""

    REPEATS = "repeats"
    CAPTION_REPEATS = "caption-repeats"
    SECOND_ARTICLE = "second-article"
    SHARING = "sharing"
    NEWSLETTER = "newsletter"
    RELATED = "related"
    COMMENTS = "comments"
    ADVERTISING = "advertising"
    CONSENT = "consent"
    PAYWALL = "paywall"
    NAVIGATION = "navigation"
    BYLINE = "byline"
    DATE_LINE = "date-line"
    CREDIT = "credit"
    HEADLINE = "headline"
    AUTHOR_NOTE = "author-note"
    FORM = "form"
    HIDDEN = "hidden"
    LABEL = "label"
    FURNITURE = "furniture"
    RULE = "rule"
    BY_PERSON = "by-person"


@dataclass(frozen=True, slots=True)
class Removal:
    reason: RemovalReason
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, kept or removed.

    `level`: 1 to 6 for headings, nesting depth from 0 for quotes and items, number of heading rows for a
    table. `ordinal`: the number of an item of an ordered list. A table's text has one row a line, cells
    divided by a tab. An image's text is its alternative text and `href` its address or resource name; a
    post's `href` is its address. A caption follows the image it belongs to, where the page has one.
    `marks` never overlap two of a kind, and lie inside `text`.
    """

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    removed: Removal | None = None
    level: int = 0
    ordinal: int | None = None
    href: str | None = None

    @property
    def is_text(self) -> bool:
        """True when this block's text is part of the article's text."""
        return self.removed is None and self.kind in TEXT_KINDS and bool(self.text)


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article as the cleaner sees it, or as it stands after the person's edits.

    `metadata_from` says where each value came from (`"title": "json-ld"`, `"h1"`, `"file name"`), `guessed`
    names the fields that are only a guess. `is_partial`: the page showed only the beginning (paywall).
    """

    url: str | None
    title: str
    authors: tuple[str, ...]
    source: str | None
    published: Moment | None
    language: str | None
    blocks: tuple[Block, ...]
    standfirst: str | None = None
    modified: Moment | None = None
    section: str | None = None
    lead_image: str | None = None
    is_partial: bool = False
    metadata_from: Mapping[str, str] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """The kept text blocks, joined by a newline. Spans of hits and highlights count in this string."""
        return "\n".join(block.text for block in self.blocks if block.is_text)

    @property
    def captions(self) -> str:
        """The kept captions, joined by a newline."""
        return "\n".join(b.text for b in self.blocks if b.kind is BlockKind.CAPTION and b.removed is None)


@dataclass(frozen=True, slots=True)
class Considered:
    """A candidate for the body: pieces `first` to `last` of the page, how much prose they hold, which points
    of view found it, and the evidence for it (higher is better)."""

    first: int
    last: int
    place: str
    """The elements it lies in, with their class names."""
    prose: int
    views: tuple[str, ...]
    evidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """`body` is what was chosen first; a text too short for an article is looked for once more, wider."""

    origin: str
    headline: int | None = None
    candidates: tuple[Considered, ...] = ()
    body: Considered | None = None
    article: CleanArticle | None = None
    reason: str = ""
    """Why there is no article."""


def content_key(text: str) -> str:
    """What two wordings of the same text share: the letters and digits, case and width folded.

    The stable name of a block over re-cleaning (with its occurrence) and of a whole text («already here»).
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(filter(str.isalnum, folded)) or folded.strip()
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


# ---------------------------------------------------------------- what a person changes: its own layer


@dataclass(frozen=True, slots=True)
class Status:
    is_read: bool = False
    is_starred: bool = False
    is_binned: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockRef:
    """A block by its content: `key` is `content_key(text)`, `occurrence` counts equal ones from 0."""

    key: str
    occurrence: int = 0


EditKind = Literal["put-back", "remove", "field", "add"]
Verdict = Literal["keep", "remove"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision of the person over the cleaned article, kept over every re-cleaning.

    `put-back` and `remove` name a block; `field` sets a metadata field (`title`, `authors`, `source`,
    `published`, `language`, `standfirst`) to `value`. `add` takes in `value`, a passage of the kept page that
    the cleaner left out, as a block of kind `field`, after `block` (None: before everything); `position` is
    its place in the page, which orders those that stand after one block.
    """

    kind: EditKind
    block: BlockRef | None = None
    field: str | None = None
    value: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A passage that the person always keeps or removes: in one source, or everywhere (`source_id` None).

    `key` is the passage's `content_key`; to show there are its beginning, `text`, and what the source is
    called. The person's edits of an article go before rules, a source's rules before those for everywhere.
    """

    key: str
    verdict: Verdict
    source_id: int | None = None
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A kept passage of an article that `count` other articles of its source have too."""

    block: BlockRef
    text: str
    count: int


# ---------------------------------------------------------------- into the store, and into the index


@dataclass(frozen=True, slots=True)
class Arrival:
    """One cleaned article on its way into the store. `number` tells a capture's documents apart, from 0."""

    capture: Capture
    article: CleanArticle
    cleaner: int
    number: int = 0
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Indexable:
    """What the index sees of an article. `revision` grows whenever anything here changes."""

    id: int
    revision: int
    title: str
    text: str
    captions: str = ""
    standfirst: str = ""
    source: str = ""
    source_key: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    """`YYYY-MM-DD`, or None."""
    language: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""


# ---------------------------------------------------------------- what the store gives


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. `key` is the registrable host («apnews.com») or, without one, the folded name."""

    id: int
    key: str
    name: str
    count: int = 0
    merged: int = 0
    """How many others were made one with it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article; the newest is the article. `number` counts from 1.

    It is document number `document` (from 0) of its capture.
    """

    number: int
    capture_sha256: str
    text_sha256: str
    cleaner: int
    created_at: datetime
    document: int = 0


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article opened: the cleaned text with the person's edits applied, and what the library knows."""

    id: int
    uuid: str
    article: CleanArticle
    source: Source | None
    status: Status
    edits: tuple[Edit, ...]
    versions: tuple[Version, ...]
    added_at: datetime
    origin: str
    job_id: int
    words: int
    cleaned: CleanArticle | None = None
    """The article as the cleaner made it, before the person's edits and rules."""
    left_at: int | None = None
    """How far the person had read when they left it: a code point of its text. None: to the end, or not."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """What one row of the list shows. `opening` is the first words of the text."""

    id: int
    title: str
    source: str | None
    published: Moment | None
    added_at: datetime
    opening: str
    status: Status
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One import. `count`: articles that it brought or gave a new version; undone ones are still counted."""

    id: int
    label: str
    started_at: datetime
    finished_at: datetime | None
    is_stopped: bool
    is_undone: bool
    count: int


PlaceKind = Literal["library", "unread", "starred", "recent", "bin", "source", "tag", "job", "highlights"]


@dataclass(frozen=True, slots=True)
class Place:
    """What narrows the library: `value` is a source id, a tag, or an import job's id.

    `highlights`: what the person has marked or noted something in.
    """

    kind: PlaceKind = "library"
    value: str | int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles each place of the sidebar holds (the bin's are in no other count)."""

    library: int
    unread: int
    starred: int
    recent: int
    bin: int
    sources: tuple[Source, ...] = ()
    highlights: int = 0
    """Articles with a highlight."""
    notes: int = 0
    """Articles with a note, on a highlight or on the whole."""


ProblemKind = Literal["file", "article", "original", "missing", "orphan"]
"""What a check found: the file as such · a text · an original that is not what it was · one that is gone ·
one that no article has any more (harmless)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with the article it concerns, if it is known. `detail` is for the log."""

    kind: ProblemKind
    article_id: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a library takes on the disk, in bytes."""

    articles: int
    originals: int
    index: int
    backups: int
    other: int = 0

    @property
    def whole(self) -> int:
        return self.articles + self.originals + self.index + self.backups + self.other


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a library; `size` is that of its articles, the originals stand beside it once for all."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of a library found, and how many articles and originals it read."""

    problems: tuple[Problem, ...]
    articles: int
    originals: int

    @property
    def damaged(self) -> tuple[int, ...]:
        """The articles with damage, by id."""
        return tuple(sorted({p.article_id for p in self.problems if p.article_id is not None}))


# ---------------------------------------------------------------- search


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    text: str
    spans: tuple[Span, ...] = ()


class Sort(StrEnum):
    """Equals come newest first. `HITS`: most occurrences first. `SOURCE`: by the outlet's name."""

    MATCH = "match"
    NEWEST = "newest"
    OLDEST = "oldest"
    HITS = "hits"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a person typed, understood. Never raised over: what could not be read is in `notes`.

    `understood_as` is the query written out in the query language; `tree` belongs to the index alone.
    """

    text: str
    understood_as: str
    notes: tuple[Note, ...] = ()
    tree: object = None
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """`count`: how often the searched words stand in the article. `title`: the title with its spans."""

    article_id: int
    score: float
    snippet: Snippet
    count: int
    title: Snippet


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A window on a list of `total` things, beginning at `offset`."""

    items: tuple[T, ...]
    total: int
    offset: int = 0


class Facet(NamedTuple):
    """How many of the found articles have a value: an outlet's name, a writer, a language, a tag."""

    value: str
    count: int  # type: ignore[assignment]  # hides a method of tuples that nobody needs here


@dataclass(frozen=True, slots=True)
class Facets:
    """What a search found, counted, most first; `months` (`YYYY-MM`) in order, without what has no date."""

    total: int
    sources: tuple[Facet, ...] = ()
    authors: tuple[Facet, ...] = ()
    languages: tuple[Facet, ...] = ()
    tags: tuple[Facet, ...] = ()
    months: tuple[Facet, ...] = ()

    @property
    def years(self) -> tuple[Facet, ...]:
        counts: dict[str, int] = {}
        for month in self.months:
            counts[month.value[:4]] = counts.get(month.value[:4], 0) + month.count
        return tuple(Facet(year, count) for year, count in counts.items())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query, and how many articles it finds. `kind`: completion · spelling · without · either.

    `without`: the words that nothing was found for left out, named in `detail`. `either`: any of the words.
    """

    kind: str
    query: str
    count: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Where an opened article matches: in `CleanArticle.text`, in its title, in its captions."""

    text: tuple[Span, ...] = ()
    title: tuple[Span, ...] = ()
    captions: tuple[Span, ...] = ()


# ---------------------------------------------------------------- what a person adds to what they read


class Colour(StrEnum):
    """What a highlight is painted in; the keys 1 to 4 give them in this order."""

    ROSE = "rose"
    SKY = "sky"
    LEAF = "leaf"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage by its words and what stood around it, to be found again in a text that changed.

    Over `CleanArticle.text`, in code points (W3C Web Annotation: a TextQuoteSelector, and a position).
    `archive.anchors` makes and places them.
    """

    quote: str
    prefix: str = ""
    suffix: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Marking:
    """A highlight on its way from one library into another."""

    anchor: Anchor
    colour: Colour = Colour.ROSE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage, with a note or without; or, with no `anchor`, the note on the whole article.

    `span`: where it stands in the text as it is now; None where it cannot be placed there.
    """

    id: int
    article_id: int
    colour: Colour
    note: str
    anchor: Anchor | None
    span: Span | None
    made_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class HighlightRow:
    """What one row of the list of all highlights shows."""

    highlight: Highlight
    title: str
    source: str | None
    published: Moment | None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question to be asked again. `filters`: what was chosen besides, in the query language."""

    id: int
    name: str
    query: str
    filters: str
    place: Place
    sort: Sort


@dataclass(frozen=True, slots=True)
class Request:
    """One address that was asked of the network. `outcome`: `ok`, `redirect`, or the failure's kind.

    `origin`: what the person gave, or the page whose picture it is. `size`: bytes of the answer's body.
    """

    at: datetime
    address: str
    purpose: Literal["page", "picture"]
    outcome: str
    status: int | None
    size: int
    origin: str = ""


# ---------------------------------------------------------------- pictures


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that this program drew itself: JPEG or PNG bytes, size in pixels."""

    data: bytes
    width: int
    height: int


# ---------------------------------------------------------------- changes


@dataclass(frozen=True, slots=True)
class Inverse:
    """What undoes a change: the name of an act of the library and the values to call it with."""

    act: str
    arguments: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Which articles came, changed or went, and what undoes it."""

    added: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    undo: Inverse | None = None


SEVERAL = "several"
"""The act of an inverse whose values are inverses: the last of them is carried out first."""


def together(parts: Sequence[Changes]) -> Changes:
    """What these changes did, one after another, as one."""
    undo = tuple(part.undo for part in parts if part.undo is not None)
    return Changes(
        frozenset().union(*(part.added for part in parts)),
        frozenset().union(*(part.changed for part in parts)),
        frozenset().union(*(part.removed for part in parts)),
        Inverse(SEVERAL, undo) if undo else None,
    )


class Result(StrEnum):
    ADDED = "added"
    NEW_VERSION = "new-version"
    ALREADY_HERE = "already-here"
    NEEDS_A_LOOK = "needs-a-look"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document of an import.

    An article that came in but deserves a look (thin, partial, guessed) is `ADDED` with `notes`; where
    nothing came in, `error` says why.
    """

    origin: str
    result: Result
    article_id: int | None = None
    error: Exception | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent while an import runs: `outcomes` are new since the last one, and durable."""

    done: int
    total: int | None
    current: str
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`stopped`: by the person, or by `error`, which ended the whole import (a full disk)."""

    job_id: int
    outcomes: tuple[Outcome, ...]
    changes: Changes
    stopped: bool = False
    error: Exception | None = None


ProgressCallback = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class RecleanReport:
    """What cleaning kept pages again did, in how many articles.

    `rewritten`: their text is another one now. `kept`: nothing could be made of the page, so the text
    stayed. `stopped`: by the person, before the last. `changes` can be undone where they are few.
    """

    done: int
    rewritten: tuple[int, ...]
    kept: tuple[int, ...]
    stopped: bool = False
    changes: Changes = Changes()


# ---------------------------------------------------------------- out of the library


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A form that articles leave in. `suffix`: of the file, or of the files in a folder."""

    name: str
    suffix: str
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of an exported file that are no article's; the core has none of its own.

    `title`: of the whole (a book, a list); `date` writes a date out.
    """

    title: str
    contents: str
    highlights: str
    tags: str
    untitled: str
    date: Callable[[Moment], str]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What goes along. Without `notes` neither highlights nor notes do."""

    notes: bool = True
    tags: bool = True
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Exportable:
    """An article on its way out. `pictures`: by the names its blocks have for them."""

    stored: StoredArticle
    highlights: tuple[Highlight, ...] = ()
    tags: tuple[str, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Where the file or folder lies, how many articles are in it, and which could not be read."""

    path: Path
    count: int
    left_out: tuple[int, ...] = ()


def kept_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that are not removed, captions and pictures included."""
    return tuple(block for block in blocks if block.removed is None)
