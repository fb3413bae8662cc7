"""Why a page was cleaned as it was: the candidates for the body, the choice, each removal."""

from __future__ import annotations

from archive.clean import clean
from archive.clean.body import Witnesses, choose, weighed
from archive.clean.flags import Judged
from archive.clean.metadata.evidence import gather
from archive.clean.metadata.source import find_source, host_of
from archive.clean.metadata.subject import subject_of
from archive.clean.metadata.title import find_title
from archive.clean.tree import Page, lay_out
from archive.errors import NoText
from archive.model import CleanArticle, Considered, Document, Explanation


def explain(document: Document) -> Explanation:
    """The decisions about a page. A text, and what was cleaned before, has none: all of it is article."""
    article: CleanArticle | None = None
    reason = ""
    try:
        article = clean(document)
    except NoText as error:
        reason = str(error.facts["reason"])
    if document.kind in ("text", "kept"):
        return Explanation(document.origin, article=article, reason=reason)
    page = lay_out(document.markup)
    evidence = gather(page, document)
    source = find_source(evidence)
    title = find_title(evidence, source[0] if source and source[1] != "address" else None)
    name, headline = (title.text, title.piece) if title else ("", None)
    judged = Judged(page, host_of(evidence.url), headline, subject_of(name))
    description = evidence.first_meta("og:description", "description", "twitter:description") or ""
    witnesses = Witnesses(headline, name, description, evidence.structured.body)
    candidates = tuple(
        Considered(
            c.first, c.last, _place(page, c.node), round(judged.prose(c.first, c.last)),
            tuple(sorted(c.views)), round(score, 2),
        )
        for c, score in weighed(judged, witnesses)
    )  # fmt: skip
    body = choose(judged, witnesses)
    chosen = Considered(body.first, body.last, "", round(judged.prose(body.first, body.last)), body.why, 0.0)
    return Explanation(document.origin, headline, candidates, chosen, article, reason)


def _place(page: Page, number: int) -> str:
    names = []
    for around in page.ancestors(number):
        node = page.nodes[around]
        if node.is_block:
            names.append(".".join([node.tag, *node.attrs.get("class", "").split()[:2]]))
    return " > ".join(reversed(names[:4]))
