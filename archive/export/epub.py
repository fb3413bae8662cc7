"""Articles as a book: EPUB 3.3 with a table of contents, one chapter an article, written one by one."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path

from archive.export import markup, page, safe
from archive.model import Exportable, Labels, Picture

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """body{line-height:1.5}h1{line-height:1.2}figure{margin:1em 0}img{max-width:100%}
.source,.tags,aside,figcaption{font-size:.85em}
blockquote{border-left:2px solid;padding-left:1em;margin-left:0}
td,th{border:1px solid;padding:.2em .5em;text-align:left}table{border-collapse:collapse}
mark.rose{background:#f3b4c2}
mark.sky{background:#a9d2f5}mark.leaf{background:#b5dfae}mark.violet{background:#d2bff2}
"""
_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
"""
_CLOSING = "\n</body>\n</html>\n"


def write(items: Iterable[Exportable], path: Path, labels: Labels, now: datetime) -> None:
    """One article after the other goes into the file; what is held are the titles."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        # The first bytes tell what the file is (OCF 3.3, 4.3): stored, without extra fields.
        book.writestr(_entry("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(_entry("META-INF/container.xml"), _CONTAINER)
        book.writestr(_entry("book/style.css"), _STYLE)
        writer = _Book(book, labels)
        for item in items:
            writer.add(item)
        writer.finish(now)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Book:
    def __init__(self, book: zipfile.ZipFile, labels: Labels) -> None:
        self._book, self._labels = book, labels
        self._titles: list[str] = []
        self._ids: list[str] = []
        self._pictures: list[tuple[str, str]] = []

    def add(self, item: Exportable) -> None:
        """One chapter, its pictures beside it."""
        number = len(self._titles) + 1
        article = item.stored.article
        title = safe.line(article.title) or self._labels.untitled
        places = {name: self._add_picture(picture) for name, picture in item.pictures.items()}
        body = "\n".join(
            part
            for part in (
                page.head(item, self._labels),
                f"<section>\n{markup.body(item, places.get)}\n</section>",
                page.notes(item, self._labels),
            )
            if part
        )
        self._write(f"{number}.xhtml", title, body, safe.language(article.language))
        self._titles.append(title)
        self._ids.append(item.stored.uuid)

    def _add_picture(self, picture: Picture) -> str:
        suffix, kind = ("png", "image/png") if picture.data.startswith(b"\x89PNG") else ("jpg", "image/jpeg")
        name = f"picture{len(self._pictures) + 1}.{suffix}"
        self._book.writestr(_entry(f"book/{name}"), picture.data, zipfile.ZIP_STORED)
        self._pictures.append((name, kind))
        return name

    def finish(self, now: datetime) -> None:
        """The table of contents and the list of all files; only now is it known what they hold."""
        labels = self._labels
        chapters = range(1, len(self._titles) + 1)
        lines = [f'<li><a href="{n}.xhtml">{escape(self._titles[n - 1])}</a></li>' for n in chapters]
        contents = f"<h1>{escape(labels.contents)}</h1>\n<ol>\n{chr(10).join(lines)}\n</ol>"
        nav = f'<nav epub:type="toc" id="toc" role="doc-toc">\n{contents}\n</nav>'
        self._write("contents.xhtml", safe.line(labels.title), nav, safe.language(labels.language))
        files = [
            '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
            '<item id="style" href="style.css" media-type="text/css"/>',
            *(f'<item id="a{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters),
            *(
                f'<item id="p{n}" href="{name}" media-type="{kind}"/>'
                for n, (name, kind) in enumerate(self._pictures, 1)
            ),
        ]
        order = ['<itemref idref="contents"/>', *(f'<itemref idref="a{n}"/>' for n in chapters)]
        # The same articles are the same book, whenever they leave.
        book_id = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(self._ids))
        package = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="id">urn:uuid:{book_id}</dc:identifier>',
            f"<dc:title>{escape(safe.line(labels.title) or labels.untitled)}</dc:title>",
            f"<dc:language>{safe.language(labels.language) or 'en'}</dc:language>",
            f'<meta property="dcterms:modified">{now:%Y-%m-%dT%H:%M:%SZ}</meta>',
            "</metadata>",
            f"<manifest>{''.join(files)}</manifest>",
            f"<spine>{''.join(order)}</spine>",
            "</package>",
        ]
        self._book.writestr(_entry("book/package.opf"), "\n".join(package))

    def _write(self, name: str, title: str, body: str, language: str | None) -> None:
        tag = f' lang="{language}" xml:lang="{language}"' if language else ""
        opening = _OPENING.format(title=escape(title), language=tag)
        self._book.writestr(_entry(f"book/{name}"), opening + body + _CLOSING)
