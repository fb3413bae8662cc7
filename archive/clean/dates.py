"""Dates as pages write them, for machines and people -> Moment. No clock: nothing is relative to today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from archive.clean.vocabulary import table
from archive.model import Moment, Precision

_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
_ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("bst", "cet", "mez"), 60),
    **dict.fromkeys(("cest", "mesz", "eet", "sast"), 120),
    **dict.fromkeys(("eest", "msk"), 180),
    **dict.fromkeys(("hkt", "sgt"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
    **dict.fromkeys(("brt", "art"), -180),
    **dict.fromkeys(("est", "cdt"), -300),
    **dict.fromkeys(("cst", "mdt"), -360),
    **dict.fromkeys(("mst", "pdt"), -420),
    "edt": -240,
    "pst": -480,
    "akdt": -480,
    "akst": -540,
    "hst": -600,
    "wib": 420,
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
}
"""Minutes from Greenwich, for names that mean one zone only (IST is India, Ireland and Israel)."""


@dataclass(frozen=True, slots=True)
class Found:
    moment: Moment
    start: int
    end: int


@cache
def months() -> dict[str, int]:
    """The number of each name of a month, lower case."""
    known: dict[str, int] = {}
    for number, words in enumerate(table("months")["names"].values(), 1):
        for word in words.split():
            known.setdefault(word, number)
    known |= {"كانون": 0, "تشرين": 0}
    return known


_ARABIC_PAIRS = {
    ("كانون", "الثاني"): 1,
    ("كانون", "الأول"): 12,
    ("تشرين", "الأول"): 10,
    ("تشرين", "الثاني"): 11,
}

_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])\s?(?::|\.|h|час|時|时|點|点)\s?(?P<minute>[0-5]\d)"
    r"(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
    r"(?:\s*(?:uhr|h|hs|hrs|分)\b)?"
    r"(?:\s?\(?(?P<zone>z\b|(?:utc|gmt)?\s?[+-−]\s?\d{1,2}:?(?:\d{2})?(?!\d)|[a-z]{2,4}\b)\)?)?"
)
_TIME_AFTER = re.compile(
    r"[\s,;|·•T@–—-]*(?:\b(?:at|um|à|a\s+las|às|alle|ore|om|o|kl\.?|v|в|в\s+|الساعة|at\s+approximately)\b)?[\s.,:|-]*"
    + _CLOCK,
    re.I,
)
_TIME_BEFORE = re.compile(_CLOCK + r"[\s,;|·•–—-]*(?:\b(?:on|am|le|del|de|do)\b)?[\s,|]*$", re.I)

_ANY_YEAR = re.compile(r"(?:1[6-9]|20|2100)\d\d|\d[./-]\s?\d{2}(?!\d)")
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)-?(?P<month>0[1-9]|1[0-2])-?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    r"(?:(?:[T ]|\s+|T\s)(?P<hour>[01]\d|2[0-4]):?(?P<minute>[0-5]\d)"
    r"(?::?(?P<second>[0-5]\d|60)(?:[.,:]\d{1,9})?)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-−]\d{2}:?(?:\d{2})?)?)?",
    re.I,
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,4})(?P<sep>[./-]|\.\s|\s\|\s)(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})(?![\d/]|\.\d|-\d)"
)
_ASIAN = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日號号일]"
)
_WORD = r"(?P<month>[^\W\d_]{3,12})"
_DAY_MONTH = re.compile(
    r"(?<![\d:])(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|ème|\.ª|:a)?\.?\s*(?:de\s+|of\s+|d['’]|-|/|,\s*)?"
    + _WORD
    + r"\.?(?P<second_month>\s(?:الثاني|الأول))?(?:\s*/\s*[^\W\d_]{3,12})?"
    r",?\s*(?:de\s+|del\s+|of\s+|-|/|/\s)?(?P<year>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_DAY = re.compile(
    r"(?<!\w)"
    + _WORD
    + r"\.?\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*[,.]\s*|\s+)(?:de\s+)?(?P<year>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_YEAR_MONTH_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[.,]?\s+" + _WORD + r"\.?\s+(?P<day>\d{1,2})(?!\d)", re.I
)
_MONTH_YEAR = re.compile(r"^\W*" + _WORD + r"\.?,?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)\W*$", re.I)


def read_machine(value: str, day_first: bool = True) -> Moment | None:
    """A date out of an attribute or of structured data; None where there is none.

    ISO 8601 in all its habits, RFC 5322, seconds or milliseconds since 1970, or words as in `find`.
    """
    text = value.strip().translate(_DIGITS)[:120]
    if not text:
        return None
    if text.isdigit() and len(text) in (10, 13):
        seconds = int(text[:10])
        if 315_532_800 < seconds < 4_102_444_800:
            when = datetime.fromtimestamp(seconds, UTC)
            return Moment(when.strftime("%Y-%m-%dT%H:%M:%S+00:00"), Precision.SECOND, value.strip())
    for found in find(text, day_first):
        return Moment(found.moment.value, found.moment.precision, value.strip()[:120])
    if re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text):
        return Moment(text, Precision.MONTH, value.strip())
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Moment(text, Precision.YEAR, value.strip())
    match = _MONTH_YEAR.match(text)
    if match and months().get(match["month"].lower()):
        month = months()[match["month"].lower()]
        return Moment(f"{match['year']}-{month:02d}", Precision.MONTH, value.strip())
    return None


def find(text: str, day_first: bool = True) -> Iterator[Found]:
    """The dates written in a short text, in order of certainty: ISO, with a month's name, in numbers.

    `day_first` settles 4/5/2025. A time of the day and its zone count when they stand beside the date.
    """
    text = text.translate(_DIGITS)
    if not _ANY_YEAR.search(text):
        return
    for match in _ISO.finditer(text):
        clock = match.groupdict() if match["hour"] else None
        moment = _moment(_int(match["year"]), _int(match["month"]), _int(match["day"]), clock, match[0])
        if moment and (clock is None or match["hour"]):
            if clock is None and "-" in match[0]:
                moment = _with_time(text, match.start(), match.end(), moment)
            if "-" in match[0] or clock or len(match[0]) == 8:
                yield Found(moment, match.start(), match.end())
    for pattern in (_ASIAN, _DAY_MONTH, _MONTH_DAY, _YEAR_MONTH_DAY):
        for match in pattern.finditer(text):
            month = _int(match["month"]) if match["month"].isdigit() else _month(match)
            moment = _moment(_int(match["year"]), month, _int(match["day"]), None, match[0])
            if moment:
                yield Found(_with_time(text, match.start(), match.end(), moment), match.start(), match.end())
    for match in _NUMERIC.finditer(text):
        moment = _numeric(match, day_first)
        if moment and moment.date.year >= 1970:
            yield Found(_with_time(text, match.start(), match.end(), moment), match.start(), match.end())


def _month(match: re.Match[str]) -> int:
    word = match["month"].lower().rstrip(".")
    second = match.groupdict().get("second_month")
    if second:
        return _ARABIC_PAIRS.get((word, second.strip()), 0)
    return months().get(word, 0)


def _numeric(match: re.Match[str], day_first: bool) -> Moment | None:
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return _moment(a, b, c, None, match[0]) if len(match["c"]) <= 2 else None
    if len(match["a"]) > 2:
        return None
    year = c if c > 99 else 2000 + c if len(match["c"]) == 2 and c < 70 else 0
    dotted = match["sep"].startswith(".")
    day, month = (a, b) if day_first or dotted else (b, a)
    if month > 12 and day <= 12:
        day, month = month, day
    return _moment(year, month, day, None, match[0])


def _with_time(text: str, start: int, end: int, moment: Moment) -> Moment:
    after = _TIME_AFTER.match(text, end)
    match = after if after and len(after[0]) < 40 else None
    where = (start, match.end()) if match else (start, end)
    if match is None:
        match = _TIME_BEFORE.search(text[max(0, start - 30) : start])
        if match:
            where = (max(0, start - 30) + match.start(), end)
    if match is None:
        return moment
    day = moment.date
    timed = _moment(day.year, day.month, day.day, match.groupdict(), text[where[0] : where[1]].strip())
    return timed or moment


def _moment(
    year: int, month: int, day: int, clock: dict[str, str | None] | None, words: str
) -> Moment | None:
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    if not 1600 <= year <= 2100:
        return None
    iso = value.isoformat()
    if clock is None or clock.get("hour") is None:
        return Moment(iso, Precision.DAY, words)
    hour, minute = int(clock["hour"] or 0), int(clock["minute"] or 0)
    half = (clock.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = clock.get("second")
    if hour > 23:
        return Moment(iso, Precision.DAY, words)
    text = f"{iso}T{hour:02d}:{minute:02d}"
    precision = Precision.MINUTE
    if second is not None:
        text += f":{min(int(second), 59):02d}"
        precision = Precision.SECOND
    offset = _offset(clock.get("zone"))
    return Moment(text + (offset or ""), precision, words)


def _offset(zone: str | None) -> str | None:
    """`+02:00` for what a page wrote as its zone; None where it wrote none, or one that means several."""
    if not zone:
        return None
    name = zone.strip().lower().replace("−", "-").replace(" ", "")
    minutes: int | None
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", name)
    if match:
        minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
    else:
        minutes = _ZONES.get(name)
    if minutes is None or not -1439 <= minutes <= 1439:
        return None
    shown = datetime(2000, 1, 1, tzinfo=timezone(timedelta(minutes=minutes))).strftime("%z")
    return f"{shown[:3]}:{shown[3:]}"


def _int(text: str) -> int:
    return int(text)
