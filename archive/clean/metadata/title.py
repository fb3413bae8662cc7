"""The headline: the heading nearest to the page's own title, or what structured data calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.clean.metadata.compare import common_words, contained, words
from archive.clean.metadata.evidence import Evidence
from archive.model import BlockKind

_SEPARATOR = re.compile(r"\s+[|–—\-·•:»«>/~†‡]+\s+|\s*[|»]\s*|\s*::\s*|\s+[-–—](?=\S)|_(?=[^_]{2,20}$)")

_KICKER = 6
"""Words that a kicker may have."""


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    origin: str
    piece: int | None
    """The piece that shows it, where one does."""


def cut_site(text: str, site: str | None) -> str:
    """A title without the site's name at its end or beginning."""
    text = " ".join(text.split())
    parts = [p.strip() for p in _SEPARATOR.split(text) if p and p.strip()]
    if len(parts) < 2:
        return text
    if site:
        last = len(parts[-1])
        if common_words(parts[-1], site) >= 0.6 or _squeezed(parts[-1]) == _squeezed(site):
            return text[: len(text) - last].rstrip(" |–—-·•:»«>/~_†‡")
        if common_words(parts[0], site) >= 0.6:
            return text[len(parts[0]) :].lstrip(" |–—-·•:»«>/~_†‡")
    longest = max(parts, key=len)
    if len(words(longest)) >= 3 and len(longest) >= 0.5 * len(text) and len(words(parts[-1])) <= 6:
        position = text.find(longest)
        first = text[:position].strip()
        if not first:
            return longest
        end = text[: text.rfind(parts[-1])].rstrip(" |–—-·•:»«>/~_†‡") if parts[-1] != longest else text
        return end or longest
    return text


def _squeezed(text: str) -> str:
    return "".join(words(text))


def find_title(evidence: Evidence, site: str | None) -> Title | None:
    page = evidence.page
    shown = page.title
    social = evidence.first_meta("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
    structured = evidence.structured.text("headline") if evidence.structured.is_article else None
    heading = _best_heading(evidence, [t for t in (shown, social, structured) if t], site)
    if heading is not None:
        number, text, likeness = heading
        if structured and structured != text and _is_better(evidence, structured, text, site):
            return Title(structured, "json-ld", number)
        if social and words(social) != words(text) and _ends_with(text, social):
            return Title(social, "og:title", number)
        is_first = page.pieces[number].level <= 1
        if likeness >= (0.25 if is_first else 0.6) or not (structured or social or shown):
            if social and _is_confirmed(social, text, shown, site):
                return Title(social, "og:title", number)
            return Title(text, page.nodes[page.pieces[number].node].tag, number)
    if structured:
        return Title(structured, "json-ld", None)
    if social:
        return Title(cut_site(social, site), "og:title", None)
    if shown:
        return Title(cut_site(shown, site), "title", None)
    if heading is not None:
        return Title(heading[1], "heading", heading[0])
    return None


def _is_better(evidence: Evidence, structured: str, heading: str, site: str | None) -> bool:
    """Structured data is believed against the heading where one holds the other (a kicker divides them), or
    where the page's own title or another heading says the same."""
    own, shown = words(structured), words(heading)
    if len(own) < 3:
        return False
    if contained(structured, heading) == 1.0 and len(shown) - len(own) <= _KICKER:
        return True
    if not evidence.structured.is_news:
        return False
    if own == words(cut_site(evidence.page.title, site)) and common_words(structured, heading) < 0.5:
        return True
    return any(p.kind is BlockKind.HEADING and words(p.text) == own for p in evidence.page.pieces)


def _ends_with(heading: str, title: str) -> bool:
    """The heading is the title with a kicker before it."""
    own, shown = words(title), words(heading)
    return len(own) >= 4 and shown[-len(own) :] == own and len(shown) - len(own) <= _KICKER


def _is_confirmed(social: str, heading: str, shown: str, site: str | None) -> bool:
    """Two witnesses against the heading: the page's own title, which has the outlet's name besides, says what
    the title for sharing says, and that is more than the heading with a kicker or a section."""
    own = words(social)
    if own == words(shown) or own != words(cut_site(shown, site)):
        return False
    inner = words(heading)
    return inner not in (own[-len(inner) :], own[: len(inner)])


def _best_heading(evidence: Evidence, titles: list[str], site: str | None) -> tuple[int, str, float] | None:
    page = evidence.page
    best: tuple[float, int, str, float] | None = None
    wordings = {words(t) for t in titles} | {words(cut_site(t, site)) for t in titles}
    named = {
        page.nodes[n].first
        for n in evidence.properties.get("headline", ())
        if page.nodes[n].last > page.nodes[n].first
    }
    for number, piece in enumerate(page.pieces):
        is_heading = piece.kind is BlockKind.HEADING and piece.level <= 3
        if (not is_heading and number not in named) or not 4 <= len(piece.text) <= 400:
            continue
        text = " ".join(piece.text.split())
        if site and _squeezed(text) == _squeezed(site):
            continue
        likeness = max(
            (
                max(common_words(text, t), 0.9 * contained(text, t) if len(words(text)) >= 3 else 0)
                for t in titles
            ),
            default=0.0,
        )
        score = (
            likeness
            + (0.35 if words(text) in wordings else 0.0)
            + (0.3 if piece.level == 1 else 0.0)
            + (0.15 if number in named else 0.0)
            - 0.05 * max(0, piece.level - 2)
        )
        if piece.links > 0.8 * len(piece.text):
            score -= 0.15
        if best is None or score > best[0] + 1e-9:
            best = (score, number, text, likeness)
    return best[1:] if best else None
