"""Plain text: decoded, line ends made alike, control characters gone. What is a heading, the cleaner says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.importers.decode import decode
from archive.importers.names import charset_of, file_name, web_address
from archive.importers.sizes import check_page
from archive.model import Capture, Document, Hints

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def documents(capture: Capture) -> Iterator[Document]:
    decoded = decode(capture.data, charset_of(capture.media_type), is_page=False)
    yield Document(
        origin=capture.origin,
        url=web_address(capture.final_url),
        markup=check_page(plain(decoded.text), capture),
        kind="text",
        hints=Hints(file_name=file_name(capture.origin)),
        resources=capture.resources,
        notes=decoded.notes,
    )


def plain(text: str) -> str:
    """The text with `\\n` at every line's end and no other control character than that and the tab."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
