"""What was removed from an article, as passages with words for them. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.edits import block_refs
from archive.model import Block, BlockKind, BlockRef, RemovalReason, Rule, content_key
from reader.i18n import _, ngettext, number

_TWINS = (RemovalReason.REPEATS, RemovalReason.CAPTION_REPEATS)
_ALONE = (*_TWINS, RemovalReason.RULE)
"""Of these each block is a passage of its own."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring blocks that are out for the same reason; a repetition stands for itself.

    `first` and `last` are indices of blocks (both included). `paragraph` is the number of the paragraph it
    repeats, counted from 1 over what is kept, where there is one. `texts`: its blocks. `rule`: what removed
    it, where that was one of the person's.
    """

    reason: RemovalReason
    first: int
    last: int
    text: str
    paragraph: int | None = None
    texts: tuple[str, ...] = ()
    rule: Rule | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())


def passages(blocks: Sequence[Block], rules: Sequence[Rule] = ()) -> tuple[Passage, ...]:
    """All removed passages, in reading order. `rules`: those that hold for the article, the general first."""
    numbers = _paragraph_numbers(blocks)
    by_key = {rule.key: rule for rule in rules}
    return tuple(_passage(blocks, numbers, by_key, first, last) for first, last in _runs(blocks))


def refs_of(blocks: Sequence[Block], chosen: Sequence[Passage]) -> tuple[BlockRef, ...]:
    """The names of the blocks of these passages, as the library knows them. Reads the whole article."""
    refs = list(block_refs(blocks))
    return tuple(ref for passage in chosen for ref in refs[passage.first : passage.last + 1])


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for i, block in enumerate(blocks):
        if block.removed is None:
            continue
        if first is None:
            first = i
        follows = blocks[i + 1].removed if i + 1 < len(blocks) else None
        same = follows is not None and follows.reason is block.removed.reason
        if not same or block.removed.reason in _ALONE:
            yield first, i
            first = None


def _passage(
    blocks: Sequence[Block], numbers: dict[int, int], rules: Mapping[str, Rule], first: int, last: int
) -> Passage:
    removal = blocks[first].removed
    assert removal is not None
    texts = tuple(block.text for block in blocks[first : last + 1] if block.text)
    by_rule = removal.reason is RemovalReason.RULE
    return Passage(
        reason=removal.reason,
        first=first,
        last=last,
        text="\n".join(texts),
        paragraph=None if removal.twin is None else numbers.get(removal.twin),
        texts=texts,
        rule=rules.get(content_key(blocks[first].text)) if by_rule else None,
    )


def _paragraph_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """Index of block → which paragraph a person would call it, headings and captions not counted."""
    counted = [i for i, b in enumerate(blocks) if b.is_text and b.kind is not BlockKind.HEADING]
    return {index: n for n, index in enumerate(counted, 1)}


def name_of(passage: Passage) -> str:
    """What a passage is, for a list: «Repeated paragraph», «Newsletter box»."""
    match passage.reason:
        case RemovalReason.REPEATS:
            return _("Repeated paragraph")
        case RemovalReason.CAPTION_REPEATS:
            return _("Repeated caption")
        case RemovalReason.SECOND_ARTICLE:
            return _("Another article")
        case RemovalReason.SHARING:
            return _("Sharing buttons")
        case RemovalReason.NEWSLETTER:
            return _("Newsletter box")
        case RemovalReason.RELATED:
            return _("Links to other articles")
        case RemovalReason.COMMENTS:
            return _("Comments")
        case RemovalReason.ADVERTISING:
            return _("Advertising")
        case RemovalReason.CONSENT:
            return _("Cookie notice")
        case RemovalReason.PAYWALL:
            return _("Subscription offer")
        case RemovalReason.NAVIGATION:
            return _("Page menu")
        case RemovalReason.BYLINE:
            return _("Line of writers")
        case RemovalReason.DATE_LINE:
            return _("Date line")
        case RemovalReason.CREDIT:
            return _("Picture credit")
        case RemovalReason.HEADLINE:
            return _("Repeated title")
        case RemovalReason.AUTHOR_NOTE:
            return _("About the writer")
        case RemovalReason.FORM:
            return _("Form")
        case RemovalReason.HIDDEN:
            return _("Hidden text")
        case RemovalReason.LABEL:
            return _("Label")
        case RemovalReason.RULE:
            if passage.rule is None:
                return _("Removed by a rule")
            if passage.rule.source_id is None:
                return _("Your rule for all articles")
            return _("Your rule for {source}").format(source=passage.rule.source)
        case RemovalReason.BY_PERSON:
            return _("Taken out by you")
        case RemovalReason.FURNITURE:
            return _("Page leftover")


def label_of(passage: Passage) -> str:
    """What stands on the card of a passage: «Repeated: same as paragraph 1»."""
    if passage.reason in _TWINS and passage.paragraph is not None:
        return _("Repeated: same as paragraph {n}").format(n=number(passage.paragraph))
    if passage.rule is not None and passage.rule.source_id is None:
        return _("Removed by your rule for all articles")
    if passage.rule is not None:
        return _("Removed by your rule for {source}").format(source=passage.rule.source)
    if passage.reason in _TWINS or passage.reason in (
        RemovalReason.FURNITURE,
        RemovalReason.RULE,
        RemovalReason.BY_PERSON,
    ):
        return name_of(passage)
    return _("Page leftover: {what}").format(what=lowered(name_of(passage)))


def lowered(words: str) -> str:
    """The words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def summary_of(found: Sequence[Passage]) -> str:
    """The notice above the text: «Removed: 5 repeated paragraphs and 3 page leftovers»."""
    repeated = sum(p.reason in _TWINS for p in found)
    by_person = sum(p.reason is RemovalReason.BY_PERSON for p in found)
    leftovers = len(found) - repeated - by_person
    parts = []
    if repeated:
        words = ngettext("{n} repeated paragraph", "{n} repeated paragraphs", repeated)
        parts.append(words.format(n=number(repeated)))
    if leftovers:
        words = ngettext("{n} page leftover", "{n} page leftovers", leftovers)
        parts.append(words.format(n=number(leftovers)))
    if by_person:
        words = ngettext("{n} passage by you", "{n} passages by you", by_person)
        parts.append(words.format(n=number(by_person)))
    if len(parts) == 3:
        return _("Removed: {first}, {second} and {third}").format(
            first=parts[0], second=parts[1], third=parts[2]
        )
    if len(parts) == 2:
        return _("Removed: {first} and {second}").format(first=parts[0], second=parts[1])
    return _("Removed: {what}").format(what=parts[0] if parts else "")
