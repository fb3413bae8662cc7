"""Tag, star, filter, save the search, rename, merge, bin; and all of it taken back again, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from archive.model import Place
from reader import reading
from reader.filters import Filter
from reader.look import speak
from reader.place_items import Item
from tests.flows.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def state(desk: Desk) -> Any:
    """Everything a person could see of the three articles, and what they are ordered by."""
    library = desk.session.library
    rows = library.rows(sorted([*library.ids(), *library.ids(Place("bin"))]))
    searches = [(one.name, one.query, one.filters) for one in library.saved_searches()]
    sources = [(one.name, one.count, one.merged) for one in library.sources()]
    return (
        [(row.source, row.status.is_starred, row.status.is_binned, row.status.tags) for row in rows],
        searches,
        sources,
    )


def sidebar(desk: Desk) -> list[Item]:
    return desk.window.sidebar.places._places.items


def words(desk: Desk, kind: str) -> list[str]:
    return [item.words for item in sidebar(desk) if item.kind == kind]


def test_everything_is_put_in_order_and_all_of_it_undone(filled: Desk) -> None:
    session = filled.open()
    filled.settle()
    placing, acts, library = session.placing, session.acts, session.library
    filled.click_row(0)
    filled.until(lambda: session.reading.open_id is not None)
    before = state(filled)
    # tag: one by a comma, one by Enter; both in the header and in the sidebar
    filled.press(Qt.Key.Key_T)
    tags = session.tagging.popover
    filled.until(tags.isVisible)
    filled.type("youth vote,reform")
    filled.press(Qt.Key.Key_Return)
    filled.press(Qt.Key.Key_Escape)
    header = session.reader.column.header
    filled.until(lambda: [pill.text() for pill in header.tags] == ["reform", "youth vote"])
    filled.until(lambda: "youth vote" in words(filled, "place"))
    # all three: one of the tags is theirs in part; one undo for them all
    session.list.table.setFocus()
    filled.press(Qt.Key.Key_Home)
    filled.press(Qt.Key.Key_End, SHIFT)
    assert session.reader.many.words.text() == "3 articles selected"
    assert [button.text() for button in session.reader.many.buttons if button.isEnabled()] == [
        "Tag…", "Star", "Mark as read", "Edit details…", "Export…", "Move to bin",
    ]  # fmt: skip
    filled.press(Qt.Key.Key_T)
    filled.until(lambda: tags.isVisible() and tags.title.text() == "Tags of 3 articles")
    filled.type("REFORM")
    row = tags.list.choices.index(0)
    assert row.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    filled.press(Qt.Key.Key_Return)
    filled.press(Qt.Key.Key_Escape)
    filled.until(lambda: dict(library.tags()) == {"reform": 3, "youth vote": 1})
    filled.press(Qt.Key.Key_S)
    filled.until(lambda: session.counts is not None and session.counts.starred == 3)
    # filter and save
    session.list.set_filters((Filter("source", ("Harbour Gazette",)),))
    filled.press(Qt.Key.Key_L, CTRL)
    filled.type("water ")
    filled.until(lambda: session.list.header.words == "1 article")
    filled.press(Qt.Key.Key_S, CTRL)
    assert placing.saving.names.isVisible()
    assert placing.saving.names.field.text() == "water, Harbour Gazette"
    filled.type("Water charges")
    filled.press(Qt.Key.Key_Return)
    filled.until(
        lambda: [(i.words, i.count) for i in sidebar(filled) if i.kind == "search"] == [("Water charges", 1)]
    )
    filled.until(lambda: placing.saving.shown is not None)
    # another place leaves the saved search; the saved search comes back whole
    session.go_to(Place(), "Library")
    filled.until(lambda: len(filled.titles()) == 3)
    assert session.list.box.text() == ""
    filled.press(Qt.Key.Key_L, CTRL)
    filled.type("charg")
    suggested = session.search_help.popover.left
    filled.until(lambda: any(one.search for one in suggested.rows))
    suggested.used.emit(next(one for one in suggested.rows if one.search))
    filled.until(lambda: len(filled.titles()) == 1)
    assert session.list.box.text() == "water"
    assert session.list.filters == (Filter("source", ("Harbour Gazette",)),)
    # the commands are about what one is in: a saved search, a tag, a source
    assert session.actions.rename.text() == "Rename the saved search Water charges…"
    session.actions.rename.trigger()
    filled.type("Charges")
    filled.press(Qt.Key.Key_Return)
    filled.until(lambda: words(filled, "search") == ["Charges"])
    session.go_to(Place("tag", "youth vote"), "youth vote")
    session.actions.rename.trigger()
    filled.type("Reform")
    assert placing.ordering.names.hint.text() == "There is a tag of this name: the two become one."
    filled.press(Qt.Key.Key_Return)
    filled.until(lambda: dict(library.tags()) == {"reform": 3})
    filled.until(lambda: len(filled.titles()) == 3)
    source = next(one for one in library.sources() if one.name == "Northern Ledger")
    session.go_to(Place("source", source.id), source.name)
    filled.until(lambda: session.actions.merge.text() == "Merge the source Northern Ledger into another…")
    session.actions.merge.trigger()
    filled.type("harb")
    filled.press(Qt.Key.Key_Return)
    filled.until(
        lambda: (
            [(one.name, one.count, one.merged) for one in library.sources()] == [("Harbour Gazette", 3, 1)]
        )
    )
    filled.until(lambda: session.actions.part.isEnabled())
    # what is narrowed to a source follows it to its new name
    assert [one.filters for one in library.saved_searches()] == ['source:"Harbour Gazette"']
    session.actions.rename.trigger()
    filled.type("The Gazette")
    filled.press(Qt.Key.Key_Return)
    filled.until(lambda: [one.filters for one in library.saved_searches()] == ['source:"The Gazette"'])
    # bin, and then all of it back
    session.list.table.setFocus()
    filled.press(Qt.Key.Key_Home)
    filled.press(Qt.Key.Key_Delete)
    filled.until(lambda: session.counts is not None and session.counts.bin == 1)
    while acts.undo_words is not None:
        told = acts.undo_words
        filled.choose(session.actions.undo)
        filled.until(lambda told=told: acts.redo_words == told)  # type: ignore[misc]
    filled.until(lambda: state(filled) == before)
    filled.until(lambda: words(filled, "search") == [])


def test_passing_by_is_not_reading_and_another_place_shows_its_own(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "READ_MS", 60_000)
    session = filled.open()
    filled.click_row(0)
    for _step in range(2):
        before = session.reading.open_id
        filled.press(Qt.Key.Key_J)
        filled.until(lambda before=before: session.reading.open_id not in (before, None))  # type: ignore[misc]
    session.reading._staying.timeout.emit()
    filled.until(lambda: session.counts is not None and session.counts.unread == 2)
    session.go_to(Place("starred"), "Starred")
    filled.until(lambda: session.reader.article is None)
    assert session.reader.empty.words.text() == "Choose an article"
    # headings come and go with compact rows; what is searched outlives another language
    session.go_to(Place(), "Library")
    compact = next(one for one in session.actions.rows.actions() if one.data() == "compact")
    filled.choose(compact)
    filled.until(lambda: len(filled.titles()) == 6)
    assert filled.titles()[::2] == ["March 2023", "November 2022", "May 2021"]
    session.list.set_filters((Filter("source", ("Harbour Gazette",)),))
    filled.press(Qt.Key.Key_L, CTRL)
    filled.type("water")
    filled.until(lambda: session.list.header.words == "1 article")
    filled.app._choose_language("es")
    try:
        filled.until(lambda: filled.app.session is not session and filled.session.counts is not None)
        filled.until(lambda: filled.session.list.header.words == "1 artículo")
        assert filled.session.list.box.text() == "water"
        assert filled.session.list.filters == (Filter("source", ("Harbour Gazette",)),)
        assert filled.session.list.table.is_compact
    finally:
        speak("en")
