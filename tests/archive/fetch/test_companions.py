"""The picture folder of a page saved from a browser comes along, and nothing else does."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.cancel import CancelToken
from archive.fetch import companions, read_file, walk

NOW = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)


def write(path: Path, content: bytes | str = b"picture") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def resources(path: Path) -> dict[str, bytes]:
    return dict(read_file(path, captured_at=NOW, cancel=CancelToken()).resources)


@pytest.mark.parametrize(
    ("page", "folder", "link"),
    [
        ("vote.html", "vote_files", '<img src="vote_files/a.png">'),
        ("vote.htm", "vote-Dateien", '<img src="./vote-Dateien/a.png">'),
        ("vote.html", "vote.files", "<IMG SRC = 'vote.files/a.png'>"),
        ("vote.html", "vote_fichiers", "<img srcset=vote_fichiers/a.png>"),
        ("vote.html", "vote_files", "<p style=\"background: url('vote_files/a.png')\">"),
        ("vote.html", "vote_files", '<link rel="icon" href="vote_files/a.png">'),
        ("The vote.html", "The vote_files", '<img src="The%20vote_files/a.png">'),
        ("The vote.html", "The vote_files", '<img src="./The vote_files/a.png">'),
        ("Q&A.html", "Q&A_files", '<img src="Q&amp;A_files/a.png">'),
        ("Zürich’s vote.html", "Zürich’s vote_files", '<img src="Z%C3%BCrich%E2%80%99s%20vote_files/a.png">'),
        ("言" * 70 + ".html", "言" * 70 + "_files", f'<img src="{"%E8%A8%80" * 70}_files/a.png">'),
        ("100%25.html", "100%25_files", '<img src="100%2525_files/a.png">'),
    ],
)
def test_the_folder_that_the_page_embeds_from(tmp_path: Path, page: str, folder: str, link: str) -> None:
    write(tmp_path / page, f"<html>{link}</html>")
    write(tmp_path / folder / "a.png")
    assert resources(tmp_path / page) == {f"{folder}/a.png": b"picture"}
    assert list(walk(tmp_path, CancelToken())) == [tmp_path / page]


def test_a_name_in_the_other_form_of_unicode(tmp_path: Path) -> None:
    write(tmp_path / "Zu\u0308rich.html", '<img src="Z\u00fcrich_files/u\u0308.png">')
    write(tmp_path / "Zu\u0308rich_files" / "u\u0308.png")
    assert resources(tmp_path / "Zu\u0308rich.html") == {"Z\u00fcrich_files/\u00fc.png": b"picture"}


def test_folders_inside_come_along_scripts_and_links_do_not(tmp_path: Path) -> None:
    write(tmp_path / "vote.html", '<img src="vote_files/a.png">')
    for name in ("a.png", "deep/b.png", "app.js", "app.js.download", "style.css", "font.woff2", ".hidden"):
        write(tmp_path / "vote_files" / name)
    write(tmp_path / "secret.txt")
    (tmp_path / "vote_files" / "link.png").symlink_to(tmp_path / "secret.txt")
    assert sorted(resources(tmp_path / "vote.html")) == ["vote_files/a.png", "vote_files/deep/b.png"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="vote_files/a.html">Next</a>',
        '<img src="/vote_files/a.png">',
        '<img src="https://news.example/vote_files/a.png">',
        '<img src="../vote_files/a.png">',
        '<img src="votes/a.png">',
        '<img src="private/a.png">',
    ],
)
def test_a_folder_that_is_not_the_pages_own_stays_away(tmp_path: Path, link: str) -> None:
    write(tmp_path / "vote.html", f"<html>{link}</html>")
    for folder in ("vote_files", "votes", "private"):
        write(tmp_path / folder / "a.html")
    assert resources(tmp_path / "vote.html") == {}
    assert len(list(walk(tmp_path, CancelToken()))) == 4


def test_a_folder_of_articles_called_after_a_page_is_walked(tmp_path: Path) -> None:
    write(tmp_path / "Budget.html", '<a href="Budget-2024/a.html">')
    write(tmp_path / "Budget-2024" / "a.html", "<p>An article")
    assert len(list(walk(tmp_path, CancelToken()))) == 2


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "a.png")
    write(tmp_path / "vote.html", '<img src="vote_files/a.png">')
    (tmp_path / "vote_files").symlink_to("elsewhere")
    assert resources(tmp_path / "vote.html") == {}


def test_what_goes_past_the_limits_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "vote.html", '<img src="vote_files/a.png">')
    for name in "abcdef":
        write(tmp_path / "vote_files" / f"{name}.png", b"x" * 10)
    monkeypatch.setattr(companions, "COMPANION_BYTES", 35)
    assert len(resources(tmp_path / "vote.html")) == 3
    monkeypatch.setattr(companions, "COMPANION_FILES", 2)
    assert len(resources(tmp_path / "vote.html")) == 2


def test_only_a_page_has_companions(tmp_path: Path) -> None:
    write(tmp_path / "vote.txt", '<img src="vote_files/a.png">')
    write(tmp_path / "vote_files" / "a.png")
    assert resources(tmp_path / "vote.txt") == {}


@pytest.mark.parametrize("length", [65_500, 65_536, 131_072, 3_900_000])
def test_a_folder_named_late_in_a_long_page(tmp_path: Path, length: int) -> None:
    write(tmp_path / "vote.html", "x" * length + '<img src="vote_files/a.png">')
    write(tmp_path / "vote_files" / "a.png")
    assert list(resources(tmp_path / "vote.html")) == ["vote_files/a.png"]


@pytest.mark.parametrize("unit", ["url(", "src=", "<link ", "href=a/", "src   "])
def test_a_page_that_only_pretends_to_embed_is_searched_in_short_steps(unit: str) -> None:
    page = unit.encode() * (companions._STEP * 2 // len(unit))
    start = time.process_time()
    companions._embedded_segments(page)
    assert time.process_time() - start < 0.5


def test_what_cannot_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "vote.html", '<img src="vote_files/a.png">')
    write(tmp_path / "vote_files" / "a.png")
    write(tmp_path / "vote_files" / "empty.png", b"")
    assert list(resources(tmp_path / "vote.html")) == ["vote_files/a.png"]

    def refusing(path: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(companions.os, "scandir", refusing)
    assert resources(tmp_path / "vote.html") == {}


def test_a_page_that_cannot_be_read_has_no_folder(tmp_path: Path) -> None:
    write(tmp_path / "vote.html", b"")
    write(tmp_path / "vote_files" / "a.png")
    assert len(list(walk(tmp_path, CancelToken()))) == 2


def test_a_page_without_a_folder_beside_it_is_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[int] = []
    really = companions._embedded_segments
    monkeypatch.setattr(
        companions, "_embedded_segments", lambda data: (searched.append(len(data)), really(data))[1]
    )
    page = tmp_path / "vote.html"
    page.write_bytes(b'<img src="vote_files/a.png">')
    assert resources(page) == {}
    assert searched == []
    (tmp_path / "vote_files").mkdir()
    (tmp_path / "vote_files" / "a.png").write_bytes(b"png")
    assert set(resources(page)) == {"vote_files/a.png"}
    assert len(searched) == 1
