"""What imports could not read: kept with its facts, gone with the import, when seen, and when undone."""

from __future__ import annotations

from datetime import date

from archive.errors import ArchiveError, EmptyFile, FetchFailed, TooLarge, of_kind
from archive.model import Outcome, Result
from archive.store import Store


def failed(origin, error):
    return Outcome(origin, Result.NEEDS_A_LOOK, error=error)


def test_failures_are_there_after_a_restart_and_until_they_are_put_aside(store, folder, clock):
    first, second = store.begin_job("first"), store.begin_job("second")
    odd = "/pages/caf\udce9.html"
    outcomes = [
        failed("/pages/a.html", TooLarge(size=60, limit=24, what="page", seen=date(2025, 1, 2))),
        Outcome("/pages/b.html", Result.ALREADY_HERE, 1),
        failed(odd, FetchFailed(reason="status", status=404)),
        failed("/pages/c.html", RuntimeError("a bug is not told of twice")),
    ]
    store.finish_job(first, False, outcomes)
    store.finish_job(second, True, [failed("/pages/d.html", EmptyFile())])
    store.close()
    with Store.open(folder, now=clock) as again:
        found = again.troubles()
        assert {job: [o.origin for o in those] for job, those in found.items()} == {
            first: ["/pages/a.html", odd],
            second: ["/pages/d.html"],
        }
        large, missing = (o.error for o in found[first])
        assert isinstance(large, TooLarge)
        assert large.facts == {"size": 60, "limit": 24, "what": "page", "seen": "2025-01-02"}
        assert isinstance(missing, FetchFailed)
        assert missing.facts["status"] == 404
        again.put_aside(first, odd)
        again.undo_job(second)
        assert [o.origin for o in again.troubles()[first]] == ["/pages/a.html"]
        assert second not in again.troubles()
        assert again.check().problems == ()


def test_a_kind_of_a_later_program_is_a_plain_failure():
    error = of_kind("too-blue", {"shade": 3})
    assert type(error) is ArchiveError
    assert error.facts == {"shade": 3}
