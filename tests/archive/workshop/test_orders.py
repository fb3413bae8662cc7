"""What is heard of one capture becomes `Processed`, whatever happens to the worker in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from archive.errors import DamagedFile, TooHard
from archive.model import Capture
from archive.workshop import Limits, Processed
from archive.workshop.jobs import Begun, Broke, Done, Failed, Made, Process, Said
from archive.workshop.orders import Order

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
SENT = Capture("all.zip", b"zip", NOW)
LIMITS = Limits()


def member(name: str) -> Capture:
    return Capture(f"all.zip!/{name}", name.encode(), NOW)


def hear(order: Order, *words: Said) -> list[Processed]:
    return [processed for said in words for processed in order.hear(said)]


def shape(found: Iterable[Processed]) -> list[tuple[str, str | None, bool]]:
    return [(item.origin, item.error.kind if item.error else None, item.is_last) for item in found]


def test_the_last_is_known_to_be_the_last() -> None:
    order = Order(SENT, LIMITS)
    one, two = member("1"), member("2")
    found = hear(
        order,
        Begun(0, one.origin, True),
        Made(one.origin, 0, one),
        Made(one.origin + "#1", 1),
        Begun(1, two.origin, True),
        Made(two.origin, 0, two),
        Done(),
    )
    assert [item.is_last for item in found] == [False, False, True]
    assert [item.capture for item in found] == [one, one, two]
    assert [item.document_number for item in found] == [0, 1, 0]
    assert order.is_finished


def test_what_was_sent_is_kept_where_it_is_no_container() -> None:
    found = hear(Order(SENT, LIMITS), Begun(0, SENT.origin, False), Made(SENT.origin, 0), Done())
    assert found[0].capture is SENT


def test_nothing_inside_is_said() -> None:
    assert shape(hear(Order(SENT, LIMITS), Done())) == [("all.zip", "no-text", True)]
    failed = hear(Order(SENT, LIMITS), Failed(DamagedFile(reason="damaged")), Done())
    assert shape(failed) == [("all.zip", "damaged-file", True)]
    assert failed[0].error is not None
    assert failed[0].error.facts["origin"] == "all.zip"
    broken = hear(Order(SENT, LIMITS), Broke("KeyError", ("x.py:3 f",)), Done())
    assert shape(broken) == [("all.zip", "too-hard", True)]


def test_a_member_that_kills_its_worker_costs_that_member() -> None:
    order = Order(SENT, LIMITS)
    one = member("1")
    found = hear(order, Begun(0, one.origin, True), Made(one.origin, 0, one), Begun(1, "all.zip!/2", True))
    found += order.lose("time")
    assert not order.is_finished
    assert order.job() == Process(SENT, LIMITS, skip=2)
    three = member("3")
    found += hear(order, Begun(2, three.origin, True), Made(three.origin, 0, three), Done())
    assert shape(found) == [
        ("all.zip!/1", None, False),
        ("all.zip!/2", "too-hard", False),
        ("all.zip!/3", None, True),
    ]
    assert isinstance(found[1].error, TooHard)
    assert found[1].error.facts == {"reason": "time", "origin": "all.zip!/2"}


def test_a_container_that_kills_worker_after_worker_is_given_up() -> None:
    order = Order(SENT, LIMITS)
    found: list[Processed] = []
    index = 0
    while not order.is_finished:
        found += hear(order, Begun(index, f"all.zip!/{index}", True))
        found += order.lose("crash")
        index += 1
    assert 1 < index < 50
    assert [item.is_last for item in found] == [False] * (index - 1) + [True]


def test_a_page_that_kills_its_worker_is_done_with() -> None:
    order = Order(SENT, LIMITS)
    found = [*hear(order, Begun(0, SENT.origin, False)), *order.lose("memory")]
    assert shape(found) == [("all.zip", "too-hard", True)]
    assert found[0].capture is SENT
    started = Order(SENT, LIMITS)
    assert shape(started.lose("crash")) == [("all.zip", "too-hard", True)]
