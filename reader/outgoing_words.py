"""The words of this language in exported files. Knows no Qt: the window and the command line share it."""

from __future__ import annotations

from archive.model import Labels
from reader.dates import long_date
from reader.i18n import _, language_in_use


def labels(title: str = "") -> Labels:
    """For a file called `title`, or one without a name of its own."""
    return Labels(
        title=title or _("Articles"),
        contents=_("Contents"),
        highlights=_("Highlights and notes"),
        tags=_("Tags"),
        untitled=_("Untitled"),
        date=long_date,
        language=language_in_use(),
    )
