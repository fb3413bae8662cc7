"""The known failures, each with its facts. Advice and translation are `reader.messages`' business."""

from __future__ import annotations


class ArchiveError(Exception):
    """A known failure. `kind` is stable (tests, `--json`); everything else that is raised is a bug.

    `facts` hold only values a message may need (`origin`, `path`, `status`, `limit`, …). The text of the
    exception is for the log: the kind alone, so that no title, address or query gets there.
    """

    kind = "error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.kind)
        self.facts: dict[str, object] = facts

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.facts)


def _rebuild(cls: type[ArchiveError], facts: dict[str, object]) -> ArchiveError:
    return cls(**facts)


def of_kind(kind: str, facts: dict[str, object]) -> ArchiveError:
    """A failure that was written down, again; of a kind that this program has not, a plain one."""
    waiting = [ArchiveError]
    while waiting:
        cls = waiting.pop()
        if cls.kind == kind:
            return cls(**facts)
        waiting += cls.__subclasses__()
    return ArchiveError(**facts)


class Cancelled(ArchiveError):
    """The person stopped it."""

    kind = "cancelled"


# ---------------------------------------------------------------- getting the bytes


class FileUnreadable(ArchiveError):
    """`reason`: missing · no-permission · not-a-file · link · changed-while-read · io."""

    kind = "file-unreadable"


class EmptyFile(ArchiveError):
    kind = "empty-file"


class TooLarge(ArchiveError):
    """`limit` and `size` in bytes; `what`: file · page · unpacked · archive · entries · table."""

    kind = "too-large"


class NotAnAddress(ArchiveError):
    kind = "not-an-address"


class AddressRefused(ArchiveError):
    """`reason`: private · scheme · port · credentials · redirect-to-private (with the `host` it led to)."""

    kind = "address-refused"


class FetchFailed(ArchiveError):
    """`reason`: status · dns · connect · tls · timeout · redirect-loop · too-many-redirects · damaged ·
    cut-short · protocol · offline; `status` where there is one; for tls a `detail`: expired ·
    not-yet-valid · wrong-name · untrusted · no-tls."""

    kind = "fetch-failed"


# ---------------------------------------------------------------- making sense of them


class UnknownFormat(ArchiveError):
    """No importer reads this. `looks_like`: picture · sound · video · pdf · epub · docx · doc · odt · rtf ·
    slides · table · mail · feed · feed-list · sitemap · bookmarks · addresses · citations · subtitles ·
    contacts · json · xml · code · warc · wacz · maff · webarchive · property-list · zip · archive ·
    database · program · font · postscript · bytes."""

    kind = "unknown-format"


class DamagedFile(ArchiveError):
    """The container cannot be read. `reason`: damaged · cut-short · encrypted · unsafe-name · no-page."""

    kind = "damaged-file"


class NoText(ArchiveError):
    """Nothing to read was found; `reason`: empty · consent-wall · sign-in · script-only · no-article."""

    kind = "no-text"


class TooHard(ArchiveError):
    """The page took more time or memory than a page may; `reason`: time · memory · crash."""

    kind = "too-hard"


# ---------------------------------------------------------------- the library


class LibraryError(ArchiveError):
    """Something about the library folder; `path`."""

    kind = "library"


class LibraryLocked(LibraryError):
    """Another process has it open for writing."""

    kind = "library-locked"


class LibraryNewer(LibraryError):
    """Made by a newer version; `version`, `supported`."""

    kind = "library-newer"


class LibraryForeign(LibraryError):
    """A database of another program, or no library at all."""

    kind = "library-foreign"


class LibraryDamaged(LibraryError):
    """`detail` from the check; a backup may help."""

    kind = "library-damaged"


class LibraryMissing(LibraryError):
    kind = "library-missing"


class LibraryUnwritable(LibraryError):
    """`reason`: no-permission · read-only · not-empty (a folder to move to, with something in it)."""

    kind = "library-unwritable"


class DiskFull(LibraryError):
    """`needed` in bytes where it is known."""

    kind = "disk-full"


class StorageFailed(LibraryError):
    """The disk answered with an error; what was reported as saved is safe."""

    kind = "storage-failed"


class NoSuchArticle(ArchiveError):
    kind = "no-such-article"


class ArticleDamaged(ArchiveError):
    """The text of one article, or the bytes it came from, are not on the disk as they were written;
    `article_id`, or `capture`. The others are not concerned."""

    kind = "article-damaged"


class BackupDamaged(LibraryError):
    kind = "backup-damaged"


class IndexFailed(ArchiveError):
    """The search index cannot be read or written; it can be thrown away and built again.

    `reason`: older · damaged · locked · write."""

    kind = "index-failed"


class ExportFailed(ArchiveError):
    """A file of exported articles could not be written; `path`, `reason`: exists · no-permission · io.

    A full disk is `DiskFull`. Nothing of it is left, and nothing that was there before is touched.
    """

    kind = "export-failed"
