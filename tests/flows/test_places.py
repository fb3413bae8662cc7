"""Places, empty ones, searches that find nothing, and the sample library."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.app import App
from reader.i18n import _
from reader.list_pages import WiderSearch
from reader.look import speak
from reader.main_window import MainWindow
from reader.place_items import ITEM_ROLE, Item
from tests.flows.conftest import Desk


def choose_place(desk: Desk, words: str) -> None:
    """Click the row of the sidebar that says so."""
    places = desk.window.sidebar.places
    model = places.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        item = index.data(ITEM_ROLE)
        assert isinstance(item, Item)
        if item.words == words:
            desk.click(places.viewport(), places.visualRect(index).center())
            return
    raise AssertionError(words)


def test_a_tag_is_a_place(filled: Desk) -> None:
    session = filled.open()
    filled.window.resize(1300, 760)
    first = session.list.model.id_at(0)
    assert first is not None
    session.acts.changed.emit(session.library.retag([first], ["youth vote"]))
    places = session.window.sidebar.places
    rows = places.model()

    def row_of(words: str) -> int:
        return next((n for n in range(rows.rowCount()) if rows.index(n, 0).data() == words), -1)

    filled.until(lambda: row_of("youth vote") > row_of("Tags") > 0)
    filled.click(places.viewport(), places.visualRect(rows.index(row_of("youth vote"), 0)).center())
    filled.until(lambda: len(filled.titles()) == 1)
    assert session.list.box.field.placeholderText() == "Search youth vote"
    filled.close()
    session = filled.open()
    filled.until(lambda: len(filled.titles()) == 1)


def test_a_source_is_a_place_and_is_come_back_to(filled: Desk) -> None:
    session = filled.open()
    filled.window.resize(1200, 700)
    filled.until(lambda: session.counts is not None and len(session.counts.sources) == 2)
    choose_place(filled, "Northern Ledger")
    filled.until(lambda: filled.titles() == ["Budget talks pause over rail"])
    assert session.list.box.field.placeholderText() == "Search Northern Ledger"
    filled.close()
    session = filled.open()
    filled.until(lambda: filled.titles() == ["Budget talks pause over rail"])
    filled.until(lambda: session.list.box.field.placeholderText() == "Search Northern Ledger")


def test_an_empty_place_says_what_to_do(filled: Desk) -> None:
    session = filled.open()
    filled.window.resize(1200, 700)
    choose_place(filled, "Starred")
    filled.until(lambda: session.list.pages.currentWidget() is session.list.empty)
    assert session.list.header.words == "0 articles"


def test_what_is_read_stays_in_unread_while_one_is_there(filled: Desk) -> None:
    session = filled.open()
    filled.window.resize(1200, 700)
    choose_place(filled, "Unread")
    filled.until(lambda: session.list.query.shown == session.list.query.question)
    assert len(filled.titles()) == 3
    filled.click_row(0)
    filled.until(lambda: session.counts is not None and session.counts.unread == 2)
    assert len(filled.titles()) == 3


def test_the_bin_gives_back(filled: Desk) -> None:
    session = filled.open()
    filled.window.resize(1200, 700)
    filled.click_row(0)
    filled.press(Qt.Key.Key_Delete)
    filled.until(lambda: session.counts is not None and session.counts.bin == 1)
    choose_place(filled, "Bin")
    filled.until(lambda: len(filled.titles()) == 1)
    filled.click_row(0)
    filled.until(lambda: session.actions.bin.text() == "Put back from bin")
    filled.press(Qt.Key.Key_Delete)
    filled.until(lambda: session.counts is not None and session.counts.bin == 0)
    filled.until(lambda: session.list.pages.currentWidget() is session.list.empty)


def test_a_search_that_finds_nothing_offers_only_what_does(filled: Desk) -> None:
    session = filled.open()
    filled.settle()
    session.list.box.field.setFocus()
    filled.type("water zeppelin")
    filled.until(lambda: session.list.pages.currentWidget() is session.list.nothing)
    offers = session.list.nothing.findChildren
    filled.until(lambda: any(offer.isVisible() for offer in offers(WiderSearch)))
    (offer,) = [offer for offer in offers(WiderSearch) if offer.isVisible()]
    assert offer.accessibleName() == "Without «zeppelin»: water, 1 article"
    filled.click(offer)
    filled.until(lambda: filled.titles() == ["Province publishes water charges"])
    assert session.list.box.text() == "water"


def test_looking_around_leaves_the_own_library_alone(desk: Desk) -> None:
    session = desk.open()
    assert session.first_run is not None
    desk.click(session.first_run.around)
    desk.until(lambda: desk.app.session is not None and desk.app.session is not session, seconds=60)
    desk.until(lambda: desk.session.counts is not None and desk.session.counts.library == 24)
    assert desk.session.is_sample
    desk.session.actions.leave_sample.trigger()
    desk.until(lambda: desk.app.session is not None and desk.session.first_run is not None)
    desk.until(lambda: desk.session.counts is not None)
    assert desk.session.counts is not None
    assert desk.session.counts.library == 0
    assert desk.window.is_front


def test_a_theme_is_chosen_on_the_first_page(desk: Desk, qapp: QApplication) -> None:
    session = desk.open()
    assert session.first_run is not None
    sepia = session.first_run.themes.buttons["sepia"]
    desk.click(sepia)
    assert desk.app.settings.theme == "sepia"
    assert desk.app.theme.name == "sepia"
    desk.app.look.choose_theme("light")


def test_another_text_size_and_language_build_the_window_anew(filled: Desk) -> None:
    session = filled.open()
    session.actions.sizes.actions()[2].trigger()
    filled.until(lambda: filled.app.session is not None and filled.app.session is not session)
    assert filled.app.theme.interface_scale == 1.5
    filled.app.look.choose_size("1.0")


def english_left(window: MainWindow) -> set[str]:
    """What the window shows, names or explains in words that have others in Spanish."""
    texts = {words for a in window.findChildren(QAction) for words in (a.text(), a.toolTip())}
    for widget in window.findChildren(QWidget):
        texts |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        for name in ("text", "title", "placeholderText"):
            texts.add(str(widget.property(name) or ""))
    return {text for text in texts if text and _(text) != text}


def test_spanish_is_chosen_in_the_menu_and_stays(filled: Desk, qapp: QApplication) -> None:
    session = filled.open()
    menu = next(m for m in session.window.menus.view.findChildren(QMenu) if m.title() == "Language")
    assert [choice.text() for choice in menu.actions()] == ["As the system", "English", "Español"]
    try:
        menu.actions()[2].trigger()
        filled.until(lambda: filled.app.session is not None and filled.app.session is not session)
        filled.until(lambda: filled.session.list.model.rowCount() == 3)
        window = filled.window
        assert [m.text() for m in window.menuBar().actions()][:3] == ["Archivo", "Edición", "Ver"]
        assert filled.titles()[0] == "Committee backs lower voting age"
        assert english_left(window) == set()
        filled.click_row(0)
        filled.until(lambda: "14 de marzo de 2023" in filled.session.reader.column.header.facts.text())
        filled.close()
        speak("en")  # as a new start finds it
        again = App(qapp, filled.app.places)
        assert again.settings.language == "es"
        assert _("Undo") == "Deshacer"
        again.log.close()
    finally:
        filled.app.settings.language = ""
        speak("en")
