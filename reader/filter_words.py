"""What a filter is called on its chip: «2019 – 2024», «English», «not Harbour Gazette»."""

from __future__ import annotations

from reader.filters import Filter
from reader.i18n import _, number
from reader.look import name_of as language_name


def chip_words(one: Filter) -> str:
    if one.kind == "date":
        words = _range_words(*one.values)
    else:
        names = [value_words(one.kind, value) for value in one.values]
        more = len(names) - 1
        words = names[0] if not more else _("{name} and {n} more").format(name=names[0], n=number(more))
    return _("not {what}").format(what=words) if one.leaves_out else words


def value_words(kind: str, value: str) -> str:
    """A value as a person calls it."""
    if kind == "notes":
        return _("With a note") if value == "note" else _("With a highlight")
    return language_name(value) if kind == "language" else value


def _range_words(first: str, last: str) -> str:
    if first == last:
        return first
    if not last:
        return _("since {date}").format(date=first)
    if not first:
        return _("until {date}").format(date=last)
    return f"{first} – {last}"
