"""How a search was understood, in words for the line under the field."""

from __future__ import annotations

import re

from archive.model import ParsedQuery
from reader.i18n import _
from reader.messages import sentence_for

_PLAIN = re.compile(r"^[\w\s'’-]*$")


def understood(query: ParsedQuery | None) -> str:
    """A line for a search that is more than plain words, or that could not be read as typed; else nothing."""
    if query is None or query.is_empty:
        return ""
    if query.notes:
        return " ".join(sentence_for(note) for note in query.notes)
    if _PLAIN.match(query.text.replace('"', "")) and not re.search(r"\b(OR|AND|NOT)\b", query.text):
        return ""
    return _("Understood as: {query}").format(query=query.understood_as)
