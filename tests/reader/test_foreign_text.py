"""Whatever an article says is shown letter for letter: nothing in it is markup, and no file is opened.

The walk (`assert_inert`) is for every part of the window that shows foreign text.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from archive.model import (
    Block,
    BlockKind,
    CleanArticle,
    Mark,
    Marked,
    Moment,
    Precision,
    Removal,
    RemovalReason,
    Span,
)
from reader import assets
from reader.addresses import may_open, real_host
from reader.article_document import ArticleDocument
from reader.article_view import ArticleView
from reader.controls import plain_tip
from reader.theme import Theme
from tests.reader.articles import fill, stored

might_be_rich = QtGui.Qt.mightBeRichText
_BAIT = "bait-for-the-reader.png"


def hostile(path: Path, words: str = "x") -> str:
    """Text that a careless widget would take for HTML, and then open `path`."""
    address = path.as_uri()
    return (
        f'<img src="{address}"><b>{words}</b><a href="{address}">go</a>'
        f'<link rel=stylesheet href="{address}"><table background="{address}"><td>&lt;i&gt;</td></table>'
    )


def hostile_article(path: Path) -> CleanArticle:
    """An article that is hostile in every place where text of a page is shown."""
    bad = hostile(path)
    link = Mark(0, 4, "link", path.as_uri())
    out = [Removal(reason) for reason in RemovalReason if reason is not RemovalReason.REPEATS]
    blocks = (
        *(Block(kind, bad, (link,), level=1, href=path.as_uri()) for kind in BlockKind),
        Block(BlockKind.PARAGRAPH, bad, removed=Removal(RemovalReason.REPEATS, 1)),
        *(Block(BlockKind.PARAGRAPH, f"{bad} {n}", (link,), removed) for n, removed in enumerate(out)),
        Block(BlockKind.PARAGRAPH, "open", (Mark(0, 4, "link", "javascript:alert(1)"),)),
        Block(BlockKind.PARAGRAPH, "mail", (Mark(0, 4, "link", "https://a.example/<b>x</b>"),)),
    )
    return CleanArticle(
        url=f"https://a.example/{bad}",
        title=bad,
        authors=(bad, bad),
        source=bad,
        published=Moment("2023", Precision.YEAR, bad),
        language=bad,
        blocks=blocks,
        standfirst=bad,
        section=bad,
    )


def assert_inert(root: QWidget) -> None:
    """Every widget below `root` shows its text plainly and could not open anything a text names."""
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget
            assert not widget.openExternalLinks(), widget
        if isinstance(widget, QTextBrowser):
            assert not widget.openLinks(), widget
            assert not widget.openExternalLinks(), widget
        if isinstance(widget, QTextEdit):
            assert isinstance(widget.loadResource(2, QUrl("file:///etc/passwd")), QImage), widget
            document = widget.document()
            assert isinstance(document.loadResource(2, QUrl("file:///etc/passwd")), QImage), widget
        for tip in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            assert not might_be_rich(tip), widget


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    """A real picture, so that opening it would succeed."""
    path = tmp_path / _BAIT
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every resource that Qt asks the article's document for."""
    heard: list[str] = []
    own = ArticleDocument.loadResource

    def listen(document: ArticleDocument, kind: int, name: QUrl | str) -> QImage:
        heard.append(str(name))
        return own(document, kind, name)

    monkeypatch.setattr(ArticleDocument, "loadResource", listen)
    return heard


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    assets.fonts(first=True)
    made = ArticleView(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def visit(view: ArticleView, qtbot: QtBot, article: CleanArticle) -> None:
    """Everything the pane can show of an article, each thing painted."""
    text, captions = article.text, article.captions
    marked = Marked(
        (Span(0, 4), Span(len(text) - 4, len(text))), (Span(0, 3),), (Span(0, min(3, len(captions))),)
    )
    view.show_article(stored(article), marked)
    qtbot.waitUntil(lambda: view.column.body.article_document.is_complete)
    view.grab()
    assert_inert(view.window())
    view.toggle_removed()
    qtbot.waitUntil(lambda: len(view.panel.rows) == len(view.column.body.article_document.cards))
    view.next_hit()
    view.find_in_article()
    view.find_bar.field.setText("<img")
    view.grab()
    assert_inert(view.window())
    for tick in view.hit_map.ticks:
        tip = view.hit_map.tip_of(tick)
        assert tip
    view.toggle_original()
    view.show_original(tuple(replace(block, removed=None) for block in article.blocks), marked)
    fill(view)
    view.grab()
    view._look_at("https://a.example/<b>x</b>", QPoint(100, 100))
    view.grab()
    assert_inert(view.window())


def test_a_hostile_article_is_shown_letter_for_letter(
    asked: list[str], view: ArticleView, qtbot: QtBot, bait: Path
) -> None:
    article = hostile_article(bait)
    visit(view, qtbot, article)
    shown = view.column.body.toPlainText()
    assert shown.count("<b>x</b>") >= len(RemovalReason)
    assert not [name for name in asked if _BAIT in name]


def test_a_picture_in_the_document_would_be_asked_for_here(
    asked: list[str], view: ArticleView, bait: Path
) -> None:
    """The test before this one hears what it must: were markup read as markup, this is where it shows."""
    view.column.body.setHtml(hostile(bait))
    view.grab()
    assert [name for name in asked if _BAIT in name]


def test_its_tool_tips_are_letters_too(view: ArticleView, qtbot: QtBot, bait: Path) -> None:
    view.show_article(stored(hostile_article(bait)), Marked((Span(0, 4),)))
    qtbot.waitUntil(lambda: view.column.body.article_document.is_complete)
    for tick in view.hit_map.ticks:
        assert not might_be_rich(plain_tip(view.hit_map.tip_of(tick)))
    QToolTip.showText(QPoint(10, 10), plain_tip(view.hit_map.tip_of(view.hit_map.ticks[0])), view)
    tips = [label for label in QApplication.topLevelWidgets() if label.inherits("QTipLabel")]
    assert all(isinstance(tip, QLabel) and not might_be_rich(tip.text()) for tip in tips)
    QToolTip.hideText()


def test_a_link_to_a_file_or_a_script_is_no_link(view: ArticleView, qtbot: QtBot, bait: Path) -> None:
    view.show_article(stored(hostile_article(bait)))
    qtbot.waitUntil(lambda: view.column.body.article_document.is_complete)
    document = view.column.body.article_document
    block, addresses = document.begin(), set()
    while block.isValid():
        for piece in block.textFormats():
            if piece.format.isAnchor():  # type: ignore[attr-defined]
                addresses.add(piece.format.anchorHref())  # type: ignore[attr-defined]
        block = block.next()
    assert addresses == {"https://a.example/<b>x</b>"} or addresses == set()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://gazette.example/a", "gazette.example"),
        ("HTTP://Gazette.Example:8080/", "gazette.example:8080"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://аpple.example/", "xn--pple-43d.example"),
        ("mailto:editor@gazette.example", "editor@gazette.example"),
    ],
)
def test_the_look_names_the_real_host(address: str, host: str) -> None:
    assert may_open(address)
    assert real_host(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//gazette.example/a",
        "/etc/passwd",
        "data:text/html,x",
        "ftp://gazette.example/",
        "smb://gazette.example/share",
        "https:///nothing",
        "https://",
        "mailto:",
        "java\nscript:alert(1)",
        "https://gazette.example\u202e/moc.knab",
        "https://gazette.example/a b",
        "ms-settings:privacy",
        "",
    ],
)
def test_no_other_address_is_opened(address: str) -> None:
    assert not may_open(address)
    assert real_host(address) == ""


def test_buttons_and_fields_never_take_a_page_for_markup(view: ArticleView, qtbot: QtBot, bait: Path) -> None:
    visit(view, qtbot, hostile_article(bait))
    for widget in view.window().findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QLineEdit):
            assert not might_be_rich(widget.toolTip())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/usr/bin/strace").exists(), reason="needs strace")
def test_no_file_is_opened_as_the_system_sees_it(tmp_path: Path, bait: Path) -> None:
    script = tmp_path / "show.py"
    script.write_text(
        "import sys\n"
        f"sys.path[:0] = [{str(Path(__file__).resolve().parents[2])!r}]\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from PySide6.QtTest import QTest\n"
        "app = QApplication([])\n"
        "from reader import assets\n"
        "from reader.article_view import ArticleView\n"
        "from reader.theme import Theme\n"
        "from tests.reader.articles import fill, stored\n"
        "from tests.reader.test_foreign_text import hostile_article\n"
        "view = ArticleView(Theme(assets.design()))\n"
        "view.resize(900, 700)\n"
        "view.show()\n"
        f"view.show_article(stored(hostile_article(Path({str(bait)!r}))))\n"
        "view.toggle_removed()\n"
        "QTest.qWait(500)\n"
        "view.grab()\n"
        "print('shown')\n"
    )
    trace = tmp_path / "trace"
    done = subprocess.run(
        [
            "strace",
            "-f",
            "-e",
            "trace=open,openat,openat2,connect",
            "-o",
            str(trace),
            sys.executable,
            str(script),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert done.stdout.strip() == "shown", done.stderr
    assert _BAIT not in trace.read_text(errors="replace")
    assert "AF_INET" not in trace.read_text(errors="replace")
