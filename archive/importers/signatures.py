"""Formats known by their first bytes, and what to call those that no importer reads."""

from __future__ import annotations

import io
import zipfile
import zlib

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, OverflowError, ValueError),
    *(NotImplementedError, RuntimeError),
)
"""What the standard library raises over a zip that is broken, locked, or packed in a way it does not know."""

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"\0\0\1\0", "picture"),
    (b"8BPS", "picture"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"WARC/", "warc"),
    (b"filedesc://", "warc"),
    (b"SQLite format 3\0", "database"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"BZh", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"\x1a\x45\xdf\xa3", "video"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO", "font"),
    (b"\0\1\0\0\0", "font"),
    (b"%!PS", "postscript"),
)
_SHORT = frozenset((b"BM", b"MZ", b"BZh", b"ID3"))
"""Letters that a text may begin with: believed only where bytes follow that no text has."""

_IN_MP4 = {b"avif": "picture", b"avis": "picture", b"heic": "picture", b"mif1": "picture", b"M4A ": "sound"}
_IN_RIFF = {b"WEBP": "picture", b"WAVE": "sound", b"AVI ": "video"}
_IN_MIMETYPE = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "table",
}


def signature(data: bytes) -> str | None:
    """The format that the bytes are marked as, or None. `zip` is told apart by what is inside."""
    for start, name in _STARTS:
        if data.startswith(start) and (start not in _SHORT or b"\0" in data[:256]):
            return zipped(data) if name == "zip" else name
    if data[4:8] == b"ftyp":
        return _IN_MP4.get(data[8:12], "video")
    if data.startswith(b"RIFF"):
        return _IN_RIFF.get(data[8:12], "sound")
    if data[257:262] == b"ustar":
        return "archive"
    if data.startswith(b"bplist00"):
        return "webarchive" if b"WebMainResource" in data else "property-list"
    if b"%PDF-" in data[:1024] and not data[:1024].lstrip().startswith(b"<"):
        return "pdf"
    return None


def zipped(data: bytes) -> str:
    """What a zip is: a document of another program, a saved page's own kind of zip, or just `zip`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.namelist()
            said = b""
            if "mimetype" in names:
                with container.open("mimetype") as member:
                    said = member.read(80).strip()
    except BROKEN:
        return "zip"
    known = set(names)
    if "mimetype" in known:
        for media_type, name in _IN_MIMETYPE.items():
            if said.startswith(media_type):
                return name
    if "[Content_Types].xml" in known:
        folders = {name.split("/", 1)[0] for name in names}
        for folder, name in (("word", "docx"), ("xl", "table"), ("ppt", "slides")):
            if folder in folders:
                return name
    if "META-INF/container.xml" in known:
        return "epub"
    if "datapackage.json" in known and any(name.startswith("archive/") for name in names):
        return "wacz"
    if any(name.count("/") == 1 and name.endswith("/index.rdf") for name in names):
        return "maff"
    return "zip"
