"""The pages that this program wrote itself, told from all others: they carry what is known of them."""

from __future__ import annotations

import json
from typing import Any

_GENERATOR = '<meta name="generator" content="Broadside"/>'
_VALUES = '<script type="application/json" id="broadside-article">'
_HEAD = 4_096


def page_of(markup: str) -> tuple[dict[str, Any], str] | None:
    """The values and the article's own markup; None for a page of anybody else's."""
    if _GENERATOR not in markup[:_HEAD]:
        return None
    _, is_there, rest = markup.partition(_VALUES)
    words, has_ended, rest = rest.partition("</script>")
    start, end = rest.find("<article>"), rest.rfind("</article>")
    if not is_there or not has_ended or not 0 <= start < end:
        return None
    try:
        values = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return (values, rest[start + len("<article>") : end]) if isinstance(values, dict) else None
