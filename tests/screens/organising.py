"""Pictures of a library in order: compact rows with headings, several articles selected, tags, sources."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from archive.model import Place, Sort
from reader.places import name_of
from reader.resources import resource
from reader.session import Session

if TYPE_CHECKING:
    from render import Stage

LATELY = (
    *((0, time) for time in ("08:12", "07:45", "07:30")),
    *((1, time) for time in ("18:20", "16:02", "12:00", "09:10", "08:55")),
    *((ago, "10:00") for ago in (7, 8, 8, 9, 9, 10)),
)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d")


def lately(stage: Stage) -> Path:
    """The sample pages as of these days: of a library one uses every day the newest are of today."""
    pages = stage.folder / "lately"
    if not pages.exists():
        shutil.copytree(resource("sample"), pages)
        found = [p for p in sorted(pages.rglob("*.html")) if _STAMP.search(p.read_bytes())]
        for path, (ago, time) in zip(found[::2] + found[1::2], LATELY, strict=False):
            stamp = f"{(date.today() - timedelta(ago)).isoformat()}T{time}"
            path.write_bytes(_STAMP.sub(stamp.encode(), path.read_bytes()))
    return pages


def browsing(stage: Stage) -> None:
    session = in_order(stage)
    session.actions.rows.actions()[1].trigger()
    session.go_to(Place("unread"), name_of(Place("unread")))
    stage.rest()
    session.list.table.go_to(4)
    stage.rest()
    stage.shoot("browsing")
    session.go_to(Place(), name_of(Place()))
    stage.rest()
    stage.shoot("browsing-all")
    stage.search("voting age", "Committee")
    stage.shoot("compact-search")
    session.list.box.set_text("")
    stage.rest()
    session.actions.rows.actions()[0].trigger()


TAGS = (
    ("electoral reform", (0, 3, 6, 9, 12, 15)),
    ("housing", (1, 4, 8, 13)),
    ("local government", (2, 4, 5)),
    ("rail", (3, 7)),
    ("youth vote", (0, 9)),
    ("water", (1, 10)),
)


def in_order(stage: Stage) -> Session:
    """A library with tags."""
    session = stage.open(pages=lately(stage))
    ids = session.library.ids()
    if not session.library.tags():
        for tag, places in TAGS:
            session.library.retag([ids[place] for place in places], [tag])
        for name, query, filters, place, sort in SEARCHES:
            session.library.save_search(name, query, filters=filters, place=place, sort=sort)
        session.window.close()
        session = stage.open(pages=lately(stage))
    return session


SEARCHES = (
    ("Voting age, 2019–2026", '"voting age"', "date:2019..2026", Place(), Sort.MATCH),
    ("Water charges", "water charges", "", Place(), Sort.NEWEST),
    ("Coalition talks", "coalition", "", Place(), Sort.MATCH),
    ("Freedom of information", '"freedom of information"', "", Place(), Sort.NEWEST),
)


def tags(stage: Stage) -> None:
    session = in_order(stage)
    session.list.table.go_to(0)
    stage.rest(600)
    stage.shoot("tagged")
    session.actions.tag.trigger()
    stage.rest()
    stage.shoot("tags")
    session.tagging.popover.dismiss()


def saved(stage: Stage) -> None:
    session = in_order(stage)
    stage.search("railway OR rail")
    session.actions.save_search.trigger()
    stage.rest(700)
    stage.shoot("save-search")
    session.placing.saving.names.dismiss()
    session.placing.saving.choose(session.placing.saving.searches[-1])
    stage.rest(900)
    stage.shoot("saved-search")
    stage.session.placing.ordering.merge(session.placing.ordering._sources[0])
    stage.rest()
    stage.shoot("merge-source")
    stage.session.placing.ordering.picks.dismiss()


def selected(stage: Stage) -> None:
    """Several articles in the compact list; their tags, some of them in part."""
    session = in_order(stage)
    session.actions.rows.actions()[1].trigger()
    stage.rest()
    table = session.list.table
    table.setFocus()
    table.go_to(1)
    for _step in range(6):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    stage.rest(600)
    stage.shoot("selected")
    session.actions.tag.trigger()
    stage.rest(600)
    stage.shoot("selected-tags")
    session.tagging.popover.dismiss()
    for name in ("dark", "sepia"):
        stage.app.look.choose_theme(name)
        stage.rest()
        stage.shoot(f"selected-{name}")
    stage.app.look.choose_theme("light")
    session.window.resize(1024, 640)
    stage.rest()
    stage.shoot("selected-small")
    session.actions.rows.actions()[0].trigger()


def organised_large(stage: Stage) -> None:
    """Organising at 200 %."""
    stage.app.settings.interface_scale = stage.app.settings.reading_scale = 2.0
    stage.app.look.apply()
    session = in_order(stage)
    session.actions.rows.actions()[1].trigger()
    stage.rest(600)
    session.window.leave_reader()
    stage.rest()
    stage.shoot("browsing-large")
    session.list.table.go_to(1)
    session.window.enter_reader()
    stage.rest(600)
    session.actions.tag.trigger()
    stage.rest(600)
    stage.shoot("tags-large")
    session.tagging.popover.dismiss()
    session.actions.rows.actions()[0].trigger()
    stage.app.settings.interface_scale = stage.app.settings.reading_scale = 1.0
    stage.app.look.apply()


SCENES = (browsing, tags, saved, selected, organised_large)
