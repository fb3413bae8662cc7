"""Pictures of what a person marks: highlights, notes in the margin and as dots, the bar over a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from archive.model import Colour, Place, Span
from reader.places import name_of
from reader.session import Session

if TYPE_CHECKING:
    from render import Stage

COMMITTEE, HOUSING = "Committee backs", "مجلس المدينة"
NOTE = (
    "Same promise as in the 2024 roll story, different deadline. Ask the Electoral Office which one stands."
)


def _mark(session: Session, title: str, words: str, colour: Colour, note: str = "") -> None:
    library = session.library
    rows = library.rows(library.ids())
    article_id = next(row.id for row in rows if row.title.startswith(title))
    at = library.article(article_id).article.text.index(words)
    library.highlight(article_id, Span(at, at + len(words)), colour, note)


def _marked(stage: Stage) -> Session:
    """The sample library, marked as in the design's pictures."""
    session = stage.open()
    if not session.library.all_highlights().total:
        poll = "registration should open at least twelve months before the first poll"
        _mark(session, COMMITTEE, poll, Colour.LEAF, NOTE)
        _mark(session, COMMITTEE, "about 1,284,000 people would gain the right to vote", Colour.SKY)
        _mark(session, COMMITTEE, "does not say who should.\nThe other four\nFour members", Colour.ROSE)
        _mark(session, COMMITTEE, "with money for schools", Colour.VIOLET, "Which money?")
        _mark(session, HOUSING, "بأغلبية ثلاثة وثلاثين صوتاً مقابل واحد وعشرين", Colour.LEAF, "33 : 21")
        _mark(session, HOUSING, "وعدنا الناس بالمساكن قبل أن نعدهم بالأنابيب", Colour.ROSE)
        stage.wait(lambda: session.library.pending == 0)
    return session


def _scroll_to(session: Session, words: str, above: int = 360) -> QPoint:
    """Words of the open article in sight; where they begin in the text's viewport."""
    body = session.reader.column.body
    position = body.article_document.toPlainText().index(words)
    box = body.position_rect(position)
    session.reader.hit_map.setValue(body.y() + box.top() - above)
    return box.center()


def _select(session: Session, words: str) -> None:
    """Drag over words with the mouse."""
    body = session.reader.column.body
    first = _scroll_to(session, words)
    cursor = QTextCursor(body.article_document)
    cursor.setPosition(body.article_document.toPlainText().index(words) + len(words))
    last = body.cursorRect(cursor).center()
    port, left = body.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, left, pos=last)


def notes(stage: Stage) -> None:
    session = _marked(stage)
    for theme in ("light", "dark", "sepia"):
        stage.app.look.choose_theme(theme)
        stage.search('"voting age" committee', COMMITTEE)
        stage.shoot(f"notes-{theme}")
    stage.app.look.choose_theme("light")
    session.window.resize(1024, 640)
    stage.rest()
    _scroll_to(session, "The report, adopted", 150)
    stage.rest()
    stage.shoot("notes-small")


def selection(stage: Stage) -> None:
    session = _marked(stage)
    session.go_to(Place(), name_of(Place()))
    stage.search("", COMMITTEE)
    for theme in ("light", "dark", "sepia"):
        stage.app.look.choose_theme(theme)
        stage.rest()
        _select(session, "They would vote in national, provincial and local elections on the same terms")
        stage.rest()
        stage.shoot(f"selection-{theme}")
        session.marking.bar.dismiss()
        session.reader.column.body._hide_caret()
    stage.app.look.choose_theme("light")
    stage.search("", HOUSING)
    stage.rest()
    stage.shoot("selection-arabic")


def marks_large(stage: Stage) -> None:
    stage.app.settings.interface_scale = 2.0
    stage.app.look.apply()
    session = _marked(stage)
    stage.search("", COMMITTEE)
    session.window.enter_reader()
    stage.rest()
    _select(session, "registration should open at least twelve months before")
    stage.rest()
    stage.shoot("selection-large")
    session.marking.bar.dismiss()
    stage.app.settings.interface_scale = 1.0
    stage.app.look.apply()


def highlights(stage: Stage) -> None:
    session = _marked(stage)
    for theme in ("light", "dark", "sepia"):
        stage.app.look.choose_theme(theme)
        session.go_to(Place("highlights"), name_of(Place("highlights")))
        stage.rest(600)
        stage.shoot(f"highlights-{theme}")
    stage.app.look.choose_theme("light")
    session.window.resize(1024, 640)
    stage.rest()
    stage.shoot("highlights-small")
    session.go_to(Place(), name_of(Place()))


SCENES = (notes, selection, marks_large, highlights)
