"""The workshop: values out of strangers' bytes, and a worker's misbehaviour costs one item."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.cancel import CancelToken
from archive.errors import (
    Cancelled,
    DamagedFile,
    EmptyFile,
    FileUnreadable,
    NoSuchArticle,
    TooHard,
    UnknownFormat,
)
from archive.model import Capture
from archive.workshop import Limits, Processed, WorkerFailed, Workshop

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
SENTENCES = (
    "The council of Westmere voted on Tuesday evening to keep the ferry running through the winter months.",
    "Members had argued for three hours about the price of a crossing, which will not change before April.",
    "A report on the state of the landing stage is due in May, and repairs could begin soon afterwards.",
)
PAGE = "<html lang=en><title>Ferry stays</title><article><h1>Ferry stays</h1>" + "".join(
    f"<p>{sentence}</p>" for sentence in SENTENCES
)


def capture(name: str, data: str | bytes = PAGE) -> Capture:
    return Capture(name, data.encode() if isinstance(data, str) else data, NOW)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(2) as shop:
        yield shop


def done(found: Iterator[Processed]) -> dict[str, Processed]:
    return {item.origin: item for item in found}


def test_every_capture_ends_in_something(workshop: Workshop) -> None:
    unreadable = FileUnreadable(origin="c.html", reason="missing")
    given = [capture("a.html"), ("c.html", unreadable), capture("b.png", b"\x89PNG\r\n\x1a\n" + bytes(40))]
    found = done(workshop.process([*given, capture("d.html", " \n")]))
    assert found.keys() == {"a.html", "b.png", "c.html", "d.html"}
    article = found["a.html"].article
    assert article is not None
    assert article.title == "Ferry stays"
    assert article.text == "\n".join(SENTENCES)
    assert found["a.html"].capture is given[0]
    assert found["a.html"].hints.file_name == "a.html"
    assert found["c.html"].error is unreadable
    assert isinstance(found["b.png"].error, UnknownFormat)
    assert found["b.png"].error.facts == {"origin": "b.png", "looks_like": "picture"}
    assert isinstance(found["d.html"].error, EmptyFile)
    assert all(item.is_last for item in found.values())


def test_captures_are_asked_for_only_a_little_ahead(workshop: Workshop) -> None:
    asked = 0

    def endless() -> Iterator[Capture]:
        nonlocal asked
        while True:
            asked += 1
            yield capture(f"{asked}.html")

    found = workshop.process(endless())
    for _ in range(10):
        next(found)
    found.close()  # type: ignore[attr-defined]
    assert asked <= 10 + 2 * 2 + 1


def test_original_and_clean_and_pictures(workshop: Workshop) -> None:
    page = capture("a.html", "<nav><p>Home and away</p></nav>" + PAGE)
    assert "Home and away" in [block.text for block in workshop.original(page, 0)]
    assert workshop.clean(page, 0).title == "Ferry stays"
    assert workshop.pictures(page, 0, ["a.png"]) == {}
    with pytest.raises(EmptyFile):
        workshop.original(capture("b.html", ""), 0)


def test_a_called_function_answers_raises_or_has_a_bug(workshop: Workshop) -> None:
    assert workshop.call(sorted, [3, 1, 2]) == [1, 2, 3]
    with pytest.raises(NoSuchArticle):
        workshop.call(exec, "from archive.errors import NoSuchArticle; raise NoSuchArticle(id=4)")
    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        workshop.call(divmod, 1, 0)


def test_a_worker_has_no_window_and_nothing_of_this_program(workshop: Workshop) -> None:
    modules = workshop.call(eval, "list(__import__('sys').modules)")
    for name in ("PySide6", "shiboken6", "reader", "whoosh", "sqlite3", "pytest", "archive.store"):
        assert not [module for module in modules if module == name or module.startswith(name + ".")]
    assert "__main__" in modules
    assert workshop.call(eval, "getattr(__import__('__main__'), '__file__', None)") is None


@pytest.mark.parametrize(
    "attempt",
    [
        "__import__('socket').socket()",
        "__import__('socket').getaddrinfo('localhost', 80)",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
    ],
)
def test_a_worker_reaches_no_network_and_starts_nothing(workshop: Workshop, attempt: str) -> None:
    with pytest.raises(WorkerFailed, match="NotInWorkshop"):
        workshop.call(eval, attempt)


def test_what_a_worker_says_is_values_only(workshop: Workshop) -> None:
    class_of_the_library = "__import__('subprocess').Popen"
    with pytest.raises(TooHard):
        workshop.call(eval, class_of_the_library)
    assert workshop.call(eval, "__import__('datetime').date(2024, 2, 3)").year == 2024


SHOUT = """
import contextlib, os
for number in range(3, 20):
    with contextlib.suppress(OSError):
        os.write(number, b"\\xff" * 100)
"""
PRINT = "import os, sys\nprint('x' * 1000)\nsys.stdout.flush()\nos.write(1, b'x' * 9)\nos._exit(1)"


@pytest.mark.parametrize(
    ("misbehaviour", "reason"),
    [
        ("import os; os._exit(3)", "crash"),
        ("import os; os.abort()", "crash"),
        ("import os; os.kill(os.getpid(), 9)", "memory"),
        ("import time; time.sleep(60)", "time"),
        ("while True: pass", "time"),
        (SHOUT, "crash"),
        (PRINT, "crash"),
    ],
)
def test_a_worker_that_misbehaves_costs_its_item_only(
    workshop: Workshop, misbehaviour: str, reason: str
) -> None:
    with pytest.raises(TooHard) as raised:
        workshop.call(exec, misbehaviour, limits=Limits(wall=0.3))
    assert raised.value.facts["reason"] == reason
    assert workshop.call(len, "next") == 4


@pytest.mark.skipif(sys.platform != "linux", reason="address space is held only on Linux")
def test_a_worker_gets_no_more_memory_than_it_may(workshop: Workshop) -> None:
    with pytest.raises(TooHard) as raised:
        workshop.call(bytearray, 900 * 1024 * 1024, limits=Limits(memory=600 * 1024 * 1024))
    assert raised.value.facts["reason"] == "memory"
    assert workshop.call(len, bytes(1000)) == 1000


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX holds processor time")
def test_a_worker_gets_no_more_processor_time_than_it_may(workshop: Workshop) -> None:
    with pytest.raises(TooHard) as raised:
        workshop.call(exec, "while True: pass", limits=Limits(cpu=0))
    assert raised.value.facts["reason"] == "time"


def test_an_answer_that_is_too_long_is_no_answer(workshop: Workshop) -> None:
    with pytest.raises(TooHard):
        workshop.call(bytes, 2000, limits=Limits(reply=1000))


def test_cancel_ends_the_work_at_once(workshop: Workshop) -> None:
    cancel = CancelToken()
    found = workshop.process((capture(f"{n}.html") for n in range(1000)), cancel)
    next(found)
    cancel.cancel()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        list(found)
    with pytest.raises(Cancelled):
        workshop.call(time.sleep, 60, cancel=cancel)
    assert time.monotonic() - start < 1
    assert len(list(workshop.process([capture("after.html")]))) == 1


def test_no_worker_outlives_the_workshop() -> None:
    shop = Workshop(1)
    process = shop.call(os.getpid)
    shop.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(RuntimeError):
        shop.call(os.getpid)


def test_a_worker_ends_with_its_program() -> None:
    import subprocess

    program = (
        f"import sys, time; sys.path[:] = {[entry or os.getcwd() for entry in sys.path]!r}\n"
        "from archive.workshop import Workshop\n"
        "shop = Workshop(1)\n"
        "print(shop.call(__import__('os').getpid), flush=True)\n"
        "shop.call(time.sleep, 60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.1)
        parent.kill()
    for _ in range(500):
        if _has_ended(worker):
            return
        time.sleep(0.02)
    pytest.fail("the worker is still there")


def _has_ended(process: int) -> bool:
    """Gone, or only waiting to be counted: in a container nobody may do that for an orphan."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def test_a_zip_comes_out_member_by_member(workshop: Workshop) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for number in range(5):
            container.writestr(f"{number}.html", PAGE.replace("Ferry stays", f"Ferry {number}"))
        container.writestr("../6.html", PAGE)
    found = list(workshop.process([capture("all.zip", out.getvalue())]))
    assert [item.origin for item in found] == [f"all.zip!/{n}.html" for n in range(5)] + [
        "all.zip!/../6.html"
    ]
    assert [item.article.title for item in found if item.article] == [f"Ferry {n}" for n in range(5)]
    assert all(item.capture and item.capture.data.startswith(b"<html") for item in found[:5])
    assert isinstance(found[5].error, DamagedFile)
    assert [item.is_last for item in found] == [False] * 5 + [True]
