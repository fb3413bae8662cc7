"""What people call a command elsewhere: the palette finds it by these words too."""

from __future__ import annotations

from reader.i18n import _


def other_words() -> dict[str, str]:
    """Names of actions with the words they are found by besides their own."""
    return {
        "add_files": _("open import load"),
        "add_folder": _("open import load directory"),
        "add_page": _("address link url download"),
        "quit": _("exit close"),
        "bin": _("delete trash remove"),
        "unread": _("read later"),
        "star": _("favourite bookmark keep"),
        "next_article": _("down"),
        "previous_article": _("up"),
        "original": _("source page html"),
        "details": _("title author date edit metadata"),
        "read_as": _("encoding characters"),
        "search": _("find"),
        "settings": _("preferences options configure"),
        "guide": _("help manual handbook"),
        "shortcuts": _("shortcuts keyboard hotkeys"),
        "about": _("version licences"),
    }
