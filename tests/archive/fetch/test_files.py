"""Path → Capture: what is read, what is refused without waiting, and what of a folder is an article."""

from __future__ import annotations

import os
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled
from archive.fetch import files, read_file, reading, walk
from archive.model import Capture

NOW = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
PAGE = b"<html><title>Harbour vote</title><p>The council met on Tuesday.</p></html>"


def read(path: Path) -> Capture:
    return read_file(path, captured_at=NOW, cancel=CancelToken())


def failure(path: Path) -> tuple[str, object]:
    """Kind and reason; within a second, whatever lies there."""
    start = time.monotonic()
    with pytest.raises(ArchiveError) as raised:
        read(path)
    assert time.monotonic() - start < 1
    assert raised.value.facts["origin"] == str(path)
    return raised.value.kind, raised.value.facts.get("reason", raised.value.facts.get("what"))


def found(path: Path) -> list[str]:
    """What `walk` yields, relative to the path; a failure as its kind and reason."""
    return [
        str(item.relative_to(path))
        if isinstance(item, Path)
        else f"{Path(item[0]).name}: {item[1].facts['reason']}"
        for item in walk(path, CancelToken())
    ]


def test_a_file_comes_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "vote.html"
    path.write_bytes(PAGE)
    capture = read(path)
    assert capture == Capture(str(path), PAGE, NOW)
    assert path.read_bytes() == PAGE


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "real.html").write_bytes(PAGE)
    (tmp_path / "link.html").symlink_to("real.html")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    (tmp_path / "loop.html").symlink_to("loop.html")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
    assert failure(tmp_path / "pipe") == ("file-unreadable", "not-a-file")
    assert failure(tmp_path / "socket") == ("file-unreadable", "not-a-file")
    assert failure(Path("/dev/null")) == ("file-unreadable", "not-a-file")
    assert failure(tmp_path / "folder") == ("file-unreadable", "not-a-file")
    for link in ("link.html", "zero.html", "loop.html"):
        assert failure(tmp_path / link) == ("file-unreadable", "link")
    assert failure(tmp_path / "none.html") == ("file-unreadable", "missing")
    assert failure(tmp_path / "real.html" / "none.html") == ("file-unreadable", "missing")
    assert failure(tmp_path / ("a" * 300)) == ("file-unreadable", "missing")
    assert failure(tmp_path / "a\0b") == ("file-unreadable", "missing")


def test_a_pipe_that_takes_the_place_of_a_file_does_not_hold_us_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vote.html"
    path.write_bytes(PAGE)
    state = os.lstat(path)
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(reading.os, "lstat", lambda _: state)
    assert failure(path) == ("file-unreadable", "not-a-file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_leave(tmp_path: Path) -> None:
    path = tmp_path / "vote.html"
    path.write_bytes(PAGE)
    path.chmod(0)
    assert failure(path) == ("file-unreadable", "no-permission")


def test_an_empty_file_and_a_huge_one(tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    assert failure(tmp_path / "empty.html") == ("empty-file", None)
    with open(tmp_path / "huge.html", "wb") as file:
        file.truncate(64_000_001)
    assert failure(tmp_path / "huge.html") == ("too-large", "file")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vote.html"
    path.write_bytes(PAGE)

    class Writing(CancelToken):
        def check(self) -> None:
            with open(path, "ab") as file:
                file.write(b"more")

    with pytest.raises(ArchiveError) as raised:
        read_file(path, captured_at=NOW, cancel=Writing())
    assert raised.value.facts["reason"] == "changed-while-read"


def test_a_cancel_stops_reading_and_walking(tmp_path: Path) -> None:
    (tmp_path / "vote.html").write_bytes(PAGE)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        read_file(tmp_path / "vote.html", captured_at=NOW, cancel=cancel)
    with pytest.raises(Cancelled):
        list(walk(tmp_path, cancel))


def test_a_name_that_is_no_text_has_an_origin_that_is(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/vote\xff.html"))
    path.write_bytes(PAGE)
    assert read(path).origin.encode("utf-8").endswith("vote\ufffd.html".encode())


def test_a_folder_in_the_order_of_names_without_what_systems_leave(tmp_path: Path) -> None:
    for name in (
        *("b.html", "A.html", "c/inner.html", ".hidden.html", ".git/x.html", "__MACOSX/a.html", ".DS_Store"),
        *("Thumbs.db", "desktop.ini", "d.txt"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    assert found(tmp_path) == ["A.html", "b.html", "c/inner.html", "d.txt"]
    assert list(walk(tmp_path / ".hidden.html", CancelToken())) == [tmp_path / ".hidden.html"]


def test_links_inside_a_folder_are_named_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.html").write_bytes(PAGE)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.html").symlink_to(outside / "secret.html")
    (folder / "up").symlink_to("..")
    assert found(folder) == ["link.html: link", "up: link"]


def test_the_link_a_person_gave_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "vote.html").write_bytes(PAGE)
    (tmp_path / "to-folder").symlink_to("folder")
    (tmp_path / "to-file").symlink_to("folder/vote.html")
    real = [(tmp_path / "folder" / "vote.html").resolve()]
    assert list(walk(tmp_path / "to-folder", CancelToken())) == real
    assert list(walk(tmp_path / "to-file", CancelToken())) == real


@pytest.mark.parametrize(("name", "reason"), [("none", "missing"), ("loop", "link"), ("dangling", "missing")])
def test_a_path_that_leads_nowhere_is_named(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    [(origin, failure)] = list(walk(tmp_path / name, CancelToken()))
    assert origin == str(tmp_path / name)
    assert failure.facts["reason"] == reason


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.html").write_bytes(PAGE)
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "no")
        return scandir(path)

    monkeypatch.setattr(files.os, "scandir", refusing)
    assert found(tmp_path) == ["a: no-permission", "b.html"]
