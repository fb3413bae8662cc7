"""The tidier works when it is quiet, until there is nothing to do, and stops at once."""

import threading

from archive.cancel import CancelToken
from archive.errors import IndexFailed
from archive.tidier import Tidier


def test_it_works_until_there_is_nothing_to_do_and_again_when_asked() -> None:
    steps: list[bool] = []
    ended = threading.Event()

    def work(cancel: CancelToken) -> bool:
        steps.append(True)
        if len(steps) % 3 == 0:
            ended.set()
            return False
        return True

    tidier = Tidier(work, quiet=0.01)
    for expected in (3, 6):
        ended.clear()
        tidier.soon()
        assert ended.wait(5)
        assert len(steps) == expected
    tidier.close()


def test_it_works_too_when_it_is_never_quiet() -> None:
    worked = threading.Event()

    def work(cancel: CancelToken) -> bool:
        worked.set()
        return False

    tidier = Tidier(work, quiet=5.0, busy=0.05)
    for _ in range(200):
        tidier.soon()
        if worked.wait(0.01):
            break
    assert worked.is_set()
    tidier.close()


def test_a_failure_ends_the_work_not_the_thread() -> None:
    calls: list[bool] = []
    met = threading.Event()

    def work(cancel: CancelToken) -> bool:
        calls.append(True)
        met.set()
        raise IndexFailed(reason="locked")

    tidier = Tidier(work, quiet=0.0)
    for _ in range(2):
        met.clear()
        tidier.soon()
        assert met.wait(5)
    tidier.close()
    assert len(calls) == 2


def test_closing_stops_a_step_under_way_and_a_closed_one_does_nothing() -> None:
    begun = threading.Event()

    def work(cancel: CancelToken) -> bool:
        begun.set()
        assert cancel.wait(5)
        return True

    tidier = Tidier(work, quiet=0.0)
    tidier.soon()
    assert begun.wait(5)
    tidier.close()
    begun.clear()
    tidier.soon()
    assert not begun.wait(0.05)
    Tidier(work).close()
