"""All faults of the misbehaving server handed out beside the checkout, and all of its addresses."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.cancel import CancelToken
from archive.errors import AddressRefused, ArchiveError, FetchFailed, NotAnAddress, UnknownFormat
from archive.fetch import Limits, fetch
from archive.fetch.policy import resolved, typed
from archive.importers import recognise
from archive.model import Capture

HOSTILE = Path(__file__).resolve().parents[3].parent / "shared" / "hostile"
LIMITS = Limits(seconds=3)
NOW = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="no shared/hostile beside the checkout")


SERVE = """
import json, sys
import bad_server
with bad_server.running(tick=0.2) as server:
    print(json.dumps(server.ports()), flush=True)
    for line in sys.stdin:
        print(json.dumps({"log": server.log, "inner_hits": len(server.inner_hits)}), flush=True)
"""


class Server:
    """The kit's server in a process of its own: its memory and its loose ends stay there."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.ports: dict[str, int] = self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.ports['port']}{path}"

    def seen(self) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._answer()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], cwd=HOSTILE, stdin=pipe, stdout=pipe, text=True
    ) as process:
        yield Server(process)
        process.kill()


def faults() -> list[dict[str, str]]:
    listed = subprocess.run(
        [sys.executable, "bad_server.py", "--list"], cwd=HOSTILE, stdout=subprocess.PIPE, check=True
    )
    return [fault for fault in json.loads(listed.stdout) if fault["path"].startswith("/")]


def outcome(url: str, cancel: CancelToken | None = None) -> tuple[str, bytes]:
    """What a fetch ended in, in the words of the kit."""
    try:
        capture = fetch(
            url, captured_at=NOW, cancel=cancel or CancelToken(), allow_private=True, limits=LIMITS
        )
    except ArchiveError as failure:
        reason = failure.facts.get("reason", "")
        words = {
            "too-large": "error:too_large",
            "empty-file": "error:not_html",
            "address-refused": "error:redirect"
            if reason in ("scheme", "credentials")
            else "error:refused_address",
            "cancelled": "cancelled",
        }
        reasons = {
            "status": "error:status",
            "timeout": "error:timeout",
            "tls": "error:tls",
            "redirect-loop": "error:redirect",
            "too-many-redirects": "error:redirect",
            "connect": "error:connection",
            "cut-short": "error:connection or error:bad_response",
            "damaged": "error:bad_response",
            "protocol": "error:bad_response or error:redirect",
        }
        return words.get(failure.kind) or reasons[str(reason)], b""
    return "ok", capture.data


def is_readable(data: bytes) -> bool:
    """Whether an importer takes it: what a page is, its bytes say, not the server."""
    try:
        recognise(Capture("page", data, NOW))
    except UnknownFormat:
        return False
    return True


@pytest.mark.slow
def test_every_fault_ends_in_time_as_it_should(server: Server) -> None:
    wrong: list[str] = []
    all_faults = faults()
    with suppress(ArchiveError):  # the server needs seconds to pack this one, and keeps it
        fetch(server.url("/gzip-bomb2"), captured_at=NOW, cancel=CancelToken(), allow_private=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for fault in all_faults:
        path, wanted = fault["path"], fault["expect"]
        start = time.monotonic()
        ended, data = outcome(server.url(path))
        seconds = time.monotonic() - start
        if ended == "ok" and not is_readable(data):
            ended = "error:not_html"
        if not any(word in wanted for word in ended.split(" or ")) or seconds > LIMITS.seconds + 0.5:
            wrong.append(f"{path}: {ended} in {seconds:.1f} s, wanted {wanted}")
        if ended == "ok" and b"ENDMARK" not in data:
            wrong.append(f"{path}: half a page")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = (after - before) / (1_000_000 if sys.platform == "darwin" else 1_000)
    seen = server.seen()
    asked = Counter(entry["path"] for entry in seen["log"])
    print(f"{len(all_faults) - len(wrong)} of {len(all_faults)} faults end well; {grown:.0f} MB more at peak")
    assert wrong == []
    assert seen["inner_hits"] == 0
    assert grown < 80
    assert {
        path: count for path, count in asked.items() if count > 3 and path not in ("/ok", "/redirect-chain")
    } == {}
    assert asked["/redirect-chain"] <= 9


def test_tls_that_is_none_or_not_trusted(server: Server) -> None:
    if server.ports["tls_port"]:
        assert outcome(f"https://127.0.0.1:{server.ports['tls_port']}/ok")[0] == "error:tls"
    assert outcome(f"https://127.0.0.1:{server.ports['tls_garbage_port']}/ok")[0] == "error:tls"


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert outcome(f"http://127.0.0.1:{free.getsockname()[1]}/")[0] == "error:connection"


@pytest.mark.parametrize(
    "path", ["/slow-ok", "/slow-body", "/slow-headers", "/silent", "/endless-1xx", "/stall"]
)
def test_cancel_does_not_wait(server: Server, path: str) -> None:
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    start = time.monotonic()
    ended, _ = outcome(server.url(path), cancel)
    assert ended in ("cancelled", "error:bad_response or error:redirect")
    assert time.monotonic() - start < 0.7


def test_nothing_is_told_and_nothing_else_is_asked(server: Server) -> None:
    before = len(server.seen()["log"])
    outcome(server.url("/pixels"))
    asked = server.seen()["log"][before:]
    assert [entry["path"] for entry in asked] == ["/pixels"]
    names = {name.lower() for name, _ in asked[0]["headers"]}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_every_address_is_judged_before_a_connection_is_made() -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34"] if "example" in host else ["127.0.0.1"]

    wrong = []
    lines = (HOSTILE / "urls.jsonl").read_text("utf-8").splitlines()
    for case in map(json.loads, lines):
        try:
            resolved(typed(case["url"]), resolve, allow_private=False)
            ended = "allow"
        except (AddressRefused, NotAnAddress, FetchFailed):
            ended = "refuse"
        if ended != case["expect"]:
            wrong.append(f"{case['id']} {case['url'][:80]!r}: {ended}")
    print(f"{len(lines) - len(wrong)} of {len(lines)} addresses right")
    assert wrong == []


def test_a_name_is_asked_once_and_all_its_addresses_count() -> None:
    address = typed("https://example.org/")
    answers = [["8.8.8.8"], ["127.0.0.1"]]
    found = resolved(address, lambda host, port: answers.pop(0), allow_private=False)
    assert [str(ip) for ip in found] == ["8.8.8.8"]
    assert len(answers) == 1
    with pytest.raises(AddressRefused):
        resolved(address, lambda host, port: ["8.8.8.8", "10.0.0.7"], allow_private=False)
