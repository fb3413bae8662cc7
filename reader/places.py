"""The places of the sidebar in words, and what an empty one says."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model import Place, Source
from reader.i18n import _


def name_of(place: Place, sources: Sequence[Source] = ()) -> str:
    """What the sidebar calls a place."""
    match place.kind:
        case "unread":
            return _("Unread")
        case "starred":
            return _("Starred")
        case "recent":
            return _("Recently added")
        case "bin":
            return _("Bin")
        case "highlights":
            return _("All highlights")
        case "source":
            return next((source.name for source in sources if source.id == place.value), _("Source"))
        case "tag":
            return str(place.value)
        case "job":
            return _("Import")
    return _("Library")


def icon_of(place: Place) -> str:
    return {
        "library": "library",
        "unread": "circle-dot",
        "starred": "star",
        "recent": "clock",
        "bin": "trash-2",
        "highlights": "highlighter",
        "tag": "hash",
        "job": "download",
    }.get(place.kind, "newspaper")


def empty_words(place: Place) -> tuple[str, str]:
    """What an empty place says, and the next step."""
    match place.kind:
        case "unread":
            return _("Nothing left to read"), _("Articles you add stand here until you open them.")
        case "starred":
            return _("Nothing starred yet"), _("Press S while reading to keep an article here.")
        case "recent":
            return _("Nothing was added lately"), _("What you add stands here first.")
        case "bin":
            return _("The bin is empty"), _("Press Del on an article to move it here.")
        case "library":
            return _("No articles yet"), _("Drop saved pages onto this window, or add them with Ctrl+O.")
    return _("Nothing here"), ""
