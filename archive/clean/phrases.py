"""What a line says: the phrases of `lines.toml`, compiled once, and the questions the rules ask of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from archive.clean.metadata.subject import share_of, subject_of
from archive.clean.vocabulary import table
from archive.model import RemovalReason

REASONS = {
    "advertising": RemovalReason.ADVERTISING,
    "sharing": RemovalReason.SHARING,
    "related": RemovalReason.RELATED,
    "newsletter": RemovalReason.NEWSLETTER,
    "rights": RemovalReason.FURNITURE,
    "paywall": RemovalReason.PAYWALL,
    "player": RemovalReason.FURNITURE,
    "origin": RemovalReason.FURNITURE,
    "remarks": RemovalReason.COMMENTS,
    "credit": RemovalReason.CREDIT,
    "byline": RemovalReason.BYLINE,
    "consent": RemovalReason.CONSENT,
    "authornote": RemovalReason.AUTHOR_NOTE,
}
_ENDS = " \t\n.:;,!?…|-–—*•·→›»«<>►▶▼▲+()[]\"'“”‘’ "
_LABEL = 60
_CALL = 120
_WALL, _WALL_WORDS = 900, 3
"""Letters of a request for consent, at most, and the words of its kind in it, at least."""
_LEADING = re.compile(r"^[\s\W]{1,4}")
_TWO_SENTENCES = re.compile(r"[.!?]\s+\w+\s+\w+\s+\w+")


@cache
def _labels() -> dict[str, RemovalReason]:
    return {
        fold_line(label): REASONS[name]
        for name, group in reversed(table("lines").items())
        if name in REASONS
        for label in group.get("labels", ())
    }


@cache
def _frame_headings() -> frozenset[str]:
    return frozenset(fold_line(label) for label in table("lines")["frame"]["headings"])


@cache
def _starts(group: str) -> tuple[str, ...]:
    return tuple(start.casefold() for start in table("lines")[group].get("starts", ()))


@cache
def _inside(group: str) -> tuple[str, ...]:
    return tuple(phrase.casefold() for phrase in table("lines")[group].get("inside", ()))


def fold_line(text: str) -> str:
    """A line without case, and without signs at its ends."""
    return " ".join(text.casefold().strip(_ENDS).split())


def is_frame_heading(text: str) -> bool:
    """True for a heading that opens a part of the page's frame: «Contact», «About us»."""
    return len(text) <= _LABEL and fold_line(text) in _frame_headings()


def is_consent_wall(texts: Sequence[str], title: str) -> bool:
    """True for a few sentences that ask for consent to be watched, and tell nothing else."""
    if not 0 < sum(map(len, texts)) <= _WALL:
        return False
    subject = subject_of(title)
    if not _wall_words(title) and share_of(subject, texts) >= 0.5:
        return False
    found = set[str]()
    for text in texts:
        own = _wall_words(text)
        if len(text) > _LABEL and not own:
            return False
        found |= own
    return len(found) >= _WALL_WORDS


def _wall_words(text: str) -> set[str]:
    folded = text.casefold()
    return {word for word in table("lines")["wall"]["words"] if word in folded}


def label_reason(text: str) -> RemovalReason | None:
    """Why a line that is nothing but a label is furniture."""
    return _labels().get(fold_line(text)) if len(text) <= _LABEL else None


def is_call_to_share(text: str) -> bool:
    """True for a short line that asks to hand the article on: «Share this article: by post, in a group»."""
    return len(text) <= _CALL and begins(text, "sharing") and not _TWO_SENTENCES.search(text)


def begins(text: str, group: str) -> bool:
    """True when the line begins with a phrase of the group; at most four signs may stand before it."""
    folded = text[:80].casefold()
    body = _LEADING.sub("", folded, count=1)
    for start in _starts(group) if body.startswith(_starts(group)) else ():
        if body.startswith(start):
            end = body[len(start) : len(start) + 1]
            if not (start[-1].isalnum() and start[-1].isascii() and (end.isalnum() or end == "_")):
                return True
    return folded.startswith(_starts(group)) and not folded[:1].isalnum()


def holds(text: str, group: str) -> bool:
    """True when the line has a phrase of the group anywhere."""
    folded = text.casefold()
    return any(phrase in folded for phrase in _inside(group))


def is_credit(text: str) -> bool:
    """True for a line that names who made a picture."""
    if len(text) > 160:
        return False
    if begins(text, "credit") and len(text) < 120:
        return True
    return len(text) < 110 and holds(text, "credit") and not _TWO_SENTENCES.search(text)
