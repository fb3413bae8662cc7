"""Back and forward, as in a browser."""

from __future__ import annotations

from archive.model import Place
from reader.trail import MOST, Stop, Trail

LIBRARY, UNREAD = Place(), Place("unread")


def test_there_and_back_again() -> None:
    trail = Trail()
    assert trail.step(-1) is None
    stops = [Stop(LIBRARY, "Library", article=1), Stop(LIBRARY, "Library", article=2), Stop(UNREAD, "Unread")]
    for stop in stops:
        trail.visit(stop)
    assert trail.can_go_back
    assert not trail.can_go_forward
    assert [trail.step(-1), trail.step(-1), trail.step(-1)] == [stops[1], stops[0], None]
    assert trail.step(1) == stops[1]
    trail.visit(Stop(LIBRARY, "Library", article=9))
    assert not trail.can_go_forward, "another way was taken"
    assert trail.step(-1) == stops[1]


def test_what_is_being_typed_is_one_stop_until_something_is_opened() -> None:
    trail = Trail()
    for text in ("", "v", "vo", "vote"):
        trail.visit(Stop(LIBRARY, "Library", text))
    assert not trail.can_go_back
    trail.visit(Stop(LIBRARY, "Library", "vote", article=3))
    assert not trail.can_go_back, "the list and its first article are one"
    trail.visit(Stop(LIBRARY, "Library", "vote", article=4))
    trail.visit(Stop(LIBRARY, "Library", "vote"))
    assert trail.here == Stop(LIBRARY, "Library", "vote", article=4), "closing is no way anywhere"
    assert trail.step(-1) == Stop(LIBRARY, "Library", "vote", article=3)


def test_only_so_many_are_kept() -> None:
    trail = Trail()
    for article in range(MOST + 20):
        trail.visit(Stop(LIBRARY, "Library", article=article))
    steps = 0
    while trail.step(-1):
        steps += 1
    assert steps == MOST - 1
