"""What a row of the list says: to the eye, and as one plain sentence to a screen reader."""

from __future__ import annotations

from datetime import date

from archive.model import Hit, ListRow, Precision
from reader.dates import list_date, long_date, short_day
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


def when_in_group(row: ListRow, today: date | None = None) -> str:
    """Under a heading that tells the rest: «08:12» for today and yesterday, else «8 Mar»."""
    moment = row.published
    if moment is None:
        return ""
    days = ((today or date.today()) - moment.date).days
    if "T" in moment.value and 0 <= days < 2:
        return moment.value[11:16]
    exact = moment.precision not in (Precision.YEAR, Precision.MONTH)
    return short_day(moment.date) if exact and days >= 0 else list_date(moment)


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
