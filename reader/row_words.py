"""What a row of the list says: to the eye, and as one plain sentence to a screen reader."""

from __future__ import annotations

from archive.model import Hit, ListRow
from reader.dates import long_date
from reader.i18n import _, ngettext, number


def title_of(row: ListRow) -> str:
    """The title, or what stands for one: «Untitled page, added 3 May 2024»."""
    return row.title.strip() or _("Untitled page, added {date}").format(date=long_date(row.added_at))


def source_of(row: ListRow) -> str:
    return (row.source or "").strip() or _("Unknown source")


def hits_of(hit: Hit) -> str:
    """«11 hits»; nothing where only filters found it."""
    if not hit.count:
        return ""
    return ngettext("{n} hit", "{n} hits", hit.count).format(n=number(hit.count))


def spoken(row: ListRow, hit: Hit | None) -> str:
    """«Unread. Committee backs lower voting age. Harbour Gazette, 14 March 2023. 11 hits. Starred.»"""
    when = long_date(row.published)
    parts = [] if row.status.is_read else [_("Unread.")]
    parts += [f"{title_of(row).rstrip('.')}.", f"{source_of(row)}, {when}."]
    if hit is not None and hit.count:
        parts.append(f"{hits_of(hit)}.")
    if row.status.is_starred:
        parts.append(_("Starred."))
    return " ".join(parts)
