"""What became of one item of an import, in words: what it was, what happened, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from archive.errors import ArchiveError
from archive.model import PASTED, Outcome, Result
from reader.i18n import _
from reader.messages import message_for, sentence_for

Tone = Literal["success", "warning", "neutral"]
Remedy = Literal["look", "browser", "file", "again", "allow", "aside"]


@dataclass(frozen=True, slots=True)
class Told:
    """One row. `remedies` are the buttons, the first one the most likely."""

    title: str
    happened: str
    advice: str
    icon: str
    tone: Tone
    remedies: tuple[Remedy, ...]


def is_address(origin: str) -> bool:
    return origin.lower().startswith(("http://", "https://"))


def name_of(origin: str) -> str:
    """An address without its scheme, a file by its name, a member of an archive by both names."""
    if is_address(origin):
        return origin.partition("://")[2].rstrip("/") or origin
    if origin.startswith(PASTED):
        return _("Text from the clipboard")
    container, bang, member = origin.partition("!/")
    name = PurePath(container).name or origin
    return f"{name} › {member}" if bang else name


def told(outcome: Outcome, title: str = "") -> Told:
    """The words for an outcome; `title` is the article's, where one came in."""
    name = title or name_of(outcome.origin)
    notes = " ".join(sentence_for(note) for note in outcome.notes)
    if outcome.error is not None or outcome.result is Result.NEEDS_A_LOOK:
        return _trouble(outcome, name)
    match outcome.result:
        case Result.ALREADY_HERE:
            return Told(name, _("Already in your library."), notes, "copy", "neutral", ("look",))
        case Result.NEW_VERSION:
            happened = _("The page has another text now. Both are kept.")
            return Told(name, happened, notes, "circle-check", "success", ("look",))
    if notes:
        return Told(name, _("Added."), notes, "triangle-alert", "warning", ("look", "aside"))
    return Told(name, _("Added."), "", "circle-check", "success", ("look",))


def _trouble(outcome: Outcome, name: str) -> Told:
    remedies: list[Remedy] = []
    error = outcome.error
    if isinstance(error, ArchiveError):
        message = message_for(error)
        happened = message.happened
        advice = message.advice or message.safe
        if error.kind == "address-refused" and error.facts.get("reason") == "private":
            remedies.append("allow")
    else:
        happened, advice = _("It could not be added."), ""
    if is_address(outcome.origin):
        remedies += ["browser", "again"]
    elif outcome.origin != PASTED:
        remedies += ["file", "again"]
    remedies.append("aside")
    return Told(name, happened, advice, "triangle-alert", "warning", tuple(remedies))


def remedy_words(remedy: Remedy) -> str:
    """What a button says."""
    match remedy:
        case "look":
            return _("Look")
        case "browser":
            return _("Open in browser")
        case "file":
            return _("Open file")
        case "again":
            return _("Try again")
        case "allow":
            return _("Allow it this once")
        case "aside":
            return _("Skip")
