"""The reading pane as a screen reader and a keyboard meet it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader import assets
from reader.article_view import ArticleView
from reader.theme import Theme
from tests.reader.articles import ARTICLE, FIRST, marked, stored


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    assets.fonts(first=True)
    made = ArticleView(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(1_100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_article(stored(), marked(ARTICLE, "committee"))
    made.toggle_removed()
    qtbot.waitUntil(lambda: made.column.body.article_document.is_complete and len(made.panel.rows) == 3)
    yield made
    made.close()


def below(item: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything a screen reader can walk to."""
    yield item
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from below(child)


def heard(view: ArticleView) -> list[tuple[str, str]]:
    root = QAccessible.queryAccessibleInterface(view)
    return [(item.role().name, item.text(QAccessible.Text.Name)) for item in below(root)]


def test_every_control_has_a_name(view: ArticleView) -> None:
    roles = ("Button", "CheckBox", "RadioButton", "EditableText", "ScrollBar")
    controls = [(role, name) for role, name in heard(view) if role in roles]
    assert len(controls) > 12
    assert [control for control in controls if not control[1]] == []


def test_what_is_said_names_the_things_of_the_pane(view: ArticleView) -> None:
    said = heard(view)
    for wanted in (
        ("Button", "Next hit"),
        ("RadioButton", "Original"),
        ("StaticText", ARTICLE.title),
        ("Button", "Address: gazette.example/politics/voting-age"),
        ("Button", "Copy address"),
        ("Button", "Hide"),
        ("ScrollBar", "Place in the article"),
        ("Button", "Put everything back"),
    ):
        assert wanted in said
    assert [name for _, name in said if name == "2 of 4 hits"]


def test_the_text_can_be_read_letter_by_letter(view: ArticleView) -> None:
    text = QAccessible.queryAccessibleInterface(view.column.body).textInterface()
    assert text.text(0, len(FIRST)) == FIRST
    assert text.characterCount() > len(FIRST)


def test_each_card_says_what_it_would_put_back(view: ArticleView) -> None:
    root = QAccessible.queryAccessibleInterface(view.column.body)
    said = [
        item.text(QAccessible.Text.Description)
        for item in below(root)
        if item.text(QAccessible.Text.Name) == "Put back"
    ]
    assert said == [
        "Repeated: same as paragraph 1",
        "Page leftover: newsletter box",
        "Page leftover: sharing buttons",
    ]


def test_tab_goes_through_all_of_it_and_out_again(view: ArticleView, qtbot: QtBot) -> None:
    view.bar.stepper.up.setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    for _ in range(60):
        now = QApplication.focusWidget()
        assert now is not None
        if visited and now is visited[0]:
            break
        visited.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab never came round")
    names = [widget.accessibleName() for widget in visited]
    assert names.index("Next hit") < names.index("Copy address") < names.index("Hide")
    assert names.index("Article text") < names.index("Put back") < names.index("Put everything back")
    assert len([name for name in names if name == "Put back"]) == 6


def test_shift_tab_goes_the_other_way(view: ArticleView, qtbot: QtBot) -> None:
    view.column.body.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(8):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if QApplication.focusWidget() is view.bar.stepper.down:
            return
    pytest.fail("Shift+Tab does not lead out of the text")


def test_a_letter_pressed_in_the_text_is_left_to_the_window(view: ArticleView, qtbot: QtBot) -> None:
    """Single letters are the window's shortcuts: the text must not claim them."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    for key in (Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_J, Qt.Key.Key_Space, Qt.Key.Key_Slash):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(view.column.body, event)
        assert not event.isAccepted()


def test_the_caret_stays_at_its_letter_when_the_article_changes(view: ArticleView) -> None:
    body = view.column.body
    view.focus_text()
    at = body.article_document.toPlainText().index("who chaired")
    cursor = body.textCursor()
    cursor.setPosition(at)
    body.setTextCursor(cursor)
    body.is_placed = True
    tagged = replace(stored(), status=replace(stored().status, tags=("law",)))
    view.show_article(tagged, marked(ARTICLE, "committee"))
    assert body.is_placed
    assert body.article_document.toPlainText()[body.textCursor().position() :].startswith("who chaired")
    view.show_article(stored(number=2), marked(ARTICLE, "committee"))
    assert not body.is_placed
    assert body.textCursor().position() == 0, "another article is read from its beginning"


def test_a_step_to_a_hit_is_announced_with_its_sentence(
    view: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    view.next_hit()
    assert len(said) == 1
    assert said[0].startswith("Hit 3 of 4. ")
    assert "who chaired the committee" in said[0]
    body = view.column.body  # and what is marked next is marked from there
    assert body.article_document.toPlainText()[body.textCursor().position() :].startswith("committee")
    assert body.is_placed
