"""The dates of containers (a saver's comment, a mail header, front matter) as moments. Never «now»."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from archive.model import Moment, Precision

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_SCRIPT_DATE = re.compile(  # what JavaScript's Date writes: Mon Nov 23 2026 19:56:47 GMT+0100 (…)
    r"[A-Za-z]{3},? ([A-Za-z]{3}) (\d{1,2}),? (\d{4}) (\d\d):(\d\d):(\d\d)(?: GMT([+-]\d\d):?(\d\d)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?\Z")
_ISO_START = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def instant(text: str | None) -> datetime | None:
    """When something was saved, aware; a text without an offset counts as UTC. None where it is no date."""
    words = (text or "").strip()[:100]
    try:
        moment = _instant(words)
        return moment.astimezone(UTC) if moment else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _instant(words: str) -> datetime | None:
    if match := _SCRIPT_DATE.match(words):
        name, day, year, hour, minute, second, off_hours, off_minutes = match.groups()
        hours = int(off_hours or 0)
        offset = timedelta(hours=hours, minutes=int(off_minutes or 0) * (-1 if hours < 0 else 1))
        month = _MONTHS.index(name.lower()) // 3 + 1
        zone = timezone(offset)
        return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    if match := _COMPACT.match(words):  # WebScrapBook's identifiers
        return datetime(*(int(part) for part in match.groups()[:6]), tzinfo=UTC)  # type: ignore[misc,arg-type]
    if re.match(r"\d{4}-\d\d-\d\d", words):
        moment = datetime.fromisoformat(words)
    elif words:
        moment = parsedate_to_datetime(words)
    else:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def moment(value: object) -> Moment | None:
    """A date out of front matter: a date, a datetime, or words in ISO 8601 form."""
    if isinstance(value, datetime):
        return Moment(value.isoformat(timespec="seconds"), Precision.SECOND, str(value))
    if isinstance(value, date):
        return Moment(value.isoformat(), Precision.DAY, str(value))
    if isinstance(value, int) and 1000 <= value <= 9999:
        return Moment(str(value), Precision.YEAR, str(value))
    if not isinstance(value, str):
        return None
    words = value.strip()[:100]
    try:
        if _ISO_START.match(words):
            exact = datetime.fromisoformat(words)
            has_seconds = re.match(r".{16}:\d\d", words) is not None
            precision = Precision.SECOND if has_seconds else Precision.MINUTE
            return Moment(exact.isoformat(timespec="seconds" if has_seconds else "minutes"), precision, words)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
            return Moment(date.fromisoformat(words).isoformat(), Precision.DAY, words)
        if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", words):
            return Moment(words, Precision.MONTH, words)
        if re.fullmatch(r"[1-9]\d{3}", words):
            return Moment(words, Precision.YEAR, words)
        exact = parsedate_to_datetime(words)
        return Moment(exact.isoformat(timespec="seconds"), Precision.SECOND, words)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
