"""Pictures: drawn anew from any bytes, found by the names that pages use, kept with their article."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from archive.cancel import CancelToken
from archive.errors import FetchFailed
from archive.library import Library
from archive.model import Block, BlockKind, Capture, CleanArticle
from archive.picture_desk import picture_names, with_pictures
from archive.pictures import part_named, redraw
from archive.workshop import Processed

WORDS = (
    "The council of Port Ellery voted on Tuesday to lower the ferry charge after a hearing past midnight. "
)


def drawn(
    width: int = 40, height: int = 30, kind: str = "PNG", colour: str = "red", mode: str = "RGB"
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_of_the_web_is_drawn(kind: str) -> None:
    picture = redraw(drawn(kind=kind))
    assert picture is not None
    assert (picture.width, picture.height) == (40, 30)
    with Image.open(io.BytesIO(picture.data)) as again:
        assert again.format in ("PNG", "JPEG")
        assert again.size == (40, 30)


def test_a_wide_one_is_made_smaller_and_a_see_through_one_stays_so() -> None:
    wide = redraw(drawn(3000, 1000))
    assert wide is not None
    assert (wide.width, wide.height) == (1280, 427)
    clear = redraw(drawn(mode="RGBA", colour="#ff000000"))
    assert clear is not None
    with Image.open(io.BytesIO(clear.data)) as again:
        assert again.mode == "RGBA"


def test_what_else_a_file_holds_is_gone() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(
        out, "JPEG", comment=b"where it was taken", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0"
    )
    picture = redraw(out.getvalue())
    assert picture is not None
    assert b"where it was taken" not in picture.data


def test_what_is_no_picture_is_none() -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='40' height='40'/></svg>"
    for data in (b"", b"no picture", svg, drawn()[:60], drawn(4, 4), drawn(5000, 4000), drawn(kind="TIFF")):
        assert redraw(data) is None


@given(st.binary(max_size=300), st.integers(0, 150))
@settings(max_examples=60)
def test_no_bytes_make_it_raise(noise: bytes, at: int) -> None:
    whole = drawn()
    redraw(noise)
    redraw(whole[:at] + noise + whole[at + len(noise) :])


@pytest.mark.parametrize(
    "name",
    ["vote_files/a b.png", "./vote_files/a%20b.png", "vote_files/a%20b.png?x=1", "vote_files/a b.png#x"],
)
def test_a_part_is_found_by_any_of_its_names(name: str) -> None:
    assert part_named(name, {"vote_files/a b.png"}) == "vote_files/a b.png"
    assert part_named(name, ()) is None


def page(source: str) -> str:
    return (
        "<html lang=en><head><title>Ferry</title>"
        "<link rel=canonical href='https://gazette.example/ferry'></head>"
        f"<body><article><h1>Ferry</h1><p>{WORDS * 2}</p><figure><img src='{source}' alt='The old ferry'>"
        f"<figcaption>The ferry at dusk</figcaption></figure>"
        f"<p>{WORDS}Then it rained.</p></article></body></html>"
    )


def added(library: Library, path: Path) -> int:
    outcome = library.import_([str(path)]).outcomes[0]
    assert outcome.article_id is not None
    return outcome.article_id


def test_a_saved_page_shows_the_pictures_of_its_folder(tmp_path: Path) -> None:
    saved = tmp_path / "ferry.html"
    saved.write_text(page("ferry_files/old%20ferry.png"))
    (tmp_path / "ferry_files").mkdir()
    (tmp_path / "ferry_files" / "old ferry.png").write_bytes(drawn(400, 300))
    with Library.open(tmp_path / "library") as library:
        found = library.pictures(added(library, saved))
        assert [(p.width, p.height) for p in found.values()] == [(400, 300)]
        assert set(found) == set(picture_names(library.article(1).article))


def test_a_picture_inside_the_page_is_shown(tmp_path: Path) -> None:
    saved = tmp_path / "ferry.html"
    saved.write_text(page("data:image/png;base64," + base64.b64encode(drawn(400, 300)).decode()))
    with Library.open(tmp_path / "library") as library:
        (picture,) = library.pictures(added(library, saved)).values()
        assert (picture.width, picture.height) == (400, 300)


def test_what_was_not_kept_is_not_asked_for(tmp_path: Path) -> None:
    saved = tmp_path / "ferry.html"
    saved.write_text(page("https://pictures.gazette.example/ferry.png"))
    with Library.open(tmp_path / "library") as library:
        assert library.pictures(added(library, saved)) == {}


def processed(*names: str, final_url: str | None = "https://gazette.example/a") -> Processed:
    blocks = tuple(Block(BlockKind.IMAGE, "", href=name) for name in names)
    capture = Capture(
        "https://gazette.example/a", b"<p>", datetime(2025, 1, 1, tzinfo=UTC), final_url=final_url
    )
    article = CleanArticle(None, "", (), None, None, None, blocks)
    return Processed(capture.origin, capture, 0, article, None, None, is_last=True)  # type: ignore[arg-type]


def test_the_pictures_of_a_fetched_page_are_asked_for_within_bounds() -> None:
    asked: list[str] = []

    def fetch(address: str, most: int, seconds: float) -> Capture:
        assert 0 < most <= 40_000_000
        assert 0 < seconds <= 40
        asked.append(address)
        if "missing" in address:
            raise FetchFailed(reason="status", status=404)
        return Capture(address, b"x" * 15_000_000, datetime(2025, 1, 1, tzinfo=UTC))

    names = [f"https://gazette.example/{n}.png" for n in ("1", "missing", "2", "1", "3", "4", "5")]
    given = processed("data:image/png;base64,AAAA", "cid:7", *names)
    done = with_pictures(given, fetch, CancelToken())
    assert asked == [names[0], names[1], names[2], names[4]]
    assert done.capture is not None
    assert set(done.capture.resources) == {names[0], names[2], names[4]}


def test_a_page_that_was_not_fetched_and_a_cancelled_import_ask_for_nothing() -> None:
    def fetch(address: str, most: int, seconds: float) -> Capture:
        raise AssertionError(address)

    given = processed("https://gazette.example/1.png", final_url=None)
    assert with_pictures(given, fetch, CancelToken()) is given
    cancel = CancelToken()
    cancel.cancel()
    with_pictures(processed("https://gazette.example/1.png"), fetch, cancel)


class _Site(BaseHTTPRequestHandler):
    """A page with two pictures, of which one is there."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        there = {"/ferry": page("/pictures/ferry.png").encode(), "/pictures/ferry.png": drawn(400, 300)}
        body = there.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html" if self.path == "/ferry" else "image/png")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_page_at_an_address_comes_with_its_pictures_unless_the_person_says_no(
    tmp_path: Path, site: ThreadingHTTPServer, wanted: bool
) -> None:
    address = f"http://127.0.0.1:{site.server_port}/ferry"
    with Library.open(tmp_path / "library") as library:
        report = library.import_([address], allow_private=True, with_pictures=wanted)
        (outcome,) = report.outcomes
        assert outcome.article_id is not None
        found = library.pictures(outcome.article_id)
        assert [(p.width, p.height) for p in found.values()] == ([(400, 300)] if wanted else [])
        library.import_([address], allow_private=True)
        assert len(library.pictures(outcome.article_id)) == 1
