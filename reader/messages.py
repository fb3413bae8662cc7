"""The core's failures and notes as sentences: what happened, what is safe, what to do. Knows no Qt.

The only place where an error becomes words; each documented failure has its own (held by a test).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.model import Note, Problem, Removal, RemovalReason
from reader.i18n import _, decimal, number

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence each; `safe` and `advice` may be empty."""

    happened: str
    safe: str = ""
    advice: str = ""

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.happened, self.safe, self.advice) if part)


def message_for(error: ArchiveError) -> Message:
    """The message of a known failure. A kind or reason without its own words gets those of its family."""
    for cls in type(error).__mro__:
        build = _MESSAGES.get(getattr(cls, "kind", ""))
        if build is not None:
            return build(error.facts)
    return Message(_("That did not work."), _("Nothing was lost."))


def sentence_for(note: Note) -> str:
    """A note of the core in words."""
    build = _NOTES.get(note.kind)
    if build is None:
        return _("This article may deserve a look.")
    return build(note.detail)


def knows_note(kind: str) -> bool:
    """True when this kind of note has words of its own."""
    return kind in _NOTES


def problem_words(problem: Problem) -> str:
    """What a check of the library found."""
    which = "" if problem.article_id is None else f" {problem.article_id}"
    match problem.kind:
        case "article":
            return _("The text of article{id} is damaged.").format(id=which)
        case "original":
            return _("The saved page of article{id} is damaged.").format(id=which)
        case "missing":
            return _("The saved page of article{id} is gone.").format(id=which)
        case "orphan":
            return _("A saved page belongs to no article any more; that does no harm.")
    return _("The library's own file is damaged.")


def removal_words(removal: Removal, twin: int | None = None) -> str:
    """Why a passage is out, as its label; `twin`: which paragraph of the text stays, from 1."""
    words = _REMOVALS[removal.reason]()
    if twin is not None and removal.reason is RemovalReason.REPEATS:
        return _("Repeated: same as paragraph {n}").format(n=number(twin))
    return words


def size_words(size: object) -> str:
    """A size in bytes as a person reads it: `850 KB`, `60 MB`, `1.5 GB`; empty when it is not known."""
    if not isinstance(size, (int, float)) or size < 0:
        return ""
    value, unit = float(size), "bytes"
    for larger in ("KB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    digits = number(round(value)) if value >= 10 or unit == "bytes" else decimal(value)
    return f"{digits} {unit}"


def _path(facts: Facts) -> str:
    return str(facts.get("path") or _("the library's folder"))


# ---------------------------------------------------------------- getting the bytes


def _cancelled(facts: Facts) -> Message:
    return Message(_("Stopped."), _("What was already added stays."))


def _file_unreadable(facts: Facts) -> Message:
    match facts.get("reason"):
        case "missing":
            return Message(
                _("There is no such file or folder."),
                advice=_("Check its name, or add it again from where it lies now."),
            )
        case "no-permission":
            return Message(
                _("You may not read this file or folder."),
                advice=_("Change its permissions, or copy it to a folder of your own, and add it again."),
            )
        case "not-a-file":
            return Message(
                _("This is neither a file nor a folder, so there was nothing to read."),
                advice=_("Add a saved page, a text or a folder of these."),
            )
        case "link":
            return Message(
                _("This is a link to another place, and links are not followed."),
                advice=_("Add the file that it points to."),
            )
        case "changed-while-read":
            return Message(
                _("The file was being changed while it was read."),
                _("Nothing of it was added."),
                _("Wait until the other program has finished, and add it again."),
            )
    return Message(
        _("The disk could not give this file."),
        _("Nothing of it was added."),
        _("Copy it to another disk, and add the copy."),
    )


def _empty_file(facts: Facts) -> Message:
    return Message(_("The file is empty, so there was nothing to read."), advice=_("Save the page again."))


def _too_large(facts: Facts) -> Message:
    limit = facts.get("limit")
    match facts.get("what"):
        case "entries":
            most = number(limit) if isinstance(limit, int) else _("so many")
            return Message(
                _("The archive holds more files than can be added at once ({n} at most).").format(n=most),
                _("Nothing of it was added."),
                _("Unpack it, and add the folder."),
            )
        case "unpacked" | "archive":
            most = size_words(limit) or _("the limit")
            return Message(
                _("Unpacked, the archive is larger than {size}.").format(size=most),
                _("Nothing beyond that was read."),
                _("Unpack it yourself, and add the pages you want."),
            )
        case "table":
            return Message(
                _("The page holds a table too large to be read."),
                _("Nothing of it was added."),
                _("Save the part you need as a page of its own, and add that."),
            )
    most = size_words(limit) or _("the limit")
    size = size_words(facts.get("size"))
    happened = (
        _("It is {size}, and a page may have {limit}.").format(size=size, limit=most)
        if size
        else _("It is larger than {limit}, which a page may have.").format(limit=most)
    )
    return Message(
        happened,
        _("Nothing of it was added."),
        _("Save the page without its pictures, or only the part you need."),
    )


def _not_an_address(facts: Facts) -> Message:
    return Message(
        _("This is not an address of a web page."),
        _("Nothing was asked for on the network."),
        _("An address looks like https://news.example/article."),
    )


def _address_refused(facts: Facts) -> Message:
    safe = _("Nothing was asked for there.")
    match facts.get("reason"):
        case "private":
            return Message(
                _("The address leads to this computer or your own network."),
                safe,
                _("If that is what you want, allow private addresses for this one import."),
            )
        case "redirect-to-private":
            return Message(
                _("The site tried to send the request on to this computer or your own network."),
                safe,
                _("Open the page in your browser, save it, and add the file."),
            )
        case "scheme":
            return Message(
                _("Only addresses that begin with http:// or https:// can be fetched."),
                safe,
                _("Open it another way, save it, and add the file."),
            )
        case "port":
            return Message(
                _("The address names a port that web pages do not use."),
                safe,
                _("Check the number after the colon, or open the page in your browser and save it."),
            )
        case "credentials":
            return Message(
                _("The address holds a name or a password."),
                safe,
                _("Take out what stands before the @ sign."),
            )
    return Message(_("This address may not be fetched."), safe, _("Save the page and add the file."))


def _fetch_failed(facts: Facts) -> Message:
    safe = _("Nothing was added.")
    again = _("Try again later, or save the page in your browser and add the file.")
    match facts.get("reason"):
        case "status":
            return _status(facts.get("status"), safe, again)
        case "dns":
            return Message(
                _("No site was found under this name."),
                safe,
                _("Check the address for a slip, and whether you are online."),
            )
        case "offline":
            return Message(
                _("This computer is not online."),
                safe,
                _("Connect it and add the address again; everything else works without a network."),
            )
        case "connect":
            return Message(_("The site did not take the call."), safe, again)
        case "tls":
            return Message(_tls(facts.get("detail")), safe, _("Check the address and this computer's date."))
        case "timeout":
            return Message(_("The site took too long to answer."), safe, again)
        case "redirect-loop":
            return Message(
                _("The site sent the request round in a circle."),
                safe,
                _("Open the page in your browser, save it, and add the file."),
            )
        case "too-many-redirects":
            return Message(
                _("The site sent the request on too many times."),
                safe,
                _("Open the page in your browser, and add the address it ends at."),
            )
        case "damaged":
            return Message(_("What the site sent could not be unpacked."), safe, again)
        case "cut-short":
            return Message(_("The connection broke before the page was complete."), safe, again)
        case "protocol":
            return Message(_("What answered at this address does not speak as a web site does."), safe, again)
    return Message(_("The page could not be fetched."), safe, again)


def _tls(detail: object) -> str:
    match detail:
        case "expired":
            return _("The site's certificate has run out.")
        case "not-yet-valid":
            return _("The site's certificate is not valid yet.")
        case "wrong-name":
            return _("The site's certificate is for another name.")
        case "untrusted":
            return _("The site's certificate comes from nobody that this computer trusts.")
        case "no-tls":
            return _("The site does not speak https at this address.")
    return _("The site could not prove that it is the one you asked for.")


def _status(status: object, safe: str, again: str) -> Message:
    if status in (404, 410):
        return Message(
            _("The site has no page at this address ({status}).").format(status=status),
            safe,
            _("Check the address for a slip, or look for the page in a web archive."),
        )
    if status in (401, 402, 403, 407, 451):
        return Message(
            _("The site did not let us in ({status}).").format(status=status),
            safe,
            _("Open the page in your browser, save it, and add the file."),
        )
    if status == 429:
        return Message(
            _("The site asks for fewer requests ({status}).").format(status=status),
            safe,
            _("Wait some minutes, and try again."),
        )
    if isinstance(status, int) and status >= 500:
        return Message(_("The site has trouble of its own ({status}).").format(status=status), safe, again)
    answer = f" ({status})" if isinstance(status, int) else ""
    return Message(_("The site did not give the page{answer}.").format(answer=answer), safe, again)


# ---------------------------------------------------------------- making sense of them


_FORMATS: Mapping[str, Callable[[], str]] = {
    "picture": lambda: _("a picture"),
    "sound": lambda: _("a sound recording"),
    "video": lambda: _("a video"),
    "pdf": lambda: _("a PDF file"),
    "epub": lambda: _("an EPUB book"),
    **dict.fromkeys(("docx", "doc", "odt", "rtf"), lambda: _("a word processor's file")),
    "slides": lambda: _("a presentation"),
    "table": lambda: _("a table"),
    "mail": lambda: _("an e-mail"),
    "feed": lambda: _("a news feed"),
    "feed-list": lambda: _("a list of feeds"),
    "sitemap": lambda: _("a site's list of its pages"),
    "bookmarks": lambda: _("a list of bookmarks"),
    "addresses": lambda: _("a list of addresses"),
    "citations": lambda: _("a list of references"),
    "subtitles": lambda: _("subtitles of a film"),
    "contacts": lambda: _("a calendar or address book"),
    **dict.fromkeys(("json", "xml", "property-list"), lambda: _("data for programs")),
    "code": lambda: _("a part of a program or its settings"),
    **dict.fromkeys(("warc", "wacz"), lambda: _("a web archive")),
    **dict.fromkeys(("maff", "webarchive"), lambda: _("a page saved in a form of its own")),
    **dict.fromkeys(("zip", "archive"), lambda: _("an archive inside an archive, or of another kind")),
    "database": lambda: _("a database"),
    "program": lambda: _("a program"),
    "font": lambda: _("a font"),
    "postscript": lambda: _("a file for printers"),
    "bytes": lambda: _("no text"),
}


def _unknown_format(facts: Facts) -> Message:
    known = _FORMATS.get(str(facts.get("looks_like")))
    if known is not None:
        happened = _("This is {format}, which cannot be read as an article.").format(format=known())
    else:
        happened = _("This is not a kind of file that can be read as an article.")
    return Message(
        happened,
        advice=_("Web pages, MHTML, text, Markdown, and folders and zips of these can be added."),
    )


def _damaged_file(facts: Facts) -> Message:
    safe = _("Nothing of it was added.")
    match facts.get("reason"):
        case "encrypted":
            return Message(_("The file is locked with a password."), safe, _("Unlock it, and add its files."))
        case "unsafe-name":
            return Message(_("The name of this file in the archive leads outside the archive."), safe)
        case "cut-short":
            return Message(_("The file ends before it is complete."), safe, _("Fetch or copy it once more."))
        case "no-page":
            return Message(
                _("There is no page in this file."), safe, _("Open it in your browser and save it again.")
            )
    return Message(
        _("The file is damaged and cannot be opened."),
        safe,
        _("Save the page or make the archive again, and add the new file."),
    )


def _no_text(facts: Facts) -> Message:
    browser = _("Open it in your browser, save the page, and add the file.")
    match facts.get("reason"):
        case "empty":
            return Message(_("The page holds no words."), advice=browser)
        case "consent-wall":
            return Message(
                _("The site showed only its question about cookies."),
                advice=_("Answer it in your browser, save the page, and add the file."),
            )
        case "sign-in":
            return Message(_("The site asked for a sign-in, so there was nothing to read."), advice=browser)
        case "script-only":
            return Message(_("The page gets its words only once a browser shows it."), advice=browser)
    return Message(
        _("No article was found on this page."),
        advice=_("Open the page of one article, and add that."),
    )


def _too_hard(facts: Facts) -> Message:
    safe = _("It was put aside; everything else went on.")
    advice = _("Save only the text of the page, and add that.")
    match facts.get("reason"):
        case "time":
            return Message(_("Reading this page took longer than a page may take."), safe, advice)
        case "memory":
            return Message(_("Reading this page took more memory than a page may take."), safe, advice)
    return Message(_("Reading this page broke off, which is a fault of ours."), safe, advice)


# ---------------------------------------------------------------- the library


def _library(facts: Facts) -> Message:
    return Message(_("The library in {path} could not be used.").format(path=_path(facts)))


def _library_locked(facts: Facts) -> Message:
    return Message(
        _("The library is open in another window or command."),
        _("It is safe: only one at a time may change it."),
        _("Close the other one, or wait until it has finished, and try again."),
    )


def _library_newer(facts: Facts) -> Message:
    return Message(
        _("This library was made by a newer Broadside than this one."),
        _("Nothing in it was changed."),
        _("Update Broadside, and open it again."),
    )


def _library_foreign(facts: Facts) -> Message:
    return Message(
        _("{path} holds something that is not a Broadside library.").format(path=_path(facts)),
        _("Nothing in it was changed."),
        _("Choose another folder: an empty one, or one that holds a library."),
    )


def _library_damaged(facts: Facts) -> Message:
    return Message(
        _("The library in {path} is damaged.").format(path=_path(facts)),
        _("Nothing in it was changed, and your backups are beside it."),
        _("Restore the newest backup; what was added after it can be added again."),
    )


def _library_missing(facts: Facts) -> Message:
    return Message(
        _("There is no library in {path}.").format(path=_path(facts)),
        advice=_("Connect the disk it lies on, or name its folder; adding an article makes a new one."),
    )


def _library_unwritable(facts: Facts) -> Message:
    if facts.get("reason") == "read-only":
        return Message(
            _("The disk that holds {path} can only be read.").format(path=_path(facts)),
            _("Nothing was changed."),
            _("Make it writable, or choose another folder for the library."),
        )
    if facts.get("reason") == "not-empty":
        return Message(
            _("There is something in {path} already.").format(path=_path(facts)),
            _("Nothing was changed; the library stays where it is."),
            _("Choose an empty folder, or the name of a new one."),
        )
    return Message(
        _("You may not write in {path}.").format(path=_path(facts)),
        _("Nothing was changed."),
        _("Change the folder's permissions, or choose another folder for the library."),
    )


def _disk_full(facts: Facts) -> Message:
    needed = size_words(facts.get("needed"))
    free = (
        _("Make {size} of room on it, and try again.").format(size=needed)
        if needed
        else _("Make room on it, and try again.")
    )
    return Message(_("The disk is full."), _("Everything that was reported as added is safe."), free)


def _storage_failed(facts: Facts) -> Message:
    return Message(
        _("The disk answered with an error."),
        _("Everything that was reported as added is safe."),
        _("Check the disk, and make a backup to another one."),
    )


def _no_such_article(facts: Facts) -> Message:
    number_ = facts.get("id", facts.get("article_id"))
    happened = (
        _("There is no article {id} in this library.").format(id=number_)
        if number_ is not None
        else _("There is no such article in this library.")
    )
    return Message(happened, advice=_("Search shows the numbers of the articles that are there."))


def _article_damaged(facts: Facts) -> Message:
    return Message(
        _("This article cannot be read: the disk no longer holds it as it was written."),
        _("The other articles are not concerned."),
        _("Check the library, then restore a backup; keep the disk under watch."),
    )


def _backup_damaged(facts: Facts) -> Message:
    return Message(
        _("This backup is damaged and was not used."),
        _("Your library was not changed."),
        _("Take an older backup."),
    )


def _export_failed(facts: Facts) -> Message:
    safe = _("Nothing was written, and your library was not changed.")
    match facts.get("reason"):
        case "exists":
            return Message(_("There is something of that name already."), safe, _("Choose another name."))
        case "no-permission":
            return Message(
                _("Broadside may not write there."), safe, _("Choose a folder that you may write to.")
            )
        case _:
            return Message(
                _("The file could not be written."), safe, _("Check the disk and the folder, and try again.")
            )


def _index_failed(facts: Facts) -> Message:
    safe = _("Your articles are safe; the search is made from them.")
    rebuild = _("Rebuild the search.")
    match facts.get("reason"):
        case "older":
            return Message(_("The search was made by another version of Broadside."), safe, rebuild)
        case "damaged":
            return Message(_("The search is damaged."), safe, rebuild)
        case "locked":
            return Message(
                _("Another Broadside is writing the search."),
                safe,
                _("Wait until it has finished, and try again."),
            )
        case "write":
            return Message(
                _("The search could not be written."),
                safe,
                _("Look whether the disk is full, and rebuild the search."),
            )
    return Message(_("The search could not be used."), safe, rebuild)


_MESSAGES: Mapping[str, Callable[[Facts], Message]] = {
    "cancelled": _cancelled,
    "file-unreadable": _file_unreadable,
    "empty-file": _empty_file,
    "too-large": _too_large,
    "not-an-address": _not_an_address,
    "address-refused": _address_refused,
    "fetch-failed": _fetch_failed,
    "unknown-format": _unknown_format,
    "damaged-file": _damaged_file,
    "no-text": _no_text,
    "too-hard": _too_hard,
    "library": _library,
    "library-locked": _library_locked,
    "library-newer": _library_newer,
    "library-foreign": _library_foreign,
    "library-damaged": _library_damaged,
    "library-missing": _library_missing,
    "library-unwritable": _library_unwritable,
    "disk-full": _disk_full,
    "storage-failed": _storage_failed,
    "no-such-article": _no_such_article,
    "article-damaged": _article_damaged,
    "backup-damaged": _backup_damaged,
    "index-failed": _index_failed,
    "export-failed": _export_failed,
}

# ---------------------------------------------------------------- notes

_NOTES: Mapping[str, Callable[[str], str]] = {
    "quote-missing": lambda detail: _("A quotation mark is missing; its words are searched one by one."),
    "bracket-missing": lambda detail: _("A bracket is missing; the words are searched without it."),
    "operator-alone": lambda detail: _("The word {word} stands alone and was left out.").format(
        word=detail or "OR"
    ),
    "field-empty": lambda detail: _("Nothing follows {name}: so it was left out.").format(name=detail),
    "field-unknown": lambda detail: _(
        "«{detail}» is no filter, so its words are searched; title:, text:, source:, by:, tag: and date: are."
    ).format(detail=detail),
    "language-not-read": lambda detail: _(
        "«{detail}» is no language; two letters are needed, as in lang:es."
    ).format(detail=detail),
    "date-not-read": lambda detail: _(
        "«{detail}» is no date; date:2023, date:2023-03 and date:2019..2024 are."
    ).format(detail=detail),
    "status-not-read": lambda detail: _(
        "«{detail}» was left out; is:unread, is:read, is:starred, has:note and has:tag can be asked for."
    ).format(detail=detail),
    "too-long": lambda detail: _(
        "That is more words than are searched at once; the last ones were left out."
    ),
    "prefix-too-short": lambda detail: _("«{detail}» needs two letters before the star.").format(
        detail=detail
    ),
    "encoding-guessed": lambda detail: _(
        "The file does not say how its letters are written; {name} was the best guess."
    ).format(name=detail or "UTF-8"),
    "page-simplified": lambda detail: _(
        "The page is built very deep, so it was read in a simpler way; compare it with the original."
    ),
}

# ---------------------------------------------------------------- removed passages

_REMOVALS: Mapping[RemovalReason, Callable[[], str]] = {
    RemovalReason.REPEATS: lambda: _("Repeated paragraph"),
    RemovalReason.CAPTION_REPEATS: lambda: _("Picture text that repeats a paragraph"),
    RemovalReason.SECOND_ARTICLE: lambda: _("Another article on the same page"),
    RemovalReason.SHARING: lambda: _("Sharing buttons"),
    RemovalReason.NEWSLETTER: lambda: _("Newsletter box"),
    RemovalReason.RELATED: lambda: _("Links to other articles"),
    RemovalReason.COMMENTS: lambda: _("Comments"),
    RemovalReason.ADVERTISING: lambda: _("Advertising"),
    RemovalReason.CONSENT: lambda: _("Question about cookies"),
    RemovalReason.PAYWALL: lambda: _("Subscription box"),
    RemovalReason.NAVIGATION: lambda: _("Menu of the site"),
    RemovalReason.BYLINE: lambda: _("Names of the writers, shown above"),
    RemovalReason.DATE_LINE: lambda: _("Date, shown above"),
    RemovalReason.CREDIT: lambda: _("Credit of a picture"),
    RemovalReason.HEADLINE: lambda: _("Title, shown above"),
    RemovalReason.AUTHOR_NOTE: lambda: _("About the writer"),
    RemovalReason.FORM: lambda: _("Form"),
    RemovalReason.HIDDEN: lambda: _("Text the page hides"),
    RemovalReason.LABEL: lambda: _("Label"),
    RemovalReason.FURNITURE: lambda: _("Page leftover"),
    RemovalReason.RULE: lambda: _("Removed by your rule"),
    RemovalReason.BY_PERSON: lambda: _("Removed by you"),
}
